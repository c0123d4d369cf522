// SPDX-License-Identifier: MIT
// The colours of the window, dark and light, and the style of Dear ImGui made from them.
#pragma once

#include <imgui.h>

#include <glm/vec4.hpp>

namespace wordfield::app {

struct Theme {
    bool dark = true;
    ImU32 ground;     ///< behind the map and inside plots
    ImU32 panel;      ///< panels
    ImU32 raised;     ///< fields, buttons, tracks
    ImU32 border;     ///< hairlines between panels
    ImU32 text;       ///< what is to be read
    ImU32 strong;     ///< headings and chosen words
    ImU32 dim;        ///< names of figures, units, remarks
    ImU32 accent;     ///< "selected", and nothing else
    ImU32 accent_dim; ///< the ground behind something selected
    ImU32 good, warm; ///< a success; a caution

    static Theme dark_theme();
    static Theme light_theme();
};

ImVec4 to_vec4(ImU32 colour);
glm::vec4 to_glm(ImU32 colour);
ImU32 with_alpha(ImU32 colour, float alpha); ///< alpha in [0, 1] replaces the colour's own
ImU32 mix(ImU32 a, ImU32 b, float t);        ///< t = 0 gives a, 1 gives b
/// Black or white, whichever stands out more on an opaque `fill` (contrast as in WCAG 2.1).
ImU32 legible_on(ImU32 fill);
ImU32 from_rgb(float r, float g, float b, float a = 1.0F);

/// Sizes and colours of Dear ImGui's own widgets. `scale` is the display's DPI scale.
void apply_style(const Theme& theme, float scale);

} // namespace wordfield::app
