// SPDX-License-Identifier: MIT
#include "model/analysis/continuations.hpp"

#include "tests/support/catch.hpp"
#include "tests/support/small_model.hpp"

#include <cmath>
#include <map>

using namespace wordfield;

namespace {

// Pearson's chi-squared of counts against probabilities; words that are expected less than five times are
// taken together. A sum of squares of normal numbers, it stays below df + 4 sqrt(2 df) but once in some
// thousand seeds.
bool agree(const std::map<TokenId, int>& counts, const std::vector<double>& probability, int draws) {
    double chi = 0.0, rare = 0.0;
    int cells = 0, rare_drawn = 0;
    const auto add = [&](double expected, int drawn) {
        chi += (drawn - expected) * (drawn - expected) / expected;
        ++cells;
    };
    for (TokenId id = 0; id < static_cast<TokenId>(probability.size()); ++id) {
        const double expected = draws * probability[id];
        const int drawn = counts.contains(id) ? counts.at(id) : 0;
        if (expected >= 5.0) {
            add(expected, drawn);
        } else {
            rare += expected;
            rare_drawn += drawn;
        }
    }
    if (rare > 0.5) add(rare, rare_drawn);
    REQUIRE(cells > 2);
    return chi < cells - 1 + 4 * std::sqrt(2.0 * (cells - 1));
}

/// The next word depends on the last one alone, in a way that is known.
struct ChainNetwork final : Network {
    [[nodiscard]] static double energy(TokenId last, TokenId next) { return (7 * last + 5 * next) % 6 * 0.5; }
    [[nodiscard]] std::unique_ptr<Room> room(std::unique_ptr<Room>) const override {
        return std::make_unique<Room>();
    }
    [[nodiscard]] Trace trace(std::span<const TokenId> sentence, Room&) const override {
        Trace trace;
        trace.tokens = {sentence.back()}; // a context of one
        trace.logits = Matrix(1, 6);
        for (TokenId next = 0; next < 6; ++next)
            trace.logits(0, next) = static_cast<float>(-energy(sentence.back(), next));
        return trace;
    }
    [[nodiscard]] std::size_t bytes() const override { return 0; }
};

std::vector<double> chances_after(TokenId last, double temperature) {
    std::vector<double> chances;
    double sum = 0.0;
    for (TokenId next = 0; next < 6; ++next) {
        chances.push_back(std::exp(-ChainNetwork::energy(last, next) / temperature));
        sum += chances.back();
    }
    for (double& p : chances) p /= sum;
    return chances;
}

} // namespace

TEST_CASE("the first words of continuations come as often as the distribution says", "[mechanism]") {
    SmallModel model;
    const auto network = model.moment().network;
    const std::vector<TokenId> sentence{2, 9, 14, 5};
    constexpr int draws = 3000;
    for (const double temperature : {0.5, 1.0, 3.0}) {
        const auto written = sample_continuations(
            *network, sentence, {.temperature = temperature, .count = draws, .length = 1, .seed = 7});
        REQUIRE(written.size() == draws);
        std::map<TokenId, int> counts;
        for (const Continuation& words : written) ++counts[words.front().id];
        const Trace trace = network->trace(sentence);
        CHECK(agree(counts, distribution_at(trace, 3, temperature).probability, draws));
        // and not as another temperature would have it
        CHECK_FALSE(agree(counts, distribution_at(trace, 3, temperature * 1.3).probability, draws));
        const Distribution plain = distribution_at(trace, 3, 1.0);
        for (const Continuation& words : written)
            REQUIRE(words.front().probability == Approx(plain.probability[words.front().id]));
    }
}

TEST_CASE("every later word follows from the one drawn before it", "[mechanism]") {
    const ChainNetwork network;
    constexpr int lines = 2000;
    const auto written =
        sample_continuations(network, std::vector<TokenId>{3},
                             {.temperature = 2.0, .count = lines, .length = 4, .end = -1, .seed = 3});
    std::map<TokenId, std::map<TokenId, int>> after;
    std::map<TokenId, int> times;
    for (const Continuation& words : written) {
        REQUIRE(words.size() == 4);
        TokenId last = 3;
        for (const DrawnWord& word : words) {
            ++after[last][word.id];
            ++times[last];
            last = word.id;
        }
    }
    REQUIRE(after.size() == 6);
    for (const auto& [last, counts] : after) CHECK(agree(counts, chances_after(last, 2.0), times[last]));
}

TEST_CASE("a continuation ends with the end of its text, and can be stopped", "[mechanism]") {
    const ChainNetwork network;
    const std::vector<TokenId> sentence{1}; // the end of another text
    const ContinuationPlan plan{.temperature = 2.0, .count = 200, .length = 12, .end = 1, .seed = 5};
    const auto written = sample_continuations(network, sentence, plan);
    REQUIRE(written.size() == 200);
    std::size_t ended = 0;
    for (const Continuation& words : written) {
        REQUIRE_FALSE(words.empty());
        for (std::size_t i = 0; i + 1 < words.size(); ++i) REQUIRE(words[i].id != 1);
        if (words.back().id == 1)
            ++ended;
        else
            CHECK(words.size() == 12);
    }
    CHECK(ended > 50);
    std::stop_source stop;
    stop.request_stop();
    CHECK(sample_continuations(network, sentence, plan, stop.get_token()).empty());
}

TEST_CASE("continuations keep to the cut, and come again with their seed", "[mechanism]") {
    const ChainNetwork network;
    const std::vector<TokenId> sentence{3};
    const auto ids = [&](const ContinuationPlan& plan) {
        std::vector<TokenId> all;
        for (const Continuation& words : sample_continuations(network, sentence, plan))
            for (const DrawnWord& word : words) all.push_back(word.id);
        return all;
    };
    for (const TokenId id : ids({.cut = {.top_k = 1}, .length = 1})) // the lowest energy after 3
        CHECK(ChainNetwork::energy(3, id) == 0.0);
    CHECK(ids({.seed = 4}) == ids({.seed = 4}));
    CHECK(ids({.seed = 4}) != ids({.seed = 5}));
}
