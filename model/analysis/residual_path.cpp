// SPDX-License-Identifier: MIT
#include "model/analysis/residual_path.hpp"

#include "model/analysis/softmax_weights.hpp"
#include "model/geometry/cosine.hpp"

#include <algorithm>

namespace wordfield::inline analysis {

std::vector<Anchor> anchors_of(const RowVector& vector, const Rows& embedding, const RowVector& mean,
                               std::span<const TokenId> among, int count) {
    constexpr double sharpness = 0.05;
    std::vector<Anchor> all;
    all.reserve(among.size());
    for (const TokenId word : among) all.push_back({word, cosine(vector, embedding.row(word) - mean), 0.0F});
    const auto kept = std::min<std::ptrdiff_t>(count, static_cast<std::ptrdiff_t>(all.size()));
    std::partial_sort(all.begin(), all.begin() + kept, all.end(), [](const Anchor& a, const Anchor& b) {
        return a.cosine > b.cosine || (a.cosine == b.cosine && a.word < b.word);
    });
    all.resize(kept);
    if (all.empty()) return all;
    Eigen::ArrayXd cosines(std::ssize(all));
    for (Index i = 0; i < cosines.size(); ++i) cosines[i] = static_cast<double>(all[i].cosine);
    const SoftmaxWeights softmax = softmax_weights(cosines, sharpness);
    for (Index i = 0; i < cosines.size(); ++i) all[i].weight = static_cast<float>(softmax.probability(i));
    return all;
}

std::optional<int> last_position_of(const Trace& trace, TokenId word) {
    for (std::size_t i = trace.tokens.size(); i-- > 0;)
        if (trace.tokens[i] == word) return static_cast<int>(i);
    return std::nullopt;
}

std::vector<LayerSimilarity> layer_similarity(const Trace& a, int i, const Trace& b, int j) {
    std::vector<LayerSimilarity> layers;
    for (std::size_t l = 0; l < a.residual.size(); ++l) {
        const Matrix& x = a.residual[l];
        const Matrix& y = b.residual[l];
        const RowVector mean =
            (x.colwise().sum() + y.colwise().sum()) / static_cast<float>(x.rows() + y.rows());
        layers.push_back({cosine(x.row(i), y.row(j)), cosine(x.row(i) - mean, y.row(j) - mean)});
    }
    return layers;
}

} // namespace wordfield::inline analysis
