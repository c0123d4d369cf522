// SPDX-License-Identifier: MIT
#include "model/analysis/logit_lens.hpp"

#include "model/analysis/softmax_weights.hpp"

#include <algorithm>
#include <numeric>

namespace wordfield::inline analysis {

namespace {

std::vector<LensWord> likeliest(const Eigen::Ref<const Eigen::VectorXf>& logits, int count) {
    const SoftmaxWeights softmax = softmax_weights(logits.cast<double>().array());
    std::vector<TokenId> order(logits.size());
    std::iota(order.begin(), order.end(), 0);
    const auto top =
        static_cast<std::ptrdiff_t>(std::min<std::size_t>(order.size(), static_cast<std::size_t>(count)));
    std::partial_sort(order.begin(), order.begin() + top, order.end(), [&](TokenId a, TokenId b) {
        return logits[a] > logits[b] || (logits[a] == logits[b] && a < b);
    });
    std::vector<LensWord> words;
    for (auto id = order.begin(); id != order.begin() + top; ++id)
        words.push_back({*id, static_cast<float>(softmax.probability(*id))});
    return words;
}

} // namespace

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
    Matrix hidden(static_cast<Index>(trace.lens.size()), trace.unembedding->cols());
    for (Index layer = 0; layer < hidden.rows(); ++layer) hidden.row(layer) = trace.lens[layer].row(position);
    const Matrix logits = hidden * trace.unembedding->transpose(); // (L + 1, V), in one pass over the rows
    std::vector<std::vector<LensWord>> layers;
    for (Index layer = 0; layer < hidden.rows(); ++layer)
        layers.push_back(likeliest(logits.row(layer).transpose(), count));
    return layers;
}

} // namespace wordfield::inline analysis
