// SPDX-License-Identifier: MIT
// Reads glGetError and KHR_debug messages into sentences.
#include "render/gl_error.hpp"

#include <cstdio>
#include <stdexcept>

#include <epoxy/gl.h>

namespace wordfield::render {

namespace {

const char* error_text(GLenum error) {
    switch (error) {
    case GL_INVALID_ENUM:
        return "a name that OpenGL does not know was used (GL_INVALID_ENUM)";
    case GL_INVALID_VALUE:
        return "a number was out of range (GL_INVALID_VALUE)";
    case GL_INVALID_OPERATION:
        return "the call is not allowed in this state (GL_INVALID_OPERATION)";
    case GL_INVALID_FRAMEBUFFER_OPERATION:
        return "the framebuffer is incomplete (GL_INVALID_FRAMEBUFFER_OPERATION)";
    case GL_OUT_OF_MEMORY:
        return "the graphics memory is used up (GL_OUT_OF_MEMORY)";
    default:
        return "unknown error";
    }
}

void GLAPIENTRY print_message(GLenum source, GLenum type, GLuint, GLenum, GLsizei, const GLchar* message,
                              const void*) {
    if (source == GL_DEBUG_SOURCE_SHADER_COMPILER) return; // its log travels in Shader's exception
    if (type != GL_DEBUG_TYPE_ERROR && type != GL_DEBUG_TYPE_UNDEFINED_BEHAVIOR) return;
    static thread_local std::string last;
    if (last == message) return; // a complaint inside the frame loop would flood the terminal
    last = message;
    std::fprintf(stderr, "OpenGL: %s\n", message);
}

std::string text_of(GLenum name) {
    const auto* text = reinterpret_cast<const char*>(glGetString(name));
    return text ? text : "unknown";
}

} // namespace

void require_gl33() {
    if (epoxy_is_desktop_gl() && epoxy_gl_version() >= 33) return;
    throw std::runtime_error{
        "Wordfield draws with OpenGL 3.3, and this graphics driver offers " + describe_context() +
        ". Update the driver, or install Mesa's software renderer (libgl1-mesa-dri) and set "
        "LIBGL_ALWAYS_SOFTWARE=1."};
}

void install_debug_output() {
    if (epoxy_gl_version() < 43 && !epoxy_has_gl_extension("GL_KHR_debug")) return;
    glEnable(GL_DEBUG_OUTPUT);
    glDebugMessageCallback(print_message, nullptr);
}

void check(std::string_view doing) {
    const GLenum error = glGetError();
    if (error == GL_NO_ERROR) return;
    while (glGetError() != GL_NO_ERROR) {
    } // one sentence is enough, and the next check starts clean
    throw std::runtime_error{"OpenGL, while " + std::string{doing} + ": " + error_text(error) + "."};
}

std::string describe_context() {
    return "OpenGL " + text_of(GL_VERSION) + ", " + text_of(GL_RENDERER);
}

} // namespace wordfield::render
