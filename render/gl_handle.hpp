// SPDX-License-Identifier: MIT
// Move-only owners of OpenGL names. The header needs no OpenGL header, so any file may hold one; the context
// that made a name must be current when its owner dies. An owner that holds nothing is safe without a
// context.
#pragma once

#include <utility>

namespace wordfield::render {

template <class Deleter>
class GlHandle {
public:
    GlHandle() = default; // owns nothing
    explicit GlHandle(unsigned id) noexcept : id_{id} {}
    GlHandle(GlHandle&& other) noexcept : id_{std::exchange(other.id_, 0)} {}
    GlHandle& operator=(GlHandle&& other) noexcept {
        if (this != &other) reset(std::exchange(other.id_, 0));
        return *this;
    }
    GlHandle(const GlHandle&) = delete;
    GlHandle& operator=(const GlHandle&) = delete;
    ~GlHandle() { reset(); }

    [[nodiscard]] unsigned id() const noexcept { return id_; }
    explicit operator bool() const noexcept { return id_ != 0; }

    /// Deletes what is held and takes `next` instead.
    void reset(unsigned next = 0) noexcept {
        if (id_ != 0) Deleter{}(id_);
        id_ = next;
    }

private:
    unsigned id_ = 0;
};

struct DeleteBuffer {
    void operator()(unsigned id) const noexcept;
};
struct DeleteTexture {
    void operator()(unsigned id) const noexcept;
};
struct DeleteVertexArray {
    void operator()(unsigned id) const noexcept;
};
struct DeleteProgram {
    void operator()(unsigned id) const noexcept;
};
struct DeleteShader {
    void operator()(unsigned id) const noexcept;
};
struct DeleteFramebuffer {
    void operator()(unsigned id) const noexcept;
};

using GlBuffer = GlHandle<DeleteBuffer>;
using GlTexture = GlHandle<DeleteTexture>;
using GlVertexArray = GlHandle<DeleteVertexArray>;
using GlProgram = GlHandle<DeleteProgram>;
using GlShader = GlHandle<DeleteShader>;
using GlFramebuffer = GlHandle<DeleteFramebuffer>;

// Makers of new names; each needs a current context.
[[nodiscard]] GlBuffer make_buffer();
[[nodiscard]] GlTexture make_texture();
[[nodiscard]] GlVertexArray make_vertex_array();
[[nodiscard]] GlFramebuffer make_framebuffer();

} // namespace wordfield::render
