// SPDX-License-Identifier: MIT
#include "model/analysis/attribution.hpp"

#include <cmath>

namespace wordfield::inline analysis {
namespace {

float inverse_deviation(const RowVector& x, float epsilon) {
    const float variance = (x.array() - x.mean()).square().mean();
    return 1.0F / std::sqrt(variance + epsilon);
}

// What was added to the residual stream at the position: one row (C) per part.
struct Additions {
    std::vector<Part> parts;
    std::vector<RowVector> vectors;
    void add(Part part, RowVector vector) {
        parts.push_back(part);
        vectors.push_back(std::move(vector));
    }
};

Additions additions_at(const Trace& trace, int position) {
    Additions all;
    const RowVector token = trace.embedding->row(trace.tokens[position]);
    all.add({Part::Kind::Token}, token);
    all.add({Part::Kind::Position}, trace.residual.front().row(position) - token);
    RowVector bias = RowVector::Zero(token.size());
    for (int layer = 0; layer < trace.layers; ++layer) {
        const auto l = static_cast<std::size_t>(layer);
        for (int head = 0; head < trace.heads; ++head)
            all.add({Part::Kind::Head, layer, head},
                    trace.head_outputs[static_cast<std::size_t>(layer * trace.heads + head)].row(position));
        all.add({Part::Kind::FeedForward, layer}, trace.feed_forward[l].row(position));
        bias += trace.attention_bias[l];
    }
    all.add({Part::Kind::Bias}, bias);
    return all;
}

// d such that (x - mean(x)) / deviation * gain . row = x . d for every x.
RowVector direction_of(const Trace& trace, int position, const RowVector& row) {
    const RowVector scaled = row.cwiseProduct(trace.final_gain);
    return (scaled.array() - scaled.mean()).matrix() *
           inverse_deviation(trace.residual.back().row(position), trace.norm_epsilon);
}

} // namespace

RowVector readout_direction(const Trace& trace, int position, TokenId word) {
    return direction_of(trace, position, trace.unembedding->row(word));
}

std::string part_name(const Part& part) {
    const std::string layer = std::string{"L"}.append(std::to_string(part.layer + 1));
    switch (part.kind) {
    case Part::Kind::Token:
        return "word itself";
    case Part::Kind::Position:
        return "position";
    case Part::Kind::Head:
        return layer + " H" + std::to_string(part.head + 1);
    case Part::Kind::FeedForward:
        return layer + " feed-forward";
    case Part::Kind::Bias:
        break;
    }
    return "biases";
}

Attribution attribute(const Trace& trace, int position, const std::vector<TokenId>& words,
                      bool against_average) {
    const Additions all = additions_at(trace, position);
    const Matrix& rows = *trace.unembedding;
    const RowVector average =
        against_average ? RowVector{rows.colwise().mean()} : RowVector{RowVector::Zero(rows.cols())};
    Attribution result{.parts = all.parts, .words = words};
    result.contribution.resize(static_cast<Index>(words.size()), static_cast<Index>(all.parts.size()));
    for (std::size_t w = 0; w < words.size(); ++w) {
        const RowVector row = rows.row(words[w]) - average;
        const RowVector direction = direction_of(trace, position, row);
        const auto at = static_cast<Index>(w);
        for (std::size_t p = 0; p < all.parts.size(); ++p)
            result.contribution(at, static_cast<Index>(p)) = all.vectors[p].dot(direction);
        result.contribution(at, static_cast<Index>(all.parts.size()) - 1) += trace.final_bias.dot(row);
        result.logits.push_back(trace.final_hidden.row(position).dot(row));
    }
    return result;
}

} // namespace wordfield::inline analysis
