// SPDX-License-Identifier: MIT
// Colours and lengths of few bits say what the floats said, as near as a screen shows it.
#include "render/scene.hpp"

#include "tests/support/catch.hpp"

using namespace wordfield::render;

TEST_CASE("a colour of bytes is the nearest there is, and none outside", "[scene]") {
    for (int i = 0; i < 256; ++i) {
        const float share = static_cast<float>(i) / 255.0f;
        const Rgba8 colour{glm::vec3{share, 0.0f, 1.0f}, share};
        CHECK(colour.exact() == glm::vec4{share, 0.0f, 1.0f, share});
        CHECK(colour.alpha() == share);
        CHECK(Rgba8{glm::vec4{share + 0.49f / 255.0f}}.r == i);
        CHECK(Rgba8{glm::vec4{share - 0.49f / 255.0f}}.b == i);
    }
    const Rgba8 outside{glm::vec4{-1.0f, 2.0f, 0.0f, 1.0f}};
    CHECK((outside.r == 0 && outside.g == 255));
}

TEST_CASE("a length in parts of a px is the nearest there is, up to the longest", "[scene]") {
    using Ring = decltype(PointInstance::ring_px);
    using Glow = decltype(PointInstance::glow_px);
    CHECK(float{Ring{1.5f}} == 1.5f);
    CHECK(float{Ring{1.95f}} == 2.0f);
    CHECK(float{Ring{1.92f}} == 1.875f);
    CHECK(float{Ring{1000.0f}} == 31.875f);
    CHECK(Ring{-1.0f}.parts == 0);
    CHECK(float{Glow{64.0f}} == 64.0f);
    CHECK(float{Glow{1e9f}} == 16383.75f);
}
