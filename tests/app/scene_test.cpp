// SPDX-License-Identifier: MIT
#include "app/map/map_motion.hpp"
#include "app/map/scene_builder.hpp"

#include "tests/support/catch.hpp"
#include "tests/support/tiny_moment.hpp"

#include <glm/geometric.hpp>

#include <algorithm>
#include <cmath>

using namespace wordfield;
using namespace wordfield::app;

namespace {

struct Stage {
    std::shared_ptr<Moment> moment = tiny_moment();
    std::shared_ptr<Layout> layout = tiny_layout();
    WordStats words;
    MapMotion motion;
    Selection selection;
    Frame frame;
    SceneOptions options;

    Stage() {
        frame.rows = std::make_shared<const RowFigures>(row_figures(*moment));
        words.update(moment, frame.rows, true);
        motion.aim(*layout, 6);
        frame.moment = moment;
        frame.layout = layout;
        frame.words = &words;
    }
    Scene build() { return build_scene(frame, motion, selection, Theme::dark_theme(), options); }
};

} // namespace

TEST_CASE("figures per word: norm and distance from step 0", "[app]") {
    const Stage stage;
    CHECK(stage.words.norm(2) == Approx(5.0));  // (3, 4)
    CHECK(stage.words.moved(2) == Approx(5.0)); // from (0, 0)
    CHECK(stage.words.largest_weight() == Approx(4.0));
}

TEST_CASE("every word of the layout becomes one point where the layout says", "[app]") {
    Stage stage;
    const Scene scene = stage.build();
    REQUIRE(scene.points.size() == 4);
    const auto cat =
        static_cast<std::size_t>(std::find(scene.words.begin(), scene.words.end(), 2) - scene.words.begin());
    CHECK(scene.points[cat].position.x == 1.0F);
    CHECK(scene.points[cat].position.y == 0.0F);
    CHECK(glm::vec3{scene.points[cat].fill} == stage.words.category_style(0).colour);
}

TEST_CASE("a pinned word is drawn last with a ring, and lines lead to its neighbours", "[app]") {
    Stage stage;
    stage.selection.pin_only(2);
    stage.frame.neighbours = {{3, 0.9F}, {4, 0.1F}};
    const Scene scene = stage.build();
    CHECK(scene.front_words.back() == 2);
    CHECK(scene.front.back().ring_px > 0);
    REQUIRE(scene.lines.size() == 2);
    for (const auto& line : scene.lines) CHECK(line.a == stage.motion.position(2));
    CHECK(scene.lines[0].b == stage.motion.position(3));
}

TEST_CASE("colours that tell a figure replace those of categories, and markers become discs", "[app]") {
    Stage stage;
    const std::vector<glm::vec3> colours(6, glm::vec3{0.25F, 0.5F, 0.75F});
    stage.options.colours = colours;
    for (const auto& point : stage.build().points) {
        CHECK(glm::vec3{point.fill} == colours[0]);
        CHECK(point.shape == render::Shape::Disc);
    }
}

TEST_CASE("dashed lines lead to neighbours that were torn away, in place of whole ones", "[app]") {
    Stage stage;
    stage.selection.pin_only(2);
    stage.frame.neighbours = {{3, 0.9F}, {4, 0.1F}};
    stage.options.missing = {3};
    const Scene scene = stage.build();
    REQUIRE(scene.lines.size() == 2);
    for (const auto& line : scene.lines) CHECK((line.dash_px > 0) == (line.b == stage.motion.position(3)));
}

TEST_CASE("rings around all words tell what the map kept of their neighbourhoods", "[app]") {
    Stage stage;
    const std::vector<float> kept{NAN, NAN, 1.0F, 0.0F, NAN, 0.5F};
    stage.options.kept = kept;
    const Scene scene = stage.build();
    for (std::size_t i = 0; i < scene.words.size(); ++i) {
        CHECK((scene.points[i].ring_px > 0) == (scene.words[i] != 4));
        if (scene.words[i] == 2) CHECK(scene.points[i].ring == to_glm(Theme::dark_theme().good));
        if (scene.words[i] == 3) CHECK(scene.points[i].ring == to_glm(Theme::dark_theme().warm));
    }
}

TEST_CASE("a hidden category leaves the map, but for words that are chosen", "[app]") {
    Stage stage;
    stage.options.hidden = {1};
    CHECK(stage.build().points.size() == 2);
    stage.selection.pin_only(2);
    CHECK(stage.build().points.size() == 3);
}

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
