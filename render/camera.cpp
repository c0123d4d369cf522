// SPDX-License-Identifier: MIT
// Camera matrices, gestures and flights.
#include "render/camera.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include <glm/gtc/matrix_transform.hpp>

namespace wordfield::render {

namespace {

constexpr float field_of_view =
    0.7f; // radians, vertical: wide enough for depth, narrow enough not to distort
constexpr float max_pitch = 0.49f * std::numbers::pi_v<float>;
constexpr float min_zoom = 1e-3f, max_zoom = 1e7f;
constexpr float orbit_per_px = 0.006f; // radians

/// Critically damped spring, integrated exactly: d'' = -2 w d' - w^2 d for the distance d to the goal.
float ease(float now, float goal, float& velocity, float w, float dt) {
    const float d = now - goal, c = velocity + w * d, decay = std::exp(-w * dt);
    velocity = (velocity - w * c * dt) * decay;
    return goal + (d + c * dt) * decay;
}

float shortest_turn(float from, float to) {
    return from + std::remainder(to - from, 2.0f * std::numbers::pi_v<float>);
}

} // namespace

void Camera::set_mode(Mode mode) {
    if (mode == mode_) return;
    mode_ = mode;
    settle();
}

void Camera::set_viewport(float width_px, float height_px) {
    viewport_ = {std::max(width_px, 1.0f), std::max(height_px, 1.0f)};
}

void Camera::settle() {
    goal_ = now_;
    velocity_ = {glm::vec3{0.0f}, 0.0f, 0.0f, 0.0f};
    moving_ = false;
}

void Camera::jump_to(const State& state) {
    now_ = state;
    now_.zoom = std::clamp(now_.zoom, min_zoom, max_zoom);
    now_.pitch = std::clamp(now_.pitch, -max_pitch, max_pitch);
    settle();
}

void Camera::pan(glm::vec2 delta_px) {
    State moved = now_;
    moved.target += unproject(viewport_ * 0.5f - delta_px) - unproject(viewport_ * 0.5f);
    jump_to(moved);
}

void Camera::zoom_at(glm::vec2 cursor_px, float factor) {
    const glm::vec3 held = unproject(cursor_px);
    State nearer = now_;
    nearer.zoom = std::clamp(now_.zoom * factor, min_zoom, max_zoom);
    nearer.target = held + (now_.target - held) * (now_.zoom / nearer.zoom);
    jump_to(nearer);
}

void Camera::orbit(glm::vec2 delta_px) {
    if (mode_ == Mode::Flat) return;
    State turned = now_;
    turned.yaw -= orbit_per_px * delta_px.x;
    turned.pitch += orbit_per_px * delta_px.y;
    jump_to(turned);
}

Camera::State Camera::centred_on(glm::vec3 point, float least_zoom) const {
    State state = now_;
    state.target = mode_ == Mode::Flat ? glm::vec3{point.x, point.y, now_.target.z} : point;
    state.zoom = std::max(state.zoom, least_zoom);
    return state;
}

Camera::State Camera::fit(std::span<const glm::vec3> points, const Insets& rim) const {
    if (points.empty()) return now_;
    const glm::mat3 to_eye = glm::transpose(axes());
    glm::vec3 low{INFINITY}, high{-INFINITY}; // in eye axes, about the world's origin
    for (const glm::vec3& point : points) {
        low = glm::min(low, to_eye * point);
        high = glm::max(high, to_eye * point);
    }
    State state = now_;
    const glm::vec3 middle = (low + high) * 0.5f;
    state.target = axes() * middle;
    if (mode_ == Mode::Flat) state.target.z = now_.target.z;
    const glm::vec2 free = viewport_ - glm::vec2{rim.left + rim.right, rim.top + rim.bottom};
    const glm::vec2 half = glm::max(free * 0.5f, glm::vec2{1.0f});
    // |x| px = focal * |x| / (distance - z) must stay within half; distance = focal / zoom, hence the sum
    // below.
    const float focal = viewport_.y * 0.5f / std::tan(field_of_view * 0.5f);
    float units_per_px = 0.0f;
    for (const glm::vec3& point : points) {
        const glm::vec3 eye = glm::abs(to_eye * point - middle);
        const float depth = mode_ == Mode::Flat ? 0.0f : (to_eye * point - middle).z / focal;
        units_per_px = std::max(units_per_px, depth + std::max(eye.x / half.x, eye.y / half.y));
    }
    if (units_per_px > 0.0f) state.zoom = std::clamp(1.0f / units_per_px, min_zoom, max_zoom);
    // The middle of what is free lies beside the middle of the viewport.
    const glm::vec2 aside{(rim.right - rim.left) * 0.5f, (rim.top - rim.bottom) * 0.5f};
    state.target += axes() * glm::vec3{aside / state.zoom, 0.0f};
    return state;
}

void Camera::fly_to(const State& goal, float rate) {
    rate_ = rate;
    goal_ = goal;
    goal_.zoom = std::clamp(goal.zoom, min_zoom, max_zoom);
    goal_.pitch = std::clamp(goal.pitch, -max_pitch, max_pitch);
    goal_.yaw = shortest_turn(now_.yaw, goal.yaw);
    moving_ = true;
}

bool Camera::update(float dt) {
    if (!moving_) return false;
    for (int axis = 0; axis < 3; ++axis)
        now_.target[axis] = ease(now_.target[axis], goal_.target[axis], velocity_.target[axis], rate_, dt);
    // Zoom is felt as a ratio, so its logarithm moves evenly.
    now_.zoom = std::exp(ease(std::log(now_.zoom), std::log(goal_.zoom), velocity_.zoom, rate_, dt));
    now_.yaw = ease(now_.yaw, goal_.yaw, velocity_.yaw, rate_, dt);
    now_.pitch = ease(now_.pitch, goal_.pitch, velocity_.pitch, rate_, dt);
    const float off_px = glm::length(now_.target - goal_.target) * goal_.zoom;
    const float off_ratio = std::abs(std::log(now_.zoom / goal_.zoom));
    const float off_angle = std::abs(now_.yaw - goal_.yaw) + std::abs(now_.pitch - goal_.pitch);
    if (off_px < 0.1f && off_ratio < 1e-4f && off_angle < 1e-4f) jump_to(goal_); // less than can be seen
    return moving_;
}

float Camera::distance() const {
    return viewport_.y * 0.5f / std::tan(field_of_view * 0.5f) / now_.zoom;
}

glm::mat3 Camera::axes() const {
    if (mode_ == Mode::Flat) return glm::mat3{1.0f};
    const float cy = std::cos(now_.yaw), sy = std::sin(now_.yaw);
    const float cp = std::cos(now_.pitch), sp = std::sin(now_.pitch);
    const glm::vec3 right{cy, 0.0f, -sy}, backward{sy * cp, sp, cy * cp};
    return {right, glm::cross(backward, right), backward};
}

glm::mat4 Camera::view() const {
    const glm::mat3 to_eye = glm::transpose(axes());
    glm::mat4 view{to_eye};
    view[3] = glm::vec4{to_eye * -now_.target - glm::vec3{0.0f, 0.0f, distance()}, 1.0f};
    return view;
}

glm::mat4 Camera::projection() const {
    const float far_by_distance = 100.0f, d = distance();
    if (mode_ == Mode::Orbit)
        return glm::perspective(field_of_view, viewport_.x / viewport_.y, d * 0.02f, d * far_by_distance);
    const glm::vec2 half = viewport_ * 0.5f / now_.zoom;
    return glm::ortho(-half.x, half.x, -half.y, half.y, d - d * far_by_distance, d + d * far_by_distance);
}

glm::mat4 Camera::view_projection() const {
    return projection() * view();
}

Camera::Projector Camera::projector() const {
    Projector projector;
    projector.to_eye = glm::transpose(axes());
    projector.target = now_.target;
    projector.middle = viewport_ * 0.5f;
    projector.zoom = now_.zoom;
    projector.nearer = mode_ == Mode::Flat ? 0.0f : 1.0f / distance();
    return projector;
}

glm::vec3 Camera::project(glm::vec3 world) const {
    return projector()(world);
}

glm::vec3 Camera::unproject(glm::vec2 px) const {
    const glm::vec2 offset = (px - viewport_ * 0.5f) / now_.zoom;
    return now_.target + axes() * glm::vec3{offset.x, -offset.y, 0.0f};
}

bool Camera::visible(glm::vec3 screen, float margin_px) const {
    return screen.z > 0.0f && screen.x >= -margin_px && screen.y >= -margin_px &&
           screen.x <= viewport_.x + margin_px && screen.y <= viewport_.y + margin_px;
}

} // namespace wordfield::render
