// SPDX-License-Identifier: MIT
// A scene that is kept up to date, against the one that is made anew.
#include "scene_stage.hpp"
#include "tests/support/catch.hpp"

#include <cstring>
#include <functional>
#include <type_traits>
#include <vector>

using namespace wordfield;
using namespace wordfield::app;

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
