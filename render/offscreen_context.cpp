// SPDX-License-Identifier: MIT
// EGL without a window system.
#include "render/offscreen_context.hpp"

#include <array>
#include <stdexcept>
#include <string>
#include <vector>

#include <epoxy/egl.h>

#include "render/gl_error.hpp"

namespace wordfield::render {

namespace {

constexpr const char* advice = " Install Mesa's drivers (packages libegl1, libegl-mesa0 and "
                               "libgl1-mesa-dri), which also draw in software.";

bool client_has(const char* extension) {
    return epoxy_has_egl_extension(EGL_NO_DISPLAY, extension);
}

std::vector<EGLDisplay> surfaceless_displays() {
    if (!client_has("EGL_MESA_platform_surfaceless")) return {};
    return {eglGetPlatformDisplayEXT(EGL_PLATFORM_SURFACELESS_MESA, EGL_DEFAULT_DISPLAY, nullptr)};
}

std::vector<EGLDisplay> device_displays() {
    if (!client_has("EGL_EXT_platform_device") || !client_has("EGL_EXT_device_enumeration")) return {};
    std::array<EGLDeviceEXT, 16> devices{};
    EGLint count = 0;
    if (!eglQueryDevicesEXT(static_cast<EGLint>(devices.size()), devices.data(), &count)) return {};
    std::vector<EGLDisplay> displays;
    for (EGLint i = 0; i < count; ++i)
        displays.push_back(eglGetPlatformDisplayEXT(EGL_PLATFORM_DEVICE_EXT, devices[i], nullptr));
    return displays;
}

bool initialise(EGLDisplay display, std::string& reasons) {
    if (display == EGL_NO_DISPLAY) {
        reasons += " a platform has no display;";
        return false;
    }
    if (eglInitialize(display, nullptr, nullptr)) {
        if (eglBindAPI(EGL_OPENGL_API)) return true;
        eglTerminate(display);
        reasons += " a display has no desktop OpenGL;";
        return false;
    }
    reasons += " a display cannot be initialised;";
    return false;
}

EGLConfig choose_config(EGLDisplay display) {
    const EGLint wanted[] = {EGL_SURFACE_TYPE, EGL_PBUFFER_BIT, EGL_RENDERABLE_TYPE, EGL_OPENGL_BIT,
                             EGL_NONE};
    EGLConfig config = nullptr;
    EGLint count = 0;
    eglChooseConfig(display, wanted, &config, 1, &count);
    return count > 0 ? config : nullptr;
}

EGLDisplay open_display() {
    std::string reasons;
    for (EGLDisplay display : surfaceless_displays())
        if (initialise(display, reasons)) return display;
    for (EGLDisplay display : device_displays())
        if (initialise(display, reasons)) return display;
    const EGLDisplay fallback = eglGetDisplay(EGL_DEFAULT_DISPLAY);
    if (initialise(fallback, reasons)) return fallback;
    throw std::runtime_error{"There is no way to draw without a window here:" + reasons + advice};
}

/// EGL hands out the same display for the same platform, and eglTerminate would end it for every context of
/// the process. So it is opened once, and the process's end ends it. A failure is tried again the next time.
EGLDisplay shared_display() {
    static const EGLDisplay display = open_display();
    return display;
}

} // namespace

OffscreenContext::OffscreenContext() : display_{shared_display()} {
    create_context();
    try {
        make_current();
        require_gl33();
    } catch (...) {
        eglMakeCurrent(display_, EGL_NO_SURFACE, EGL_NO_SURFACE, EGL_NO_CONTEXT);
        eglDestroyContext(display_, context_);
        throw;
    }
    install_debug_output();
}

void OffscreenContext::create_context() {
    const EGLDisplay display = display_;
    eglBindAPI(EGL_OPENGL_API); // the choice belongs to the thread, not to the display
    const EGLConfig config = choose_config(display);
    const EGLint attributes[] = {EGL_CONTEXT_MAJOR_VERSION,
                                 3,
                                 EGL_CONTEXT_MINOR_VERSION,
                                 3,
                                 EGL_CONTEXT_OPENGL_PROFILE_MASK,
                                 EGL_CONTEXT_OPENGL_CORE_PROFILE_BIT,
                                 EGL_NONE};
    context_ = eglCreateContext(display, config, EGL_NO_CONTEXT, attributes);
    if (context_ == EGL_NO_CONTEXT)
        throw std::runtime_error{std::string{"The graphics driver has no OpenGL 3.3 core context to give."} +
                                 advice};
    if (epoxy_has_egl_extension(display, "EGL_KHR_surfaceless_context")) return;
    const EGLint size[] = {EGL_WIDTH, 1, EGL_HEIGHT, 1, EGL_NONE};
    surface_ = eglCreatePbufferSurface(display, config, size);
}

OffscreenContext::~OffscreenContext() {
    if (eglGetCurrentContext() == context_)
        eglMakeCurrent(display_, EGL_NO_SURFACE, EGL_NO_SURFACE, EGL_NO_CONTEXT);
    if (surface_) eglDestroySurface(display_, surface_);
    eglDestroyContext(display_, context_);
}

void OffscreenContext::make_current() {
    eglBindAPI(EGL_OPENGL_API);
    if (!eglMakeCurrent(display_, surface_, surface_, context_))
        throw std::runtime_error{std::string{"The graphics driver refuses to draw without a window."} +
                                 advice};
}

} // namespace wordfield::render
