// SPDX-License-Identifier: MIT
#include "app/shell/page.hpp"

#include "app/map/markup.hpp"
#include "app/map/word_stats.hpp"
#include "app/story/history.hpp"
#include "model/core/number_text.hpp"
#include "model/run/timeline.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <bit>
#include <cmath>
#include <numeric>
#include <span>
#include <unordered_map>

namespace wordfield::app {

std::string_view embedded_page(std::string_view name); // made by the build

namespace {

using nlohmann::json;

constexpr float largest_place = 30000.0F;
constexpr std::int16_t no_place = -32768;

std::vector<TokenId> words_of_page(const Frame& frame, std::size_t most) {
    std::vector<TokenId> words = frame.layout->words;
    const Vocabulary& vocabulary = frame.corpus().lexicon.vocabulary;
    std::ranges::stable_sort(words, std::greater{}, [&](TokenId id) { return vocabulary.count(id); });
    words.resize(std::min(words.size(), most));
    return words;
}

Page::Moment moment_of(const Layout& layout, const std::vector<TokenId>& words) {
    std::unordered_map<TokenId, Index> rows;
    for (std::size_t i = 0; i < layout.words.size(); ++i) rows[layout.words[i]] = static_cast<Index>(i);
    Page::Moment moment{layout.step, {}};
    for (const TokenId id : words) {
        const auto row = rows.find(id);
        std::optional<glm::vec2>& place = moment.places.emplace_back();
        if (row != rows.end()) place = {layout.positions(row->second, 0), layout.positions(row->second, 1)};
    }
    return moment;
}

// The first one, the last one, and of those between as many as fit, spread evenly.
std::vector<const Timeline::Kept*> spread(const Timeline& timeline, std::size_t most) {
    std::vector<const Timeline::Kept*> all, some;
    for (const Timeline::Kept& kept : timeline.moments())
        if (kept.layout) all.push_back(&kept);
    if (all.size() <= most) return all;
    for (std::size_t i = 0; i < most; ++i) some.push_back(all[i * (all.size() - 1) / (most - 1)]);
    return some;
}

std::vector<Page::Curve> curves_of(const History& history) {
    const auto points = [](const Curve& curve) {
        return std::vector<HistoryPoint>{curve.points().begin(), curve.points().end()};
    };
    return {{"held-out loss", "nats", points(history.heldout_loss)},
            {"training loss", "nats", points(history.train_loss)},
            {"neighbours of one category", "", points(history.purity)}};
}

std::string base64(std::span<const std::int16_t> numbers) {
    constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::vector<unsigned char> bytes; // the lower one of each number first
    bytes.reserve(2 * numbers.size());
    for (const std::int16_t number : numbers) {
        const auto bits = std::bit_cast<std::uint16_t>(number);
        bytes.push_back(static_cast<unsigned char>(bits & 0xFFU));
        bytes.push_back(static_cast<unsigned char>(bits >> 8U));
    }
    std::string text;
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        const std::size_t have = std::min<std::size_t>(3, bytes.size() - i);
        std::uint32_t three = 0;
        for (std::size_t k = 0; k < 3; ++k) three = three << 8U | (k < have ? bytes[i + k] : 0U);
        for (std::size_t k = 0; k < 4; ++k) text += k <= have ? digits[three >> (18U - 6U * k) & 63U] : '=';
    }
    return text;
}

// In whole numbers, of which the farthest place has the largest.
std::string places_of(const Page& page) {
    float farthest = 1e-9F;
    for (const Page::Moment& moment : page.moments)
        for (const auto& place : moment.places)
            if (place) farthest = std::max({farthest, std::abs(place->x), std::abs(place->y)});
    std::vector<std::int16_t> numbers;
    const auto add = [&](float x) {
        numbers.push_back(static_cast<std::int16_t>(std::lround(largest_place * x / farthest)));
    };
    for (const Page::Moment& moment : page.moments)
        for (const auto& place : moment.places) {
            if (place && std::isfinite(place->x) && std::isfinite(place->y))
                add(place->x), add(place->y);
            else
                numbers.insert(numbers.end(), 2, no_place);
        }
    return base64(numbers);
}

json words_json(const Page& page) {
    json data;
    json& palette = data["palette"] = json::array();
    std::unordered_map<std::string, int> known;
    for (const Page::Word& word : page.words) {
        const std::string colour = hex_colour(word.colour);
        const auto [at, added] = known.emplace(colour, static_cast<int>(known.size()));
        if (added) palette.push_back(colour);
        data["words"].push_back(word.word);
        data["count"].push_back(word.count);
        data["category"].push_back(word.category);
        data["colour"].push_back(at->second);
        data["shape"].push_back(word.shape);
    }
    data["categories"] = json::array();
    for (const Page::Category& category : page.categories)
        data["categories"].push_back({{"name", category.name}, {"colour", hex_colour(category.colour)}});
    return data;
}

json curve_json(const Page::Curve& curve) {
    json points = json::array();
    for (const HistoryPoint& point : curve.points)
        if (std::isfinite(point.value))
            points.push_back({point.step, std::round(1e4 * static_cast<double>(point.value)) / 1e4});
    return {{"name", curve.name}, {"unit", curve.unit}, {"points", points}};
}

// JSON inside of a page: nothing in it can end the element that it stands in.
std::string without_tags(const std::string& text) {
    std::string safe;
    for (const char c : text) c == '<' ? safe += "\\u003c" : safe += c;
    return safe;
}

} // namespace

