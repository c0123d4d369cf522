// SPDX-License-Identifier: MIT
#include "app/distribution.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace wordfield::app {

int position_of(const Probe& probe, int wished) {
    const int last = static_cast<int>(probe.tokens.size()) - 1;
    return wished < 0 || wished > last ? last : wished;
}

Distribution distribution_at(const Probe& probe, int position, double temperature, bool rank) {
    Distribution d;
    const auto logits = probe.logits.row(position);
    const double highest = logits.maxCoeff();
    d.probability.resize(static_cast<std::size_t>(logits.size()));
    double z = 0.0; // relative to the highest logit, so that nothing overflows
    for (Index v = 0; v < logits.size(); ++v)
        z += d.probability[static_cast<std::size_t>(v)] = std::exp((logits[v] - highest) / temperature);
    for (double& p : d.probability) {
        p /= z;
        if (p > 0) d.entropy -= p * std::log(p);
    }
    if (rank) {
        d.ranked.resize(d.probability.size());
        std::iota(d.ranked.begin(), d.ranked.end(), 0);
        const auto likelier = [&](TokenId a, TokenId b) {
            const double pa = d.probability[static_cast<std::size_t>(a)];
            const double pb = d.probability[static_cast<std::size_t>(b)];
            return pa > pb || (pa == pb && a < b);
        };
        const auto shown =
            d.ranked.begin() + std::min<std::ptrdiff_t>(64, static_cast<std::ptrdiff_t>(d.ranked.size()));
        std::partial_sort(d.ranked.begin(), shown, d.ranked.end(),
                          likelier); // nobody looks further than this
        d.ranked.erase(shown, d.ranked.end());
    }
    return d;
}

TokenId draw_word(const Distribution& distribution, double u) {
    double sum = 0.0;
    for (std::size_t v = 0; v < distribution.probability.size(); ++v)
        if ((sum += distribution.probability[v]) > u) return static_cast<TokenId>(v);
    return static_cast<TokenId>(distribution.probability.size()) - 1;
}

} // namespace wordfield::app
