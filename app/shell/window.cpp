// SPDX-License-Identifier: MIT
#include "app/shell/window.hpp"

#include "app/shell/address_space.hpp"
#include "model/core/error.hpp"
#include "render/gl_error.hpp"
#include "render/target.hpp"

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <backends/imgui_impl_glfw.h>

#include <dlfcn.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <optional>
#include <thread>

namespace wordfield::app {
namespace {

std::string last_glfw_error() {
    const char* words = nullptr;
    glfwGetError(&words);
    return words != nullptr ? words : "no reason given";
}

// A window that was larger on another screen.
void fit_to_screen(int& width, int& height) {
    GLFWmonitor* screen = glfwGetPrimaryMonitor();
    if (screen == nullptr) return;
    int x = 0, y = 0, most_width = 0, most_height = 0;
    glfwGetMonitorWorkarea(screen, &x, &y, &most_width, &most_height);
    if (most_width > 0) width = std::min(width, most_width);
    if (most_height > 0) height = std::min(height, most_height);
}

GLFWwindow* open(int width, int height, const std::string& title, bool fit) {
    require_address_space("a window");
    if (glfwInit() == GLFW_FALSE)
        throw Error{"display", "cannot be opened: " + last_glfw_error(),
                    "start it on a desktop, or use --headless, which needs no display"};
    if (fit) fit_to_screen(width, height);
    glfwWindowHint(GLFW_CONTEXT_VERSION_MAJOR, 3);
    glfwWindowHint(GLFW_CONTEXT_VERSION_MINOR, 3);
    glfwWindowHint(GLFW_OPENGL_PROFILE, GLFW_OPENGL_CORE_PROFILE);
    glfwWindowHint(GLFW_OPENGL_FORWARD_COMPAT, GLFW_TRUE);
    glfwWindowHintString(GLFW_X11_CLASS_NAME, "wordfield");
    GLFWwindow* window = glfwCreateWindow(width, height, title.c_str(), nullptr, nullptr);
    if (window == nullptr) {
        const std::string reason = last_glfw_error();
        glfwTerminate();
        throw Error{"window", "cannot be opened: " + reason,
                    "OpenGL 3.3 is needed: update the graphics driver, or install libgl1-mesa-dri to draw in "
                    "software"};
    }
    return window;
}

std::atomic<bool> display_left{false};

// A function of a library that GLFW brings along, or null: of X11 there are two, and no need for its headers.
template <class Function>
Function* symbol(const char* name) {
    return reinterpret_cast<Function*>(dlsym(RTLD_DEFAULT, name));
}

void* x11_display() {
    auto* const display = symbol<void*()>("glfwGetX11Display");
    return display != nullptr ? display() : nullptr;
}

// Where its connection is lost, Xlib ends the process from whichever thread notices first. Whoever watches
// the connection does that better.
void outlive_display() {
    void* const display = x11_display();
    auto* const set_exit = symbol<void(void*, void (*)(void*, void*), void*)>("XSetIOErrorExitHandler");
    auto* const set_error = symbol<void*(int (*)(void*))>("XSetIOErrorHandler");
    if (display == nullptr || set_exit == nullptr || set_error == nullptr) return;
    set_error([](void*) { return 0; });
    set_exit(
        display, [](void*, void*) { Window::leave_display(); }, nullptr);
}

// Sizes and events of a display that has gone are nonsense, and a window is not to be taken down any more.
// The process is ended by whoever watches the connection, or else from here.
void stay_if_display_left() {
    if (!display_left) return;
    std::this_thread::sleep_for(std::chrono::seconds{90});
    std::_Exit(1);
}

} // namespace

double clock_seconds() {
    static const auto start = std::chrono::steady_clock::now();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

Window::Window(int width, int height, const std::string& title, bool fit)
    : window_{open(width, height, title, fit)} {
    glfwMakeContextCurrent(window_);
    glfwSwapInterval(1);
    render::require_gl33();
    glfwSetWindowSizeLimits(window_, 800, 560, GLFW_DONT_CARE, GLFW_DONT_CARE);
    glfwGetFramebufferSize(window_, &width_, &height_);
    float x = 1;
    float y = 1;
    glfwGetWindowContentScale(window_, &x, &y);
    int logical = 0;
    glfwGetWindowSize(window_, &logical, nullptr);
    scale_ = logical == width_ ? std::clamp(x, 1.0F, 4.0F)
                               : 1.0F; // where the system scales by itself, we must not
    glfwSetWindowUserPointer(window_, this);
    listen();
    outlive_display();
}

Window::~Window() {
    glfwDestroyWindow(window_);
    glfwTerminate();
}

void Window::begin_gui_frame() {
    ImGui_ImplGlfw_NewFrame();
    stay_if_display_left();
}

void Window::wait(double seconds) {
    if (seconds <= 0)
        glfwPollEvents();
    else
        glfwWaitEventsTimeout(seconds);
    stay_if_display_left();
}

void Window::wake() {
    if (!display_left) glfwPostEmptyEvent();
}

int Window::connection() {
    void* const display = x11_display();
    auto* const number = symbol<int(void*)>("XConnectionNumber");
    return display != nullptr && number != nullptr ? number(display) : -1;
}

void Window::leave_display() {
    display_left = true;
}
bool Window::closing() const {
    return glfwWindowShouldClose(window_) != 0;
}
bool Window::take_closing() {
    const bool asked = closing();
    glfwSetWindowShouldClose(window_, GLFW_FALSE);
    return asked;
}
void Window::call_attention() {
    if (glfwGetWindowAttrib(window_, GLFW_ICONIFIED) != 0) glfwRestoreWindow(window_);
    glfwRequestWindowAttention(window_);
}
bool Window::visible() const {
    return glfwGetWindowAttrib(window_, GLFW_ICONIFIED) == 0 && width_ > 0 && height_ > 0;
}

int Window::window_width() const {
    int value = 0;
    glfwGetWindowSize(window_, &value, nullptr);
    return value;
}

int Window::window_height() const {
    int value = 0;
    glfwGetWindowSize(window_, nullptr, &value);
    return value;
}

void Window::toggle_full_screen() {
    if (full_screen_) {
        glfwSetWindowMonitor(window_, nullptr, windowed_[0], windowed_[1], windowed_[2], windowed_[3],
                             GLFW_DONT_CARE);
    } else {
        GLFWmonitor* monitor = glfwGetPrimaryMonitor();
        const GLFWvidmode* mode = monitor != nullptr ? glfwGetVideoMode(monitor) : nullptr;
        if (mode == nullptr) return;
        glfwGetWindowPos(window_, &windowed_[0], &windowed_[1]);
        glfwGetWindowSize(window_, &windowed_[2], &windowed_[3]);
        glfwSetWindowMonitor(window_, monitor, 0, 0, mode->width, mode->height, mode->refreshRate);
    }
    full_screen_ = !full_screen_;
    input_ = true;
}

// The clearing has the driver ask the display how large the window is. Where there is none any more, what it
// then draws on is nonsense (the threads of llvmpipe have been seen to end in it), so nothing is drawn at
// all.
void Window::begin_frame() {
    render::bind_window(width_, height_);
    stay_if_display_left();
}
void Window::present() {
    stay_if_display_left();
    glfwSwapBuffers(window_);
    release_keys();
}
render::Image Window::picture() const {
    return render::read_framebuffer(width_, height_);
}

} // namespace wordfield::app
