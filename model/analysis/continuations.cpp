// SPDX-License-Identifier: MIT
#include "model/analysis/continuations.hpp"

#include "model/core/rng.hpp"

namespace wordfield::inline analysis {
namespace {

/// What the next word is drawn from, and its probabilities without heat.
struct Urn {
    Distribution drawn_from, plain;
};

Urn urn_after(const Trace& trace, const ContinuationPlan& plan) {
    const int last = position_of(trace, -1);
    return {apply_top_k_top_p(distribution_at(trace, last, plan.temperature), plan.cut).left,
            distribution_at(trace, last, 1.0)};
}

} // namespace

std::vector<Continuation> sample_continuations(const Network& network, std::span<const TokenId> sentence,
                                               const ContinuationPlan& plan, const std::stop_token& stop) {
    const std::unique_ptr<Network::Room> room = network.room();
    const Urn first = urn_after(network.trace(sentence, *room), plan); // all begin alike
    Pcg32 chance{plan.seed};
    std::vector<Continuation> written;
    for (int i = 0; i < plan.count; ++i) {
        std::vector<TokenId> tokens(sentence.begin(), sentence.end());
        Continuation words;
        for (int n = 0; n < plan.length && (n == 0 || tokens.back() != plan.end); ++n) {
            if (stop.stop_requested()) return written;
            const Urn later = n == 0 ? Urn{} : urn_after(network.trace(tokens, *room), plan);
            const Urn& urn = n == 0 ? first : later;
            const TokenId next = draw_word(urn.drawn_from, chance.uniform_double());
            words.push_back({next, urn.plain.probability[next]});
            tokens.push_back(next);
        }
        written.push_back(std::move(words));
    }
    return written;
}

} // namespace wordfield::inline analysis
