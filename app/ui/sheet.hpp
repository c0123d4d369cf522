// SPDX-License-Identifier: MIT
// Draw commands of Dear ImGui that belong to no window: into the bound framebuffer, or into a picture that is
// kept from frame to frame.
#pragma once

#include "app/ui/ui.hpp"
#include "render/target.hpp"

#include <functional>
#include <memory>

namespace wordfield::app {

/// What Dear ImGui calls a texture that was drawn into.
[[nodiscard]] ImTextureID texture_of(const render::Target& target);

/// Commands for one part of the screen, or of a page. Between two frames or within one.
class DrawSheet {
public:
    /// In whole px: `area` is widened to them.
    explicit DrawSheet(const Area& area);
    [[nodiscard]] ImDrawList& list() { return list_; }
    [[nodiscard]] const ImDrawList& list() const { return list_; }
    [[nodiscard]] const Area& area() const { return area_; }
    /// Into the bound framebuffer, which is as large as the area.
    void render();

private:
    Area area_;
    ImDrawList list_;
};

/// What was drawn once and is shown for many frames: where OpenGL is software, some thousand small shapes a
/// frame take a twentieth of a core from the training beside them. Whoever has one knows when it is out of
/// date. Needs an OpenGL context.
class KeptPicture {
public:
    /// Draws it anew, on a ground of one colour.
    void draw(const Area& area, ImU32 ground, const std::function<void(ImDrawList&)>& draw);
    /// Into the current window, where it was drawn, with round corners of so many px.
    void show(Ui& ui, float rounding) const;

private:
    render::Target target_;
    std::unique_ptr<DrawSheet> sheet_;
};

} // namespace wordfield::app
