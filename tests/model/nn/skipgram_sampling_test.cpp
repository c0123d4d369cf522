// SPDX-License-Identifier: MIT
// What chance does to the text a skip-gram reads: frequent words left out, windows of random reach. Both are
// seen from outside in how many pairs a text makes.
#include "model/nn/skipgram.hpp"

#include "tests/support/catch.hpp"

#include <array>
#include <cmath>
#include <vector>

using namespace wordfield;

namespace {

constexpr TokenId word = 2;

// Pairs that one long sentence of a single word makes.
double pairs_of(const ModelConfig& config, int tokens, std::span<const std::int64_t> counts) {
    SkipGram model{counts, config, 3};
    const std::vector<TokenId> text(static_cast<std::size_t>(tokens), word);
    return static_cast<double>(model.measure(text, 17).pairs);
}

} // namespace

TEST_CASE("skip-gram: a frequent word stays with chance sqrt(t/f) + t/f", "[model]") {
    const std::array<std::int64_t, 4> counts{0, 0, 800'000, 200'000}; // the word is .8 of the text
    constexpr int tokens = 40'000;
    for (const float threshold : {0.008F, 0.08F}) {
        // A window of 1 makes two pairs for every neighbouring two of those that stay.
        const double stayed =
            pairs_of({.dim = 2, .window = 1, .negatives = 1, .subsample = threshold}, tokens, counts) / 2 + 1;
        const double ratio = static_cast<double>(threshold) / 0.8;
        const double chance = std::sqrt(ratio) + ratio;
        const double deviation = std::sqrt(tokens * chance * (1 - chance));
        INFO(threshold << ": " << stayed << " of " << tokens);
        CHECK(std::abs(stayed - tokens * chance) < 4 * deviation);
    }
}

TEST_CASE("skip-gram: a rare word always stays, and so does every word when nothing is left out", "[model]") {
    const std::array<std::int64_t, 4> rare{0, 0, 1000, 999'000};
    const ModelConfig config{.dim = 2, .window = 1, .negatives = 1, .subsample = 0.001F};
    CHECK(pairs_of(config, 5000, rare) == 2 * 4999);
    const std::array<std::int64_t, 4> frequent{0, 0, 999'000, 1000};
    CHECK(pairs_of({.dim = 2, .window = 1, .negatives = 1, .subsample = 0.0F}, 5000, frequent) == 2 * 4999);
}

TEST_CASE("skip-gram: each word draws its own reach, from one to the window, all alike", "[model]") {
    const std::array<std::int64_t, 4> counts{0, 0, 500, 500};
    constexpr int tokens = 20'000, window = 5;
    const double pairs =
        pairs_of({.dim = 2, .window = window, .negatives = 1, .subsample = 0.0F}, tokens, counts);
    // Two sides; the mean of 1 ... 5 is 3, its variance 2. The ends of the text miss some.
    const double deviation = 2 * std::sqrt(2.0 * tokens);
    CHECK(std::abs(pairs - 2.0 * 3.0 * tokens) < 4 * deviation + 2 * window * window);
}
