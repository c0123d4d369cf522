// SPDX-License-Identifier: MIT
// The names of neighbourhoods, and what the camera frames while a map forms.
#include "app/map/framing.hpp"
#include "app/map/region_names.hpp"

#include "model/core/rng.hpp"
#include "tests/support/catch.hpp"

#include <glm/common.hpp>

#include <algorithm>
#include <cmath>

using namespace wordfield;
using namespace wordfield::app;

namespace {

Lexicon lexicon_of(std::vector<std::string> categories) {
    Lexicon lexicon;
    for (const char* word : {"tea", "coffee", "rome"}) lexicon.vocabulary.add(word, 1);
    lexicon.categories = std::move(categories);
    return lexicon;
}

MapRegion region(int label, float x, std::vector<TokenId> typical = {}) {
    return {.label = label,
            .words = 7,
            .share = 1.0F,
            .low = {x, 0, 0},
            .high = {x + 1, 2, 0},
            .typical = std::move(typical)};
}

void let_pass(RegionNames& names, float seconds) {
    for (float t = 0; t < seconds; t += 0.02F) names.advance(0.02F);
}

} // namespace

TEST_CASE("a region has its category's name, or that of its typical words", "[app]") {
    Layout layout;
    layout.regions = {region(0, 0.0F), region(1, 4.0F)};
    RegionNames names;
    const Lexicon labelled = lexicon_of({"drinks", "cities"});
    names.aim(layout, labelled);
    REQUIRE(names.shown().size() == 2);
    CHECK(names.shown()[0].name == "drinks");
    CHECK(names.shown()[1].name == "cities");
    const Lexicon bare = lexicon_of({});
    const TokenId tea = bare.vocabulary.find("tea").value(), coffee = bare.vocabulary.find("coffee").value();
    layout.regions = {region(4, 0.0F, {tea, coffee})};
    names.aim(layout, bare);
    REQUIRE(names.shown().size() == 1); // those of another vocabulary are gone
    CHECK(names.shown()[0].name == "tea · coffee");
}

TEST_CASE("names come and go softly and glide after their words", "[app]") {
    Layout layout;
    layout.regions = {region(1, 0.0F)};
    const Lexicon lexicon = lexicon_of({"drinks", "cities", "people"});
    RegionNames names;
    names.aim(layout, lexicon);
    CHECK(names.shown()[0].presence == 0.0F);
    CHECK(names.advance(0.1F));
    CHECK(names.shown()[0].presence > 0.0F);
    CHECK(names.shown()[0].presence < 0.5F);
    let_pass(names, 2.0F);
    CHECK(names.shown()[0].presence == 1.0F);
    CHECK_FALSE(names.advance(0.02F)); // nothing is left to do
    layout.regions = {region(0, 9.0F), region(1, 1.0F)};
    names.aim(layout, lexicon);
    REQUIRE(names.shown().size() == 2);
    CHECK(names.shown()[0].label == 0);
    CHECK(names.shown()[0].low.x == 9.0F); // a new one appears in its place
    names.advance(0.05F);
    CHECK(names.shown()[1].low.x > 0.0F);
    CHECK(names.shown()[1].low.x < 0.5F);
    let_pass(names, 4.0F);
    CHECK(names.shown()[1].low.x == Approx(1.0F).margin(0.01F));
    CHECK(names.shown()[1].high.x == Approx(2.0F).margin(0.01F));
    layout.regions.clear();
    names.aim(layout, lexicon);
    CHECK(names.shown().size() == 2); // on the way out
    CHECK_FALSE(names.shown()[0].there);
    let_pass(names, 2.0F);
    CHECK(names.shown().empty());
}

TEST_CASE("two outliers do not blow up the frame, a few words more than that do", "[app]") {
    Pcg32 rng{3};
    std::vector<glm::vec3> cloud;
    for (int i = 0; i < 400; ++i) { // a disc: a normal cloud has outliers of its own
        const float r = std::sqrt(static_cast<float>(rng.uniform_double()));
        const float angle = 6.2831853F * static_cast<float>(rng.uniform_double());
        cloud.push_back({3.0F * r * std::cos(angle), 3.0F * r * std::sin(angle), 0.0F});
    }
    CHECK((without_outliers(cloud) == cloud));
    auto blown = cloud;
    blown[7] = {40.0F, 0.0F, 0.0F};
    blown[9] = {0.0F, -55.0F, 0.0F};
    const auto framed = without_outliers(blown);
    REQUIRE(framed.size() == blown.size());
    glm::vec3 most{0.0F};
    for (const glm::vec3& p : framed) most = glm::max(most, glm::abs(p));
    CHECK(most.x < 4.0F);
    CHECK(most.y < 4.0F);
    CHECK(most.x > 2.0F); // nearly all others are framed
    for (int i = 0; i < 12; ++i)
        blown[20 + i] = {40.0F + static_cast<float>(i), 0.0F, 0.0F}; // a cluster apart
    float right = 0.0F;
    for (const glm::vec3& p : without_outliers(blown)) right = std::max(right, p.x);
    CHECK(right > 40.0F);
    const std::vector<glm::vec3> few(cloud.begin(), cloud.begin() + 20);
    CHECK((without_outliers(few) == few));
}

TEST_CASE("a flight to a word at the rim keeps the canvas filled", "[app][map]") {
    const glm::vec2 low{-10.0F, -5.0F}, high{10.0F, 5.0F}, half{4.0F, 2.0F};
    CHECK(filled_centre({1.0F, -2.0F}, low, high, half) == glm::vec2{1.0F, -2.0F}); // all of the view is map
    CHECK(filled_centre({7.0F, 3.5F}, low, high, half) == glm::vec2{6.0F, 3.0F});   // up to its rim
    const glm::vec2 corner = filled_centre({-10.0F, 5.0F}, low, high, half);
    CHECK(corner.x == Approx(-10.0F + 0.6F * 4.0F)); // the word itself not at the rim of the view
    CHECK(corner.y == Approx(5.0F - 0.6F * 2.0F));
    CHECK(filled_centre({3.0F, 1.0F}, low, high, {30.0F, 20.0F}) == glm::vec2{0.0F, 0.0F}); // all in view
}
