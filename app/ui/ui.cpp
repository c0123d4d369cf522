// SPDX-License-Identifier: MIT
#include "app/ui/ui.hpp"

#include "app/ui/lesson.hpp"
#include "app/ui/marker.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <limits>
#include <utility>

namespace wordfield::app {

bool begin_panel(Ui& ui, const char* name, const Area& area, ImGuiWindowFlags extra) {
    ImGui::SetNextWindowPos(area.low);
    ImGui::SetNextWindowSize(area.size);
    constexpr ImGuiWindowFlags fixed = ImGuiWindowFlags_NoTitleBar | ImGuiWindowFlags_NoResize |
                                       ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoCollapse |
                                       ImGuiWindowFlags_NoSavedSettings |
                                       ImGuiWindowFlags_NoBringToFrontOnFocus | ImGuiWindowFlags_NoNav;
    const bool visible = ImGui::Begin(name, nullptr, fixed | extra);
    ui.rects.mark(std::string{"panel."} + name, area.low, area.high());
    ui.help_for = name;
    return visible;
}

void end_panel() {
    ImGui::End();
}

void begin_dialog(const Ui& ui, const char* name, float width) {
    const ImVec2 window = ImGui::GetIO().DisplaySize;
    ImGui::SetNextWindowPos({window.x * 0.5F, window.y * 0.4F}, ImGuiCond_Always, {0.5F, 0.5F});
    ImGui::SetNextWindowSize({ui.px(width), 0});
    ImGui::PushStyleColor(ImGuiCol_Border, ui.theme.accent);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 1.0F);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, ui.px(8));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2{ui.px(18), ui.px(16)});
    ImGui::Begin(name, nullptr,
                 ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoMove);
}

void end_dialog() {
    ImGui::End();
    ImGui::PopStyleVar(3);
    ImGui::PopStyleColor();
}

void text(const Ui&, ImFont* font, ImU32 colour, std::string_view words) {
    ImGui::PushFont(font);
    ImGui::PushStyleColor(ImGuiCol_Text, colour);
    ImGui::TextUnformatted(words.data(), words.data() + words.size());
    ImGui::PopStyleColor();
    ImGui::PopFont();
}

void text_right(const Ui& ui, ImFont* font, ImU32 colour, std::string_view words) {
    const float width = text_width(font, font->FontSize, words);
    ImGui::SameLine(0, 0);
    ImGui::SetCursorPosX(std::max(0.0F, ImGui::GetContentRegionMax().x - width)); // of a table's column, too
    text(ui, font, colour, words);
}

float text_width(const ImFont* font, float px, std::string_view words) {
    return font->CalcTextSizeA(px, 1e9F, 0.0F, words.data(), words.data() + words.size()).x;
}

std::string fit(const ImFont* font, float px, std::string_view words, float width) {
    if (text_width(font, px, words) <= width) return std::string{words};
    std::size_t length = words.size();
    while (length > 0) {
        do --length;
        while (length > 0 &&
               (static_cast<unsigned char>(words[length]) & 0xC0U) == 0x80U); // not inside a character
        std::string shorter = std::string{words.substr(0, length)} + "…";
        if (text_width(font, px, shorter) <= width) return shorter;
    }
    return {};
}

void heading(Ui& ui, std::string_view name, std::string_view note, const char* explanation) {
    text(ui, ui.fonts.bold, ui.theme.strong, name);
    if (explanation != nullptr) explain(ui, explanation);
    if (!ui.help_for.empty()) {
        ImGui::SameLine(0, ui.px(7));
        help_mark(ui, std::exchange(ui.help_for, {}));
    }
    if (note.empty()) return;
    const float used = ImGui::GetItemRectMax().x - ImGui::GetWindowPos().x;
    const float room = ImGui::GetContentRegionMax().x - used - ui.px(10);
    text_right(ui, ui.fonts.small, ui.theme.dim, fit(ui.fonts.small, ui.fonts.small_px, note, room));
}

void figure(const Ui& ui, std::string_view name, std::string_view value, const char* explanation) {
    const ImVec2 low = ImGui::GetCursorScreenPos();
    const float right = low.x + ImGui::GetContentRegionAvail().x;
    text(ui, ui.fonts.small, ui.theme.dim, name);
    const float room = right - low.x - ImGui::GetItemRectSize().x - ui.px(20);
    text_right(ui, ui.fonts.small, ui.theme.text, fit(ui.fonts.small, ui.fonts.small_px, value, room));
    explain_area(ui, low, {right, ImGui::GetItemRectMax().y}, explanation);
}

namespace {

void tooltip(const Ui& ui, const char* sentence) {
    ImGui::PushFont(ui.fonts.body);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2{ui.px(10), ui.px(7)});
    ImGui::BeginTooltip();
    ImGui::PushTextWrapPos(ui.px(340));
    ImGui::TextUnformatted(sentence);
    ImGui::PopTextWrapPos();
    ImGui::EndTooltip();
    ImGui::PopStyleVar();
    ImGui::PopFont();
}

} // namespace

void explain(const Ui& ui, const char* sentence) {
    if (ImGui::IsItemHovered(ImGuiHoveredFlags_AllowWhenDisabled)) tooltip(ui, sentence);
}

void explain_area(const Ui& ui, ImVec2 low, ImVec2 high, const char* sentence) {
    if (ImGui::IsWindowHovered() && ImGui::IsMouseHoveringRect(low, high)) tooltip(ui, sentence);
}

