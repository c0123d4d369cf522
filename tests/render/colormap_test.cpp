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

/// What an eye without one kind of cone sees of a linear colour (Machado, Oliveira and Fernandes 2009,
/// severity 1).
constexpr glm::mat3 by_rows(glm::vec3 r, glm::vec3 g, glm::vec3 b) {
    return {r.x, g.x, b.x, r.y, g.y, b.y, r.z, g.z, b.z};
}
const glm::mat3 eyes[] = {
    glm::mat3{1.0f},
    by_rows({0.152286f, 1.052583f, -0.204868f}, {0.114503f, 0.786281f, 0.099216f},
            {-0.003882f, -0.048116f, 1.051998f}),
    by_rows({0.367322f, 0.860646f, -0.227968f}, {0.280085f, 0.672501f, 0.047413f},
            {-0.011820f, 0.042940f, 0.968881f}),
    by_rows({1.255528f, -0.076749f, -0.178779f}, {-0.078411f, 0.930809f, 0.147602f},
            {0.004733f, 0.691367f, 0.303900f}),
};

/// Oklab coordinates of an sRGB colour as seen by an eye.
glm::vec3 seen_by(const glm::mat3& eye, glm::vec3 srgb) {
    const auto linear = [](float v) {
        return v <= 0.04045f ? v / 12.92f : std::pow((v + 0.055f) / 1.055f, 2.4f);
    };
    const glm::vec3 c =
        glm::clamp(eye * glm::vec3{linear(srgb.r), linear(srgb.g), linear(srgb.b)}, 0.0f, 1.0f);
    const glm::vec3 lms = by_rows({0.4122215f, 0.5363325f, 0.0514460f}, {0.2119035f, 0.6806995f, 0.1073970f},
                                  {0.0883025f, 0.2817188f, 0.6299787f}) *
                          c;
    return by_rows({0.2104543f, 0.7936178f, -0.0040720f}, {1.9779985f, -2.4285922f, 0.4505937f},
                   {0.0259040f, 0.7827718f, -0.8086758f}) *
           glm::vec3{std::cbrt(lms.x), std::cbrt(lms.y), std::cbrt(lms.z)};
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

TEST_CASE("the first eight categories differ to every kind of eye", "[colormap]") {
    const auto closest = [](auto colour_of, int count) {
        float least = 1.0f;
        for (const glm::mat3& eye : eyes)
            for (int i = 0; i < count; ++i)
                for (int j = 0; j < i; ++j)
                    least = std::min(least,
                                     glm::distance(seen_by(eye, colour_of(i)), seen_by(eye, colour_of(j))));
        return least;
    };
    const int okabe_ito[] = {0xe69f00, 0x56b4e9, 0x009e73, 0xf0e442, 0x0072b2, 0xd55e00, 0xcc79a7};
    const float reference = closest(
        [&](int i) {
            const int hex = okabe_ito[i];
            return glm::vec3{hex >> 16 & 255, hex >> 8 & 255, hex & 255} / 255.0f;
        },
        7);
    CHECK(reference == Approx(0.076).margin(0.001));
    for (bool dark : {false, true})
        CHECK(closest([&](int i) { return category_style(i, dark).colour; }, 8) >= reference);
}
