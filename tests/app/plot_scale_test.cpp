// SPDX-License-Identifier: MIT
#include "app/ui/plot_scale.hpp"

#include "tests/support/catch.hpp"

#include <cmath>

using namespace wordfield::app;

TEST_CASE("ticks are round, evenly apart, inside, and as many as fit", "[app]") {
    CHECK(round_ticks(0, 1, 3) == std::vector<double>{0, 0.5, 1});
    CHECK(round_ticks(1.17, 6.98, 3) == std::vector<double>{2, 4, 6});
    CHECK(round_ticks(0, 1485, 4) == std::vector<double>{0, 500, 1000});
    CHECK(round_ticks(-3.2, 3.9, 4) == std::vector<double>{-2, 0, 2});
    CHECK(round_ticks(0, 1, 2) == std::vector<double>{0, 1});
    CHECK(round_ticks(2, 2, 3).empty());
    CHECK(round_ticks(3, 2, 3).empty());
    CHECK(round_ticks(0, NAN, 3).empty());
    for (const double low : {-7.3, 0.0, 0.0123, 41.0})
        for (const double width : {0.003, 0.7, 12.0, 98765.0})
            for (int most = 2; most < 7; ++most) {
                const auto ticks = round_ticks(low, low + width, most);
                INFO(low << " " << width << " " << most);
                REQUIRE(static_cast<int>(ticks.size()) <= most);
                REQUIRE(static_cast<int>(ticks.size()) >= most / 3);
                for (std::size_t i = 0; i < ticks.size(); ++i) {
                    REQUIRE(ticks[i] >= low - 1e-6 * width);
                    REQUIRE(ticks[i] <= low + width * (1 + 1e-6));
                    if (i > 1) REQUIRE(ticks[i] - ticks[i - 1] == Approx(ticks[1] - ticks[0]));
                }
            }
}

TEST_CASE("a tick has the decimals that tell it from the next", "[app]") {
    CHECK(tick_text(0.5, 0.5) == "0.5");
    CHECK(tick_text(1.0, 0.5) == "1.0");
    CHECK(tick_text(0.02, 0.01) == "0.02");
    CHECK(tick_text(2000, 500) == "2,000");
    CHECK(tick_text(4, 2) == "4");
    CHECK(tick_text(0.3, 0.1) == "0.3");
}

TEST_CASE("a caption goes where no curve runs", "[app]") {
    const Box right{{60, 0}, {100, 10}}, left{{0, 0}, {40, 10}};
    CHECK(crosses(right, {0, 5}, {100, 5}));
    CHECK(crosses(right, {50, -10}, {110, 30})); // cuts a corner off
    CHECK(crosses(right, {70, 2}, {80, 8}));     // lies inside
    CHECK_FALSE(crosses(right, {0, 11}, {100, 11}));
    CHECK_FALSE(crosses(right, {0, 5}, {59, 5}));
    CHECK_FALSE(crosses(right, {99, 14}, {120, 8}));
    CHECK(crosses(right, {70, 5}, {70, 5})); // a single point
    const std::vector<std::vector<ImVec2>> lines{{{0, 50}, {50, 40}, {100, 5}}};
    const Box places[] = {right, left};
    CHECK(free_place(places, lines) == 1U);
    const std::vector<std::vector<ImVec2>> both{lines[0], {{20, -5}, {20, 60}}};
    CHECK_FALSE(free_place(places, both));
    CHECK(free_place(places, {}) == 0U);
    const std::vector<std::vector<ImVec2>> point{{{80, 5}}};
    CHECK(free_place(places, point) == 1U);
}
