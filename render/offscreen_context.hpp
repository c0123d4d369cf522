// SPDX-License-Identifier: MIT
// An OpenGL 3.3 core context without window or display, through EGL. There is no default framebuffer to draw
// into: draw into a Target. Dear ImGui's OpenGL 3 backend works in it as in a window.
#pragma once

namespace wordfield::render {

class OffscreenContext {
public:
    /// Opens EGL without a display (surfaceless, then the device platform, then the default display with a
    /// pbuffer), makes a context and makes it current. Throws std::runtime_error saying what to install when
    /// nothing works.
    OffscreenContext();
    ~OffscreenContext();
    OffscreenContext(OffscreenContext&&) = delete;

    /// Makes this context current on the calling thread. Throws std::runtime_error when EGL refuses.
    void make_current();

private:
    void create_context();

    void* display_ = nullptr; // EGLDisplay
    void* context_ = nullptr; // EGLContext
    void* surface_ = nullptr; // EGLSurface; stays null where the driver needs none
};

} // namespace wordfield::render
