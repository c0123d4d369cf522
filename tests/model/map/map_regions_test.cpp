// SPDX-License-Identifier: MIT
#include "model/map/map_regions.hpp"

#include "model/core/rng.hpp"
#include "tests/support/catch.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

using namespace wordfield;

namespace {

// Words in lumps: word i belongs to lump i % lumps, whose middle lies on a circle of radius 3.
struct Stage {
    Matrix positions, rows;
    std::vector<int> label;
    std::vector<TokenId> words;
    std::vector<std::int64_t> counts;
    const Vocabulary* vocabulary = nullptr;

    Stage(int n, int lumps, float spread, std::uint64_t seed = 3)
        : positions{Matrix::Zero(n, 3)}, rows{n, 6} {
        Pcg32 rng{seed};
        for (int i = 0; i < n; ++i) {
            const int lump = i % lumps;
            const float angle = 6.2831853F * static_cast<float>(lump) / static_cast<float>(lumps);
            positions(i, 0) = 3.0F * std::cos(angle) + spread * rng.normal();
            positions(i, 1) = 3.0F * std::sin(angle) + spread * rng.normal();
            for (Index d = 0; d < 6; ++d) rows(i, d) = 0.3F * rng.normal();
            rows(i, lump % 6) += 1.0F;
            label.push_back(lump);
            words.push_back(100 + i);
            counts.push_back(1000 - i);
        }
    }
    [[nodiscard]] LabelledMap map() const { return {positions, label, rows, words, counts, vocabulary}; }
};

} // namespace

TEST_CASE("each lump of words is a region with the box around its words", "[map]") {
    const Stage stage{180, 6, 0.12F};
    const auto regions = map_regions(stage.map());
    REQUIRE(regions.size() == 6);
    for (int lump = 0; lump < 6; ++lump) {
        const MapRegion& region = regions[lump];
        CHECK(region.label == lump);
        CHECK(region.words >= 27); // a straggler may lie apart
        CHECK(region.share == Approx(static_cast<float>(region.words) / 30.0F));
        const float angle = 6.2831853F * static_cast<float>(lump) / 6.0F;
        CHECK(region.low[0] < 3.0F * std::cos(angle));
        CHECK(region.high[0] > 3.0F * std::cos(angle));
        CHECK(region.high[1] - region.low[1] < 1.2F);
        CHECK(region.typical.empty());
    }
}

TEST_CASE("words thrown on the map by chance are no region", "[map]") {
    for (const std::uint64_t seed : {1U, 2U, 3U, 4U, 5U}) {
        Stage stage{600, 12, 0.0F, seed};
        Pcg32 rng{seed, 9};
        for (Index i = 0; i < 600; ++i) { // within a disc
            const float r = 3.0F * std::sqrt(static_cast<float>(rng.uniform_double()));
            const float angle = 6.2831853F * static_cast<float>(rng.uniform_double());
            stage.positions(i, 0) = r * std::cos(angle);
            stage.positions(i, 1) = r * std::sin(angle);
        }
        CHECK(map_regions(stage.map()).empty());
        stage.positions *= 1e-3F; // whatever the scale
        CHECK(map_regions(stage.map()).empty());
    }
}

TEST_CASE("a label in two lumps has two regions, in the order of their first words", "[map]") {
    Stage halves{40, 2, 0.05F};
    std::ranges::fill(halves.label, 0);
    const auto both = map_regions(halves.map());
    REQUIRE(both.size() == 2);
    for (int part = 0; part < 2; ++part) {
        CHECK(both[part].label == 0);
        CHECK(both[part].part == part);
        CHECK(both[part].words == 20);
        CHECK(both[part].share == 0.5F);
    }
    CHECK(both[0].low[0] > 2.0F);   // word 0 lies at (3, 0)
    CHECK(both[1].high[0] < -2.0F); // and word 1 at (-3, 0)
}

TEST_CASE("a few stray words of a label are no region of their own", "[map]") {
    Stage stage{40, 4, 0.05F};
    for (int& label : stage.label) label = 0; // four lumps of ten: a quarter each
    CHECK(map_regions(stage.map()).empty());
    for (Index i = 0; i < 40; ++i)
        if (i % 4 == 2)
            stage.positions.row(i) = stage.positions.row(i - 2); // onto lump 0: half, and two quarters
    const auto regions = map_regions(stage.map());
    REQUIRE(regions.size() == 1);
    CHECK(regions[0].words == 20);
    CHECK(regions[0].low[0] > 2.0F); // around lump 0, at (3, 0)
}

