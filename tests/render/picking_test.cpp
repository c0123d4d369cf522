// SPDX-License-Identifier: MIT
// Picking against picking by hand.
#include "render/picking.hpp"

#include <cmath>

#include "tests/support/catch.hpp"
#include "tests/support/gl_random.hpp"

using namespace wordfield::render;

namespace {

constexpr glm::vec2 picking_viewport{1000.0f, 640.0f};

/// Points on the screen, some off it and some behind the eye.
std::vector<glm::vec3> scatter(int count, unsigned seed) {
    Random random{seed};
    std::vector<glm::vec3> points;
    for (int i = 0; i < count; ++i) {
        const glm::vec2 px = random.in(picking_viewport * 1.2f) - picking_viewport * 0.1f;
        points.emplace_back(px, random.uniform(-0.2f, 2.0f));
    }
    return points;
}

bool on_screen(glm::vec3 p) {
    return p.z > 0.0f && p.x >= 0.0f && p.y >= 0.0f && p.x <= picking_viewport.x && p.y <= picking_viewport.y;
}

std::optional<int> nearest_of_all(const std::vector<glm::vec3>& points, glm::vec2 cursor, float radius) {
    std::optional<int> nearest;
    float least = radius;
    for (std::size_t i = 0; i < points.size(); ++i)
        if (const float far = glm::distance(glm::vec2{points[i]}, cursor);
            on_screen(points[i]) && far <= least) {
            nearest = static_cast<int>(i);
            least = far;
        }
    return nearest;
}

} // namespace

TEST_CASE("the nearest point is the one that trying all finds", "[picking]") {
    const std::vector<glm::vec3> points = scatter(3000, 21);
    Random random{22};
    int found = 0;
    for (int i = 0; i < 500; ++i) {
        const glm::vec2 cursor = random.in(picking_viewport);
        for (float radius : {3.0f, 8.0f, 100.0f}) {
            const auto picked = nearest_point(points, picking_viewport, cursor, radius);
            const auto by_all = nearest_of_all(points, cursor, radius);
            REQUIRE(picked.has_value() == by_all.has_value());
            if (!picked) continue;
            ++found;
            REQUIRE(picked->index == *by_all);
            REQUIRE(picked->distance_px == Approx(glm::distance(glm::vec2{points[picked->index]}, cursor)));
            REQUIRE(picked->distance_px <= radius);
        }
    }
    CHECK(found > 500);
}

TEST_CASE("box and lasso find what lies inside", "[picking]") {
    const std::vector<glm::vec3> points = scatter(2000, 23);
    const glm::vec2 a{700.0f, 80.0f}, b{200.0f, 500.0f}; // corners in any order
    const std::vector<glm::vec2> star{{500, 20}, {600, 500}, {100, 180}, {900, 200}, {380, 600}};
    std::vector<int> in_box, in_star;
    for (int i = 0; i < static_cast<int>(points.size()); ++i) {
        const glm::vec3 p = points[i];
        if (!on_screen(p)) continue;
        if (p.x >= 200.0f && p.x <= 700.0f && p.y >= 80.0f && p.y <= 500.0f) in_box.push_back(i);
        if (inside_polygon(p, star)) in_star.push_back(i);
    }
    CHECK(in_box.size() > 100);
    CHECK(points_in_box(points, picking_viewport, a, b) == in_box);
    CHECK(in_star.size() > 50);
    CHECK(points_in_lasso(points, picking_viewport, star) == in_star);
    CHECK(points_in_lasso(points, picking_viewport, std::vector<glm::vec2>{{0, 0}, {1, 1}}).empty());
}

TEST_CASE("even-odd: a square with known inside and outside", "[picking]") {
    const std::vector<glm::vec2> square{{10, 10}, {20, 10}, {20, 20}, {10, 20}};
    CHECK(inside_polygon({15, 15}, square));
    CHECK_FALSE(inside_polygon({5, 15}, square));
    CHECK_FALSE(inside_polygon({15, 25}, square));
    const std::vector<glm::vec2> twice{{10, 10}, {20, 10}, {20, 20}, {10, 20},
                                       {10, 10}, {20, 10}, {20, 20}, {10, 20}};
    CHECK_FALSE(inside_polygon({15, 15}, twice)); // walked round twice
}

TEST_CASE("of points in one place the one nearest to the eye is picked, then the earlier", "[picking]") {
    const std::vector<glm::vec3> points{{50, 50, 1.2f}, {50, 50, 0.8f}, {50, 50, 0.8f}};
    CHECK(nearest_point(points, {100, 100}, {51, 50})->index == 1);
}

TEST_CASE("no points, strange cursors and points without a place are harmless", "[picking]") {
    const glm::vec2 size{10, 10};
    CHECK_FALSE(nearest_point({}, size, {1, 1}));
    CHECK(points_in_box({}, size, {0, 0}, {10, 10}).empty());
    const std::vector<glm::vec3> points{{NAN, 5, 1}, {5, INFINITY, 1}, {5, 5, 1}};
    CHECK(nearest_point(points, size, {5, 6})->index == 2);
    CHECK_FALSE(nearest_point(points, size, {-500, 9000}));
    CHECK(points_in_box(points, size, {-100, -100}, {100, 100}) == std::vector<int>{2});
    CHECK_FALSE(nearest_point(points, {0, 0}, {0, 0}));
}

TEST_CASE("what lies just outside the canvas is not found from inside", "[picking]") {
    const std::vector<glm::vec3> points{{-1, 5, 1}, {5, 11, 1}, {5, 5, 0}};
    CHECK_FALSE(nearest_point(points, {10, 10}, {1, 5}));
    CHECK_FALSE(nearest_point(points, {10, 10}, {5, 9}));
    CHECK_FALSE(nearest_point(points, {10, 10}, {5, 5})); // behind the eye
}
