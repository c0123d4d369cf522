// SPDX-License-Identifier: MIT
#include "model/analysis/distribution.hpp"

#include "tests/support/catch.hpp"
#include "tests/support/tiny_moment.hpp"

#include <cmath>

using namespace wordfield;

TEST_CASE("a distribution is the softmax of the logits at a temperature", "[app]") {
    const Trace trace = tiny_trace();
    for (const double temperature : {0.1, 1.0, 3.0}) {
        const Distribution d = distribution_at(trace, 1, temperature);
        double z = 0; // straight from the definition, without the shift that keeps numbers small
        for (int v = 0; v < 6; ++v) z += std::exp(v / temperature);
        double entropy = 0;
        for (int v = 0; v < 6; ++v) {
            const double p = std::exp(v / temperature) / z;
            CHECK(d.probability[v] == Approx(p));
            entropy -= p * std::log(p);
        }
        CHECK(d.entropy == Approx(entropy));
    }
}

TEST_CASE("equal logits are as uncertain as a fair die, and huge ones do not overflow", "[app]") {
    Trace trace = tiny_trace();
    CHECK(distribution_at(trace, 0, 1.0).entropy == Approx(std::log(6.0)));
    trace.logits.row(0).setConstant(3e4F);
    CHECK(distribution_at(trace, 0, 0.05).entropy == Approx(std::log(6.0)));
}

TEST_CASE("the ranking begins with the likeliest word", "[app]") {
    const Distribution d = distribution_at(tiny_trace(), 1, 1.0, true);
    CHECK(d.ranked == std::vector<TokenId>{5, 4, 3, 2, 1, 0});
}

TEST_CASE("chance draws each word as often as its probability says", "[app]") {
    const Distribution d = distribution_at(tiny_trace(), 1, 2.0);
    std::vector<int> drawn(6, 0);
    constexpr int draws = 100'000; // evenly spread, so that the counts are exact to one
    for (int i = 0; i < draws; ++i) ++drawn[draw_word(d, (i + 0.5) / draws)];
    for (std::size_t v = 0; v < 6; ++v) CHECK(std::abs(drawn[v] - draws * d.probability[v]) <= 1.0);
    CHECK(draw_word(d, 0.0) == 0);
    CHECK(draw_word(d, 1.0) == 5); // rounding of the sum must not lead past the end
}

TEST_CASE("positions outside the sentence mean its last word", "[app]") {
    const Trace trace = tiny_trace();
    CHECK(position_of(trace, -1) == 1);
    CHECK(position_of(trace, 0) == 0);
    CHECK(position_of(trace, 7) == 1);
}

TEST_CASE("top-k keeps the likeliest words and renormalises them", "[app]") {
    const Distribution d = distribution_at(tiny_trace(), 1, 1.0);
    const CutDistribution two = apply_top_k_top_p(d, {.top_k = 2});
    CHECK(two.kept == 2);
    CHECK(two.share == Approx(d.probability[5] + d.probability[4]));
    CHECK(two.left.probability[5] == Approx(1 / (1 + std::exp(-1.0)))); // logits 5 and 4 alone
    CHECK(two.left.probability[4] == Approx(std::exp(-1.0) / (1 + std::exp(-1.0))));
    CHECK(two.left.probability[3] == 0);
    CHECK(two.left.entropy == Approx(-two.left.probability[5] * std::log(two.left.probability[5]) -
                                     two.left.probability[4] * std::log(two.left.probability[4])));
    CHECK(draw_word(two.left, 1.0) == 5); // never a word that was cut off
    CHECK(apply_top_k_top_p(d, {.top_k = 99}).kept == 6);
}

TEST_CASE("top-p keeps the fewest words that reach the share", "[app]") {
    const Distribution d = distribution_at(tiny_trace(), 1, 1.0); // .634 .233 .086 .032 ...
    CHECK(apply_top_k_top_p(d, {.top_p = 0.6F}).kept == 1);
    CHECK(apply_top_k_top_p(d, {.top_p = 0.64F}).kept == 2);
    CHECK(apply_top_k_top_p(d, {.top_p = 0.95F}).kept == 3);
    CHECK(apply_top_k_top_p(d, {.top_p = 0.01F}).kept == 1);
    CHECK(apply_top_k_top_p(d, {.top_k = 1, .top_p = 0.95F}).kept == 1); // the stricter one counts
    const CutDistribution off = apply_top_k_top_p(d, {});
    CHECK(off.kept == 6);
    CHECK(off.left.probability == d.probability);
}

TEST_CASE("the shown distribution follows moment, place, temperature and cut", "[app]") {
    ShownDistribution shown;
    const auto check = [&](const std::shared_ptr<const Trace>& s, int position, float t,
                           const SamplingFilter& cut) {
        shown.update(s, position, t, cut);
        const Distribution all = distribution_at(*s, position, static_cast<double>(t), true);
        CHECK(shown.all().probability == all.probability);
        CHECK(shown.all().ranked == all.ranked);
        CHECK(shown.cut().left.probability == apply_top_k_top_p(all, cut).left.probability);
    };
    const auto a = std::make_shared<Trace>(tiny_trace()), b = std::make_shared<Trace>(tiny_trace());
    b->logits *= 2;
    check(a, 1, 1.0F, {});
    check(a, 1, 2.0F, {});
    check(a, 1, 2.0F, {.top_k = 2});
    check(a, 0, 2.0F, {.top_k = 2});
    check(b, 1, 2.0F, {.top_k = 2});
    check(b, 1, 2.0F, {.top_p = 0.5F});
}

TEST_CASE("the words that are not listed have what is left, before and after a cut", "[app]") {
    const Distribution d = distribution_at(tiny_trace(), 1, 2.0, true); // ranked 5, 4, 3, 2, 1, 0
    for (const SamplingFilter filter : {SamplingFilter{}, SamplingFilter{.top_k = 4}}) {
        const CutDistribution cut = apply_top_k_top_p(d, filter);
        const int can_come = filter.top_k > 0 ? 4 : 6;
        for (int listed = 0; listed <= 6; ++listed) {
            double rest = 0.0; // word by word
            for (int i = listed; i < 6; ++i) rest += cut.left.probability[5 - i];
            const OtherWords others = other_words(cut, d.ranked, listed);
            CHECK(others.words == std::max(0, can_come - listed));
            CHECK(others.probability == Approx(rest).margin(1e-12));
        }
    }
}
