// SPDX-License-Identifier: MIT
#include "app/desk/workspace.hpp"

#include "tests/support/catch.hpp"

#include <algorithm>

using namespace wordfield::app;

namespace {

float overlap(const Area& a, const Area& b) {
    const float x = std::min(a.high().x, b.high().x) - std::max(a.low.x, b.low.x);
    const float y = std::min(a.high().y, b.high().y) - std::max(a.low.y, b.low.y);
    return x > 0 && y > 0 ? x * y : 0.0F;
}

float covered(const Areas& areas) {
    float sum = 0;
    for (const Area& area : areas) sum += area.size.x * area.size.y;
    return sum;
}

} // namespace

TEST_CASE("panels fill the window without overlapping, at any size and scale", "[app]") {
    for (const ImVec2 window : {ImVec2{1280, 800}, ImVec2{1600, 1000}, ImVec2{3840, 2160}, ImVec2{900, 600}})
        for (const float scale : {1.0F, 1.5F, 2.0F}) {
            for (const bool inside : {false, true}) {
                const Areas areas = arrange(Workspace{}, window, scale, inside);
                for (std::size_t i = 0; i < areas.size(); ++i) {
                    CHECK(areas[i].low.x >= 0);
                    CHECK(areas[i].high().x <= window.x + 0.01F);
                    CHECK(areas[i].high().y <= window.y + 0.01F);
                    for (std::size_t j = i + 1; j < areas.size(); ++j)
                        CHECK(overlap(areas[i], areas[j]) == 0.0F);
                }
                CHECK(covered(areas) == Approx(window.x * window.y));
                CHECK((area_inside(areas).size.x > 0) == inside);
            }
        }
}

TEST_CASE("a hidden panel leaves its room to its neighbours", "[app]") {
    for (int hidden = 0; hidden < panel_count; ++hidden) {
        if (static_cast<Panel>(hidden) == Panel::Map) continue;
        Workspace workspace;
        workspace.show(static_cast<Panel>(hidden), false);
        const Areas areas = arrange(workspace, {1600, 1000}, 1.0F);
        CHECK(area_of(areas, static_cast<Panel>(hidden)).size.x == 0.0F);
        CHECK(covered(areas) == Approx(1600.0F * 1000.0F));
    }
}

TEST_CASE("splitters far outside the window are held where every panel can be read", "[app]") {
    Workspace workspace;
    workspace.left = workspace.right = workspace.bottom = 5000;
    const Areas areas = arrange(workspace, {1280, 800}, 1.0F);
    CHECK(area_of(areas, Panel::Map).size.x > 100);
    CHECK(area_of(areas, Panel::Map).size.y > 150);
}

TEST_CASE("the place that looks inside leaves the map whole: in place of the panels below it, or beside them",
          "[app]") {
    Workspace workspace;
    const Areas closed = arrange(workspace, {1280, 800}, 1.0F),
                open = arrange(workspace, {1280, 800}, 1.0F, true);
    const Area &map = area_of(open, Panel::Map), &inside = area_inside(open);
    CHECK(map.size.x == area_of(closed, Panel::Map).size.x);
    CHECK(map.size.y >= 220);
    CHECK(inside.low.x == area_of(closed, Panel::Attention).low.x);
    CHECK(inside.size.x ==
          area_of(closed, Panel::Attention).size.x + area_of(closed, Panel::NextWord).size.x);
    CHECK(inside.size.y > 380);
    CHECK(area_of(open, Panel::Attention).size.x == 0);
    const Areas wide = arrange(workspace, {3840, 2160}, 1.0F, true);
    CHECK(area_inside(wide).size.x > 1000);
    CHECK(area_of(wide, Panel::Attention).low.x == area_inside(wide).high().x);
    CHECK(area_of(wide, Panel::NextWord).size.x > 400);
    workspace.inside = 300; // its splitter, not that of the panels
    CHECK(area_inside(arrange(workspace, {1600, 1000}, 1.0F, true)).size.y == 300);
    CHECK(area_of(arrange(workspace, {1600, 1000}, 1.0F), Panel::Attention).size.y == workspace.bottom);
}
