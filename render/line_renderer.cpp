// SPDX-License-Identifier: MIT
// Lines live in a buffer texture, six texels each. The vertex shader fetches its line by gl_VertexID, six
// vertices a line, and lays a rectangle over it in screen space; nothing is expanded here.
#include "render/line_renderer.hpp"

#include <algorithm>
#include <stdexcept>
#include <string>
#include <vector>

#include <epoxy/gl.h>

#include "render/draw_state.hpp"

namespace wordfield::render {

namespace {

constexpr int texels_per_line = 6;
static_assert(sizeof(LineInstance) == texels_per_line * 4 * sizeof(float), "line.vert reads this layout");

/// Two triangles over the four corners of each line.
std::vector<unsigned> corner_indices(unsigned lines) {
    std::vector<unsigned> indices;
    indices.reserve(6ull * lines);
    for (unsigned first = 0; first < 4 * lines; first += 4)
        for (unsigned corner : {0u, 1u, 2u, 2u, 1u, 3u}) indices.push_back(first + corner);
    return indices;
}

} // namespace

LineRenderer::LineRenderer()
    : shader_{"line.vert", "line.frag"}, array_{make_vertex_array()}, buffer_{make_buffer()},
      corners_{make_buffer()}, texture_{make_texture()} {
    glBindVertexArray(array_.id());
    glBindBuffer(GL_ELEMENT_ARRAY_BUFFER, corners_.id());
    glBindVertexArray(0);
    glGetIntegerv(GL_MAX_TEXTURE_BUFFER_SIZE, &limit_);
    glBindBuffer(GL_TEXTURE_BUFFER, buffer_.id());
    glBindTexture(GL_TEXTURE_BUFFER, texture_.id());
    glTexBuffer(GL_TEXTURE_BUFFER, GL_RGBA32F, buffer_.id());
    glBindTexture(GL_TEXTURE_BUFFER, 0);
}

void LineRenderer::upload(std::span<const LineInstance> lines) {
    if (lines.size() > static_cast<std::size_t>(limit_ / texels_per_line))
        throw std::runtime_error{
            std::to_string(lines.size()) + " lines are more than this graphics driver draws (" +
            std::to_string(limit_ / texels_per_line) + "). Show fewer trails or neighbours."};
    count_ = static_cast<int>(lines.size());
    glBindBuffer(GL_TEXTURE_BUFFER, buffer_.id());
    glBufferData(GL_TEXTURE_BUFFER, static_cast<GLsizeiptr>(lines.size_bytes()), lines.data(),
                 GL_DYNAMIC_DRAW);
    glBindBuffer(GL_TEXTURE_BUFFER, 0);
    make_room_for_corners();
}

void LineRenderer::make_room_for_corners() {
    if (count_ <= corner_room_) return;
    corner_room_ = std::max(count_, 2 * corner_room_);
    const std::vector<unsigned> indices = corner_indices(static_cast<unsigned>(corner_room_));
    glBindVertexArray(array_.id());
    glBufferData(GL_ELEMENT_ARRAY_BUFFER, static_cast<GLsizeiptr>(indices.size() * sizeof(unsigned)),
                 indices.data(), GL_STATIC_DRAW);
    glBindVertexArray(0);
}

void LineRenderer::draw(const Camera& camera, float t) {
    if (count_ == 0) return;
    enable_blending();
    shader_.use();
    shader_.set("view", camera.view());
    shader_.set("projection", camera.projection());
    shader_.set("viewport_px", camera.viewport());
    shader_.set("t", t);
    shader_.set("orbit", camera.mode() == Camera::Mode::Orbit ? 1 : 0);
    shader_.set("distance", camera.distance());
    shader_.set("lines", 0);
    glActiveTexture(GL_TEXTURE0);
    glBindTexture(GL_TEXTURE_BUFFER, texture_.id());
    glBindVertexArray(array_.id());
    glDrawElements(GL_TRIANGLES, 6 * count_, GL_UNSIGNED_INT, nullptr);
    glBindVertexArray(0);
    glBindTexture(GL_TEXTURE_BUFFER, 0);
}

} // namespace wordfield::render
