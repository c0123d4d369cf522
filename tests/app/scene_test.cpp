// SPDX-License-Identifier: MIT
#include "app/map/map_motion.hpp"
#include "app/map/scene_builder.hpp"

#include "tests/support/catch.hpp"
#include "tests/support/memory_in_use.hpp"
#include "tests/support/tiny_moment.hpp"

#include <glm/geometric.hpp>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <functional>
#include <type_traits>

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

namespace {

bool same(const Scene& a, const Scene& b) {
    const auto equal = [](const auto& one, const auto& other) {
        using Item = typename std::decay_t<decltype(one)>::value_type;
        return one.size() == other.size() &&
               (one.empty() || std::memcmp(one.data(), other.data(), one.size() * sizeof(Item)) == 0);
    };
    return a.words == b.words && a.front_words == b.front_words && a.index == b.index &&
           a.presence == b.presence && equal(a.points, b.points) && equal(a.front, b.front) &&
           equal(a.lines, b.lines) && equal(a.trails, b.trails);
}

// Everything that a scene is made of, moved one at a time.
struct MovingStage : Stage {
    std::vector<glm::vec3> colours = std::vector<glm::vec3>(6, glm::vec3{0.5F});
    std::vector<float> kept = std::vector<float>(6, 0.5F);
    bool dark = true;
    LiveScene live;

    LiveScene::Changes update() {
        const Theme theme = dark ? Theme::dark_theme() : Theme::light_theme();
        const LiveScene::Changes changes = live.update(frame, motion, selection, theme, options);
        CHECK(same(live.scene(), build_scene(frame, motion, selection, theme, options)));
        return changes;
    }
    void aim() {
        Layout next = *layout;
        next.positions *= -1.5F;
        motion.aim(next, 6);
    }
};

} // namespace

TEST_CASE("a scene that is kept up to date is the one that would be made now", "[app]") {
    MovingStage stage;
    CHECK(stage.update().points);
    const auto quiet = [&] {
        const auto changes = stage.update();
        return !changes.points && !changes.front && !changes.trails;
    };
    CHECK(quiet());
    const std::vector<std::function<void()>> all_words{
        [&] { stage.aim(); },
        [&] { stage.options.radius_px = 3.0F; },
        [&] { stage.options.scale = 2.0F; },
        [&] { stage.options.lit_category = 1; },
        [&] { stage.options.lit_category = -2; },
        [&] { stage.options.colours = stage.colours; },
        [&] {
            stage.colours[3] = glm::vec3{0.1F, 0.2F, 0.3F};
            ++stage.options.colours_version;
        },
        [&] { stage.options.kept = stage.kept; },
        [&] {
            stage.kept[2] = 1.0F;
            ++stage.options.kept_version;
        },
        [&] { stage.dark = false; },
        [&] { stage.options.colours = {}; },
        [&] { stage.words.update(stage.moment, stage.frame.rows, false); },
        [&] { stage.options.hidden = {1}; },
        [&] { stage.selection.pin_only(2); }, // of a hidden category: it comes back
    };
    for (std::size_t i = 0; i < all_words.size(); ++i) {
        INFO("change " << i);
        all_words[i]();
        CHECK(stage.update().points);
        CHECK(quiet());
    }
}

TEST_CASE("what somebody looks at changes the front alone, and gliding nothing", "[app]") {
    MovingStage stage;
    stage.update();
    const auto hover = [&](TokenId id) {
        stage.selection.hover(id);
        stage.selection.end_frame();
    };
    const std::vector<std::function<void()>> looks{
        [&] { hover(3); },
        [&] { stage.selection.pin_only(2); },
        [&] {
            stage.frame.neighbours = {{3, 0.9F}, {4, 0.1F}};
        },
        [&] { stage.options.missing = {4}; },
        [&] { stage.options.neighbours = false; },
        [&] { stage.selection.toggle(5); },
    };
    for (std::size_t i = 0; i < looks.size(); ++i) {
        INFO("look " << i);
        looks[i]();
        const auto changes = stage.update();
        CHECK(changes.front);
        CHECK_FALSE(changes.points);
        CHECK_FALSE(changes.trails);
    }
    stage.aim();
    stage.update();
    int trails = 0;
    for (int frame = 0; frame < 30; ++frame) { // half a second
        stage.motion.advance(1.0F / 60);       // between their points, trails wait
        const auto changes =
            stage.live.update(stage.frame, stage.motion, stage.selection, Theme::dark_theme(), stage.options);
        CHECK_FALSE(changes.points);
        CHECK_FALSE(changes.front);
        trails += changes.trails ? 1 : 0;
    }
    CHECK(trails == 2); // a point each .18 s
}

TEST_CASE("a word that is pointed at twice at once is drawn once", "[app]") {
    MovingStage stage;
    stage.selection.hover_pair(3, 3); // a cell of the diagonal
    stage.selection.end_frame();
    stage.update();
    CHECK(stage.live.scene().front_words == std::vector<TokenId>{3});
    stage.selection.pin_only(3);
    stage.update();
    CHECK(stage.live.scene().front_words == std::vector<TokenId>{3});
}

TEST_CASE("a word is drawn where it is: the share of its way that all have come", "[app]") {
    MovingStage stage;
    stage.aim();
    stage.motion.advance(0.05F);
    stage.aim(); // from where it is now
    stage.motion.advance(0.03F);
    const Scene& scene = (stage.update(), stage.live.scene());
    for (std::size_t i = 0; i < scene.words.size(); ++i) {
        const glm::vec3 at = glm::mix(scene.points[i].from, scene.points[i].position, stage.motion.way());
        CHECK(glm::distance(at, stage.motion.position(scene.words[i])) < 1e-6F);
        CHECK(scene.index_of(scene.words[i]) == static_cast<int>(i));
    }
    CHECK(scene.index_of(0) == -1);
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