std::optional<Page> page_of(const Frame& frame, bool dark, std::size_t most_words, std::size_t most_numbers) {
    if (!frame.moment || !frame.layout || frame.timeline == nullptr) return std::nullopt;
    const Corpus& corpus = frame.corpus();
    const std::vector<TokenId> words = words_of_page(frame, most_words);
    Page page{.title = "The words of " + corpus.name,
              .about =
                  format("A %s of %s weights learns to say the next word; each dot is a word's row of its "
                         "embedding matrix, drawn by %s. Near means alike. Press Play, or drag the slider.",
                         std::string{frame.kind().noun}.c_str(),
                         with_commas(frame.moment->parameters).c_str(), frame.layout->method.c_str())};
    page.dark = dark;
    for (const TokenId id : words) {
        const render::CategoryStyle& style = frame.words->style(id);
        page.words.push_back({frame.word(id), corpus.lexicon.vocabulary.count(id),
                              corpus.lexicon.category.empty() ? -1 : corpus.lexicon.category[id],
                              style.colour, static_cast<int>(style.shape)});
    }
    for (std::size_t c = 0; c < corpus.lexicon.categories.size(); ++c)
        page.categories.push_back(
            {corpus.lexicon.categories[c], frame.words->category_style(static_cast<int>(c)).colour});
    const std::size_t fit = most_numbers / std::max<std::size_t>(2 * words.size(), 1);
    for (const Timeline::Kept* const kept : spread(*frame.timeline, std::max<std::size_t>(fit, 2)))
        page.moments.push_back(moment_of(*kept->layout, words));
    if (frame.live) { // the last map may have come to rest since its step was kept
        if (!page.moments.empty() && page.moments.back().step >= frame.layout->step) page.moments.pop_back();
        page.moments.push_back(moment_of(*frame.layout, words));
    }
    if (frame.history != nullptr) page.curves = curves_of(*frame.history);
    return page;
}

std::string page_html(const Page& page) {
    json data = words_json(page);
    data["steps"] = json::array();
    for (const Page::Moment& moment : page.moments) data["steps"].push_back(moment.step);
    data["places"] = places_of(page);
    data["curves"] = json::array();
    for (const Page::Curve& curve : page.curves) data["curves"].push_back(curve_json(curve));
    const std::pair<std::string_view, std::string> parts[] = {
        {"{{TITLE}}", markup_text(page.title)},
        {"{{THEME}}", page.dark ? "dark" : "light"},
        {"{{ABOUT}}", markup_text(page.about)},
        {"{{DATA}}", without_tags(data.dump(-1, ' ', false, json::error_handler_t::replace))}};
    const std::string_view whole = embedded_page("page.html");
    std::string text;
    for (std::size_t at = 0; at < whole.size();) {
        const auto part =
            std::ranges::find_if(parts, [&](const auto& p) { return whole.substr(at).starts_with(p.first); });
        text += part == std::end(parts) ? std::string{whole[at]} : part->second;
        at += part == std::end(parts) ? 1 : part->first.size();
    }
    return text;
}

} // namespace wordfield::app
