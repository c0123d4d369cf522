// SPDX-License-Identifier: MIT
// Dear ImGui with its OpenGL back end, as one object: for a window or for a picture in memory.
#pragma once

#include "app/ui/ui.hpp"

#include <functional>
#include <string>
#include <string_view>

namespace wordfield::app {

class GuiContext {
public:
    /// Needs a current OpenGL 3.3 context. Fills `ui` with fonts and style.
    explicit GuiContext(Ui& ui);
    ~GuiContext();
    GuiContext(const GuiContext&) = delete;
    GuiContext& operator=(const GuiContext&) = delete;

    /// Bakes the fonts again with every character of `words`.
    void add_glyphs(Ui& ui, std::string_view words);
    /// Fonts and style for another `ui.scale`. Not between begin_frame() and end_frame().
    void change_scale(Ui& ui);

    /// Begins and ends one frame. Between the two, panels draw; end_frame() leaves pixels in the bound
    /// framebuffer.
    void begin_frame();
    /// For pictures without a window: what a window would otherwise report.
    static void set_display(float width, float height, float dt);
    void end_frame();
    /// A sheet of `size` px, drawn by `draw` with the faces of the window, into the bound framebuffer;
    /// between two frames.
    static void draw_sheet(ImVec2 size, const std::function<void(ImDrawList&)>& draw);

private:
    std::string words_; ///< whose characters the fonts have
};

} // namespace wordfield::app
