// SPDX-License-Identifier: MIT
// What a map says of its words: how many are shown, whose rows, and which of them it was made of.
#include "app/panels/map/map_parts.hpp"

namespace wordfield::app {
namespace {

std::string shown_words(const Layout& layout) {
    const std::string shown = with_commas(static_cast<std::int64_t>(layout.words.size()));
    if (layout.placed) {
        const auto placed = std::ssize(layout.placed->words);
        return shown + " words mapped, " + with_commas(placed) +
               (placed < layout.placed->of ? " of " + with_commas(layout.placed->of) : "") +
               " placed by their neighbours";
    }
    if (std::ssize(layout.words) == layout.vocabulary) return "all " + shown + " words";
    return shown + " of " + with_commas(layout.vocabulary) + " words";
}

std::string rows_shown(const MapState& state) {
    std::string words;
    if (state.settings.kept_rows)
        words = state.settings.kept_words ? " · rows of the compared file" : " · rows of the kept step";
    else if (state.settings.source == RowSource::FirstStep)
        words = " · rows of step 0";
    else if (state.settings.source == RowSource::Output)
        words = " · output vectors";
    return state.settings.unit_length ? words : words + " · lengths kept";
}

} // namespace

std::string words_told(const MapState& state, const Layout& layout) {
    return shown_words(layout) + rows_shown(state);
}

std::string words_explanation(const Layout& layout) {
    std::string words =
        layout.placed
            ? "The map is made of the larger dots. Every other word lies, as a smaller one, at the "
              "weighted mean of the five of them that are nearest to it in the space: where words like "
              "it are, not where a map of all words would have it. What is measured of the map is "
              "measured without those. Settings changes how many are mapped. "
            : "How many words this map shows. Function words and marks have rows like any other; they "
              "are left out by default. Settings changes that. ";
    return words + "Of very many dots, those under others are left away while the map moves; at rest all are "
                   "drawn.";
}

} // namespace wordfield::app
