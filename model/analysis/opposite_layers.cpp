// SPDX-License-Identifier: MIT
#include "model/analysis/opposite_layers.hpp"

#include "model/analysis/softmax_weights.hpp"
#include "model/core/rng.hpp"
#include "model/geometry/cosine.hpp"

#include <algorithm>
#include <cmath>

namespace wordfield::inline analysis {
namespace {

double entropy_bits(const Eigen::ArrayXd& p) {
    double sum = 0.0;
    for (const double share : p)
        if (share > 0) sum -= share * std::log2(share);
    return sum;
}

Eigen::ArrayXd probabilities(const RowVector& logits) {
    const SoftmaxWeights softmax = softmax_weights(logits.cast<double>().transpose().array());
    return softmax.weight / softmax.sum;
}

// Both traces are of one sentence but for its last word.
void compare_last(PartedLayers::Parting& parting, const Trace& a, const Trace& b) {
    const Index at = std::ssize(a.tokens) - 1;
    parting.cosine.resize(a.residual.size());
    for (std::size_t stage = 0; stage < a.residual.size(); ++stage)
        parting.cosine[stage].add(
            static_cast<double>(cosine(a.residual[stage].row(at), b.residual[stage].row(at))));
    parting.divergence.add(jensen_shannon(a.logits.row(at), b.logits.row(at)));
}

} // namespace

std::vector<WordContext> contexts_of(std::span<const TokenId> stream, const Opposite& pair, std::size_t most,
                                     std::size_t length) {
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i < stream.size(); ++i)
        if (stream[i] == pair.first || stream[i] == pair.second) places.push_back(i);
    std::vector<WordContext> contexts;
    const std::size_t n = std::min(most, places.size());
    for (std::size_t i = 0; i < n; ++i) {
        const std::size_t end = places[i * places.size() / n] + 1, begin = end - std::min(end, length);
        contexts.emplace_back(stream.begin() + static_cast<std::ptrdiff_t>(begin),
                              stream.begin() + static_cast<std::ptrdiff_t>(end));
    }
    return contexts;
}

double jensen_shannon(const RowVector& a, const RowVector& b) {
    const Eigen::ArrayXd p = probabilities(a), q = probabilities(b);
    const double bits = entropy_bits((p + q) / 2) - (entropy_bits(p) + entropy_bits(q)) / 2;
    return std::clamp(bits, 0.0, 1.0);
}

bool go_on(PartedLayers& parted, const std::vector<WordContext>& contexts, std::span<const TokenId> fellows,
           const Moment& moment, Network::Room& room) {
    const auto done = static_cast<std::size_t>(parted.pair.divergence.count());
    if (done >= contexts.size()) return true;
    WordContext context = contexts[done];
    const auto trace_with = [&](TokenId word) {
        context.back() = word;
        return moment.network->trace(context, room);
    };
    const TokenId stood = context.back();
    const Trace there = trace_with(stood),
                other = trace_with(stood == parted.words.first ? parted.words.second : parted.words.first);
    compare_last(parted.pair, there, other);
    if (!fellows.empty()) {
        Pcg32 rng{done, static_cast<std::uint64_t>(parted.words.first)};
        compare_last(parted.fellow, there,
                     trace_with(fellows[rng.below(static_cast<std::uint32_t>(fellows.size()))]));
    }
    return done + 1 >= contexts.size();
}

} // namespace wordfield::inline analysis
