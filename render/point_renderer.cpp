// SPDX-License-Identifier: MIT
// One vertex per marker: OpenGL's point sprites. On software OpenGL (llvmpipe) 5,000 discs of 11 px took 4.5
// ms of processor time that way, 7.6 ms as instanced quads. A list of indices, made for each frame, carries
// both the order (back to front) and the culling, so that instances stay where they are.
#include "render/point_renderer.hpp"

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <limits>
#include <utility>

#include <epoxy/gl.h>

#include "render/draw_state.hpp"

namespace wordfield::render {

namespace {

/// `count` numbers of a point; colours become 0..1, other whole numbers stay what they are.
void attribute(unsigned index, int count, unsigned kind, std::size_t offset, bool colour = false) {
    glEnableVertexAttribArray(index);
    glVertexAttribPointer(index, count, kind, colour ? GL_TRUE : GL_FALSE, sizeof(PointInstance),
                          reinterpret_cast<void*>(offset));
}

void describe_point_instance() {
    attribute(0, 4, GL_FLOAT, offsetof(PointInstance, position)); // position, radius_px
    attribute(1, 3, GL_FLOAT, offsetof(PointInstance, from));
    attribute(2, 4, GL_UNSIGNED_BYTE, offsetof(PointInstance, fill), true);
    attribute(3, 4, GL_UNSIGNED_BYTE, offsetof(PointInstance, ring), true);
    attribute(4, 1, GL_UNSIGNED_BYTE, offsetof(PointInstance, ring_px));
    attribute(6, 1, GL_UNSIGNED_SHORT, offsetof(PointInstance, glow_px));
    glEnableVertexAttribArray(5);
    glVertexAttribIPointer(5, 1, GL_UNSIGNED_BYTE, sizeof(PointInstance),
                           reinterpret_cast<void*>(offsetof(PointInstance, shape)));
}

bool is_ringed(const PointInstance& p) {
    return p.ring_px.parts > 0;
}

bool is_glowing(const PointInstance& p) {
    return p.glow_px.parts > 0;
}

/// Whether nothing of what lies under it can be seen.
bool is_opaque(const PointInstance& p) {
    return p.fill.alpha() > 0.9f;
}

void draw_elements(int first, int count) {
    glDrawElements(GL_POINTS, count, GL_UNSIGNED_INT, reinterpret_cast<void*>(sizeof(unsigned) * first));
}

/// How far a marker's pixels reach from its centre, glow and ring included; point.vert and halo.vert have the
/// same sizes.
float reach_px(const PointInstance& p) {
    const float marker = p.radius_px * 1.45f + 1.5f;
    const float ring = is_ringed(p) ? p.radius_px + p.ring_px + 3.0f : 0.0f;
    return std::max({marker, ring, p.radius_px + p.glow_px});
}

/// Some more than is asked for, which takes no memory before it is used: a list that grows with every frame
/// stays where it is.
template <typename Item>
void clear_with_room(std::vector<Item>& list, std::size_t count) {
    list.clear();
    if (list.capacity() < count) list.reserve(count + count / 4);
}

void set_camera(Shader& shader, const Camera& camera, float t) {
    shader.use();
    shader.set("view_projection", camera.view_projection());
    shader.set("viewport_px", camera.viewport());
    shader.set("t", t);
    shader.set("orbit", camera.mode() == Camera::Mode::Orbit ? 1 : 0);
    shader.set("distance", camera.distance());
}

} // namespace

PointRenderer::PointRenderer()
    : markers_{"point.vert", "point.frag"}, halos_{"halo.vert", "halo.frag"}, array_{make_vertex_array()},
      vertices_{make_buffer()}, elements_{make_buffer()} {
    glBindVertexArray(array_.id());
    glBindBuffer(GL_ARRAY_BUFFER, vertices_.id());
    describe_point_instance();
    glBindBuffer(GL_ELEMENT_ARRAY_BUFFER, elements_.id());
    glBindVertexArray(0);
}

void PointRenderer::upload(std::span<const PointInstance> points) {
    glBindBuffer(GL_ARRAY_BUFFER, vertices_.id());
    if (points.size() > room_ || points.size() < room_ / 2) { // else where they were, and a few more fit
        room_ = points.size() + points.size() / 8;
        glBufferData(GL_ARRAY_BUFFER, static_cast<GLsizeiptr>(room_ * sizeof(PointInstance)), nullptr,
                     GL_DYNAMIC_DRAW);
    }
    glBufferSubData(GL_ARRAY_BUFFER, 0, static_cast<GLsizeiptr>(points.size_bytes()), points.data());
    uploaded_ = points.size();
}

/// Where all points are, and which of them are in view, back to front.
void PointRenderer::see(Points points, const Camera& camera, float t) {
    assert(points.size() == uploaded_);
    const Camera::Projector project = camera.projector();
    const float largest = camera.mode() == Camera::Mode::Orbit ? 2.5f : 1.0f; // depth_scale() in view.glsl
    const glm::vec2 size = camera.viewport();
    clear_with_room(screen_, points.size());
    clear_with_room(order_, points.size());
    for (std::size_t i = 0; i < points.size(); ++i) {
        const PointInstance& p = points[i];
        const glm::vec3 at = project(glm::mix(p.from, p.position, t));
        screen_.push_back(at);
        const float margin = reach_px(p) * largest;
        if (at.z > 0.0f && at.x >= -margin && at.y >= -margin && at.x <= size.x + margin &&
            at.y <= size.y + margin)
            order_.push_back(static_cast<unsigned>(i));
    }
    if (camera.mode() == Camera::Mode::Orbit)
        std::stable_sort(order_.begin(), order_.end(),
                         [&](unsigned a, unsigned b) { return screen_[a].z > screen_[b].z; });
}

void PointRenderer::thin(Points points, glm::vec2 size) {
    const glm::ivec2 cells = glm::ivec2{size * 0.5f} + 1;
    taken_.assign(static_cast<std::size_t>(cells.x) * cells.y, 0);
    const auto stays = [&](unsigned i) {
        if (is_ringed(points[i]) || is_glowing(points[i])) return true;
        const glm::ivec2 cell =
            glm::clamp(glm::ivec2{glm::vec2{screen_[i]} * 0.5f}, glm::ivec2{0}, cells - 1);
        char& taken = taken_[static_cast<std::size_t>(cell.y) * cells.x + cell.x];
        return is_opaque(points[i]) ? std::exchange(taken, 1) == 0 : taken == 0;
    };
    auto kept = order_.end(); // from the top down
    for (auto i = order_.end(); i != order_.begin();)
        if (stays(*--i)) *--kept = *i;
    order_.erase(order_.begin(), kept);
}

/// Ordinary markers, ringed ones, and once more those with a glow: one list for all three.
void PointRenderer::arrange(Points points) {
    const auto ringed = std::stable_partition(order_.begin(), order_.end(),
                                              [&](unsigned i) { return !is_ringed(points[i]); });
    ordinary_ = static_cast<int>(ringed - order_.begin());
    ringed_ = static_cast<int>(order_.end() - ringed);
    for (int k = 0; k < ordinary_ + ringed_; ++k)
        if (is_glowing(points[order_[k]])) order_.push_back(order_[k]);
    glowing_ = static_cast<int>(order_.size()) - ordinary_ - ringed_;
    hand_over_order();
}

/// It stays where it is while nothing comes into view or leaves it.
void PointRenderer::hand_over_order() {
    if (order_ == handed_over_) return;
    glBindVertexArray(array_.id());
    glBufferData(GL_ELEMENT_ARRAY_BUFFER, static_cast<GLsizeiptr>(order_.size() * sizeof(unsigned)),
                 order_.data(), GL_STREAM_DRAW);
    glBindVertexArray(0);
    std::swap(order_, handed_over_);
}

void PointRenderer::draw_markers(const Camera& camera, float t, int first, int count) {
    if (count == 0) return;
    set_camera(markers_, camera, t);
    markers_.set("rim", rim_);
    draw_elements(first, count);
}

void PointRenderer::draw_halos(const Camera& camera, float t, bool glow, int first, int count) {
    if (count == 0) return;
    set_camera(halos_, camera, t);
    halos_.set("glow", glow ? 1 : 0);
    draw_elements(first, count);
}

void PointRenderer::draw(Points points, const Camera& camera, float t) {
    draw_some(points, camera, t, 0, std::numeric_limits<int>::max());
}

bool PointRenderer::draw_thin(Points points, const Camera& camera, float t) {
    see(points, camera, t);
    const std::size_t all = order_.size();
    if (std::ssize(order_) > crowd) thin(points, camera.viewport());
    const bool thinned = order_.size() < all;
    arrange(points);
    draw_arranged(camera, t, 0, std::numeric_limits<int>::max());
    return thinned;
}

std::optional<int> PointRenderer::draw_some(Points points, const Camera& camera, float t, int first,
                                            int most) {
    if (first == 0) {
        see(points, camera, t);
        arrange(points);
    }
    return draw_arranged(camera, t, first, most);
}

std::optional<int> PointRenderer::draw_arranged(const Camera& camera, float t, int first, int most) {
    if (handed_over_.empty()) return std::nullopt;
    enable_blending();
    glEnable(GL_PROGRAM_POINT_SIZE);
    glBindVertexArray(array_.id());
    if (first == 0) draw_halos(camera, t, true, ordinary_ + ringed_, glowing_);
    const int count = std::min(most, ordinary_ - first);
    draw_markers(camera, t, first, count);
    const bool last = first + count == ordinary_;
    if (last) {
        draw_halos(camera, t, false, ordinary_, ringed_);
        draw_markers(camera, t, ordinary_, ringed_);
    }
    glBindVertexArray(0);
    return last ? std::nullopt : std::optional{first + count};
}

} // namespace wordfield::render
