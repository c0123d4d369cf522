// SPDX-License-Identifier: MIT
#include "model/analysis/logit_lens.hpp"

#include "model/analysis/softmax_weights.hpp"

#include <algorithm>
#include <numeric>

namespace wordfield::inline analysis {

std::vector<LensWord> logit_lens(const Trace& trace, int layer, int position, int count) {
    const auto hidden = trace.lens[layer].row(position);
    const Eigen::VectorXf logits = *trace.unembedding * hidden.transpose(); // (V)
    const SoftmaxWeights softmax = softmax_weights(logits.cast<double>().array());
    const Eigen::ArrayXf p = (softmax.weight / softmax.sum).cast<float>();
    std::vector<TokenId> order(p.size());
    std::iota(order.begin(), order.end(), 0);
    const auto top =
        static_cast<std::ptrdiff_t>(std::min<std::size_t>(order.size(), static_cast<std::size_t>(count)));
    std::partial_sort(order.begin(), order.begin() + top, order.end(),
                      [&](TokenId a, TokenId b) { return p[a] > p[b] || (p[a] == p[b] && a < b); });
    std::vector<LensWord> words;
    for (auto id = order.begin(); id != order.begin() + top; ++id) words.push_back({*id, p[*id]});
    return words;
}

std::vector<LensWord> lens_line(const Trace& trace, int layer) {
    const Matrix logits = trace.lens[layer] * trace.unembedding->transpose(); // (T, V)
    std::vector<LensWord> words;
    for (Index t = 0; t < logits.rows(); ++t) {
        Index best = 0;
        logits.row(t).maxCoeff(&best);
        const SoftmaxWeights softmax = softmax_weights(logits.row(t).transpose().cast<double>().array());
        words.push_back({static_cast<TokenId>(best), static_cast<float>(softmax.probability(best))});
    }
    return words;
}

std::vector<std::vector<LensWord>> lens_column(const Trace& trace, int position, int count) {
    std::vector<std::vector<LensWord>> layers;
    for (int layer = 0; layer < static_cast<int>(trace.lens.size()); ++layer)
        layers.push_back(logit_lens(trace, layer, position, count));
    return layers;
}

} // namespace wordfield::inline analysis
