// SPDX-License-Identifier: MIT
// Where the camera of a map goes: the whole map into what its tool bar and signs leave free, or some words.
#include "app/map/framing.hpp"
#include "app/panels/map/map_parts.hpp"
#include "model/map/projection_info.hpp"

#include <algorithm>
#include <cmath>

namespace wordfield::app {
namespace {

constexpr float follow_rate = 2.5F;  // 1/s: the frame breathes slowly while the map forms
constexpr float most_stretch = 1.6F; // wider, and clusters would be stripes

std::vector<glm::vec3> goals(const Layout& layout) {
    std::vector<glm::vec3> points;
    points.reserve(layout.words.size());
    for (Index i = 0; i < layout.positions.rows(); ++i)
        points.emplace_back(layout.positions(i, 0), layout.positions(i, 1), layout.positions(i, 2));
    return points;
}

// The tool bar is above, signs are below, and labels at the left and right must not be cut.
render::Camera::Insets rim_of(const Ui& ui, glm::vec2 viewport) {
    const float side = std::min(ui.px(48), 0.12F * viewport.x);
    return {side, std::min(ui.px(56), 0.16F * viewport.y), side, std::min(ui.px(50), 0.14F * viewport.y)};
}

render::Camera::State whole_map(const Ui& ui, const MapState& state, const Layout& layout) {
    std::vector<glm::vec3> points = goals(layout);
    const bool forms = projection_info(layout.config.method).fills_canvas; // others are there at once
    if (forms && !state.frame_all) points = without_outliers(std::move(points));
    return state.camera.fit(points, rim_of(ui, state.camera.viewport()));
}

} // namespace

void fit_map_at_once(const Ui& ui, MapState& state, const Layout& layout) {
    state.camera.jump_to(whole_map(ui, state, layout));
}

void follow_map(const Ui& ui, const Frame& frame, MapState& state) {
    if (!state.follow || !state.fit_due || state.camera.moving()) return;
    state.fit_due = false;
    const auto fitted = whole_map(ui, state, *frame.layout);
    const float ratio = fitted.zoom / state.camera.state().zoom;
    const float off = glm::length(fitted.target - state.camera.state().target) * fitted.zoom; // px
    const bool far = off > 0.06F * std::min(state.camera.viewport().x, state.camera.viewport().y);
    if (far || ratio < 0.93F || ratio > 1.08F)
        state.camera.fly_to(fitted, follow_rate); // small changes are not worth a motion
}

void fill_canvas(const Ui& ui, MapState& state, Outbox& out) {
    const glm::vec2 size = state.camera.viewport();
    const auto rim = rim_of(ui, size);
    const glm::vec2 free = size - glm::vec2{rim.left + rim.right, rim.top + rim.bottom};
    const float wanted = std::clamp(free.x / std::max(free.y, 1.0F), 1.0F / most_stretch, most_stretch);
    if (std::abs(std::log(wanted / state.settings.stretch)) < 0.06F) return; // not worth a motion
    state.settings.stretch = wanted;
    map_settings_changed(state, out);
}

void frame_map(const Ui& ui, MapState& state, const Frame& frame, const Selection& selection, bool all) {
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
    state.frame_all = state.follow;
    if (points.empty())
        state.camera.fly_to(whole_map(ui, state, *frame.layout));
    else
        frame_points(ui, state, points);
}

void frame_points(const Ui& ui, MapState& state, std::span<const glm::vec3> points, float head) {
    if (points.empty()) return;
    state.follow = false;
    render::Camera::Insets rim = rim_of(ui, state.camera.viewport());
    const float more = 0.12F * std::min(state.camera.viewport().x, state.camera.viewport().y);
    for (float* side : {&rim.left, &rim.top, &rim.right, &rim.bottom}) *side += more;
    rim.top += std::min(head, 0.3F * state.camera.viewport().y);
    state.camera.fly_to(state.camera.fit(points, rim));
}

void fly_to_word(MapState& state, TokenId id) {
    if (!state.motion.shows(id)) return;
    state.follow = false;
    const float zoom = state.camera.state().zoom * 1.5F;
    glm::vec3 centre = state.motion.position(id);
    if (state.low.z == state.high.z)
        centre = {filled_centre(centre, state.low, state.high, 0.5F / zoom * state.camera.viewport()),
                  centre.z};
    state.camera.fly_to(state.camera.centred_on(centre, zoom));
}

} // namespace wordfield::app
