// SPDX-License-Identifier: MIT
// Making and deleting OpenGL names.
#include "render/gl_handle.hpp"

#include <epoxy/gl.h>

namespace wordfield::render {

void DeleteBuffer::operator()(unsigned id) const noexcept {
    glDeleteBuffers(1, &id);
}
void DeleteTexture::operator()(unsigned id) const noexcept {
    glDeleteTextures(1, &id);
}
void DeleteVertexArray::operator()(unsigned id) const noexcept {
    glDeleteVertexArrays(1, &id);
}
void DeleteProgram::operator()(unsigned id) const noexcept {
    glDeleteProgram(id);
}
void DeleteShader::operator()(unsigned id) const noexcept {
    glDeleteShader(id);
}
void DeleteFramebuffer::operator()(unsigned id) const noexcept {
    glDeleteFramebuffers(1, &id);
}

GlBuffer make_buffer() {
    unsigned id = 0;
    glGenBuffers(1, &id);
    return GlBuffer{id};
}

GlTexture make_texture() {
    unsigned id = 0;
    glGenTextures(1, &id);
    return GlTexture{id};
}

GlVertexArray make_vertex_array() {
    unsigned id = 0;
    glGenVertexArrays(1, &id);
    return GlVertexArray{id};
}

GlFramebuffer make_framebuffer() {
    unsigned id = 0;
    glGenFramebuffers(1, &id);
    return GlFramebuffer{id};
}

} // namespace wordfield::render
