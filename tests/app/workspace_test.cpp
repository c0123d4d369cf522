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
            const Areas areas = arrange(Workspace{}, window, scale);
            for (std::size_t i = 0; i < areas.size(); ++i) {
                CHECK(areas[i].low.x >= 0);
                CHECK(areas[i].high().x <= window.x + 0.01F);
                CHECK(areas[i].high().y <= window.y + 0.01F);
                for (std::size_t j = i + 1; j < areas.size(); ++j) CHECK(overlap(areas[i], areas[j]) == 0.0F);
            }
            CHECK(covered(areas) == Approx(window.x * window.y));
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
