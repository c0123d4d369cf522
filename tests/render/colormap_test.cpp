// SPDX-License-Identifier: MIT
// Colour tables: published values, neutral middles, and categories that can be told apart.
#include "render/colormap.hpp"

#include <cmath>
#include <limits>
#include <set>
#include <tuple>

#include "tests/support/catch.hpp"

using namespace wordfield::render;

namespace {

bool near(glm::vec3 a, glm::vec3 b, float within) {
    const glm::vec3 d = glm::abs(a - b);
    return d.r <= within && d.g <= within && d.b <= within;
}

float luminance(glm::vec3 c) {
    const auto linear = [](float v) {
        return v <= 0.04045f ? v / 12.92f : std::pow((v + 0.055f) / 1.055f, 2.4f);
    };
    return 0.2126f * linear(c.r) + 0.7152f * linear(c.g) + 0.0722f * linear(c.b);
}

} // namespace

TEST_CASE("viridis has the published colours between its anchors", "[colormap]") {
    const auto& viridis = table(Colormap::Viridis);
    const float step = 1.0f / 255.0f; // of an 8-bit picture
    CHECK(near(viridis[0], {0.267004f, 0.004874f, 0.329415f}, 1e-6f));
    CHECK(near(viridis[255], {0.993248f, 0.906157f, 0.143936f}, 1e-6f));
    CHECK(near(viridis[8], {0.277018f, 0.050344f, 0.375715f}, step));
    CHECK(near(viridis[64], {0.229739f, 0.322361f, 0.545706f}, step));
    CHECK(near(viridis[97], {0.171176f, 0.452530f, 0.557965f}, step));
    CHECK(near(viridis[128], {0.127568f, 0.566949f, 0.550556f}, step));
    CHECK(near(viridis[187], {0.327796f, 0.773980f, 0.406640f}, step));
    CHECK(near(viridis[232], {0.762373f, 0.876424f, 0.137064f}, step));
    CHECK(near(viridis[247], {0.916242f, 0.896091f, 0.100717f}, step));
}

TEST_CASE("sequential maps only get lighter, or only darker", "[colormap]") {
    for (Colormap map : {Colormap::Viridis, Colormap::SingleDark, Colormap::SingleLight}) {
        const float direction = luminance(sample(map, 1.0f)) > luminance(sample(map, 0.0f)) ? 1.0f : -1.0f;
        for (int i = 1; i < 256; ++i)
            REQUIRE(direction * (luminance(table(map)[i]) - luminance(table(map)[i - 1])) > -1e-5f);
    }
}

TEST_CASE("diverging maps are neutral in the middle, blue below, orange above, equally bright",
          "[colormap]") {
    for (Colormap map : {Colormap::DivergingDark, Colormap::DivergingLight}) {
        const glm::vec3 middle = sample(map, 0.5f), low = sample(map, 0.0f), high = sample(map, 1.0f);
        CHECK(near(middle, glm::vec3{middle.g}, 0.05f));
        CHECK(low.b > low.r + 0.2f);
        CHECK(high.r > high.b + 0.2f);
        CHECK(luminance(low) == Approx(luminance(high)).epsilon(0.35));
    }
    CHECK(luminance(sample(Colormap::DivergingDark, 0.5f)) < 0.02f);
    CHECK(luminance(sample(Colormap::DivergingLight, 0.5f)) > 0.9f);
}

TEST_CASE("sampling clamps, and takes NaN for the lowest", "[colormap]") {
    CHECK(sample(Colormap::Viridis, -3.0f) == table(Colormap::Viridis)[0]);
    CHECK(sample(Colormap::Viridis, 3.0f) == table(Colormap::Viridis)[255]);
    CHECK(sample(Colormap::Viridis, NAN) == table(Colormap::Viridis)[0]);
    CHECK(sample(Colormap::Viridis, INFINITY) == table(Colormap::Viridis)[255]);
}

TEST_CASE("no two categories look the same", "[colormap]") {
    for (bool dark : {false, true}) {
        std::set<std::tuple<float, float, float, int>> seen;
        for (int i = -1; i < category_hues * (shape_count - 1); ++i) {
            const CategoryStyle style = category_style(i, dark);
            CHECK(seen.emplace(style.colour.r, style.colour.g, style.colour.b, static_cast<int>(style.shape))
                      .second);
            CHECK_FALSE(style.name.empty());
            if (i < 8) CHECK(style.shape == Shape::Disc);
            if (i >= 8) CHECK(style.shape != Shape::Disc);
        }
    }
}
