// SPDX-License-Identifier: MIT
#include "model/causal/stream_cell.hpp"

#include "model/analysis/distribution.hpp"

#include <algorithm>
#include <cmath>

namespace wordfield::inline causal {
namespace {

constexpr Index most_rows = 1024; // of a pass at a time: some milliseconds' work

Distribution next_of(const Trace& trace, bool rank) {
    return distribution_at(trace, position_of(trace, -1), 1.0, rank);
}

} // namespace

Matrix last_logits(const GptNetwork& network, const CellWrites& writes, Network::Room& room) {
    const auto T = static_cast<Index>(writes.tokens.size()), n = static_cast<Index>(writes.cells.size());
    const Index at_once = std::max<Index>(1, most_rows / T);
    Matrix found(n, network.spec().vocabulary);
    for (Index begin = 0; begin < n; begin += at_once) {
        const Index count = std::min(at_once, n - begin);
        std::vector<TokenId> inputs;
        for (Index i = 0; i < count; ++i)
            inputs.insert(inputs.end(), writes.tokens.begin(), writes.tokens.end());
        Hooks<float> hooks;
        hooks.residual = [&](int stage, Hooks<float>::Rows rows) {
            for (Index i = 0; i < count; ++i)
                if (const StreamCell& cell = writes.cells[begin + i]; cell.stage == stage)
                    rows.row(i * T + cell.position) = writes.vectors.row(begin + i);
        };
        const Matrix logits = network.logits({inputs, {}, T}, room, hooks);
        for (Index i = 0; i < count; ++i) found.row(begin + i) = logits.row(i * T + T - 1);
    }
    return found;
}

Matrix change_of(const Trace& original, const Trace& changed) {
    const auto stages = static_cast<Index>(original.residual.size());
    Matrix change(stages, original.residual.front().rows());
    for (Index s = 0; s < stages; ++s) {
        const Matrix& before = original.residual[s];
        change.row(s) = ((changed.residual[s] - before).rowwise().norm().array() /
                         before.rowwise().norm().array().max(1e-12F))
                            .transpose();
    }
    return change;
}

std::vector<WordChance> chances_of(const Trace& before, const Trace& after, int each) {
    const Distribution a = next_of(before, true), b = next_of(after, true);
    std::vector<TokenId> words;
    for (const Distribution* const d : {&b, &a})
        for (int i = 0; i < std::min<int>(each, static_cast<int>(d->ranked.size())); ++i)
            if (std::ranges::find(words, d->ranked[i]) == words.end()) words.push_back(d->ranked[i]);
    std::vector<WordChance> chances;
    for (const TokenId word : words)
        chances.push_back(
            {word, static_cast<float>(a.probability[word]), static_cast<float>(b.probability[word])});
    std::ranges::stable_sort(chances,
                             [](const WordChance& x, const WordChance& y) { return x.after > y.after; });
    return chances;
}

double divergence_of(const Trace& before, const Trace& after) {
    const Distribution a = next_of(before, false), b = next_of(after, false);
    double sum = 0.0;
    for (std::size_t word = 0; word < a.probability.size(); ++word)
        if (a.probability[word] > 0)
            sum +=
                a.probability[word] * std::log(a.probability[word] / std::max(b.probability[word], 1e-300));
    return sum;
}

} // namespace wordfield::inline causal
