// SPDX-License-Identifier: MIT
#include "model/analysis/logit_lens.hpp"

#include "model/analysis/softmax_weights.hpp"

#include <algorithm>
#include <numeric>

namespace wordfield {

std::vector<LensWord> logit_lens(const Moment& moment, int layer, int position, int count) {
    return logit_lens(moment.trace, moment.unembedding(), layer, position, count);
}

std::vector<LensWord> logit_lens(const Trace& trace, const Matrix& unembedding, int layer, int position,
                                 int count) {
    const auto hidden = trace.lens[layer].row(position);
    const Eigen::VectorXf logits = unembedding * hidden.transpose(); // (V)
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

std::vector<LensWord> lens_line(const Trace& trace, const Matrix& unembedding, int layer) {
    const Matrix logits = trace.lens[layer] * unembedding.transpose(); // (T, V)
    std::vector<LensWord> words;
    for (Index t = 0; t < logits.rows(); ++t) {
        Index best = 0;
        logits.row(t).maxCoeff(&best);
        const SoftmaxWeights softmax = softmax_weights(logits.row(t).transpose().cast<double>().array());
        words.push_back({static_cast<TokenId>(best), static_cast<float>(softmax.probability(best))});
    }
    return words;
}

void LensColumn::update(const std::shared_ptr<const Moment>& moment, const Trace& trace, int position,
                        int count) {
    if (moment == moment_ && &trace == probe_ && position == position_) return;
    moment_ = moment;
    probe_ = &trace;
    position_ = position;
    layers.clear();
    for (int layer = 0; layer < static_cast<int>(trace.lens.size()); ++layer)
        layers.push_back(logit_lens(trace, moment->unembedding(), layer, position, count));
}

} // namespace wordfield
