// SPDX-License-Identifier: MIT
#include "model/context/stage_vectors.hpp"

#include <algorithm>
#include <cmath>

namespace wordfield::inline context {
namespace {

/// Which rows of a pass are occurrences: shorter passages are filled up behind their end, where nothing of
/// them looks.
struct Batch {
    std::vector<TokenId> inputs; // (passages * length)
    Index length = 0;
    std::vector<Index> rows; // the row of each occurrence, in their order
    Index begin = 0;         // the first occurrence
};

Batch batch_of(const Occurrences& occurrences, int first, int end) {
    Batch batch;
    const auto begins = [&](int passage) { return occurrences.first[static_cast<std::size_t>(passage)]; };
    const std::vector<int>& at = occurrences.at;
    auto next = std::ranges::lower_bound(at, begins(first));
    batch.begin = next - at.begin();
    for (int p = first; p < end; ++p)
        batch.length =
            std::max<Index>(batch.length, occurrences.passages[static_cast<std::size_t>(p)].length);
    for (int p = first; p < end; ++p) {
        for (int i = begins(p); i < begins(p + 1); ++i) {
            if (next != at.end() && *next == i) {
                batch.rows.push_back(static_cast<Index>(batch.inputs.size()));
                ++next;
            }
            batch.inputs.push_back(occurrences.text[static_cast<std::size_t>(i)]);
        }
        batch.inputs.resize(static_cast<std::size_t>((p - first + 1) * batch.length), TokenId{0});
    }
    return batch;
}

template <class Rows>
void take(const Batch& batch, const Rows& rows, Matrix& into) {
    for (std::size_t i = 0; i < batch.rows.size(); ++i)
        into.row(batch.begin + static_cast<Index>(i)) = rows.row(batch.rows[i]);
}

// (x - mean) / sqrt(variance + epsilon) * gain + bias, as the network's own.
RowVector final_norm(const RowVector& x, const GptWeights& weights, float epsilon) {
    const RowVector centred = x.array() - x.mean();
    const float scale = 1.0F / std::sqrt(centred.squaredNorm() / static_cast<float>(x.size()) + epsilon);
    return (centred * scale).cwiseProduct(weights.final_gain) + weights.final_bias;
}

} // namespace

std::string stage_name(int stage, int stages) {
    if (stage <= 0) return "embedding";
    return stage + 1 >= stages ? "output" : "after block " + std::to_string(stage);
}

StageVectors room_for(const GptNetwork& network, const Occurrences& occurrences) {
    const Index n = occurrences.size(), C = network.spec().dim;
    const auto layers = static_cast<std::size_t>(network.spec().layers);
    StageVectors vectors;
    vectors.residual.assign(layers + 1, Matrix::Zero(n, C));
    vectors.middle.assign(layers, Matrix::Zero(n, C));
    vectors.heads.assign(layers, Matrix::Zero(n, C));
    vectors.output = Matrix::Zero(n, C);
    vectors.said.assign(static_cast<std::size_t>(n), -1);
    return vectors;
}

void read_passages(const GptNetwork& network, const Occurrences& occurrences, int first, int end,
                   Network::Room& room, StageVectors& vectors) {
    const Batch batch = batch_of(occurrences, first, end);
    if (batch.rows.empty()) return;
    Hooks<float> look;
    const auto keep = [&](std::vector<Matrix>& in) {
        return [&](int at, Hooks<float>::Rows rows) { take(batch, rows, in[static_cast<std::size_t>(at)]); };
    };
    look.residual = keep(vectors.residual);
    look.middle = keep(vectors.middle);
    look.heads = keep(vectors.heads);
    const Matrix logits = network.logits({batch.inputs, {}, batch.length}, room, look);
    const GptWeights weights = network.weights();
    const auto epsilon = static_cast<float>(network.spec().norm_epsilon);
    for (std::size_t i = 0; i < batch.rows.size(); ++i) {
        const Index at = batch.begin + static_cast<Index>(i);
        vectors.output.row(at) = final_norm(vectors.residual.back().row(at), weights, epsilon);
        Index best = 0;
        logits.row(batch.rows[i]).maxCoeff(&best);
        vectors.said[static_cast<std::size_t>(at)] = static_cast<TokenId>(best);
    }
}

} // namespace wordfield::inline context
