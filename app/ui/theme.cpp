// SPDX-License-Identifier: MIT
#include "app/ui/theme.hpp"

#include <algorithm>
#include <cmath>

namespace wordfield::app {

Theme Theme::dark_theme() {
    return {.dark = true,
            .ground = IM_COL32(13, 15, 20, 255),
            .panel = IM_COL32(21, 26, 33, 255),
            .raised = IM_COL32(32, 38, 47, 255),
            .border = IM_COL32(38, 44, 54, 255),
            .text = IM_COL32(214, 221, 230, 255),
            .strong = IM_COL32(245, 248, 252, 255),
            .dim = IM_COL32(134, 144, 157, 255),
            .accent = IM_COL32(90, 168, 255, 255),
            .accent_dim = IM_COL32(30, 52, 84, 255),
            .good = IM_COL32(108, 209, 120, 255),
            .warm = IM_COL32(240, 146, 60, 255)};
}

Theme Theme::light_theme() {
    return {.dark = false,
            .ground = IM_COL32(255, 255, 255, 255),
            .panel = IM_COL32(246, 247, 249, 255),
            .raised = IM_COL32(228, 232, 237, 255),
            .border = IM_COL32(212, 217, 224, 255),
            .text = IM_COL32(42, 48, 57, 255),
            .strong = IM_COL32(12, 16, 22, 255),
            .dim = IM_COL32(96, 106, 119, 255),
            .accent = IM_COL32(12, 98, 208, 255),
            .accent_dim = IM_COL32(206, 226, 250, 255),
            .good = IM_COL32(24, 128, 56, 255),
            .warm = IM_COL32(190, 88, 8, 255)};
}

ImVec4 to_vec4(ImU32 colour) {
    return ImGui::ColorConvertU32ToFloat4(colour);
}

glm::vec4 to_glm(ImU32 colour) {
    const ImVec4 c = to_vec4(colour);
    return {c.x, c.y, c.z, c.w};
}

ImU32 with_alpha(ImU32 colour, float alpha) {
    const auto a = static_cast<ImU32>(std::clamp(alpha, 0.0F, 1.0F) * 255.0F + 0.5F);
    return (colour & ~IM_COL32_A_MASK) | (a << IM_COL32_A_SHIFT);
}

ImU32 mix(ImU32 a, ImU32 b, float t) {
    const ImVec4 x = to_vec4(a);
    const ImVec4 y = to_vec4(b);
    return from_rgb(x.x + (y.x - x.x) * t, x.y + (y.y - x.y) * t, x.z + (y.z - x.z) * t,
                    x.w + (y.w - x.w) * t);
}

ImU32 legible_on(ImU32 fill) {
    const ImVec4 c = to_vec4(fill);
    const auto linear = [](float x) {
        return x <= 0.04045F ? x / 12.92F : std::pow((x + 0.055F) / 1.055F, 2.4F);
    };
    const float luminance = 0.2126F * linear(c.x) + 0.7152F * linear(c.y) + 0.0722F * linear(c.z);
    const float to_white = 1.05F / (luminance + 0.05F), to_black = (luminance + 0.05F) / 0.05F;
    return to_white > to_black ? IM_COL32_WHITE : IM_COL32_BLACK;
}

ImU32 from_rgb(float r, float g, float b, float a) {
    return ImGui::ColorConvertFloat4ToU32({r, g, b, a});
}

namespace {

void apply_colours(const Theme& t, ImGuiStyle& style) {
    t.dark ? ImGui::StyleColorsDark(&style) : ImGui::StyleColorsLight(&style);
    const auto set = [&](ImGuiCol index, ImU32 colour) { style.Colors[index] = to_vec4(colour); };
    set(ImGuiCol_Text, t.text);
    set(ImGuiCol_TextDisabled, t.dim);
    set(ImGuiCol_WindowBg, t.panel);
    set(ImGuiCol_ChildBg, with_alpha(t.panel, 0.0F));
    set(ImGuiCol_PopupBg, t.panel);
    set(ImGuiCol_Border, t.border);
    set(ImGuiCol_FrameBg, t.dark ? t.ground : IM_COL32_WHITE);
    set(ImGuiCol_FrameBgHovered, t.raised);
    set(ImGuiCol_FrameBgActive, t.raised);
    set(ImGuiCol_Button, t.raised);
    set(ImGuiCol_ButtonHovered, mix(t.raised, t.accent, 0.25F));
    set(ImGuiCol_ButtonActive, mix(t.raised, t.accent, 0.5F));
    set(ImGuiCol_Header, t.accent_dim);
    set(ImGuiCol_HeaderHovered, mix(t.panel, t.accent, 0.18F));
    set(ImGuiCol_HeaderActive, t.accent_dim);
    set(ImGuiCol_CheckMark, t.accent);
    set(ImGuiCol_SliderGrab, t.accent);
    set(ImGuiCol_SliderGrabActive, t.accent);
    set(ImGuiCol_TextSelectedBg, with_alpha(t.accent, 0.35F));
    set(ImGuiCol_ScrollbarBg, with_alpha(t.panel, 0.0F));
    set(ImGuiCol_ScrollbarGrab, t.raised);
    set(ImGuiCol_TableHeaderBg, t.panel);
    set(ImGuiCol_TableBorderLight, t.border);
    set(ImGuiCol_Separator, t.border);
    set(ImGuiCol_NavHighlight, t.accent);
    set(ImGuiCol_ModalWindowDimBg, IM_COL32(0, 0, 0, t.dark ? 140 : 70));
}

} // namespace

void apply_style(const Theme& theme, float scale) {
    ImGuiStyle style;
    apply_colours(theme, style);
    style.WindowPadding = {12, 10};
    style.FramePadding = {8, 4};
    style.ItemSpacing = {8, 6};
    style.ItemInnerSpacing = {6, 4};
    style.ScrollbarSize = 9;
    style.WindowRounding = 0;
    style.ChildRounding = 4;
    style.FrameRounding = 5;
    style.PopupRounding = 6;
    style.GrabRounding = 5;
    style.ScrollbarRounding = 5;
    style.WindowBorderSize = 0;
    style.ChildBorderSize = 0;
    style.PopupBorderSize = 1;
    style.FrameBorderSize = theme.dark ? 0.0F : 1.0F;
    style.ScaleAllSizes(scale);
    ImGui::GetStyle() = style;
}

} // namespace wordfield::app
