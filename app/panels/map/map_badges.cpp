// SPDX-License-Identifier: MIT
// What lies at the rim of a map: how far it can be believed, how many words it shows, what colours mean, the
// tools that concern a choice of words.
#include "app/map/word_colours.hpp"
#include "app/panels/map/map_parts.hpp"
#include "model/map/projection_info.hpp"
#include "render/colormap.hpp"

#include <algorithm>
#include <cmath>

namespace wordfield::app {
namespace {

// A button over the map, which is no longer the map there.
bool map_button(Ui& ui, MapState& state, const char* part, const char* label, const char* explanation,
                bool lit, float width) {
    const bool pressed = button(ui, state.part(part).c_str(), label, explanation, lit, {width, 0});
    const ImVec2 low = ImGui::GetItemRectMin();
    const ImVec2 high = ImGui::GetItemRectMax();
    state.controls.push_back({low, {high.x - low.x, high.y - low.y}});
    return pressed;
}

struct Badge {
    std::string main, small, explanation;
};

Badge badge_of(const Layout& layout) {
    Badge badge;
    if (layout.quality)
        badge.main = format("Map keeps %.0f%% of neighbours", 100 * layout.quality->kept);
    else
        badge.main = layout.method;
    if (layout.quality) badge.small = format("k = 10 · trust %.2f", layout.quality->trustworthiness);
    if (layout.divergence) badge.small += format(" · KL %.2f", *layout.divergence);
    if (layout.recall) badge.small += format(" · recall %.2f", layout.recall->found);
    if (layout.residual) badge.small += format(" · %.0f%% of the variance", 100 * (1.0F - *layout.residual));
    badge.explanation = "Of each word's ten nearest words in the full space, the share that is among its ten "
                        "nearest on the map. ";
    badge.explanation += projection_info(layout.config.method).quality;
    if (layout.quality)
        badge.explanation += format(
            " Kept: %.1f ± %.1f%%, trust: %.3f ± %.3f (standard errors over %s words).",
            100 * layout.quality->kept, 100 * layout.quality->kept_error, layout.quality->trustworthiness,
            layout.quality->trustworthiness_error, with_commas(std::ssize(layout.quality->asked)).c_str());
    if (layout.recall)
        badge.explanation += format(
            " Recall: the neighbours that this map is made from were not looked for among all words but "
            "where they are likely to be, which found %.1f ± %.1f%% of the ten nearest.",
            100 * layout.recall->found, 100 * layout.recall->error);
    return badge;
}

// No label goes there.
void take_place(MapState& state, ImVec2 low, ImVec2 high) {
    state.signs.push_back({low, {high.x - low.x, high.y - low.y}});
}

// A small sign with one line of text. Returns its right edge.
float sign(Ui& ui, MapState& state, ImVec2 low, const std::string& words, ImU32 colour, const char* part,
           const char* explanation) {
    const ImVec2 high{low.x + text_width(ui.fonts.small, ui.fonts.small_px, words) + ui.px(16),
                      low.y + ui.px(22)};
    ImDrawList* draw = ImGui::GetWindowDrawList();
    draw->AddRectFilled(low, high, with_alpha(ui.theme.panel, 0.92F), ui.px(5));
    draw->AddRect(low, high, ui.theme.border, ui.px(5));
    draw->AddText(ui.fonts.small, ui.fonts.small_px,
                  {low.x + ui.px(8), low.y + (ui.px(22) - ui.fonts.small_px) * 0.5F}, colour, words.c_str());
    ui.rects.mark(state.part(part), low, high);
    take_place(state, low, high);
    explain_area(ui, low, high, explanation);
    return high.x;
}

void quality_badge(Ui& ui, const Area& area, MapState& state, const Badge& badge) {
    const float width = std::max(text_width(ui.fonts.body, ui.fonts.small_px * 1.08F, badge.main),
                                 text_width(ui.fonts.small, ui.fonts.small_px, badge.small)) +
                        ui.px(20);
    const float height = ui.fonts.small_px * 2.2F + ui.px(14);
    const ImVec2 low{area.high().x - width - ui.px(10), area.low.y + ui.px(10)};
    const ImVec2 high{low.x + width, low.y + height};
    ImDrawList* draw = ImGui::GetWindowDrawList();
    draw->AddRectFilled(low, high, with_alpha(ui.theme.panel, 0.92F), ui.px(6));
    draw->AddRect(low, high, ui.theme.border, ui.px(6));
    draw->AddText(ui.fonts.body, ui.fonts.small_px * 1.08F, {low.x + ui.px(10), low.y + ui.px(6)},
                  ui.theme.text, badge.main.c_str());
    draw->AddText(ui.fonts.small, ui.fonts.small_px,
                  {low.x + ui.px(10), low.y + ui.px(8) + ui.fonts.small_px * 1.15F}, ui.theme.dim,
                  badge.small.c_str());
    ui.rects.mark(state.part("quality"), low, high);
    take_place(state, low, high);
    explain_area(ui, low, high, badge.explanation.c_str());
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

// "550 of 773 words": loud where words are missing, with the way to all of them where they were taken away.
float words_sign(Ui& ui, ImVec2 at, const Frame& frame, MapState& state, Outbox& out) {
    const Layout& layout = *frame.layout;
    const auto shown = static_cast<std::int64_t>(layout.words.size());
    std::string words = shown == layout.vocabulary ? format("all %s words", with_commas(shown).c_str())
                                                   : format("%s of %s words", with_commas(shown).c_str(),
                                                            with_commas(layout.vocabulary).c_str());
    words += rows_shown(state);
    if (frame.live && frame.moment->step - layout.step > 120)
        words += format(" · map of step %s", with_commas(layout.step).c_str());
    if (state.picture->unfinished()) words += " · thinned while it moves";
    float x = sign(
        ui, state, at, words, shown == layout.vocabulary ? ui.theme.dim : ui.theme.text, "words",
        "How many words this map shows. Function words and marks have rows like any other; they are "
        "left out by default. Settings changes that. Of very many dots, those under others are left away "
        "while the map moves; at rest all are drawn.");
    if (!state.isolated()) return x;
    ImGui::SetCursorScreenPos({x + ui.px(6), at.y});
    if (map_button(ui, state, "all_words", "All words", "Back to the whole map (Esc goes back one isolation)",
                   true, 0))
        out.post(EndIsolation{});
    return ImGui::GetItemRectMax().x;
}

void legend_bar(Ui& ui, ImVec2 at, const ColourLegend& legend) {
    ImDrawList* draw = ImGui::GetWindowDrawList();
    const float width = ui.px(150);
    const float height = ui.px(8);
    const ImVec2 low{at.x + ui.px(8), at.y + ui.fonts.small_px + ui.px(8)};
    constexpr int pieces = 48;
    for (int i = 0; i < pieces; ++i) {
        const glm::vec3 c =
            render::sample(render::Colormap::Viridis, (static_cast<float>(i) + 0.5F) / pieces);
        draw->AddRectFilled({low.x + width * static_cast<float>(i) / pieces, low.y},
                            {low.x + width * static_cast<float>(i + 1) / pieces + 0.5F, low.y + height},
                            from_rgb(c.r, c.g, c.b));
    }
    const auto figure_text = [](float value) {
        if (std::abs(value) >= 1e3F) return short_number(value);
        return plain_number(static_cast<double>(value), std::abs(value) >= 0.01F ? 3 : 2);
    };
    const std::string least = figure_text(legend.low);
    const std::string most = figure_text(legend.high) + (legend.unit.empty() ? "" : " " + legend.unit);
    const float y = low.y + height + ui.px(3);
    draw->AddText(ui.fonts.small, ui.fonts.small_px, {low.x, y}, ui.theme.dim, least.c_str());
    draw->AddText(ui.fonts.small, ui.fonts.small_px,
                  {low.x + width - text_width(ui.fonts.small, ui.fonts.small_px, most), y}, ui.theme.dim,
                  most.c_str());
}

void legend_names(Ui& ui, ImVec2 at, const ColourLegend& legend, std::size_t shown) {
    ImDrawList* draw = ImGui::GetWindowDrawList();
    const float line = ui.fonts.small_px + ui.px(3);
    float y = at.y + ui.fonts.small_px + ui.px(8);
    for (std::size_t i = 0; i < shown; ++i, y += line) {
        const glm::vec3 c = render::category_style(static_cast<int>(i), ui.theme.dark).colour;
        draw->AddCircleFilled({at.x + ui.px(13), y + line * 0.42F}, ui.px(4), from_rgb(c.r, c.g, c.b));
        const bool rest = i + 1 == shown && legend.names.size() > shown;
        const std::string name = rest ? format("and %zu more", legend.names.size() - shown + 1)
                                      : fit(ui.fonts.small, ui.fonts.small_px, legend.names[i], ui.px(120));
        draw->AddText(ui.fonts.small, ui.fonts.small_px, {at.x + ui.px(23), y}, ui.theme.text, name.c_str());
    }
}

// What colours mean, when they tell a figure; above the sign with the number of words.
void legend(Ui& ui, ImVec2 foot, MapState& state, const ColourLegend& legend) {
    if (legend.name.empty()) return;
    const std::size_t names = std::min<std::size_t>(legend.names.size(), 8);
    const float body = names == 0 ? ui.px(12) + ui.fonts.small_px
                                  : static_cast<float>(names) * (ui.fonts.small_px + ui.px(3));
    const float height = ui.fonts.small_px + body + ui.px(14);
    const ImVec2 low{foot.x, foot.y - height};
    const ImVec2 high{low.x + ui.px(166), foot.y};
    ImDrawList* draw = ImGui::GetWindowDrawList();
    draw->AddRectFilled(low, high, with_alpha(ui.theme.panel, 0.92F), ui.px(5));
    draw->AddRect(low, high, ui.theme.border, ui.px(5));
    const std::string title = "Colour: " + legend.name;
    draw->AddText(ui.fonts.small, ui.fonts.small_px, {low.x + ui.px(8), low.y + ui.px(4)}, ui.theme.text,
                  fit(ui.fonts.small, ui.fonts.small_px, title, ui.px(150)).c_str());
    names == 0 ? legend_bar(ui, low, legend) : legend_names(ui, low, legend, names);
    ui.rects.mark(state.part("legend"), low, high);
    take_place(state, low, high);
    explain_area(ui, low, high, legend.explanation.c_str());
}

// Looking for the neighbours of very many words takes seconds: how far it is, and the way out.
void search_progress(PanelContext& context, MapState& state) {
    auto& [ui, info, area, frame, view, out] = context;
    const Layout& layout = *frame.layout;
    const bool renews = layout.divergence.has_value(); // the map is there and goes on meanwhile
    if (layout.progress >= 1.0F || renews) return;
    const std::string words =
        format("Looking for the neighbours of %s words … %.0f%%",
               with_commas(static_cast<std::int64_t>(layout.words.size())).c_str(), 100 * layout.progress);
    const float width = text_width(ui.fonts.body, ui.fonts.body_px, words) + ui.px(110);
    const ImVec2 low{area.low.x + (area.size.x - width) * 0.5F, area.high().y - ui.px(84)};
    const ImVec2 high{low.x + width, low.y + ui.px(34)};
    ImDrawList* draw = ImGui::GetWindowDrawList();
    draw->AddRectFilled(low, high, with_alpha(ui.theme.panel, 0.95F), ui.px(6));
    draw->AddRectFilled({low.x, high.y - ui.px(3)},
                        {low.x + width * std::clamp(layout.progress, 0.0F, 1.0F), high.y}, ui.theme.accent);
    draw->AddText(ui.fonts.body, ui.fonts.body_px, {low.x + ui.px(12), low.y + ui.px(7)}, ui.theme.text,
                  words.c_str());
    ui.rects.mark(state.part("progress"), low, high);
    take_place(state, low, high);
    ImGui::SetCursorScreenPos({high.x - ui.px(76), low.y + ui.px(5)});
    if (!map_button(ui, state, "cancel", "Cancel", "Show 2,000 words instead", false, ui.px(66))) return;
    state.settings.cap = MapSettings{}.cap;
    show_default_words(state);
    map_settings_changed(state, out);
}

// At the lower right: what can be done with words that are chosen.
void word_tools(PanelContext& context, MapState& state) {
    auto& [ui, info, area, frame, view, out] = context;
    const bool can_isolate = view.selection.pinned.size() >= 3;
    const float width = ui.px(can_isolate ? 128 : 58);
    const float y = area.high().y - ui.px(32);
    if (!is_tight(ui, area)) draw_minimap(ui, area, frame, state);
    if (!state.leads() && is_tight(ui, area)) return; // the map at the left has them
    ImGui::SetCursorScreenPos({area.high().x - width - ui.px(10), y});
    if (can_isolate) {
        if (map_button(ui, state, "isolate", "Isolate",
                       "Put only the chosen words on the map (I): their own neighbourhoods, without the "
                       "others",
                       false, ui.px(66)))
            out.post(Isolate{});
        ImGui::SameLine(0, ui.px(4));
    }
    if (map_button(ui, state, "lasso", "Lasso",
                   "Draw a line around words to choose them; Alt-drag does the same at any time",
                   state.lasso_tool, ui.px(58)))
        state.lasso_tool = !state.lasso_tool;
}

// What must be said under every map of some kinds.
void caution(Ui& ui, const Area& area, MapState& state, const Layout& layout, float from) {
    const ProjectionInfo& info = projection_info(layout.config.method);
    const std::string words = info.caution;
    if (words.empty()) return;
    const float width = text_width(ui.fonts.small, ui.fonts.small_px, words);
    const ImVec2 at{from + ui.px(14), area.high().y - ui.px(32) + (ui.px(22) - ui.fonts.small_px) * 0.5F};
    if (at.x + width > area.high().x - ui.px(160)) return;
    ImGui::GetWindowDrawList()->AddText(ui.fonts.small, ui.fonts.small_px, at, ui.theme.dim, words.c_str());
    const ImVec2 high{at.x + width, at.y + ui.fonts.small_px};
    ui.rects.mark(state.part("caution"), at, high);
    take_place(state, at, high);
    explain_area(ui, at, high, info.caution_explanation);
}

} // namespace

void map_badges(PanelContext& context, MapState& state, ImVec2 tool_bar_end) {
    auto& [ui, info, area, frame, view, out] = context;
    const Badge badge = badge_of(*frame.layout);
    const float badge_room = ui.px(218);
    const ImVec2 foot{area.low.x + ui.px(10), area.high().y - ui.px(32)};
    float x = words_sign(ui, foot, frame, state, out);
    if (tool_bar_end.x + badge_room < area.high().x) {
        quality_badge(ui, area, state, badge);
    } else { // no room beside the tool bar: one short line at the foot, where it covers no words
        const std::string kept = frame.layout->quality
                                     ? format("keeps %.0f%%", 100 * frame.layout->quality->kept)
                                     : frame.layout->method;
        x = sign(ui, state, {x + ui.px(6), foot.y}, kept, ui.theme.text, "quality",
                 (badge.main + " (" + badge.small + "). " + badge.explanation).c_str());
    }
    caution(ui, area, state, *frame.layout, x);
    if (frame.colours != nullptr && state.leads())
        legend(ui, {foot.x, foot.y - ui.px(6)}, state, frame.colours->legend());
    word_tools(context, state);
    draw_sum_tools(context, state);
    search_progress(context, state);
}

void map_caption(PanelContext& context, MapState& state) {
    auto& [ui, info, area, frame, view, out] = context;
    const Layout& layout = *frame.layout;
    std::string words = format("%s after %s steps · %s of %s of %s words", frame.corpus().name.c_str(),
                               with_commas(layout.step).c_str(), layout.method.c_str(),
                               with_commas(static_cast<std::int64_t>(layout.words.size())).c_str(),
                               with_commas(layout.vocabulary).c_str());
    if (layout.quality) words += format(" · keeps %.0f%% of neighbours", 100 * layout.quality->kept);
    sign(ui, state, {area.low.x + ui.px(10), area.high().y - ui.px(32)}, words, ui.theme.dim, "caption",
         badge_of(layout).explanation.c_str());
    const float width = ui.px(104);
    ImGui::SetCursorScreenPos({area.high().x - width - ui.px(10), area.high().y - ui.px(32)});
    if (map_button(ui, state, "poster", "Save poster …",
                   "The map on a sheet of A3, with a title and a key: SVG or PNG", false, width))
        out.post(AskPoster{});
}

} // namespace wordfield::app
