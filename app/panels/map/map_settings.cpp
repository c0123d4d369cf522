// SPDX-License-Identifier: MIT
#include "app/panels/map/map_settings.hpp"

#include "app/map/word_colours.hpp"
#include "app/panels/map/map_parts.hpp"
#include "app/ui/plot.hpp"
#include "model/map/projection_info.hpp"

#include <algorithm>
#include <span>
#include <string>

namespace wordfield::app {
namespace {

constexpr float width_px = 316;

bool check(Ui& ui, const std::string& id, const char* label, const char* explanation, bool value) {
    return button(ui, id.c_str(), label, explanation, value);
}

void frequency_section(Ui& ui, const Frame& frame, MapState& state, Outbox& out) {
    section(ui, "Word frequency",
            "In many models the largest direction of all only says how common a word is. It can be removed.");
    constexpr const char* names[] = {"auto", "keep", "remove"};
    constexpr const char* explanations[] = {
        "Removed while the rank correlation below is above .5, kept again below .4",
        "Rows as they are, frequency and all",
        "The best fit of each dimension on the logarithm of the count is subtracted from the rows"};
    std::optional<bool>& switch_ = state.settings.remove_frequency;
    int chosen = !switch_ ? 0 : *switch_ ? 2 : 1;
    if (segmented(ui, state.part("frequency").c_str(), names, chosen, explanations)) {
        switch_ = chosen == 0 ? std::nullopt : std::optional{chosen == 2};
        map_settings_changed(state, out);
    }
    const Layout& layout = *frame.layout;
    figure(
        ui, "first component and count",
        format("r = %.2f · %s", layout.frequency_correlation, layout.frequency_removed ? "removed" : "kept"),
        "Size of Spearman's rank correlation between the words' places on the first principal component and "
        "their counts, before anything is removed: 1 when the map would mostly show frequency.");
}

void colour_section(Ui& ui, const Frame& frame, MapState& state) {
    section(ui, "Colour", "What the colour of a word tells, on both maps");
    std::vector<const char*> names;
    std::vector<const char*> explanations;
    for (int i = 0; i < colour_by_count - 1; ++i) {
        names.push_back(colour_by_name(static_cast<ColourBy>(i)));
        explanations.push_back(colour_by_explanation(static_cast<ColourBy>(i)));
    }
    int chosen = static_cast<int>(state.colour_by);
    const std::span all{names};
    const std::span said{explanations};
    int upper = chosen < 4 ? chosen : -1;
    int lower = chosen >= 4 ? chosen - 4 : -1;
    if (segmented(ui, "map.colour", all.first(4), upper, said.first(4))) chosen = upper;
    if (segmented(ui, "map.colour", all.subspan(4), lower, said.subspan(4))) chosen = 4 + lower;
    const auto& columns = frame.corpus().lexicon.columns;
    for (std::size_t c = 0; c < columns.size(); ++c) {
        const bool on = state.colour_by == ColourBy::Column && state.column == static_cast<int>(c);
        if (c > 0) ImGui::SameLine(0, ui.px(4));
        if (check(ui, "map.colour.column." + columns[c].name, columns[c].name.c_str(),
                  "A further column of the file of labels", on)) {
            chosen = static_cast<int>(ColourBy::Column);
            state.column = static_cast<int>(c);
        }
    }
    state.colour_by = static_cast<ColourBy>(chosen);
}

void look_section(Ui& ui, MapState& state) {
    section(ui, "Shown on the map", "Each of these can be switched off");
    const auto toggle = [&](const char* id, const char* label, const char* explanation, bool& value) {
        if (check(ui, id, label, explanation, value)) value = !value;
    };
    toggle("map.look.trails", "Trails", "Short trails show where words came from", state.trails);
    ImGui::SameLine(0, ui.px(4));
    toggle("map.look.neighbours", "Lines", "Lines from the chosen word to its nearest words",
           state.neighbours);
    ImGui::SameLine(0, ui.px(4));
    toggle(
        "map.look.regions", "Region names",
        "What the words of a neighbourhood have in common: their category or, in a corpus without any, the "
        "words most typical of it. The names give way to words as you come nearer.",
        state.regions);
    toggle(
        "map.look.names_over_dots", "Names over dots",
        "Dots are smaller, and a name that finds no room beside its own may lie over others: on little room "
        "about three times as many can be read",
        state.names_over_dots);
    toggle("map.look.trust_all", "Trust of every word",
           "A ring around every word, from orange to green: the share of its ten nearest words in the space "
           "that "
           "are among its ten nearest on the map",
           state.trust_all);
    figure(ui, "Label size", format("%.0f px", state.label_px),
           "From 10 px to 32 px, for a screen or a projector.");
    slider(ui, "map.look.label_px", state.label_px, 10.0F, 32.0F, false, ui.theme.accent);
}

// How still the map is, as a curve: the map should move about as much as the rows do, not more.
void motion_section(Ui& ui, const Frame& frame) {
    section(ui, "Map stability",
            "How far the median word moved from one map to the next, beside how far the median row moved "
            "meanwhile, each in radii of its cloud: a map that jumps while the rows rest would lie.");
    const History& history = *frame.history;
    const PlotCurve curves[] = {
        {history.space_motion.points(), ui.theme.dim, "rows", false},
        {history.map_motion.points(), ui.theme.accent, "map", false},
    };
    float most = 0.02F;
    for (const PlotCurve& curve : curves)
        for (const Curve::Point& point : curve.points) most = std::max(most, point.value);
    draw_plot(ui, "map.motion", {curves, {}, 0.0F, most, "radii"},
              {ImGui::GetContentRegionAvail().x, ui.px(54)});
    const auto medians = history.motion.medians();
    figure(ui, "map · rows, median since step 50",
           medians ? format("%.4f · %.4f", medians->map, medians->space) : std::string{"from step 50 on"},
           "Median over all maps since step 50; blue is the map, grey are the rows.");
}

void rows_section(Ui& ui, const Frame& frame, MapState& state, Outbox& out) {
    section(ui, "Rows", "Whose vectors this map shows");
    MapSettings& settings = state.settings;
    constexpr const char* names[] = {"embedding", "step 0", "this moment", "output"};
    constexpr const char* explanations[] = {
        "The rows of the embedding, as they are learned", "The rows as they were before anything was learned",
        "The rows of the step that the window shows now, kept while training goes on",
        "The output vectors of the skip-gram: each word as the neighbour of others"};
    int chosen = settings.kept_words                       ? -1 // those of a file are none of these
                 : settings.kept_rows                      ? 2
                 : settings.source == RowSource::FirstStep ? 1
                 : settings.source == RowSource::Output    ? 3
                                                           : 0;
    const std::size_t choices = frame.moment->output_embedding ? 4 : 3; // a transformer ties the two
    bool changed =
        segmented(ui, state.part("rows").c_str(), std::span{names}.first(choices), chosen, explanations);
    if (changed) {
        settings.source = chosen == 1   ? RowSource::FirstStep
                          : chosen == 3 ? RowSource::Output
                                        : RowSource::Embedding;
        settings.kept_rows = chosen == 2 ? frame.moment->embedding : nullptr;
        settings.kept_words.reset();
    }
    constexpr const char* lengths[] = {"angles", "distances"};
    constexpr const char* length_explanations[] = {
        "Rows are brought to length one: near means a small angle (cosine)",
        "Rows keep their length: near means a small Euclidean distance"};
    int length = settings.unit_length ? 0 : 1;
    if (segmented(ui, state.part("length").c_str(), lengths, length, length_explanations)) {
        settings.unit_length = length == 0;
        changed = true;
    }
    if (changed) map_settings_changed(state, out);
}

void reset_button(Ui& ui, MapState& state, Outbox& out) {
    if (!button(ui, state.part("defaults").c_str(), "Reset",
                "All settings of this map back to their defaults", false, {ui.px(46), 0}))
        return;
    const ProjectionConfig before = state.settings.projection;
    const auto beside = state.settings.beside;
    const auto list = state.settings.list;
    const float stretch = state.settings.stretch;
    state.settings = {};
    state.settings.stretch = stretch;
    state.settings.list = list;
    const ProjectionInfo& usual = projections().front();
    state.settings.projection = {.method = state.leads() ? usual.method : usual.beside,
                                 .seed = before.seed,
                                 .threads = before.threads};
    state.settings.beside = beside;
    static_cast<MapLook&>(state) = {};
    show_default_words(state);
    map_settings_changed(state, out);
}

void title_line(Ui& ui, MapState& state, Outbox& out) {
    text(ui, ui.fonts.bold, ui.theme.strong, "Settings of " + map_name(state));
    ImGui::SameLine(ImGui::GetWindowContentRegionMax().x - ui.px(22 + 6 + 46));
    reset_button(ui, state, out);
    ImGui::SameLine(0, ui.px(6));
    if (button(ui, state.part("settings.close").c_str(), "×", "Close (Esc)", false, {ui.px(22), 0}))
        state.view.open = false;
}

void sections(Ui& ui, const Frame& frame, MapState& state, Outbox& out) {
    title_line(ui, state, out);
    projection_settings(ui, frame, state, out);
    distances_settings(ui, frame, state);
    rows_section(ui, frame, state, out);
    words_settings(ui, frame, state, out);
    frequency_section(ui, frame, state, out);
    if (state.leads()) {
        colour_section(ui, frame, state);
        look_section(ui, state);
        motion_section(ui, frame);
    }
}

} // namespace

void section(const Ui& ui, const char* name, const char* explanation) {
    ImGui::Dummy({0, ui.px(5)});
    text(ui, ui.fonts.bold, ui.theme.strong, name);
    explain(ui, explanation);
}

void draw_map_settings(Ui& ui, const Area& map, const Frame& frame, MapState& state, Outbox& out) {
    const ImVec2 window = ImGui::GetIO().DisplaySize;
    const float width = ui.px(width_px);
    const float gap = ui.px(6);
    const float left = map.low.x - width - gap;
    const float right = map.high().x + gap;
    const bool right_fits = right + width <= window.x;
    const bool at_right = right_fits && (!state.leads() || left < 0);
    const float x = at_right ? right : left >= 0 ? left : map.low.x + ui.px(10);
    const float top = map.low.y + (at_right || left >= 0 ? gap : ui.px(44));
    const float room = window.y - top - gap;
    const float wish = state.view.content_height > 0 ? state.view.content_height : room;
    ImGui::SetNextWindowPos({x, top});
    ImGui::SetNextWindowSize({width, std::min(room, wish)});
    ImGui::PushStyleColor(ImGuiCol_WindowBg, ui.theme.panel);
    ImGui::PushStyleColor(ImGuiCol_Border, ui.theme.border);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 1.0F);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, ui.px(6));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2{ui.px(14), ui.px(10)});
    ImGui::Begin(("##" + state.part("settings")).c_str(), nullptr,
                 ImGuiWindowFlags_NoTitleBar | ImGuiWindowFlags_NoResize | ImGuiWindowFlags_NoMove |
                     ImGuiWindowFlags_NoCollapse | ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoNav);
    sections(ui, frame, state, out);
    state.view.content_height = ImGui::GetCursorPosY() + ImGui::GetScrollY() + ui.px(8);
    ui.rects.mark(state.part("settings.window"), ImGui::GetWindowPos(),
                  {ImGui::GetWindowPos().x + ImGui::GetWindowWidth(),
                   ImGui::GetWindowPos().y + ImGui::GetWindowHeight()});
    ImGui::End();
    ImGui::PopStyleVar(3);
    ImGui::PopStyleColor(2);
}

} // namespace wordfield::app
