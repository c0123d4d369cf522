// SPDX-License-Identifier: MIT
// A texture to draw into. Textures made here are bottom-up, as OpenGL has them: show them with uv (0,1) to
// (1,0). There is no depth buffer and no multisampling: shaders smooth their own edges, and points are drawn
// back to front.
#pragma once

#include <glm/glm.hpp>

#include "render/gl_handle.hpp"
#include "render/image.hpp"

namespace wordfield::render {

class Target {
public:
    Target(int width, int height) { resize(width, height); }
    Target() = default; // no size yet: resize() before use

    /// Makes the texture width x height px (at least 1 x 1) when it is not; its content is lost then.
    /// Throws std::runtime_error when the driver cannot give such a texture.
    void resize(int width, int height);

    [[nodiscard]] int width() const { return size_.x; }
    [[nodiscard]] int height() const { return size_.y; }
    [[nodiscard]] unsigned texture() const { return texture_.id(); } // RGBA8

    /// Drawing goes here from now on, over the whole texture.
    void bind() const;
    /// Binds, then fills with one colour.
    void clear(glm::vec4 colour) const;
    /// Binds, then waits for the drawing and copies it into memory.
    [[nodiscard]] Image read() const;

private:
    GlTexture texture_;
    GlFramebuffer framebuffer_;
    glm::ivec2 size_{0, 0};
};

/// Drawing goes to the window (framebuffer 0) of the current context, width x height px, from now on; it is
/// cleared.
void bind_window(int width, int height);

/// Copies the lower left width x height px of the bound framebuffer into memory, top row first.
[[nodiscard]] Image read_framebuffer(int width, int height);

} // namespace wordfield::render
