// SPDX-License-Identifier: MIT
#include "app/workspace.hpp"

#include <algorithm>
#include <cmath>

namespace wordfield::app {
namespace {

constexpr float strip_height = 44, time_height = 40;
constexpr float least_left = 232, least_right = 264, least_matrix = 112, least_map = 320, least_bottom = 236;
constexpr float least_map_height = 220;

Area& at(Areas& areas, Panel panel) {
    return areas[static_cast<std::size_t>(panel)];
}

// Splits a column in two; a hidden half leaves all the room to the other.
void stack(Areas& areas, const Workspace& w, Panel top, Panel bottom, Area column, float top_height) {
    const bool both = w.is_shown(top) && w.is_shown(bottom);
    const float height = both ? top_height : (w.is_shown(top) ? column.size.y : 0.0F);
    if (w.is_shown(top)) at(areas, top) = {column.low, {column.size.x, height}};
    if (w.is_shown(bottom))
        at(areas, bottom) = {{column.low.x, column.low.y + height}, {column.size.x, column.size.y - height}};
}

void side_by_side(Areas& areas, const Workspace& w, Panel left, Panel right, Area row, float left_width) {
    const bool both = w.is_shown(left) && w.is_shown(right);
    const float width = both ? left_width : (w.is_shown(left) ? row.size.x : 0.0F);
    if (w.is_shown(left)) at(areas, left) = {row.low, {width, row.size.y}};
    if (w.is_shown(right))
        at(areas, right) = {{row.low.x + width, row.low.y}, {row.size.x - width, row.size.y}};
}

struct Widths {
    float left, right, matrix;
};

// The side columns give way, evenly, until the map has its least width.
Widths column_widths(const Workspace& w, float window, float scale) {
    const auto width = [&](bool shown, float wish, float least) {
        return shown ? std::round(std::max(wish, least) * scale) : 0.0F;
    };
    Widths widths{width(w.is_shown(Panel::Words) || w.is_shown(Panel::Training), w.left, least_left),
                  width(w.is_shown(Panel::Word), w.right, least_right),
                  width(w.is_shown(Panel::Matrix), w.matrix, least_matrix)};
    const float map = std::min(least_map * scale, 0.4F * window);
    const float total = widths.left + widths.right + widths.matrix;
    const float excess = total + map - window;
    if (excess <= 0 || total <= 0) return widths;
    const float keep = 1.0F - excess / total;
    return {std::floor(widths.left * keep), std::floor(widths.right * keep),
            std::floor(widths.matrix * keep)};
}

} // namespace

std::string_view panel_name(Panel panel) {
    constexpr std::array<std::string_view, panel_count> names{
        "Words", "Training", "Matrix", "Map", "Time", "Attention", "Next word", "Word", "Strip"};
    return names[static_cast<std::size_t>(panel)];
}

Areas arrange(const Workspace& w, ImVec2 window, float scale) {
    Areas areas{};
    const float top = w.is_shown(Panel::Strip) ? std::round(strip_height * scale) : 0.0F;
    if (top > 0) at(areas, Panel::Strip) = {{0, 0}, {window.x, top}};
    const float height = window.y - top;
    const Widths widths = column_widths(w, window.x, scale);

    stack(areas, w, Panel::Words, Panel::Training, {{0, top}, {widths.left, height}},
          std::round(height * std::clamp(w.words_share, 0.2F, 0.6F)));
    if (w.is_shown(Panel::Word))
        at(areas, Panel::Word) = {{window.x - widths.right, top}, {widths.right, height}};

    const float centre = window.x - widths.left - widths.right;
    const bool has_bottom = w.is_shown(Panel::Attention) || w.is_shown(Panel::NextWord);
    const float most_bottom =
        std::max(least_bottom * scale, height - (least_map_height + time_height) * scale);
    const float wished_bottom = std::clamp(w.bottom * scale, least_bottom * scale, most_bottom);
    const float bottom = has_bottom ? std::round(std::min(wished_bottom, 0.5F * height)) : 0.0F;
    const float time = w.is_shown(Panel::Time) ? std::round(time_height * scale) : 0.0F;
    const float map_height = height - bottom - time;

    if (w.is_shown(Panel::Matrix))
        at(areas, Panel::Matrix) = {{widths.left, top}, {widths.matrix, map_height}};
    at(areas, Panel::Map) = {{widths.left + widths.matrix, top}, {centre - widths.matrix, map_height}};
    if (time > 0) at(areas, Panel::Time) = {{widths.left, top + map_height}, {centre, time}};
    side_by_side(areas, w, Panel::Attention, Panel::NextWord,
                 {{widths.left, window.y - bottom}, {centre, bottom}},
                 std::round(centre * std::clamp(w.attention_share, 0.35F, 0.8F)));
    return areas;
}

namespace {

// One handle: an invisible strip over the line between two panels.
bool handle(const Ui& ui, const char* id, Area line, bool upright, float& delta) {
    const float reach = ui.px(3);
    const ImVec2 low =
        upright ? ImVec2{line.low.x - reach, line.low.y} : ImVec2{line.low.x, line.low.y - reach};
    const ImVec2 size = upright ? ImVec2{2 * reach, line.size.y} : ImVec2{line.size.x, 2 * reach};
    ImGui::SetNextWindowPos(low);
    ImGui::SetNextWindowSize(size);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2{0, 0});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowMinSize, ImVec2{1, 1});
    ImGui::Begin(id, nullptr,
                 ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoBackground |
                     ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoMove |
                     ImGuiWindowFlags_NoFocusOnAppearing | ImGuiWindowFlags_NoNav);
    ImGui::InvisibleButton("handle", size);
    const bool active = ImGui::IsItemActive();
    if (active || ImGui::IsItemHovered())
        ImGui::SetMouseCursor(upright ? ImGuiMouseCursor_ResizeEW : ImGuiMouseCursor_ResizeNS);
    const ImU32 colour = active || ImGui::IsItemHovered() ? ui.theme.accent : ui.theme.border;
    const float middle = std::floor(reach) + 0.5F;
    const ImVec2 a = upright ? ImVec2{low.x + middle, low.y} : ImVec2{low.x, low.y + middle};
    const ImVec2 b =
        upright ? ImVec2{low.x + middle, low.y + size.y} : ImVec2{low.x + size.x, low.y + middle};
    ImGui::GetWindowDrawList()->AddLine(a, b, colour);
    if (active) delta = upright ? ImGui::GetIO().MouseDelta.x : ImGui::GetIO().MouseDelta.y;
    ImGui::End();
    ImGui::PopStyleVar(2);
    return active;
}

