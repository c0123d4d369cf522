// SPDX-License-Identifier: MIT
#include "app/panels/map/map_poster.hpp"

#include "app/map/word_colours.hpp"
#include "app/panels/map/map_parts.hpp"
#include "model/map/projection_info.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace wordfield::app {
namespace {

constexpr float paper_rim = 36.0F, head = 74.0F, key_width = 150.0F;
constexpr float word_px = 12.0F, title_px = 30.0F, small_px = 13.0F;

glm::vec3 rgb(ImU32 colour) {
    return glm::vec3{to_glm(colour)};
}

class Sheet {
public:
    Sheet(const Ui& ui, const Frame& frame, const MapState& state, glm::vec2 size)
        : ui_{ui}, frame_{frame}, state_{state}, layout_{*frame.layout} {
        sheet_.size = size;
        sheet_.ground = rgb(ui.theme.ground);
        const bool by_category = frame.colours == nullptr || frame.colours->colours().empty();
        const bool keyed = !frame.corpus().lexicon.categories.empty() && by_category;
        origin_ = {paper_rim, head};
        room_ = {size.x - 2 * paper_rim - (keyed ? key_width : 0.0F), size.y - head - paper_rim};
        camera_.set_mode(layout_.config.dims == 3 ? render::Camera::Mode::Orbit : render::Camera::Mode::Flat);
        camera_.jump_to(state.camera.state()); // turned as on the screen
        camera_.set_viewport(room_.x, room_.y);
        for (Index i = 0; i < layout_.positions.rows(); ++i)
            world_.emplace_back(layout_.positions(i, 0), layout_.positions(i, 1), layout_.positions(i, 2));
        camera_.jump_to(camera_.fit(world_, 40.0F));
        for (const glm::vec3& at : world_) screen_.push_back(camera_.project(at));
        if (keyed) write_key(size);
    }

    Poster made() && {
        place_marks();
        place_labels();
        write_title();
        return std::move(sheet_);
    }

private:
    [[nodiscard]] float radius() const {
        return std::clamp(0.5F * layout_.spacing * camera_.state().zoom, 1.6F, 5.0F);
    }

    void place_marks() {
        for (std::size_t i = 0; i < screen_.size(); ++i) {
            const TokenId id = layout_.words[i];
            sheet_.marks.push_back({origin_ + glm::vec2{screen_[i]}, radius(), frame_.words->style(id).shape,
                                    rgb(word_colour(frame_, id))});
        }
    }

    [[nodiscard]] float width(ImFont* font, float px, const std::string& words) const {
        return text_width(font, px, words);
    }

    std::vector<render::LabelCandidate> candidates() const {
        std::vector<render::LabelCandidate> list;
        for (std::size_t i = 0; i < screen_.size(); ++i) {
            const TokenId id = layout_.words[i];
            list.push_back({.id = static_cast<int>(i),
                            .anchor_px = glm::vec2{screen_[i]},
                            .size_px = {width(ui_.fonts.body, word_px, frame_.word(id)), word_px * 1.05F},
                            .radius_px = radius(),
                            .weight = static_cast<float>(frame_.corpus().lexicon.vocabulary.count(id))});
        }
        const auto regions = state_.regions_named.shown();
        for (std::size_t i = 0; i < regions.size(); ++i) {
            const NamedRegion& region = regions[i];
            if (!region.there) continue;
            const glm::vec3 at = camera_.project(0.5F * (region.low + region.high));
            list.push_back(
                {.id = -2 - static_cast<int>(i),
                 .anchor_px = glm::vec2{at},
                 .size_px = {width(ui_.fonts.large, region_px(region), region.name), region_px(region)},
                 .radius_px = radius(),
                 .reach_px = seen_reach(camera_, region.low, region.high, at),
                 .label_class = render::LabelClass::Region,
                 .weight = static_cast<float>(region.words)});
        }
        return list;
    }

    static float region_px(const NamedRegion& region) {
        return std::clamp(14.0F + 1.2F * std::sqrt(static_cast<float>(region.words)), 17.0F, 26.0F);
    }

    void place_labels() {
        render::LabelPlacer placer{{.budget = 4000, .tries = 20000, .fade_seconds = 0.0F}};
        const auto list = candidates();
        for (const render::PlacedLabel& label : placer.update(list, screen_, room_, 1.0F)) {
            const glm::vec2 at = origin_ + label.position_px;
            if (label.id >= 0) {
                const TokenId id = layout_.words[label.id];
                add(frame_.word(id), at, word_px, ui_.fonts.body,
                    mix(word_colour(frame_, id), ui_.theme.text, 0.62F));
            } else {
                const NamedRegion& region = state_.regions_named.shown()[-2 - label.id];
                const ImU32 own = frame_.words->category_colour(region.label);
                add(region.name, at, region_px(region), ui_.fonts.large, mix(own, ui_.theme.strong, 0.4F),
                    true);
            }
        }
    }

    void add(const std::string& words, glm::vec2 at, float px, ImFont* font, ImU32 colour,
             bool bold = false) {
        sheet_.texts.push_back({words, at, px, width(font, px, words), rgb(colour), bold});
    }

    void write_title() {
        const Corpus& corpus = frame_.corpus();
        sheet_.name = "Words of " + corpus.name + " after " + with_commas(layout_.step) + " steps";
        add(sheet_.name, {paper_rim, paper_rim - 8.0F}, title_px, ui_.fonts.large, ui_.theme.strong, true);
        std::string about = std::string{layout_.method} + " map of " +
                            with_commas(static_cast<std::int64_t>(layout_.words.size())) + " of " +
                            with_commas(layout_.vocabulary) + " words";
        if (layout_.quality)
            about += format(" · keeps %.0f%% of each word's ten nearest", 100 * layout_.quality->kept);
        if (const std::string caution = projection_info(layout_.config.method).caution; !caution.empty())
            about += " · " + caution;
        add(about, {paper_rim, paper_rim + title_px - 2.0F}, small_px, ui_.fonts.body, ui_.theme.dim);
    }

    void write_key(glm::vec2 size) {
        const auto& categories = frame_.corpus().lexicon.categories;
        const float line = std::min(21.0F, room_.y / static_cast<float>(categories.size()));
        const float px = std::min(small_px, 0.8F * line), x = size.x - paper_rim - key_width + 24.0F;
        float y = head + 6.0F;
        for (int i = 0; i < std::ssize(categories); ++i, y += line) {
            const auto& style = frame_.words->category_style(i);
            sheet_.marks.push_back({{x, y + 0.5F * px}, 0.36F * px, style.shape, style.colour});
            add(categories[i], {x + 14.0F, y}, px, ui_.fonts.body, ui_.theme.text);
        }
    }

    const Ui& ui_;
    const Frame& frame_;
    const MapState& state_;
    const Layout& layout_;
    Poster sheet_;
    glm::vec2 origin_{0.0F}, room_{0.0F};
    render::Camera camera_;
    std::vector<glm::vec3> world_, screen_;
};

} // namespace

Poster poster_of(const Ui& ui, const Frame& frame, const MapState& state, glm::vec2 size) {
    return Sheet{ui, frame, state, size}.made();
}

} // namespace wordfield::app
