// SPDX-License-Identifier: MIT
#include "app/panels/map.hpp"

#include "app/panels/map_parts.hpp"

#include <algorithm>
#include <cmath>

namespace wordfield::app {
namespace {

constexpr float margin_px = 56; // kept free around the map, so that labels at its rim are not cut

std::vector<glm::vec3> goals(const Layout& layout) {
    std::vector<glm::vec3> points;
    points.reserve(layout.words.size());
    for (Index i = 0; i < layout.positions.rows(); ++i)
        points.emplace_back(layout.positions(i, 0), layout.positions(i, 1), layout.positions(i, 2));
    return points;
}

void take_layout(const Frame& frame, MapState& state) {
    if (!frame.layout || frame.layout == state.aimed) return;
    const bool begins = !state.aimed;
    state.aimed = frame.layout;
    state.motion.aim(*frame.layout, frame.corpus().vocabulary.size());
    state.camera.set_mode(frame.layout->config.dims == 3 ? render::Camera::Mode::Orbit
                                                         : render::Camera::Mode::Flat);
    if (!state.follow) return;
    const auto fitted = state.camera.fit(goals(*frame.layout), margin_px);
    const float ratio = fitted.zoom / state.camera.state().zoom;
    if (begins)
        state.camera.jump_to(fitted);
    else if ((ratio < 0.93F || ratio > 1.08F) && !state.camera.moving())
        state.camera.fly_to(fitted); // small changes are not worth a motion
}

void render_scene(Ui& ui, const Frame& frame, MapState& state, const WordsState& words,
                  const Selection& selection, const Area& area) {
    SceneOptions options{.trails = state.trails,
                         .neighbours = state.neighbours,
                         .scale = ui.scale,
                         .lit_category = words.hovered_category};
    // Many points on little room are drawn smaller, so that a cloud of them keeps its grain.
    const float room = std::sqrt(area.size.x * area.size.y /
                                 static_cast<float>(std::max<std::size_t>(state.motion.words().size(), 1)));
    options.radius_px = std::clamp(0.17F * room, ui.px(1.8F), ui.px(5.0F));
    options.hidden = [&](int category) { return words.is_hidden(category); };
    state.scene = build_scene(frame, state.motion, selection, ui.theme, options);
    if (!state.canvas) state.canvas = std::make_unique<MapCanvas>();
    MapCanvas& canvas = *state.canvas;
    canvas.target.resize(static_cast<int>(area.size.x), static_cast<int>(area.size.y));
    canvas.target.clear(to_glm(ui.theme.ground));
    canvas.lines.upload(state.scene.lines);
    canvas.lines.draw(state.camera);
    canvas.points.set_rim(to_glm(ui.theme.ground));
    canvas.points.upload(state.scene.points);
    canvas.points.draw(state.camera);
    const auto texture = reinterpret_cast<ImTextureID>(static_cast<std::intptr_t>(canvas.target.texture()));
    ImGui::GetWindowDrawList()->AddImage(texture, area.low, area.high(), {0, 1}, {1, 0});
}

void locate_points(MapState& state, const Area& area) {
    state.screen.clear();
    state.screen.reserve(state.scene.points.size());
    for (const render::PointInstance& point : state.scene.points)
        state.screen.push_back(state.camera.project(point.position));
    state.grid.build(state.screen, area.size.x, area.size.y);
}

// The stillness of the map as a number: scripts read it from --ui-state.
void note_jump(const Frame& frame, MapState& state) {
    constexpr std::int64_t settled_step = 50; // before, rows are noise and neighbourhoods only begin
    if (frame.snapshot->step <= settled_step || !frame.live) return;
    const Matrix& p = frame.layout->positions;
    const float width = p.rows() > 0 ? (p.colwise().maxCoeff() - p.colwise().minCoeff()).maxCoeff() : 0.0F;
    if (width > 0) state.largest_jump = std::max(state.largest_jump, state.motion.median_step() / width);
}

void waiting(const Ui& ui, const Area& area, const char* words) {
    const float width = text_width(ui.fonts.body, ui.fonts.body_px, words);
    ImGui::GetWindowDrawList()->AddText(
        ui.fonts.body, ui.fonts.body_px,
        {area.low.x + (area.size.x - width) * 0.5F, area.low.y + area.size.y * 0.5F}, ui.theme.dim, words);
}

} // namespace

void frame_map(MapState& state, const Frame& frame, const Selection& selection, bool all) {
    if (!frame.layout) return;
    std::vector<glm::vec3> points;
    if (!all && !selection.pinned.empty()) {
        const auto add = [&](TokenId id) {
            if (state.motion.shows(id)) points.push_back(state.motion.position(id));
        };
        for (const TokenId id : selection.pinned) add(id);
        for (std::size_t i = 0; i < std::min<std::size_t>(8, frame.neighbours.size()); ++i)
            add(static_cast<TokenId>(frame.neighbours[i].row));
    }
    state.follow = points.empty();
    state.camera.fly_to(state.camera.fit(points.empty() ? goals(*frame.layout) : points,
                                         points.empty() ? margin_px : 3 * margin_px));
}

void fly_to_word(MapState& state, TokenId id) {
    if (!state.motion.shows(id)) return;
    state.follow = false;
    state.camera.fly_to(state.camera.centred_on(state.motion.position(id), state.camera.state().zoom * 1.5F));
}

void draw_map(Ui& ui, const Area& area, const Frame& frame, MapState& state, const WordsState& words,
              Selection& selection, Outbox& out) {
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2{0, 0});
    begin_panel(ui, "Map", area,
                ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse |
                    ImGuiWindowFlags_NoBackground);
    ImGui::PopStyleVar();
    state.camera.set_viewport(area.size.x, area.size.y);
    if (!frame.snapshot || !frame.layout) {
        ImGui::GetWindowDrawList()->AddRectFilled(area.low, area.high(), ui.theme.ground);
        if (frame.snapshot) waiting(ui, area, "The map of step 0 is being made …");
    } else {
        take_layout(frame, state);
        const bool gliding = state.motion.advance(frame.dt);
        note_jump(frame, state);
        const bool flying = state.camera.update(frame.dt);
        render_scene(ui, frame, state, words, selection, area);
        locate_points(state, area);
        draw_map_marks(ui, area, frame, state, selection, out);
        draw_map_labels(ui, area, frame, state, selection);
        map_mouse(ui, area, frame, state, selection, out);
        draw_map_path(ui, area, frame, state, selection);
        map_overlay(ui, area, frame, state, out);
        state.animating = gliding || flying || state.placer.fading();
    }
    end_panel();
}

} // namespace wordfield::app
