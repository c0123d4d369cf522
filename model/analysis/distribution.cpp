// SPDX-License-Identifier: MIT
#include "model/analysis/distribution.hpp"

#include "model/analysis/softmax_weights.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace wordfield::inline analysis {

int position_of(const Trace& trace, int wished) {
    const int last = static_cast<int>(trace.tokens.size()) - 1;
    return wished < 0 || wished > last ? last : wished;
}

Distribution distribution_at(const Trace& trace, int position, double temperature, bool rank) {
    Distribution d;
    const SoftmaxWeights softmax =
        softmax_weights(trace.logits.row(position).transpose().cast<double>().array(), temperature);
    d.probability.resize(softmax.weight.size());
    for (Index v = 0; v < softmax.weight.size(); ++v) {
        const double p = d.probability[v] = softmax.probability(v);
        if (p > 0) d.entropy -= p * std::log(p);
    }
    if (rank) {
        d.ranked.resize(d.probability.size());
        std::iota(d.ranked.begin(), d.ranked.end(), 0);
        const auto likelier = [&](TokenId a, TokenId b) {
            const double pa = d.probability[a];
            const double pb = d.probability[b];
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

CutDistribution apply_top_k_top_p(const Distribution& d, const SamplingFilter& cut) {
    CutDistribution result{.left = d, .kept = static_cast<int>(d.probability.size())};
    if (!cut.on()) return result;
    std::vector<TokenId> order(d.probability.size());
    std::iota(order.begin(), order.end(), 0);
    const auto p = [&](TokenId id) { return d.probability[id]; };
    std::sort(order.begin(), order.end(),
              [&](TokenId a, TokenId b) { return p(a) > p(b) || (p(a) == p(b) && a < b); });
    const std::size_t most =
        cut.top_k > 0 ? std::min(order.size(), static_cast<std::size_t>(cut.top_k)) : order.size();
    std::size_t kept = 0;
    double share = 0.0;
    while (kept < most && (cut.top_p >= 1.0F || share < static_cast<double>(cut.top_p) || kept == 0))
        share += p(order[kept++]);
    for (std::size_t i = kept; i < order.size(); ++i) result.left.probability[order[i]] = 0.0;
    result.left.entropy = 0.0;
    for (double& q : result.left.probability) {
        q /= share;
        if (q > 0) result.left.entropy -= q * std::log(q);
    }
    result.kept = static_cast<int>(kept);
    result.share = share;
    return result;
}

OtherWords other_words(const CutDistribution& cut, const std::vector<TokenId>& ranked, int listed) {
    const int stay = std::min(listed, cut.kept);
    double named = 0.0;
    for (int i = 0; i < stay; ++i) named += cut.left.probability[ranked[i]];
    return {cut.kept - stay, cut.kept > stay ? std::max(0.0, 1.0 - named) : 0.0};
}

void ShownDistribution::update(const std::shared_ptr<const Trace>& trace, int position, float temperature,
                               const SamplingFilter& cut_wished) {
    const Of of{position, temperature};
    const Distribution& all = all_.get(
        trace, of, [&] { return distribution_at(*trace, position, static_cast<double>(temperature), true); });
    cut_.get(trace, of, cut_wished, [&] { return apply_top_k_top_p(all, cut_wished); });
}

TokenId draw_word(const Distribution& distribution, double u) {
    double sum = 0.0;
    for (std::size_t v = 0; v < distribution.probability.size(); ++v)
        if ((sum += distribution.probability[v]) > u) return static_cast<TokenId>(v);
    // Rounding kept the sum below u: the last word that can come at all.
    const auto last = std::find_if(distribution.probability.rbegin(), distribution.probability.rend(),
                                   [](double p) { return p > 0; });
    return static_cast<TokenId>(distribution.probability.rend() - last) - 1;
}

} // namespace wordfield::inline analysis
