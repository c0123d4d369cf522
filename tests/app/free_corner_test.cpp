// SPDX-License-Identifier: MIT
#include "app/ui/free_corner.hpp"

#include "tests/support/catch.hpp"

using namespace wordfield::app;

TEST_CASE("a card takes the corner where it hides fewest points, clear of what lies there", "[app]") {
    const Area room{{100, 50}, {800, 600}};
    const ImVec2 card{200, 100};
    std::vector<ImVec2> points;
    for (int i = 0; i < 9; ++i) points.push_back({150.0F + static_cast<float>(i), 100}); // upper left
    for (int i = 0; i < 7; ++i) points.push_back({850, 600});                            // lower right
    for (int i = 0; i < 5; ++i) points.push_back({150, 600});                            // lower left
    const CornerPlace free = free_corner(room, card, 10, points, {});
    CHECK(free.corner == 1);
    CHECK(free.area.low.x == 900 - 10 - 200);
    CHECK(free.area.low.y == 60);
    const std::vector<Area> bar{{{690, 55}, {200, 40}}};
    CHECK(free_corner(room, card, 10, points, bar).area.low.y == 105); // below it
    points.push_back({800, 80});
    points.push_back({800, 81});
    CHECK(free_corner(room, card, 10, points, {}, 1).corner == 1);
    for (int i = 0; i < 8; ++i) points.push_back({801, 82});
    CHECK(free_corner(room, card, 10, points, {}, 1).corner == 3); // much freer than where it was
}
