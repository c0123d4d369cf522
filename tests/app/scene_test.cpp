// SPDX-License-Identifier: MIT
#include "scene_stage.hpp"
#include "tests/support/catch.hpp"

#include <glm/geometric.hpp>

#include <algorithm>
#include <cmath>

using namespace wordfield;
using namespace wordfield::app;

TEST_CASE("figures per word: norm and distance from step 0", "[app]") {
    const Stage stage;
    CHECK(stage.words.norm(2) == Approx(5.0));  // (3, 4)
    CHECK(stage.words.moved(2) == Approx(5.0)); // from (0, 0)
    CHECK(stage.words.largest_weight() == Approx(4.0));
}

TEST_CASE("of rows that nothing moves no ways are kept, and each is 0", "[app]") {
    Stage stage;
    stage.moment->initial_embedding = stage.moment->embedding;
    const auto rows = std::make_shared<const RowFigures>(row_figures(*stage.moment));
    CHECK(rows->moved.empty());
    stage.words.update(stage.moment, rows, true);
    CHECK(stage.words.moved(2) == 0.0F);
    CHECK(stage.words.largest_move() == 0.0F);
    CHECK(stage.words.norm(2) == Approx(5.0));
}

TEST_CASE("every word of the layout becomes one point where the layout says", "[app]") {
    Stage stage;
    const Scene scene = stage.build();
    REQUIRE(scene.points.size() == 4);
    const auto cat =
        static_cast<std::size_t>(std::find(scene.words.begin(), scene.words.end(), 2) - scene.words.begin());
    CHECK(scene.points[cat].position.x == 1.0F);
    CHECK(scene.points[cat].position.y == 0.0F);
    CHECK(scene.points[cat].fill == render::Rgba8{stage.words.category_style(0).colour, 1.0F});
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
        CHECK(point.fill == render::Rgba8{colours[0], 1.0F});
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

TEST_CASE("placed words lie under those of the map, smaller and quieter, and are words like any other",
          "[app]") {
    Stage stage;
    const glm::vec3 full = glm::vec3{stage.build().points[0].fill.exact()};
    const float radius = stage.build().points[0].radius_px;
    auto layout = std::make_shared<Layout>(*stage.layout);
    PlacedWords placed;
    placed.words = {layout->words.front(), 0}; // a word of the map before, and <unk>
    placed.positions = Matrix::Constant(2, 3, 0.25F);
    placed.of = 2;
    layout->words.erase(layout->words.begin());
    layout->positions = Matrix{layout->positions.bottomRows(3)};
    layout->placed = std::make_shared<const PlacedWords>(placed);
    stage.frame.layout = layout;
    stage.motion.aim(*layout, 6);
    CHECK(stage.motion.words().size() == 5);
    CHECK(stage.motion.placed() == 2);
    CHECK(stage.motion.is_placed(0));
    CHECK_FALSE(stage.motion.is_placed(layout->words.front()));
    CHECK(stage.motion.shows(0));
    const Scene scene = stage.build();
    REQUIRE(scene.points.size() == 5);
    CHECK(scene.placed == 2);
    CHECK(scene.words[0] == placed.words[0]);
    CHECK(scene.words[1] == 0);
    CHECK(scene.points[0].position.x == 0.25F);
    CHECK(scene.points[0].fill.a == 255);
    CHECK(scene.points[0].radius_px < 0.8F * radius);
    const glm::vec3 ground{to_glm(Theme::dark_theme().ground)};
    CHECK(glm::distance(glm::vec3{scene.points[0].fill.exact()}, ground) ==
          Approx(0.5 * glm::distance(full, ground)).margin(0.5 * std::sqrt(3.0) / 255));
    CHECK(scene.points[2].radius_px == radius);
    stage.selection.pin_only(placed.words[0]); // whoever is looked at is as strong as any
    const Scene lit = stage.build();
    REQUIRE(lit.front.size() >= 1);
    CHECK(glm::vec3{lit.front.back().fill.exact()} == full);
    layout = std::make_shared<Layout>(*layout);
    layout->placed.reset();
    stage.motion.aim(*layout, 6);
    CHECK(stage.motion.placed() == 0);
    CHECK_FALSE(stage.motion.shows(0));
}
