// SPDX-License-Identifier: MIT
#include "app/panels/map/map_parts.hpp"
#include "model/analysis/row_health.hpp"
#include "render/picking.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace wordfield::app {
namespace {

constexpr float lasso_step_px = 3.0F; // between two corners of the line

glm::vec2 inside(const Area& area, ImVec2 p) {
    return {p.x - area.low.x, p.y - area.low.y};
}

// Dear ImGui says so of the map also where a button lies over it.
bool is_hovered(const MapState& state) {
    return ImGui::IsItemHovered() &&
           std::none_of(state.controls.begin(), state.controls.end(),
                        [](const Area& control) { return control.contains(ImGui::GetIO().MousePos); });
}

// Whether the hand has done something since the last frame. Words glide by under a mouse that rests: that is
// no pointing.
bool is_pointing(MapState& state) {
    const ImGuiIO& io = ImGui::GetIO();
    const ImVec2 before = std::exchange(state.mouse_before, io.MousePos);
    if (!ImGui::IsMousePosValid(&before) || before.x < 0) return false; // it has only just been seen
    return io.MousePos.x != before.x || io.MousePos.y != before.y || io.MouseWheel != 0 ||
           ImGui::IsMouseClicked(0) || ImGui::IsMouseReleased(0);
}

// The word whose dot or, where there is none near, whose name the mouse is on.
std::optional<TokenId> word_at(const Area& area, const MapState& state, float radius) {
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    if (const auto pick =
            render::nearest_point(state.screen(), state.camera.viewport(), inside(area, mouse), radius))
        return state.scene().words[pick->index];
    const auto named = std::ranges::find_if(
        state.written, [&](const MapState::Written& label) { return label.place.contains(mouse); });
    if (named == state.written.end() || !state.motion.shows(named->word)) return std::nullopt;
    return named->word;
}

void hover(const Area& area, double now, MapState& state, Selection& selection, float radius) {
    const bool pointing = is_pointing(state);
    if (!is_hovered(state) || state.dragged) return state.under_mouse.reset();
    if (state.under_mouse && !state.motion.shows(*state.under_mouse)) state.under_mouse.reset();
    if (pointing) {
        const auto word = word_at(area, state, radius);
        if (std::exchange(state.under_mouse, word) != word) {
            state.under_mouse_since = now;
            state.told_elsewhere = false;
        }
    }
    if (!state.under_mouse) return;
    selection.hover(*state.under_mouse);
    ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
}

void choose(const MapState& state, Selection& selection, const std::vector<int>& points) {
    if (!ImGui::GetIO().KeyCtrl) selection.clear();
    for (const int index : points) {
        const TokenId id = state.scene().words[index];
        if (!selection.is_pinned(id)) selection.toggle(id);
    }
}

void select_box(Ui& ui, const Area& area, MapState& state, Selection& selection) {
    const ImVec2 from = *state.box_from;
    const ImVec2 to = ImGui::GetIO().MousePos;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    draw->AddRectFilled(from, to, with_alpha(ui.theme.accent, 0.12F));
    draw->AddRect(from, to, ui.theme.accent);
    if (ImGui::IsMouseDown(0)) return;
    state.box_from.reset();
    choose(
        state, selection,
        render::points_in_box(state.screen(), state.camera.viewport(), inside(area, from), inside(area, to)));
}

void select_lasso(Ui& ui, const Area& area, MapState& state, Selection& selection) {
    const glm::vec2 now = inside(area, ImGui::GetIO().MousePos);
    const glm::vec2 way = now - state.lasso.back();
    if (std::hypot(way.x, way.y) > lasso_step_px) state.lasso.push_back(now);
    std::vector<ImVec2> line;
    for (const glm::vec2 p : state.lasso) line.push_back({area.low.x + p.x, area.low.y + p.y});
    ImDrawList* draw = ImGui::GetWindowDrawList();
    draw->AddPolyline(line.data(), static_cast<int>(line.size()), ui.theme.accent, ImDrawFlags_None,
                      ui.px(1.5F));
    draw->AddLine(line.back(), line.front(), with_alpha(ui.theme.accent, 0.4F), ui.px(1));
    if (ImGui::IsMouseDown(0)) return;
    const std::vector<glm::vec2> drawn = std::exchange(state.lasso, {});
    if (drawn.size() < 3) return; // a click, which has been dealt with
    choose(state, selection, render::points_in_lasso(state.screen(), state.camera.viewport(), drawn));
    state.lasso_tool = false;
}

void drag(MapState& state) {
    const ImGuiIO& io = ImGui::GetIO();
    const float way = std::hypot(io.MousePos.x - state.pressed_at.x, io.MousePos.y - state.pressed_at.y);
    if (way > 4.0F) state.dragged = true; // a hand is never quite still while it clicks
    if (!state.dragged || (io.MouseDelta.x == 0 && io.MouseDelta.y == 0)) return;
    state.follow = false;
    state.camera_moved = true;
    const glm::vec2 delta{io.MouseDelta.x, io.MouseDelta.y};
    const bool turns = state.camera.mode() == render::Camera::Mode::Orbit && ImGui::IsMouseDown(0);
    turns ? state.camera.orbit(delta) : state.camera.pan(delta);
}

void click(MapState& state, Selection& selection, Outbox& out) {
    const bool add = ImGui::GetIO().KeyCtrl;
    state.told_elsewhere = state.under_mouse.has_value(); // the inspector has it now
    if (state.under_mouse)
        selection.click(*state.under_mouse, add);
    else if (!add)
        selection.clear();
    if (state.under_mouse && ImGui::IsMouseDoubleClicked(0)) out.post(FlyTo{*state.under_mouse});
}

void begin_gesture(const Area& area, MapState& state) {
    const ImGuiIO& io = ImGui::GetIO();
    state.pressed_at = io.MousePos;
    state.dragged = false;
    if (!ImGui::IsMouseDown(0)) return;
    if ((io.KeyAlt && !io.KeyCtrl) || state.lasso_tool)
        state.lasso = {inside(area, io.MousePos)};
    else if (io.KeyShift)
        state.box_from = io.MousePos;
}

void tell_about(const Ui& ui, const Frame& frame, MapState& state) {
    const TokenId id = *state.under_mouse;
    const int category = frame.corpus().lexicon.category.empty() ? -1 : frame.corpus().lexicon.category[id];
    const std::int64_t count = frame.corpus().lexicon.vocabulary.count(id);
    std::string words =
        format("%s · id %d%s", frame.word(id).c_str(), id,
               category < 0 ? "" : (" · " + frame.corpus().lexicon.categories[category]).c_str());
    if (count > 0 || frame.can().trains) // a file of vectors may say nothing of counts
        words += " · seen " + with_commas(count) + "×";
    if (state.motion.is_placed(id)) words += "\nPlaced by its nearest words: the map was not made of it.";
    if (frame.moment->is_frozen(id)) words += "\n" + flag_sentence(*frame.moment, id);
    if (state.trust)
        if (const std::string trust = trust_sentence(frame, state, id); !trust.empty()) words += "\n" + trust;
    explain(ui, words.c_str());
}

} // namespace

