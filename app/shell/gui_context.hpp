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
    /// Needs a current OpenGL 3.3 context. Fills `ui` with fonts, which have every character of `words`, and
    /// style. It is Dear ImGui's current context from now on.
    explicit GuiContext(Ui& ui, std::string_view words = {});
    /// The one that was current before is so again.
    ~GuiContext();
    GuiContext(const GuiContext&) = delete;
    GuiContext& operator=(const GuiContext&) = delete;

    /// While it lives, this is Dear ImGui's current context; then the one before is again.
    class Current {
    public:
        explicit Current(const GuiContext& gui);
        ~Current();
        Current(const Current&) = delete;
        Current& operator=(const Current&) = delete;

    private:
        ImGuiContext* before_;
    };
    /// The one that was current when this was made is current, if there was one.
    void step_back() const;

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
    ImGuiContext *own_ = nullptr, *before_ = nullptr;
};

} // namespace wordfield::app
