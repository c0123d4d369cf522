// SPDX-License-Identifier: MIT
#include "app/desk/view_words.hpp"

#include "model/core/number_text.hpp"
#include "model/map/projection_info.hpp"

#include <algorithm>
#include <cctype>

namespace wordfield::app {
namespace {

std::string quoted(const Corpus& corpus, TokenId id) {
    return "“" + corpus.lexicon.vocabulary.word(id) + "”";
}

std::string words(std::size_t count) {
    return with_commas(static_cast<std::int64_t>(count)) + (count == 1 ? " word" : " words");
}

std::string in_a_sentence(std::string name) {
    name[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(name[0])));
    return name;
}

// Those of `all` that are not in `others`.
std::vector<TokenId> without(const std::vector<TokenId>& all, const std::vector<TokenId>& others) {
    std::vector<TokenId> rest;
    for (const TokenId id : all)
        if (std::ranges::find(others, id) == others.end()) rest.push_back(id);
    return rest;
}

// The only place at which the two differ; nothing where there are several or none.
template <class Values>
std::optional<std::size_t> only_difference(const Values& a, const Values& b) {
    std::optional<std::size_t> found;
    for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i) {
        if (a[i] == b[i]) continue;
        if (found) return std::nullopt;
        found = i;
    }
    return found;
}

std::string say_projection(const ProjectionConfig& before, const ProjectionConfig& after) {
    const ProjectionInfo& info = projection_info(after.method);
    if (before.method != after.method) return std::string{"make the map by "} + info.name;
    if (before.dims != after.dims) return format("show the map in %dD", after.dims);
    for (const ProjectionParameter& parameter : info.parameters)
        if (parameter.get(before) != parameter.get(after))
            return std::string{"change "} + info.name + "'s " + in_a_sentence(parameter.name);
    return before.axes != after.axes ? "change the axes of the map" : "change the components of the map";
}

std::string say_map(const ViewValues::Map& before, const ViewValues::Map& after) {
    const MapSettings& a = before.settings;
    const MapSettings& b = after.settings;
    if (a.words != b.words)
        return b.words.empty() ? "show all words again" : "isolate " + words(b.words.size());
    if (a.projection != b.projection) return say_projection(a.projection, b.projection);
    if (a.place_others != b.place_others)
        return b.place_others ? "place the other words" : "show the map's own words alone";
    if (a.shown != b.shown || a.cap != b.cap || a.vectors_cap != b.vectors_cap)
        return "change which words the map shows";
    if (a.remove_frequency != b.remove_frequency) return "change what the map does with frequency";
    if (a.unit_length != b.unit_length)
        return "measure the map by " + std::string{b.unit_length ? "angles" : "distances"};
    return "change whose rows the map shows";
}

} // namespace

std::string say_shown(const ViewValues& before, const ViewValues& after, const Corpus&) {
    if (before.shown.kept != after.shown.kept)
        return after.shown.kept ? "keep a model for comparison" : "forget the kept model";
    return before.shown.count < after.shown.count ? "show another map" : "close a map";
}

std::string say_maps(const ViewValues& before, const ViewValues& after, const Corpus&) {
    for (std::size_t i = 0; i < std::min(before.maps.size(), after.maps.size()); ++i)
        if (!(before.maps[i] == after.maps[i])) return say_map(before.maps[i], after.maps[i]);
    return "change the maps";
}

std::string say_look(const ViewValues& before, const ViewValues& after, const Corpus&) {
    const MapLook& a = before.look;
    const MapLook& b = after.look;
    const auto turn = [](bool on, const char* what) { return std::string{on ? "show " : "hide "} + what; };
    if (a.colour_by != b.colour_by || a.column != b.column) return "colour words by something else";
    if (a.label_px != b.label_px) return format("make labels %.0f px large", b.label_px);
    if (a.labels != b.labels) return turn(b.labels, "labels");
    if (a.names_over_dots != b.names_over_dots)
        return b.names_over_dots ? "let names lie over dots" : "keep names off the dots";
    if (a.regions != b.regions) return turn(b.regions, "names of regions");
    if (a.trails != b.trails) return turn(b.trails, "trails");
    if (a.neighbours != b.neighbours) return turn(b.neighbours, "lines to the neighbours");
    return turn(a.trust != b.trust ? b.trust : b.trust_all, "what the map kept");
}

std::string say_inside(const ViewValues& before, const ViewValues& after, const Corpus&) {
    if (!after.inside) return "stop looking inside";
    return before.inside ? "look at another page inside" : "look inside";
}

std::string say_sentence(const ViewValues&, const ViewValues&, const Corpus&) {
    return "change the sentence";
}

std::string say_second_sentence(const ViewValues&, const ViewValues&, const Corpus&) {
    return "change the second sentence";
}

std::string say_pinned(const ViewValues& before, const ViewValues& after, const Corpus& corpus) {
    const auto added = without(after.pinned, before.pinned);
    const auto gone = without(before.pinned, after.pinned);
    if (added.size() == 1) return (after.pinned.size() == 1 ? "choose " : "add ") + quoted(corpus, added[0]);
    if (!added.empty()) return "choose " + words(added.size());
    if (gone.size() == 1) return "let go of " + quoted(corpus, gone[0]);
    return gone.empty() ? "choose words in another order" : "let go of " + words(gone.size());
}

std::string say_head(const ViewValues&, const ViewValues& after, const Corpus&) {
    return format("look at head L%d H%d", after.head.layer + 1, after.head.head + 1);
}

std::string say_place(const ViewValues& before, const ViewValues& after, const Corpus&) {
    return before.place.position != after.place.position ? "look at another token" : "look at another cell";
}

std::string say_hidden(const ViewValues& before, const ViewValues& after, const Corpus& corpus) {
    auto a = before.hidden, b = after.hidden;
    a.resize(corpus.lexicon.categories.size());
    b.resize(corpus.lexicon.categories.size());
    const auto category = only_difference(a, b);
    if (category)
        return (b[*category] != 0 ? "hide “" : "show “") + corpus.lexicon.categories[*category] + "”";
    return b == std::vector<char>(b.size()) ? "show every category" : "hide categories";
}

std::string say_panels(const ViewValues& before, const ViewValues& after, const Corpus&) {
    const auto panel = only_difference(before.panels, after.panels);
    if (!panel) return "show and hide panels";
    return (after.panels[*panel] ? "show " : "hide ") + std::string{panel_name(static_cast<Panel>(*panel))};
}

std::string say_splitters(const ViewValues&, const ViewValues&, const Corpus&) {
    return "make panels larger or smaller";
}

std::string say_sampling(const ViewValues& before, const ViewValues& after, const Corpus&) {
    return before.sampling.cut == after.sampling.cut ? "change the temperature"
                                                     : "change which words can be drawn";
}

std::string say_marks(const ViewValues& before, const ViewValues& after, const Corpus&) {
    const auto turn = [](bool on, const char* what) { return std::string{on ? "show " : "hide "} + what; };
    if (before.marks.path != after.marks.path) return turn(after.marks.path, "the path through the layers");
    if (before.marks.pull != after.marks.pull) return turn(after.marks.pull, "where words are pulled");
    return turn(after.marks.sum, "the sum on the map");
}

std::string say_measure(const ViewValues&, const ViewValues&, const Corpus&) {
    return "measure nearness in another way";
}

std::string say_order(const ViewValues&, const ViewValues&, const Corpus&) {
    return "sort the list of words";
}

std::string say_theme(const ViewValues&, const ViewValues& after, const Corpus&) {
    return after.dark ? "choose the dark theme" : "choose the light theme";
}

} // namespace wordfield::app