void remark(const Ui& ui, std::string_view words) {
    ImGui::PushFont(ui.fonts.small);
    ImGui::PushStyleColor(ImGuiCol_Text, ui.theme.dim);
    ImGui::PushTextWrapPos(0.0F);
    ImGui::TextUnformatted(words.data(), words.data() + words.size());
    ImGui::PopTextWrapPos();
    ImGui::PopStyleColor();
    ImGui::PopFont();
}

float remark_height(const Ui& ui, std::string_view words, float width) {
    const ImFont& font = *ui.fonts.small;
    return font
        .CalcTextSizeA(ui.fonts.small_px, std::numeric_limits<float>::max(), width, words.data(),
                       words.data() + words.size())
        .y;
}

bool bar_row(const Ui& ui, const char* id, const BarRow& row) {
    const float height = std::round(ui.fonts.body_px * 1.5F);
    const float width = ImGui::GetContentRegionAvail().x;
    const float label_width = row.label_width > 0 ? row.label_width : ui.px(82);
    const float value_width = row.value_width > 0 ? row.value_width : ui.px(44);
    const ImVec2 low = ImGui::GetCursorScreenPos();
    const bool clicked = ImGui::InvisibleButton(id, {std::max(1.0F, width), height});
    const bool hovered = ImGui::IsItemHovered();
    ImDrawList* draw = ImGui::GetWindowDrawList();
    if (hovered)
        draw->AddRectFilled({low.x - ui.px(4), low.y}, {low.x + width + ui.px(4), low.y + height},
                            ui.theme.raised, ui.px(4));

    ImFont* face = row.strong ? ui.fonts.bold : ui.fonts.body;
    const float text_y = low.y + (height - ui.fonts.body_px) * 0.5F;
    const std::string label =
        fit(face, ui.fonts.body_px, row.label, label_width - ui.px(row.frozen ? 19 : 6));
    draw->AddText(face, ui.fonts.body_px, {low.x, text_y},
                  row.strong || hovered ? ui.theme.strong : ui.theme.text, label.c_str());
    if (row.frozen)
        draw_lock(draw, {low.x + text_width(face, ui.fonts.body_px, label) + ui.px(3), text_y + ui.px(2)},
                  ui.fonts.body_px * 0.75F, ui.theme.warm);

    const float track = std::max(4.0F, width - label_width - value_width);
    const float origin = low.x + label_width + track * row.zero;
    const float tip = origin + track * row.fraction;
    const float inset = std::round(height * 0.26F);
    if (row.track)
        draw->AddRectFilled({low.x + label_width, low.y + inset},
                            {low.x + label_width + track, low.y + height - inset},
                            with_alpha(ui.theme.raised, 0.55F), ui.px(3));
    draw->AddRectFilled(
        {std::min(origin, tip), low.y + inset},
        {std::max(std::max(origin, tip), std::min(origin, tip) + 2.0F), low.y + height - inset},
        hovered ? mix(row.colour, ui.theme.strong, 0.25F) : row.colour, ui.px(3));
    const float small_y = low.y + (height - ui.fonts.small_px) * 0.5F;
    const float value_x = low.x + width - text_width(ui.fonts.small, ui.fonts.small_px, row.value);
    draw->AddText(ui.fonts.small, ui.fonts.small_px, {value_x, small_y}, ui.theme.dim, row.value.data(),
                  row.value.data() + row.value.size());
    return clicked;
}

bool segmented(Ui& ui, const char* id, std::span<const char* const> names, int& chosen,
               std::span<const char* const> explanations) {
    bool changed = false;
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2{ui.px(2), ui.px(4)});
    ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, ImVec2{ui.px(8), ui.px(3)});
    ImGui::PushFont(ui.fonts.small);
    for (std::size_t i = 0; i < names.size(); ++i) {
        const bool on = static_cast<int>(i) == chosen;
        const std::string name = std::string{id} + "." + names[i];
        if (i > 0) ImGui::SameLine();
        ImGui::PushID(name.c_str());
        ImGui::PushStyleColor(ImGuiCol_Button, on ? ui.theme.accent_dim : with_alpha(ui.theme.raised, 0.0F));
        ImGui::PushStyleColor(ImGuiCol_Text, on ? ui.theme.accent : ui.theme.dim);
        if (ImGui::Button(names[i]) && !on) {
            chosen = static_cast<int>(i);
            changed = true;
        }
        ImGui::PopStyleColor(2);
        ImGui::PopID();
        ui.rects.mark_item(name);
        if (i < explanations.size()) explain(ui, explanations[i]);
    }
    ImGui::PopFont();
    ImGui::PopStyleVar(2);
    return changed;
}

bool button(Ui& ui, const char* id, const char* label, const char* explanation, bool lit, ImVec2 size) {
    ImGui::PushID(id);
    ImGui::PushFont(ui.fonts.small);
    ImGui::PushStyleColor(ImGuiCol_Button, lit ? ui.theme.accent_dim : ui.theme.raised);
    ImGui::PushStyleColor(ImGuiCol_Text, lit ? ui.theme.accent : ui.theme.text);
    const bool pressed = ImGui::Button(label, size);
    ImGui::PopStyleColor(2);
    ImGui::PopFont();
    ImGui::PopID();
    ui.rects.mark_item(id);
    explain(ui, explanation);
    return pressed;
}

void divider(const Ui& ui) {
    ImGui::Dummy({0, ui.px(3)});
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float left = ImGui::GetWindowPos().x;
    ImGui::GetWindowDrawList()->AddLine({left, at.y}, {left + ImGui::GetWindowWidth(), at.y},
                                        ui.theme.border);
    ImGui::Dummy({0, ui.px(3)});
}

std::string over_words(double error, std::int64_t words) {
    return format("± %.3f is its standard error over %s words.", error, with_commas(words).c_str());
}

} // namespace wordfield::app
