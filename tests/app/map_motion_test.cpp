// SPDX-License-Identifier: MIT
// Words glide from map to map, and leave trails.
#include "scene_stage.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/memory_in_use.hpp"

#include <glm/geometric.hpp>

using namespace wordfield;
using namespace wordfield::app;

TEST_CASE("words glide to their new places, never past them, and come to rest", "[app]") {
    Stage stage;
    Layout next = *stage.layout;
    next.positions.row(0) << 2, 0, 0;
    stage.motion.aim(next, 6);
    float x = stage.motion.position(2).x;
    CHECK(x == 1.0F); // no jump
    bool moving = true;
    int frames = 0;
    while (moving && frames < 1000) {
        moving = stage.motion.advance(1.0F / 60);
        CHECK(stage.motion.position(2).x >= x);
        CHECK(stage.motion.position(2).x <= 2.0F);
        x = stage.motion.position(2).x;
        ++frames;
    }
    CHECK(frames < 300);
    CHECK(x == Approx(2.0).margin(1e-3));
    CHECK(stage.motion.median_step() == Approx(0.0).margin(1e-4));
    const auto trail = stage.motion.trail(2);
    REQUIRE_FALSE(trail.empty());
    CHECK(glm::distance(trail.front(), stage.motion.position(2)) < 1e-2F); // run out
}

TEST_CASE("however slow a frame, the median word does not jump", "[app]") {
    Stage stage;
    Layout next = *stage.layout;
    next.positions *= -1; // everything to the other side
    stage.motion.aim(next, 6);
    for (int frame = 0; frame < 60; ++frame) {
        const glm::vec3 before = stage.motion.position(2);
        stage.motion.advance(0.5F);
        CHECK(glm::distance(before, stage.motion.position(2)) < 0.2F);
    }
    CHECK(stage.motion.position(2).x == Approx(-1.0).margin(1e-3));
}

TEST_CASE("a word that leaves the layout leaves the map, and one that comes appears in place", "[app]") {
    Stage stage;
    Layout next = *stage.layout;
    next.words = {2, 0, 4, 5};
    stage.motion.aim(next, 6);
    CHECK_FALSE(stage.motion.shows(3));
    CHECK(stage.motion.shows(0));
    CHECK(stage.motion.position(0).y == 1.0F);
}

TEST_CASE("of very many words no trails are kept, and a map that stands still says so", "[app]") {
    Layout layout;
    const int count = static_cast<int>(MapMotion::most_trails) + 1;
    layout.positions = Matrix::Zero(count, 3);
    for (TokenId id = 0; id < count; ++id) layout.words.push_back(id);
    MapMotion motion;
    motion.aim(layout, count);
    layout.positions.setConstant(1.0F);
    motion.aim(layout, count);
    for (int frame = 0; frame < 200 && motion.advance(1.0F / 60); ++frame) CHECK(motion.trail(5).empty());
    CHECK(motion.way() == 1.0F);
    CHECK_FALSE(motion.advance(1.0F / 60));
    layout.words.resize(100); // few again: trails begin anew
    layout.positions = Matrix::Zero(100, 3);
    motion.aim(layout, count);
    motion.advance(0.2F);
    CHECK(motion.trail(5).size() == 1);
}

TEST_CASE("trails follow the words that are shown, and those that come later begin where they are", "[app]") {
    Layout layout;
    layout.words = {7, 3};
    layout.positions = Matrix::Zero(2, 3);
    MapMotion motion;
    motion.aim(layout, 10);
    motion.advance(0.2F);
    REQUIRE(motion.trail(3).size() == 1);
    layout.words = {3, 5};
    layout.positions = Matrix::Constant(2, 3, 1.0F);
    motion.aim(layout, 10);
    CHECK(motion.trail(7).empty());
    REQUIRE(motion.trail(3).size() == 1);
    CHECK(motion.trail(3)[0] == glm::vec3{0.0F});
    REQUIRE(motion.trail(5).size() == 1);
    CHECK(motion.trail(5)[0] == glm::vec3{1.0F});
}

#ifdef WORDFIELD_COUNTS_MEMORY
TEST_CASE("a few words of a million move in 30 bytes for each that there is", "[app]") {
    constexpr int all = 1'000'000;
    Layout layout;
    layout.words = {3, 999'999};
    layout.positions = Matrix::Zero(2, 3);
    const double before = test::memory_in_use();
    MapMotion motion;
    motion.aim(layout, all);
    CHECK(test::memory_in_use() - before < 30.0 * all);
    motion.advance(0.2F);
    CHECK(motion.trail(3).size() == 1);
}
#endif