Area upright_line(const Area& right_of) {
    return {{right_of.high().x, right_of.low.y}, {0, right_of.size.y}};
}
Area flat_line(const Area& above) {
    return {{above.low.x, above.high().y}, {above.size.x, 0}};
}

} // namespace

bool draw_splitters(const Ui& ui, Workspace& w, const Areas& areas, ImVec2 window) {
    const auto shown = [&](Panel p) { return w.is_shown(p) && area_of(areas, p).size.x > 0; };
    const Area& map = area_of(areas, Panel::Map);
    float delta = 0;
    bool dragging = false;
    const auto drag = [&](const char* id, const Area& line, bool upright, float& value, float per_pixel) {
        if (!handle(ui, id, line, upright, delta)) return;
        value += delta * per_pixel;
        dragging = true;
    };
    const float middle_height = window.y - map.low.y;
    if (shown(Panel::Words) || shown(Panel::Training)) {
        const Area& any = area_of(areas, shown(Panel::Words) ? Panel::Words : Panel::Training);
        drag("##split-left", {{any.high().x, map.low.y}, {0, middle_height}}, true, w.left, 1 / ui.scale);
    }
    if (shown(Panel::Word))
        drag("##split-right", {{area_of(areas, Panel::Word).low.x, map.low.y}, {0, middle_height}}, true,
             w.right, -1 / ui.scale);
    if (shown(Panel::Matrix))
        drag("##split-matrix", upright_line(area_of(areas, Panel::Matrix)), true, w.matrix, 1 / ui.scale);
    if (shown(Panel::Words) && shown(Panel::Training))
        drag("##split-words", flat_line(area_of(areas, Panel::Words)), false, w.words_share,
             1 / middle_height);
    if (shown(Panel::Attention) && shown(Panel::NextWord))
        drag("##split-attention", upright_line(area_of(areas, Panel::Attention)), true, w.attention_share,
             1 / (area_of(areas, Panel::Attention).size.x + area_of(areas, Panel::NextWord).size.x));
    if (shown(Panel::Attention) || shown(Panel::NextWord)) {
        const Area& below = area_of(areas, shown(Panel::Attention) ? Panel::Attention : Panel::NextWord);
        const float right = shown(Panel::Word) ? area_of(areas, Panel::Word).low.x : window.x;
        drag("##split-bottom", {below.low, {right - below.low.x, 0}}, false, w.bottom, -1 / ui.scale);
    }
    return dragging;
}

} // namespace wordfield::app
