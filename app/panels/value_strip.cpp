// SPDX-License-Identifier: MIT
#include "app/panels/value_strip.hpp"

#include "render/colormap.hpp"

#include <algorithm>

namespace wordfield::app {

ImU32 signed_colour(const Ui& ui, float value, float largest) {
    const auto map = ui.theme.dark ? render::Colormap::DivergingDark : render::Colormap::DivergingLight;
    const glm::vec3 c = render::sample(map, 0.5F + 0.5F * value / std::max(largest, 1e-9F));
    return from_rgb(c.r, c.g, c.b);
}

void value_strip(const Ui& ui, std::span<const float> values, float largest, ImVec2 low, ImVec2 size,
                 const char* what) {
    ImDrawList* draw = ImGui::GetWindowDrawList();
    const float cell = size.x / static_cast<float>(std::max<std::size_t>(values.size(), 1));
    const float gap = cell > 4 ? 1.0F : 0.0F;
    draw->AddRectFilled({low.x - 1, low.y - 1}, {low.x + size.x, low.y + size.y + 1}, ui.theme.border);
    for (std::size_t i = 0; i < values.size(); ++i) {
        const ImVec2 a{low.x + cell * static_cast<float>(i), low.y};
        const ImVec2 b{a.x + cell - gap, low.y + size.y};
        draw->AddRectFilled(a, b, signed_colour(ui, values[i], largest));
        if (!ImGui::IsWindowHovered() || !ImGui::IsMouseHoveringRect(a, b)) continue;
        draw->AddRect(a, b, ui.theme.strong);
        explain_area(ui, a, b, format("%s, dimension %zu: %+.4f", what, i + 1, values[i]).c_str());
    }
}

} // namespace wordfield::app
