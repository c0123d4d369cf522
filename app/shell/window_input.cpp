// SPDX-License-Identifier: MIT
// What a person does to the window: mouse, keys, letters and files let go over it, for Dear ImGui and for the
// shortcuts.
#include "app/shell/window.hpp"

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>
#include <backends/imgui_impl_glfw.h>

#include <optional>

namespace wordfield::app {
namespace {

Window& self(GLFWwindow* window) {
    return *static_cast<Window*>(glfwGetWindowUserPointer(window));
}

// Keys that are meant by their place.
std::optional<Key> key_at(int place) {
    switch (place) {
    case GLFW_KEY_SPACE:
        return Key::Space;
    case GLFW_KEY_ESCAPE:
        return Key::Escape;
    case GLFW_KEY_HOME:
        return Key::Home;
    case GLFW_KEY_END:
        return Key::End;
    case GLFW_KEY_LEFT:
        return Key::Left;
    case GLFW_KEY_RIGHT:
        return Key::Right;
    case GLFW_KEY_F11:
        return Key::F11;
    default:
        return std::nullopt;
    }
}

} // namespace

// Dear ImGui hears of everything through these, so that a key pressed and released between two frames is not
// lost: before 1.87 it only looks at which keys are down when a frame begins.
void Window::listen() {
    glfwSetFramebufferSizeCallback(window_, [](GLFWwindow* w, int width, int height) {
        self(w).width_ = width;
        self(w).height_ = height;
        self(w).input_ = true;
    });
    glfwSetWindowRefreshCallback(window_, [](GLFWwindow* w) { self(w).input_ = true; });
    glfwSetWindowFocusCallback(window_, [](GLFWwindow* w, int focused) {
        self(w).input_ = true;
        if (self(w).gui_attached_) ImGui_ImplGlfw_WindowFocusCallback(w, focused);
    });
    glfwSetCursorPosCallback(window_,
                             [](GLFWwindow* w, [[maybe_unused]] double x, [[maybe_unused]] double y) {
                                 self(w).input_ = true;
#if IMGUI_VERSION_NUM >= 18700
                                 if (self(w).gui_attached_) ImGui_ImplGlfw_CursorPosCallback(w, x, y);
#endif
                             });
    glfwSetCursorEnterCallback(window_, [](GLFWwindow* w, int entered) {
        self(w).input_ = true;
        if (self(w).gui_attached_) ImGui_ImplGlfw_CursorEnterCallback(w, entered);
    });
    glfwSetMouseButtonCallback(window_, [](GLFWwindow* w, int mouse_button, int action, int mods) {
        self(w).input_ = true;
        if (self(w).gui_attached_) ImGui_ImplGlfw_MouseButtonCallback(w, mouse_button, action, mods);
    });
    glfwSetScrollCallback(window_, [](GLFWwindow* w, double x, double y) {
        self(w).input_ = true;
        if (self(w).gui_attached_) ImGui_ImplGlfw_ScrollCallback(w, x, y);
    });
    glfwSetCharCallback(window_,
                        [](GLFWwindow* w, unsigned int character) { self(w).on_character(character); });
    glfwSetKeyCallback(window_, [](GLFWwindow* w, int key, int scancode, int action, int mods) {
        self(w).on_key(key, scancode, action, mods);
    });
    glfwSetDropCallback(window_, [](GLFWwindow* w, int count, const char** paths) {
        self(w).dropped_.assign(paths, paths + count);
        self(w).input_ = true;
    });
}

void Window::on_key(int key, int scancode, int action, int mods) {
    input_ = true;
    // No key may be let go before the frame has seen what was pressed with it: the Ctrl of Ctrl+A no sooner
    // than the A.
    if (action == GLFW_RELEASE && !pressed_.empty())
        released_.push_back({key, scancode, mods});
    else if (gui_attached_)
        ImGui_ImplGlfw_KeyCallback(window_, key, scancode, action, mods);
    if (action == GLFW_RELEASE) return;
    pressed_.push_back({key, scancode, mods});
    repeats_ = action == GLFW_REPEAT;
    auto found = key_at(key);
    if (!found && (mods & GLFW_MOD_ALT) == 0) found = key_of_letter(letter_of(glfwGetKeyName(key, 0), key));
    const bool control = (mods & (GLFW_MOD_CONTROL | GLFW_MOD_SUPER)) != 0;
    if (!found && control) found = key_of_size(glfwGetKeyName(key, scancode), key);
    if (!found || (repeats_ && found != Key::Left && found != Key::Right)) return;
    keys_.push_back({*found, control, (mods & GLFW_MOD_SHIFT) != 0});
}

// Comes after on_key() of the same press, and not at all with Ctrl or Alt.
void Window::on_character(unsigned int character) {
    input_ = true;
    if (gui_attached_) ImGui_ImplGlfw_CharCallback(window_, character);
    const auto held = [&](int key) { return glfwGetKey(window_, key) == GLFW_PRESS; };
    if (held(GLFW_KEY_LEFT_SUPER) || held(GLFW_KEY_RIGHT_SUPER)) return;
    const auto press = press_of_character(character);
    if (press && (!repeats_ || press->key == Key::Period)) keys_.push_back(*press);
}

// The frame has seen the keys that were pressed; now it may see that they were let go.
void Window::release_keys() {
    pressed_.clear();
    if (released_.empty()) return;
    for (const RawKey& raw : released_)
        if (gui_attached_) ImGui_ImplGlfw_KeyCallback(window_, raw.key, raw.scancode, GLFW_RELEASE, raw.mods);
    released_.clear();
    input_ = true; // another frame, to show it
}

GuiInput::GuiInput(Window& window) : window_{window} {
    ImGui_ImplGlfw_InitForOpenGL(window_.window_, false);
    window_.gui_attached_ = true;
}

GuiInput::~GuiInput() {
    window_.gui_attached_ = false;
    ImGui_ImplGlfw_Shutdown();
}

} // namespace wordfield::app
