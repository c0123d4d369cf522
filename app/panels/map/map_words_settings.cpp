// SPDX-License-Identifier: MIT
// Which words a map is made of, and whether the others are placed on it: a section of the popover.
#include "app/panels/map/map_parts.hpp"
#include "model/text/stop_words.hpp"

#include <algorithm>
#include <span>
#include <string>
#include <vector>

namespace wordfield::app {
namespace {

// By what function words were told: ", without English function words".
std::string left_out(const Frame& frame, const MapSettings& settings) {
    if (settings.shown != MapWords::Content || !settings.words.empty()) return {};
    const std::vector<int>& category = frame.corpus().lexicon.category;
    if (!category.empty() &&
        std::ranges::all_of(frame.layout->words, [&](TokenId id) { return category[id] >= 0; }))
        return ", those with a label";
    const std::string& language = stop_words_of(frame.corpus().lexicon.vocabulary).language;
    return language.empty() ? ", without the most frequent" : ", without " + language + " function words";
}

// How many words the map is made of. True where that was changed.
bool how_many(Ui& ui, MapState& state, bool vectors) {
    struct Cap {
        const char *name, *explanation;
        int words;
    };
    constexpr Cap of_text[] = {
        {"500", "The 500 commonest of them", 500},
        {"2,000", "The 2,000 commonest of them", 2000},
        {"10,000", "The 10,000 commonest of them", 10'000},
        {"all", "However many there are. Looking for the neighbours of 50,000 takes some seconds.",
         1'000'000}};
    constexpr Cap of_vectors[] = {
        {"2,000", "The first 2,000 of the file, mostly the commonest: a map at once", 2000},
        {"10,000", "The first 10,000 of the file, mostly the commonest: some ten seconds on two cores",
         10'000},
        {"20,000", "The first 20,000 of the file, mostly the commonest: half a minute", 20'000},
        {"all", "However many there are. A map of 300,000 takes many minutes.", 1'000'000}};
    const std::span<const Cap> caps{vectors ? of_vectors : of_text};
    int& wanted = vectors ? state.settings.vectors_cap : state.settings.cap;
    std::vector<const char*> names, explanations;
    for (const Cap& cap : caps) {
        names.push_back(cap.name);
        explanations.push_back(cap.explanation);
    }
    int chosen = 0;
    while (chosen + 1 < std::ssize(caps) && caps[chosen].words < wanted) ++chosen;
    if (!segmented(ui, state.part("words.cap").c_str(), names, chosen, explanations)) return false;
    wanted = caps[chosen].words;
    return true;
}

void place_switch(Ui& ui, MapState& state, Outbox& out) {
    if (!button(
            ui, state.part("words.place").c_str(), "Place the others",
            "Every other word of the file is put between the five words of the map that are nearest to it in "
            "the space, as a smaller, quieter dot. The map itself is not made of them, and what is measured "
            "of it is measured without them.",
            state.settings.place_others))
        return;
    state.settings.place_others = !state.settings.place_others;
    map_settings_changed(state, out);
}

} // namespace

void words_settings(Ui& ui, const Frame& frame, MapState& state, Outbox& out) {
    section(ui, "Words", "Which words this map shows. All of them have rows; a map of fewer is clearer.");
    MapSettings& settings = state.settings;
    const int vocabulary = frame.corpus().lexicon.vocabulary.size();
    constexpr const char* kinds[] = {"content words", "every kind", "the list"};
    constexpr const char* kind_explanations[] = {
        "Without function words and marks, whose rows are shaped by grammar rather than by meaning",
        "Function words and marks as well: every token has a place",
        "The words of the file that --words named"};
    const std::size_t choices = settings.list ? 3 : 2;
    int kind = static_cast<int>(settings.shown);
    bool changed = segmented(ui, state.part("words.kind").c_str(), std::span{kinds}.first(choices), kind,
                             std::span{kind_explanations}.first(choices));
    const bool vectors = frame.corpus().vectors != nullptr;
    changed |= how_many(ui, state, vectors);
    if (changed) {
        settings.shown = static_cast<MapWords>(kind);
        show_default_words(state);
        map_settings_changed(state, out);
    }
    if (vectors) place_switch(ui, state, out);
    const auto mapped = with_commas(static_cast<std::int64_t>(frame.layout->words.size()));
    remark(ui, frame.layout->placed
                   ? format("%s are mapped%s. The others are placed.", mapped.c_str(),
                            left_out(frame, settings).c_str())
                   : format("%s of %s words are shown%s.", mapped.c_str(), with_commas(vocabulary).c_str(),
                            left_out(frame, settings).c_str()));
}

} // namespace wordfield::app
