// SPDX-License-Identifier: MIT
#include "app/desk/workspace.hpp"

#include "app/desk/panel_view.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

namespace wordfield::app {
namespace {

constexpr float strip_height = 44, time_height = 46;
constexpr float least_left = 232, least_right = 264, least_matrix = 112, least_map = 320, least_bottom = 236;
constexpr float least_map_height = 220, least_inside = 200;
constexpr float wide_centre = 1500; // the panels below the map can be read beside the place that looks inside

Area& at(Areas& areas, Panel panel) {
    return areas[static_cast<std::size_t>(panel)];
}

std::vector<Panel> shown_at(const Workspace& w, PanelPlace place) {
    std::vector<Panel> found;
    for (const PanelEntry& entry : panels())
        if (entry.info.place == place && w.is_shown(entry.info.id)) found.push_back(entry.info.id);
    return found;
}

enum class Direction { Down, Across };

// Cuts a place among the panels that are shown there; a hidden one leaves its room to the others.
void share_out(Areas& areas, const Workspace& w, PanelPlace place, Area room, Direction direction) {
    const std::vector<Panel> here = shown_at(w, place);
    for (const Panel panel : here) {
        const PanelInfo::Share& share = info_of(panel).share;
        float& left = direction == Direction::Down ? room.size.y : room.size.x;
        const float part = std::clamp(w.share[static_cast<int>(panel)], share.least, share.most);
        const float length = panel == here.back() ? left : std::round(left * part);
        Area& area = at(areas, panel) = room;
        (direction == Direction::Down ? area.size.y : area.size.x) = length;
        (direction == Direction::Down ? room.low.y : room.low.x) += length;
        left -= length;
    }
}

struct Widths {
    float left, right, matrix;
};

// The row below the map, at most `most` high; both in pixels.
float bottom_height(const Workspace& w, bool inside, bool any, float height, float scale) {
    if (!inside && !any) return 0.0F;
    const float least = (inside ? least_inside : least_bottom) * scale;
    const float most = std::max(least, height - (least_map_height + time_height) * scale);
    const float wished = std::clamp((inside ? w.inside : w.bottom) * scale, least, most);
    return std::round(std::min(wished, (inside ? 0.56F : 0.5F) * height));
}

// Cuts the place that looks inside off the row below the map; all of it where the row is narrow.
Area cut_inside(const Workspace& w, bool any, Area& row, float scale) {
    const bool beside = any && row.size.x >= wide_centre * scale;
    const float width =
        beside ? std::round(row.size.x * std::clamp(w.inside_share, 0.35F, 0.65F)) : row.size.x;
    const Area inside{row.low, {width, row.size.y}};
    row = beside ? Area{{row.low.x + width, row.low.y}, {row.size.x - width, row.size.y}} : Area{};
    return inside;
}

// The side columns give way, evenly, until the map has its least width.
Widths column_widths(const Workspace& w, float window, float scale) {
    const auto width = [&](bool shown, float wish, float least) {
        return shown ? std::round(std::max(wish, least) * scale) : 0.0F;
    };
    Widths widths{width(!shown_at(w, PanelPlace::Left).empty(), w.left, least_left),
                  width(!shown_at(w, PanelPlace::Right).empty(), w.right, least_right),
                  width(!shown_at(w, PanelPlace::BesideMap).empty(), w.matrix, least_matrix)};
    const float map = std::min(least_map * scale, 0.4F * window);
    const float total = widths.left + widths.right + widths.matrix;
    const float excess = total + map - window;
    if (excess <= 0 || total <= 0) return widths;
    const float keep = 1.0F - excess / total;
    return {std::floor(widths.left * keep), std::floor(widths.right * keep),
            std::floor(widths.matrix * keep)};
}

} // namespace

Workspace::Workspace() {
    for (const PanelEntry& entry : panels()) {
        shown[static_cast<int>(entry.info.id)] = entry.info.shown;
        share[static_cast<int>(entry.info.id)] = entry.info.share.wished;
    }
}

const PanelInfo& info_of(Panel panel) {
    return std::ranges::find(panels(), panel, [](const PanelEntry& entry) { return entry.info.id; })->info;
}

std::string_view panel_name(Panel panel) {
    return info_of(panel).name;
}

Areas arrange(const Workspace& w, ImVec2 window, float scale, bool inside) {
    Areas areas{};
    const auto tall = [&](PanelPlace place, float each) {
        return std::round(each * static_cast<float>(shown_at(w, place).size()) * scale);
    };
    const float top = tall(PanelPlace::Top, strip_height);
    share_out(areas, w, PanelPlace::Top, {{0, 0}, {window.x, top}}, Direction::Down);
    const float height = window.y - top;
    const Widths widths = column_widths(w, window.x, scale);
    share_out(areas, w, PanelPlace::Left, {{0, top}, {widths.left, height}}, Direction::Down);
    share_out(areas, w, PanelPlace::Right, {{window.x - widths.right, top}, {widths.right, height}},
              Direction::Down);

    const float centre = window.x - widths.left - widths.right;
    const bool has_bottom = !shown_at(w, PanelPlace::Bottom).empty();
    const float bottom = bottom_height(w, inside, has_bottom, height, scale);
    const float time = tall(PanelPlace::BelowMap, time_height);
    const float map_height = height - bottom - time;

    share_out(areas, w, PanelPlace::BesideMap, {{widths.left, top}, {widths.matrix, map_height}},
              Direction::Down);
    share_out(areas, w, PanelPlace::Map,
              {{widths.left + widths.matrix, top}, {centre - widths.matrix, map_height}}, Direction::Down);
    share_out(areas, w, PanelPlace::BelowMap, {{widths.left, top + map_height}, {centre, time}},
              Direction::Down);
    Area row{{widths.left, window.y - bottom}, {centre, bottom}};
    if (inside) areas.back() = cut_inside(w, has_bottom, row, scale);
    share_out(areas, w, PanelPlace::Bottom, row, Direction::Across);
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

struct Splitters {
    const Ui& ui;
    Workspace& w;
    const Areas& areas;
    bool dragging = false;

    void drag(const char* id, const Area& line, bool upright, float& value, float per_pixel) {
        float delta = 0;
        if (!handle(ui, id, line, upright, delta)) return;
        value += delta * per_pixel;
        dragging = true;
    }
    [[nodiscard]] const Area* any_at(PanelPlace place) const {
        const std::vector<Panel> here = shown_at(w, place);
        return here.empty() || area_of(areas, here.front()).size.x <= 0 ? nullptr
                                                                        : &area_of(areas, here.front());
    }
    // The lines between the panels of one place.
    void inside(PanelPlace place, Direction direction) {
        const std::vector<Panel> here = shown_at(w, place);
        if (any_at(place) == nullptr) return;
        for (std::size_t i = 0; i + 1 < here.size(); ++i) {
            const Area& area = area_of(areas, here[i]);
            const Area& last = area_of(areas, here.back());
            const bool upright = direction == Direction::Across;
            const float room = upright ? last.high().x - area.low.x : last.high().y - area.low.y;
            const Area line = upright ? Area{{area.high().x, area.low.y}, {0, area.size.y}}
                                      : Area{{area.low.x, area.high().y}, {area.size.x, 0}};
            const std::string id = std::string{"##split-"} + info_of(here[i]).name;
            drag(id.c_str(), line, upright, w.share[static_cast<int>(here[i])], 1 / room);
        }
    }
};

} // namespace

bool draw_splitters(const Ui& ui, Workspace& w, const Areas& areas, ImVec2 window) {
    Splitters splitters{ui, w, areas};
    const Area& map = area_of(areas, Panel::Map);
    const float height = window.y - map.low.y;
    const Area* const right = splitters.any_at(PanelPlace::Right);
    if (const Area* left = splitters.any_at(PanelPlace::Left))
        splitters.drag("##split-left", {{left->high().x, map.low.y}, {0, height}}, true, w.left,
                       1 / ui.scale);
    if (right != nullptr)
        splitters.drag("##split-right", {{right->low.x, map.low.y}, {0, height}}, true, w.right,
                       -1 / ui.scale);
    if (const Area* matrix = splitters.any_at(PanelPlace::BesideMap))
        splitters.drag("##split-matrix", {{matrix->high().x, matrix->low.y}, {0, map.size.y}}, true, w.matrix,
                       1 / ui.scale);
    for (const PanelPlace column : {PanelPlace::Left, PanelPlace::Right, PanelPlace::BesideMap})
        splitters.inside(column, Direction::Down);
    splitters.inside(PanelPlace::Bottom, Direction::Across);
    const float end = right != nullptr ? right->low.x : window.x;
    const Area* const below = splitters.any_at(PanelPlace::Bottom);
    const Area& inside = area_inside(areas);
    if (inside.size.x > 0) {
        splitters.drag("##split-inside", {inside.low, {end - inside.low.x, 0}}, false, w.inside,
                       -1 / ui.scale);
        if (below != nullptr)
            splitters.drag("##split-beside", {{inside.high().x, inside.low.y}, {0, inside.size.y}}, true,
                           w.inside_share, 1 / (end - inside.low.x));
    } else if (below != nullptr) {
        splitters.drag("##split-bottom", {below->low, {end - below->low.x, 0}}, false, w.bottom,
                       -1 / ui.scale);
    }
    return splitters.dragging;
}

} // namespace wordfield::app
