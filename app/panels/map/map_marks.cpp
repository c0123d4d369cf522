// SPDX-License-Identifier: MIT
#include "app/panels/map/map_marks.hpp"

#include "app/panels/map/map_parts.hpp"
#include "app/panels/map/map_strokes.hpp"
#include "app/story/row_motion.hpp"
#include "app/ui/lesson.hpp"
#include "app/ui/marker.hpp"
#include "render/picking.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace wordfield::app {
namespace {

// The direction on the screen, with a length that tells how much of the movement the map can show.
std::optional<ImVec2> way_on_screen(const Ui& ui, const Area& area, const MapState& state, TokenId word,
                                    const Shadow& shadow) {
    const float size = shadow.displacement.size() > 0 ? shadow.displacement.norm() : 0.0F;
    if (!(size > 0.0F)) return std::nullopt;
    glm::vec3 ahead = state.motion.position(word);
    const float reach = 20.0F / state.camera.state().zoom;
    for (Index i = 0; i < shadow.displacement.size(); ++i)
        ahead[static_cast<int>(i)] += reach * shadow.displacement[i] / size;
    const ImVec2 a = on_screen(area, state, state.motion.position(word)), b = on_screen(area, state, ahead);
    const float drawn = std::hypot(b.x - a.x, b.y - a.y);
    if (drawn < 1.0F) return std::nullopt; // straight towards the eye
    const float length = ui.px(18) + ui.px(90) * std::sqrt(shadow.shown);
    return ImVec2{(b.x - a.x) / drawn * length, (b.y - a.y) / drawn * length};
}

/// An arrow at a word: why it moves.
struct Reason {
    TokenId word;
    const Shadow& shadow;
    const char* name;
    ImU32 colour;
    float side; ///< of the arrow on which the name stands: 1 or -1
    bool named; ///< else the arrow alone
    std::string explanation;
};

void name_arrow(Ui& ui, MapState& state, const Reason& reason, ImVec2 from, ImVec2 way) {
    const ImVec2 tip{from.x + way.x, from.y + way.y};
    const float width = text_width(ui.fonts.small, ui.fonts.small_px, reason.name);
    const float length = std::hypot(way.x, way.y);
    // Ahead of the tip and to one side: two arrows of one direction keep their names apart.
    const float ahead = ui.px(10) / length, aside = reason.side * ui.px(11) / length;
    const ImVec2 middle{tip.x + way.x * ahead - way.y * aside, tip.y + way.y * ahead + way.x * aside};
    const ImVec2 at{middle.x + (way.x < 0 ? -width : 0.0F), middle.y - ui.fonts.small_px * 0.5F};
    ImDrawList* draw = ImGui::GetWindowDrawList();
    const ImVec2 high{at.x + width + ui.px(3), at.y + ui.fonts.small_px + ui.px(1)};
    draw->AddRectFilled({at.x - ui.px(3), at.y - ui.px(1)}, high, with_alpha(ui.theme.ground, 0.8F),
                        ui.px(3));
    draw->AddText(ui.fonts.small, ui.fonts.small_px, at, reason.colour, reason.name);
    ui.rects.mark(std::string{"map.arrow."} + reason.name, at, high);
    state.signs.push_back({at, {high.x - at.x, high.y - at.y}});
    explain_area(ui, at, high, reason.explanation.c_str());
}

void draw_reason(Ui& ui, const Area& area, MapState& state, const Reason& reason) {
    const auto way = way_on_screen(ui, area, state, reason.word, reason.shadow);
    if (!way) return;
    const ImVec2 from = on_screen(area, state, state.motion.position(reason.word));
    arrow(ui, from, *way, reason.colour, ui.px(reason.named ? 2.6F : 1.8F));
    if (reason.named) name_arrow(ui, state, reason, from, *way);
}

void reasons(Ui& ui, const Area& area, const Frame& frame, MapState& state, const Selection& selection) {
    if (!selection.show_pull || frame.why == nullptr) return;
    for (const RowMotion& motion : frame.why->motions()) {
        if (!motion.on_map || !state.motion.shows(motion.word)) continue;
        const bool named = selection.subject() == motion.word;
        draw_reason(ui, area, state,
                    {motion.word, motion.step, "went", ui.theme.warm, 1.0F, named,
                     format("Where the row really went since step %s. The map can show %.0f%% of this "
                            "way; the longer the arrow, the larger that share.",
                            with_commas(frame.why->from_step()).c_str(), 100 * motion.step.shown)});
        if (motion.noise) continue; // it points nowhere
        draw_reason(ui, area, state,
                    {motion.word, motion.pull, "pull", ui.theme.good, -1.0F, named,
                     format("Where the loss pulls the row: minus its mean gradient. The map can show "
                            "%.0f%% of this pull; the longer the arrow, the larger that share.",
                            100 * motion.pull.shown)});
    }
}

// The word and the words whose rows its new one would be made of.
void show_drag(const Ui& ui, const Area& area, const Frame& frame, const MapState& state) {
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    const TokenId word = *state.marks.dragged;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    dashes(ui, on_screen(area, state, state.motion.position(word)), mouse, ui.theme.accent, ui.px(1.6F));
    for (const WeightedWord& near : state.marks.landing) {
        const glm::vec3 at = state.screen()[near.index];
        draw->AddLine({area.low.x + at.x, area.low.y + at.y}, mouse,
                      with_alpha(ui.theme.strong, 0.25F + 0.7F * near.weight), ui.px(1.4F));
    }
    draw->AddCircleFilled(mouse, ui.px(7), frame.words->colour(word));
    draw->AddCircle(mouse, ui.px(7), ui.theme.strong, 0, ui.px(2));
    draw->AddText(ui.fonts.bold, ui.fonts.body_px, {mouse.x + ui.px(11), mouse.y - ui.fonts.body_px},
                  ui.theme.strong, frame.word(word).c_str());
}

void set_down(const Frame& frame, MapState& state, Selection& selection, Outbox& out) {
    const TokenId word = *state.marks.dragged;
    state.marks.dragged.reset();
    selection.pin_only(word);
    if (state.marks.landing.empty()) return;
    const RowVector row = weighted_row(*frame.moment->embedding, state.marks.landing);
    out.post(RowEdit{SetRow{word, {row.data(), row.data() + row.size()}}});
}

// A button under the word that the mouse is over, so that the press does not reach the map below.
void drag_words(PanelContext& context, MapState& state) {
    auto& [ui, info, area, frame, view, out] = context;
    Selection& selection = view.selection;
    const ImGuiIO& io = ImGui::GetIO();
    const bool wanted = frame.live && (selection.drag_words || (io.KeyCtrl && io.KeyAlt));
    if (!state.marks.dragged && !(wanted && area.contains(io.MousePos))) return;
    const glm::vec2 mouse{io.MousePos.x - area.low.x, io.MousePos.y - area.low.y};
    if (!state.marks.dragged) {
        const auto pick = render::nearest_point(state.screen(), state.camera.viewport(), mouse, ui.px(8));
        if (!pick) return;
        const TokenId word = state.scene().words[pick->index];
        ImGui::SetCursorScreenPos({io.MousePos.x - ui.px(6), io.MousePos.y - ui.px(6)});
        ImGui::InvisibleButton("drag word", {ui.px(12), ui.px(12)});
        if (ImGui::IsItemHovered()) selection.hover(word);
        if (ImGui::IsItemActivated()) state.marks.dragged = word;
        explain(ui, "Drag: set this word's row to a mean of the rows around the place where you let go");
        return;
    }
    ImGui::SetCursorScreenPos({io.MousePos.x - ui.px(6), io.MousePos.y - ui.px(6)});
    ImGui::InvisibleButton("drag word", {ui.px(12), ui.px(12)}); // goes along, and keeps the mouse
    selection.hover(*state.marks.dragged);
    const ImVec2 from = on_screen(area, state, state.motion.position(*state.marks.dragged));
    const bool moved = std::hypot(from.x - io.MousePos.x, from.y - io.MousePos.y) > ui.px(10);
    state.marks.landing.clear();
    if (moved && area.contains(io.MousePos))
        state.marks.landing = words_around(state.scene().words, state.screen(), mouse, *state.marks.dragged);
    show_drag(ui, area, frame, state);
    if (!io.MouseDown[0]) set_down(frame, state, selection, out);
}

// Left of the tools at the foot of the map.
void help(Ui& ui, const Area& area, const Selection& selection) {
    const float tools = ui.px(selection.pinned.size() >= 3 ? 138 : 68);
    ImGui::SetCursorScreenPos({area.high().x - tools - ui.px(24), area.high().y - ui.px(28)});
    help_mark(ui, std::exchange(ui.help_for, {}));
}

} // namespace

void draw_map_locks(Ui& ui, const Area& area, const Frame& frame, const MapState& state) {
    for (const TokenId id : frame.moment->frozen_rows) {
        if (!state.motion.shows(id)) continue;
        const ImVec2 at = on_screen(area, state, state.motion.position(id));
        const ImVec2 low{at.x - ui.px(12), at.y - ui.px(13)}; // names stand at the right
        const float size = ui.px(9), width = draw_lock(ImGui::GetWindowDrawList(), low, size, ui.theme.warm);
        ui.rects.mark(state.part("lock.") + frame.word(id), low, {low.x + width, low.y + size});
    }
}

void draw_map_marks(PanelContext& context, MapState& state) {
    auto& [ui, info, area, frame, view, out] = context;
    const Selection& selection = view.selection;
    if (!state.marks.dragged) reasons(ui, area, frame, state, selection);
    draw_sum_figure(context, state);
    drag_words(context, state);
    if (!view.map_alone) help(ui, area, selection);
}

} // namespace wordfield::app
