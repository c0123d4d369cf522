// SPDX-License-Identifier: MIT
#include "app/panels/inside/scan_strip.hpp"

#include <algorithm>
#include <cmath>

namespace wordfield::app {

std::optional<int> scan_strip(Ui& ui, const char* id, const ScanFinding& scan, int first, int count,
                              int chosen, float height) {
    const ImVec2 low = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x,
                step = width / static_cast<float>(std::max(1, count));
    const bool pressed = ImGui::InvisibleButton(id, {width, height});
    ui.rects.mark_item(id);
    ImDrawList* const draw = ImGui::GetWindowDrawList();
    draw->AddRectFilled(low, {low.x + width, low.y + height}, ui.theme.ground, ui.px(3));
    double largest = 1e-6;
    for (const double change : scan.change) largest = std::max(largest, std::abs(change));
    const float zero = low.y + height * 0.8F; // a few are better gone
    for (int i = 0; i < count && first + i < std::ssize(scan.change); ++i) {
        const double change = scan.change[static_cast<std::size_t>(first + i)];
        const float x = low.x + step * static_cast<float>(i);
        const float tip =
            zero - static_cast<float>(change / largest) * (change >= 0 ? height * 0.76F : height * 0.18F);
        const ImU32 colour = first + i == chosen ? ui.theme.accent
                             : change >= 0       ? ui.theme.warm
                                                 : ui.theme.good;
        draw->AddRectFilled({x, std::min(tip, zero)},
                            {std::max(x + 1, x + step - 1), std::max(tip, zero) + 1}, colour);
    }
    draw->AddLine({low.x, zero}, {low.x + width, zero}, with_alpha(ui.theme.dim, 0.5F));
    if (!ImGui::IsItemHovered()) return std::nullopt;
    const int at =
        first + std::clamp(static_cast<int>((ImGui::GetIO().MousePos.x - low.x) / step), 0, count - 1);
    if (at >= std::ssize(scan.change)) return std::nullopt;
    const auto i = static_cast<std::size_t>(at);
    explain_area(
        ui, low, {low.x + width, low.y + height},
        format("%s %d: without it the held-out loss changes by %+.4f ± %.4f nats a token. Click to look "
               "at it.",
               scan.neurons ? "Neuron" : "Dimension", at - first + 1, scan.change[i], scan.error[i])
            .c_str());
    return pressed ? std::optional{at} : std::nullopt;
}

} // namespace wordfield::app
