// SPDX-License-Identifier: MIT
// The window on the screen: GLFW, its OpenGL context and its input, as one object. The part of the program
// that knows GLFW.
#pragma once

#include "app/ui/keys.hpp"
#include "render/image.hpp"

#include <string>
#include <utility>
#include <vector>

struct GLFWwindow;

namespace wordfield::app {

class Window {
public:
    /// Throws Error when there is no display or no OpenGL 3.3, saying what to do.
    /// With `fit` not larger than the screen.
    Window(int width, int height, const std::string& title, bool fit);
    ~Window();
    Window(const Window&) = delete;
    Window& operator=(const Window&) = delete;

    void begin_gui_frame();

    /// Sleeps until something happens, wake() is called, or `seconds` have passed.
    void wait(double seconds);
    /// From any thread: ends wait().
    static void wake();

    [[nodiscard]] bool closing() const; ///< somebody wants it closed
    /// The same, once: it stays open unless somebody asks again.
    [[nodiscard]] bool take_closing();
    /// Something in it waits for an answer: a minimised window comes back.
    void call_attention();
    /// File descriptor of the connection to the display; -1 where there is none to be had.
    [[nodiscard]] static int connection();
    /// From any thread: the display has gone away, and nothing more is to be said to it.
    static void leave_display();
    [[nodiscard]] bool visible() const;                  ///< not minimised
    [[nodiscard]] int width() const { return width_; }   ///< framebuffer, px
    [[nodiscard]] int height() const { return height_; } ///< framebuffer, px
    [[nodiscard]] int window_width() const;
    [[nodiscard]] int window_height() const;
    [[nodiscard]] float scale() const { return scale_; } ///< DPI scale
    void toggle_full_screen();

    void begin_frame(); ///< binds and clears the window
    void present();
    [[nodiscard]] render::Image picture() const; ///< of what was drawn, before present()

    /// True when a person did anything since the last call: moved, pressed, typed, resized.
    [[nodiscard]] bool take_input() { return std::exchange(input_, false); }
    [[nodiscard]] std::vector<KeyPress> take_keys() { return std::exchange(keys_, {}); }
    [[nodiscard]] std::vector<std::string> take_dropped() { return std::exchange(dropped_, {}); }

private:
    friend class GuiInput;
    void listen();
    void on_key(int key, int scancode, int action, int mods);
    void on_character(unsigned int character);
    void release_keys();

    GLFWwindow* window_ = nullptr;
    int width_ = 0, height_ = 0;
    float scale_ = 1.0F;
    bool input_ = true;
    bool full_screen_ = false;
    int windowed_[4]{0, 0, 0, 0}; // place and size before full screen
    struct RawKey {
        int key, scancode, mods;
    };
    bool gui_attached_ = false;
    std::vector<RawKey> pressed_; // since the last frame
    std::vector<RawKey>
        released_;         // and let go again: told to Dear ImGui after the frame, or it would miss them
    bool repeats_ = false; // the last key event came from holding the key down
    std::vector<KeyPress> keys_;
    std::vector<std::string> dropped_;
};

/// Connects Dear ImGui's input to a window for as long as it lives. Dear ImGui's context and the window must
/// outlive it.
class GuiInput {
public:
    explicit GuiInput(Window& window);
    ~GuiInput();
    GuiInput(const GuiInput&) = delete;
    GuiInput& operator=(const GuiInput&) = delete;

private:
    Window& window_;
};

/// Seconds since the first window was made; steady.
double clock_seconds();

} // namespace wordfield::app
