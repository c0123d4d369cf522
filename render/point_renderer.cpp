// SPDX-License-Identifier: MIT
// One vertex per marker: OpenGL's point sprites. On software OpenGL they are several times faster than
// instanced quads (docs/performance.md), and graphics cards draw them as fast. A list of indices, made for
// each frame, carries both the order (back to front) and the culling, so that instances stay where they are.
#include "render/point_renderer.hpp"

#include <algorithm>
#include <cstddef>
#include <numeric>

#include <epoxy/gl.h>

#include "render/draw_state.hpp"

namespace wordfield::render {

namespace {

void attribute(unsigned index, int size, std::size_t offset) {
    glEnableVertexAttribArray(index);
    glVertexAttribPointer(index, size, GL_FLOAT, GL_FALSE, sizeof(PointInstance),
                          reinterpret_cast<void*>(offset));
}

void describe_point_instance() {
    attribute(0, 4, offsetof(PointInstance, position)); // position, radius_px
    attribute(1, 4, offsetof(PointInstance, from));     // from, glow_px
    attribute(2, 4, offsetof(PointInstance, fill));
    attribute(3, 4, offsetof(PointInstance, ring));
    attribute(4, 1, offsetof(PointInstance, ring_px));
    glEnableVertexAttribArray(5);
    glVertexAttribIPointer(5, 1, GL_INT, sizeof(PointInstance),
                           reinterpret_cast<void*>(offsetof(PointInstance, shape)));
}

/// How far a marker's pixels reach from its centre; the constants are those of point.glsl.
float reach_px(const PointInstance& p) {
    const float marker = p.radius_px * 1.4f + 2.0f;
    return p.ring_px > 0.0f ? marker + 2.0f + p.ring_px : marker;
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
    : points_{"point.vert", "point.frag"}, glows_{"glow.vert", "glow.frag"}, array_{make_vertex_array()},
      vertices_{make_buffer()}, elements_{make_buffer()} {
    glBindVertexArray(array_.id());
    glBindBuffer(GL_ARRAY_BUFFER, vertices_.id());
    describe_point_instance();
    glBindBuffer(GL_ELEMENT_ARRAY_BUFFER, elements_.id());
    glBindVertexArray(0);
}

void PointRenderer::upload(std::span<const PointInstance> points) {
    glBindBuffer(GL_ARRAY_BUFFER, vertices_.id());
    glBufferData(GL_ARRAY_BUFFER, static_cast<GLsizeiptr>(points.size_bytes()), points.data(),
                 GL_DYNAMIC_DRAW);
    places_.clear();
    places_.reserve(points.size());
    for (const PointInstance& p : points)
        places_.push_back({p.position, p.from, reach_px(p), p.glow_px, p.ring_px > 0.0f});
}

void PointRenderer::order_visible(const Camera& camera, float t) {
    order_.clear();
    glowing_.clear();
    depths_.resize(places_.size());
    for (std::size_t i = 0; i < places_.size(); ++i) {
        const Place& place = places_[i];
        const glm::vec3 at = camera.project(glm::mix(place.from, place.position, t));
        depths_[i] = at.z;
        if (camera.visible(at, place.reach_px)) order_.push_back(static_cast<unsigned>(i));
        if (place.glow_px > 0.0f && camera.visible(at, place.reach_px + place.glow_px))
            glowing_.push_back(static_cast<unsigned>(i));
    }
    if (camera.mode() == Camera::Mode::Orbit)
        std::stable_sort(order_.begin(), order_.end(),
                         [&](unsigned a, unsigned b) { return depths_[a] > depths_[b]; });
    std::stable_partition(order_.begin(), order_.end(), [&](unsigned i) { return !places_[i].ringed; });
}

void PointRenderer::draw_elements(std::span<const unsigned> indices) {
    glBufferData(GL_ELEMENT_ARRAY_BUFFER, static_cast<GLsizeiptr>(indices.size_bytes()), indices.data(),
                 GL_STREAM_DRAW);
    glDrawElements(GL_POINTS, static_cast<int>(indices.size()), GL_UNSIGNED_INT, nullptr);
}

void PointRenderer::draw(const Camera& camera, float t) {
    order_visible(camera, t);
    if (order_.empty() && glowing_.empty()) return;
    enable_blending();
    glEnable(GL_PROGRAM_POINT_SIZE);
    glBindVertexArray(array_.id());
    if (!glowing_.empty()) {
        set_camera(glows_, camera, t);
        draw_elements(glowing_);
    }
    if (!order_.empty()) {
        set_camera(points_, camera, t);
        points_.set("rim", rim_);
        draw_elements(order_);
    }
    glBindVertexArray(0);
}

} // namespace wordfield::render
