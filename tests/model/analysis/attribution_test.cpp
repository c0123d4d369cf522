// SPDX-License-Identifier: MIT
#include "model/analysis/attribution.hpp"

#include "tests/support/catch.hpp"
#include "tests/support/small_model.hpp"

using namespace wordfield;

TEST_CASE("what the parts add sums to the logit", "[app][mechanism]") {
    SmallModel model{120};
    const Trace s = model.trace();
    std::vector<TokenId> words(static_cast<std::size_t>(s.embedding->rows()));
    for (std::size_t i = 0; i < words.size(); ++i) words[i] = static_cast<TokenId>(i);
    for (int position = 0; position < 7; ++position) {
        const Attribution a = attribute(s, position, words, false);
        REQUIRE(a.parts.size() == 2 + 2 * 4 + 1);
        for (Index w = 0; w < a.contribution.rows(); ++w) {
            CHECK(a.contribution.row(w).sum() == Approx(s.logits(position, w)).margin(1e-4));
            CHECK(a.logits[w] == Approx(s.logits(position, w)).margin(1e-4));
        }
        const Attribution relative = attribute(s, position, words, true);
        const float mean = s.logits.row(position).mean();
        for (Index w = 0; w < a.contribution.rows(); ++w)
            CHECK(relative.contribution.row(w).sum() == Approx(s.logits(position, w) - mean).margin(1e-4));
    }
}

TEST_CASE("a part's share is what the logit would lose without it, at the same deviation",
          "[app][mechanism]") {
    SmallModel model{120};
    const Trace s = model.trace();
    const int position = 6;
    const RowVector x = s.residual.back().row(position);
    const float deviation = std::sqrt((x.array() - x.mean()).square().mean() + 1e-5F);
    const auto logit = [&](const RowVector& stream, TokenId word) { // the final norm and the line-up, by hand
        const RowVector hidden =
            ((stream.array() - stream.mean()) / deviation).matrix().cwiseProduct(s.final_gain) + s.final_bias;
        return hidden.dot(s.embedding->row(word));
    };
    const Attribution a = attribute(s, position, {4, 17}, false);
    for (std::size_t p = 0; p < a.parts.size(); ++p) {
        if (a.parts[p].kind != Part::Kind::Head) continue;
        const auto head = static_cast<std::size_t>(a.parts[p].layer * 3 + a.parts[p].head);
        const RowVector without = x - s.head_outputs[head].row(position);
        for (Index w = 0; w < 2; ++w) {
            const TokenId word = a.words[w];
            CHECK(a.contribution(w, static_cast<Index>(p)) ==
                  Approx(logit(x, word) - logit(without, word)).margin(1e-4));
            CHECK(readout_direction(s, position, word).dot(s.head_outputs[head].row(position)) ==
                  Approx(a.contribution(w, static_cast<Index>(p))).margin(1e-5));
        }
    }
}

TEST_CASE("parts are called by their names", "[app][mechanism]") {
    CHECK(part_name({Part::Kind::Token}) == "word itself");
    CHECK(part_name({Part::Kind::Head, 1, 2}) == "L2 H3");
    CHECK(part_name({Part::Kind::FeedForward, 0}) == "L1 feed-forward");
}
