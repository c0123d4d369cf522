// SPDX-License-Identifier: MIT
// Draws lines: smooth, of any width, with colour running from end to end, dashes and arrow heads. Draw lines
// before points: they end in the middle of markers, and a line over its own marker reads as a scratch.
#pragma once

#include <span>

#include "render/camera.hpp"
#include "render/gl_handle.hpp"
#include "render/scene.hpp"
#include "render/shader.hpp"

namespace wordfield::render {

class LineRenderer {
public:
    LineRenderer();

    /// Hands the lines to the graphics card. Call it when they change, not once a frame. Keeps no pointer.
    /// Throws std::runtime_error when there are more than the driver's buffer textures hold.
    void upload(std::span<const LineInstance> lines);

    /// Draws into the bound framebuffer, which must be as large as the camera's viewport. t as for
    /// PointRenderer.
    void draw(const Camera& camera, float t = 1.0f);

private:
    void make_room_for_corners();

    Shader shader_;
    GlVertexArray array_; // without attributes: the vertex shader fetches its line from the buffer
    GlBuffer buffer_, corners_;
    GlTexture texture_;
    int count_ = 0;
    int corner_room_ = 0; // lines that corners_ has indices for
    int limit_ = 0;
};

} // namespace wordfield::render
