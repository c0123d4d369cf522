// SPDX-License-Identifier: MIT
#include "app/map/film.hpp"

#include "model/core/number_text.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <unordered_map>
#include <utility>

namespace wordfield::app {
namespace {

const std::array<std::pair<const char*, FilmKind>, 3> film_kinds{
    {{".mp4", FilmKind::Mp4}, {".webm", FilmKind::Webm}, {".gif", FilmKind::Gif}}};

} // namespace

std::optional<FilmKind> film_kind(const std::filesystem::path& path) {
    std::string ending = path.extension().string();
    for (char& c : ending) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    if (ending.empty()) return FilmKind::Frames;
    const auto* const found =
        std::ranges::find_if(film_kinds, [&](const auto& kind) { return kind.first == ending; });
    return found == film_kinds.end() ? std::nullopt : std::optional{found->second};
}

std::string film_endings() {
    std::string all;
    for (const auto& kind : film_kinds) all += (all.empty() ? "" : ", ") + std::string{kind.first};
    return all;
}

glm::ivec2 film_size(const FilmRequest& request) {
    const auto kind = film_kind(request.path);
    const bool even = kind == FilmKind::Mp4 || kind == FilmKind::Webm;
    return (even ? request.size / 2 * 2 : request.size) * request.scale;
}

std::string frame_name(int frame) {
    return format("frame-%05d.png", frame + 1);
}

std::string film_sentence(const FilmRequest& request) {
    const int frames = FilmSchedule{0, 0, request.seconds, request.fps}.frames();
    return "Saved " + request.path.string() + ": " + with_commas(frames) +
           (frames == 1 ? " frame, " : " frames, ") + plain_number(request.seconds) + " s.";
}

FilmSchedule::FilmSchedule(std::int64_t from, std::int64_t to, double seconds, int fps)
    : from_{from}, to_{std::max(from, to)}, frames_{
                                                std::max(1, static_cast<int>(std::lround(seconds * fps)))} {}

double FilmSchedule::step_of(int frame) const {
    if (frame >= frames_ - 1) return static_cast<double>(frames_ > 1 ? to_ : from_);
    return static_cast<double>(from_) + static_cast<double>(to_ - from_) * frame / (frames_ - 1);
}

bool FilmSchedule::wants(std::int64_t step) const {
    if (step < from_ || step > to_) return false;
    if (step == from_ || step == to_) return true;
    // The step of some frame lies in (step - 1, step].
    const double apart = static_cast<double>(to_ - from_) / std::max(1, frames_ - 1);
    const auto frame = static_cast<int>(std::floor(static_cast<double>(step - from_) / apart));
    return step_of(frame) > static_cast<double>(step - 1);
}

std::shared_ptr<const Layout> map_between(const std::shared_ptr<const Layout>& earlier,
                                          const std::shared_ptr<const Layout>& later, double way) {
    auto between = std::make_shared<Layout>(*later);
    between->step = earlier->step + static_cast<std::int64_t>(
                                        std::floor(way * static_cast<double>(later->step - earlier->step)));
    between->quality = earlier->quality;
    between->purity = earlier->purity;
    std::unordered_map<TokenId, Index> rows;
    for (std::size_t i = 0; i < earlier->words.size(); ++i) rows[earlier->words[i]] = static_cast<Index>(i);
    const auto share = static_cast<float>(way);
    for (std::size_t i = 0; i < later->words.size(); ++i) {
        const auto before = rows.find(later->words[i]);
        if (before == rows.end()) continue;
        auto place = between->positions.row(static_cast<Index>(i));
        place += (1.0F - share) * (earlier->positions.row(before->second) - place);
    }
    return between;
}

} // namespace wordfield::app