void map_mouse(PanelContext& context, MapState& state) {
    auto& [ui, info, area, frame, view, out] = context;
    Selection& selection = view.selection;
    const ImGuiIO& io = ImGui::GetIO();
    ImGui::SetCursorScreenPos(area.low);
    ImGui::InvisibleButton("canvas", area.size,
                           ImGuiButtonFlags_MouseButtonLeft | ImGuiButtonFlags_MouseButtonRight |
                               ImGuiButtonFlags_MouseButtonMiddle);
    ImGui::SetItemAllowOverlap();
    ui.rects.mark_item(state.part("canvas"));
    const bool right_click = ImGui::IsMouseReleased(1) && is_hovered(state) && !state.dragged;
    state.camera_moved = false;
    hover(area, frame.time, state, selection, ui.px(8));
    if (is_hovered(state) && io.MouseWheel != 0) {
        state.follow = false;
        state.camera_moved = true;
        state.camera.zoom_at(inside(area, io.MousePos), std::pow(1.18F, io.MouseWheel));
    }
    if (ImGui::IsItemActivated() && is_hovered(state)) begin_gesture(area, state);
    if (!state.lasso.empty())
        select_lasso(ui, area, state, selection);
    else if (state.box_from)
        select_box(ui, area, state, selection);
    else if (ImGui::IsItemActive())
        drag(state);
    const bool selecting = state.box_from || !state.lasso.empty();
    if (is_hovered(state) && ImGui::IsMouseClicked(0) && !io.KeyShift && !selecting)
        click(state, selection, out);
    if (!ImGui::IsItemActive()) state.dragged = false;
    const bool tells = state.under_mouse && !state.told_elsewhere && !state.path.under_mouse && !selecting;
    if (tells && state.has_rested(frame.time)) tell_about(ui, frame, state);
    map_menus(context, state, right_click);
}

} // namespace wordfield::app
