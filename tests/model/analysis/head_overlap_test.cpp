// SPDX-License-Identifier: MIT
#include "model/analysis/head_overlap.hpp"

#include "tests/support/catch.hpp"
#include "tests/support/small_model.hpp"

using namespace wordfield;

TEST_CASE("two rows of attention overlap in what both put on the same tokens", "[analysis]") {
    Matrix a(2, 3), b(2, 3);
    a << 0.5F, 0.5F, 0, 0.2F, 0.3F, 0.5F;
    b << 0, 0.25F, 0.75F, 0.2F, 0.3F, 0.5F;
    CHECK(pattern_overlap(a, b) == Approx((0.25 + 1.0) / 2));
    CHECK(pattern_overlap(b, a) == pattern_overlap(a, b));
}

TEST_CASE("heads that only changed their places are found again", "[analysis][mechanism]") {
    SmallModel model;
    const HeadPatterns heads = head_patterns(model.moment());
    REQUIRE(heads.layers == 2);
    REQUIRE(heads.heads == 3);
    REQUIRE(heads.weights[0].cols() == 12); // the context
    CHECK(heads.weights[0].rows() == 16 * 10);
    CHECK(heads.weights[4].rowwise().sum().isOnes(1e-4F));
    HeadPatterns moved = heads;
    for (int layer : {0, 1})
        for (int head : {0, 1, 2})
            moved.weights[layer * 3 + (head + 1 + layer) % 3] = heads.weights[layer * 3 + head];
    for (int layer : {0, 1}) {
        const HeadMatch match = match_heads(heads, moved, layer);
        for (int head : {0, 1, 2}) {
            CHECK(match.partner[head] == (head + 1 + layer) % 3);
            CHECK(match.overlap[head] == Approx(1.0).margin(1e-5));
        }
        CHECK(match.any < 0.99);
        CHECK(match.any > 0.3);
    }
}

TEST_CASE("a model without held-out text has no patterns to compare", "[analysis]") {
    SmallModel model{0};
    Moment moment = model.moment();
    auto corpus = std::make_shared<Corpus>(*moment.corpus);
    corpus->text.heldout.resize(2);
    moment.corpus = corpus;
    CHECK(head_patterns(moment).weights.empty());
}