TEST_CASE("words without a label and maps without a width have no regions", "[map]") {
    Stage stage{60, 3, 0.1F};
    std::ranges::fill(stage.label, -1);
    CHECK(map_regions(stage.map()).empty());
    Stage point{60, 3, 0.1F};
    point.positions.setZero();
    CHECK(map_regions(point.map()).empty());
    point.positions.setConstant(std::nanf(""));
    CHECK(map_regions(point.map()).empty());
    Stage none{0, 1, 0.1F};
    CHECK(map_regions(none.map()).empty());
}

// Computed another way: all cosines of the more frequent half, sorted.
TEST_CASE("the words of a region's name point where it differs from the rest", "[map]") {
    const Stage stage{60, 3, 0.05F};
    const auto regions = map_regions(stage.map(), {.words = 2});
    REQUIRE(regions.size() == 3);
    const RowVector mean = stage.rows.colwise().mean();
    for (const MapRegion& region : regions) {
        REQUIRE(region.words == 20);
        RowVector towards = RowVector::Zero(6);
        for (Index i = region.label; i < 60; i += 3) towards += stage.rows.row(i) - mean;
        std::vector<std::pair<float, TokenId>> ranked;
        for (Index i = region.label; i < 30; i += 3) { // counts fall with i
            const RowVector row = stage.rows.row(i) - mean;
            ranked.emplace_back(-row.dot(towards) / (row.norm() * towards.norm()), stage.words[i]);
        }
        std::ranges::sort(ranked);
        CHECK(region.typical == std::vector<TokenId>{ranked[0].second, ranked[1].second});
    }
}

TEST_CASE("a name stays when another word fits hardly better", "[map]") {
    const Stage stage{60, 3, 0.05F};
    auto regions = map_regions(stage.map(), {.words = 8});
    std::vector<MapRegion> before = regions;
    for (MapRegion& region : before) region.typical = {region.typical[1]};
    const auto after = map_regions(stage.map(), {.words = 8, .before = before});
    for (std::size_t i = 0; i < after.size(); ++i) {
        const TokenId second = before[i].typical.front();
        const auto rank = std::ranges::find(after[i].typical, second) - after[i].typical.begin();
        CHECK(rank <= 1); // never worse for having been there
        CHECK(after[i].typical.size() == 8);
    }
    CHECK(std::ranges::any_of(after, [&](const MapRegion& r) {
        return r.typical.front() == before[&r - after.data()].typical.front();
    }));
}

TEST_CASE("regions are found in space, too", "[map]") {
    Stage stage{180, 6, 0.12F};
    Pcg32 rng{5};
    for (Index i = 0; i < 180; ++i)
        stage.positions(i, 2) = (i % 2 == 0 ? 2.0F : -2.0F) + 0.12F * rng.normal();
    const auto regions = map_regions(stage.map());
    REQUIRE(regions.size() == 6);
    for (const MapRegion& region : regions) CHECK(region.high[2] - region.low[2] < 1.2F);
}

TEST_CASE("a large region is named by words that are frequent, by their ids where there are no counts",
          "[map]") {
    Stage stage{4000, 2, 0.1F};
    std::ranges::fill(stage.counts, 0);
    for (Index i = 0; i < 4000; ++i)
        stage.rows(i, i % 2) += 0.001F * static_cast<float>(i); // the rarer the purer
    const auto regions = map_regions(stage.map(), {.words = 3});
    REQUIRE(regions.size() == 2);
    for (const MapRegion& region : regions) {
        REQUIRE(region.typical.size() == 3);
        for (const TokenId word : region.typical) {
            CHECK(word < 100 + 2 * 246); // the first 245 of some 2,000
            CHECK(word >= 100 + 2 * 150);
        }
    }
}

TEST_CASE("a region's name says nothing twice: of words with the same beginning it has the most typical",
          "[map]") {
    Stage stage{60, 2, 0.05F};
    Vocabulary vocabulary = Vocabulary::bare(Tokens::Cased);
    for (int i = 0; i < 160; ++i)
        vocabulary.add("w" + std::to_string(i * 7919 % 1000) + std::to_string(i), 0);
    const auto plain = map_regions(stage.map(), {.words = 3});
    REQUIRE(plain.size() == 2);
    stage.vocabulary = &vocabulary;
    CHECK(map_regions(stage.map(), {.words = 3})[0].typical == plain[0].typical); // none of them begin alike
    const std::vector<TokenId> best = map_regions(stage.map(), {.words = 4})[0].typical;
    REQUIRE(best.size() == 4);
    Vocabulary alike = Vocabulary::bare(Tokens::Cased);
    for (int i = 0; i < 160; ++i) {
        const auto rank = std::ranges::find(best, i) - best.begin();
        alike.add(rank == 0 ? "album" : rank == 1 ? "albums" : vocabulary.word(i), 0);
    }
    stage.vocabulary = &alike;
    CHECK(map_regions(stage.map(), {.words = 3})[0].typical == std::vector{best[0], best[2], best[3]});
}
