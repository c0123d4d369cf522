// SPDX-License-Identifier: MIT
#include "model/analysis/score_split.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace wordfield::inline analysis {
namespace {

constexpr int most_sources = 64; // that are told apart; beyond them heads go by layers

std::vector<Part> sources_before(const Trace& trace, int layer) {
    std::vector<Part> parts{{Part::Kind::Token}, {Part::Kind::Position}};
    const bool each_head = layer * (trace.heads + 1) + 3 <= most_sources;
    for (int l = 0; l < layer; ++l) {
        if (each_head)
            for (int head = 0; head < trace.heads; ++head) parts.push_back({Part::Kind::Head, l, head});
        else
            parts.push_back({Part::Kind::Head, l, -1});
        parts.push_back({Part::Kind::FeedForward, l});
    }
    parts.push_back({Part::Kind::Bias});
    return parts;
}

// What the layer's norm makes of each part of a token's stream, its bias left out: (P,C).
MatrixOf<double> normed_parts(const Trace& trace, const BlockMaps& block, const std::vector<Part>& parts,
                              int layer, int position) {
    const auto P = static_cast<Index>(parts.size());
    MatrixOf<double> rows(P, trace.final_hidden.cols());
    for (Index p = 0; p < P; ++p)
        rows.row(p) = written_by(trace, parts[static_cast<std::size_t>(p)], layer, position).cast<double>();
    const auto stream = trace.residual[static_cast<std::size_t>(layer)].row(position).cast<double>().eval();
    const double variance = (stream.array() - stream.mean()).square().mean();
    const double scale = 1.0 / std::sqrt(variance + static_cast<double>(trace.norm_epsilon));
    rows.colwise() -= rows.rowwise().mean().eval();
    rows = (scale * rows).array().rowwise() * block.norm1_gain.cast<double>().array();
    return rows;
}

// The query or the key in parts, the last of them the biases: (P,D). `begin` is where the head's columns of
// `qkv` begin.
MatrixOf<double> projected(const MatrixOf<double>& rows, const BlockMaps& block, Index begin, Index D) {
    const auto weights = block.qkv.middleCols(begin, D).cast<double>().eval();
    MatrixOf<double> parted = rows * weights;
    auto biases = parted.row(rows.rows() - 1);
    biases += block.norm1_bias.cast<double>() * weights;
    biases += block.qkv_bias.segment(begin, D).cast<double>();
    return parted;
}

// q . k / sqrt(D) as the model had them.
double score_of(const Trace& trace, const CellId& id, int column) {
    const Index D = trace.final_hidden.cols() / trace.heads, begin = id.head * D;
    const auto layer = static_cast<std::size_t>(id.layer);
    return trace.queries[layer].row(id.row).segment(begin, D).cast<double>().dot(
               trace.keys[layer].row(column).segment(begin, D).cast<double>()) /
           std::sqrt(static_cast<double>(D));
}

} // namespace

std::string source_name(const Part& part) {
    if (part.kind == Part::Kind::Head && part.head < 0)
        return std::string{"L"}.append(std::to_string(part.layer + 1)) + " heads";
    return part_name(part);
}

RowVector written_by(const Trace& trace, const Part& part, int layer, int position) {
    const auto token = trace.embedding->row(trace.tokens[static_cast<std::size_t>(position)]);
    RowVector sum = RowVector::Zero(token.size());
    switch (part.kind) {
    case Part::Kind::Token:
        return token;
    case Part::Kind::Position:
        return trace.residual.front().row(position) - token;
    case Part::Kind::Head:
        for (int head = 0; head < trace.heads; ++head)
            if (part.head < 0 || part.head == head)
                sum += trace.head_outputs[static_cast<std::size_t>(part.layer * trace.heads + head)].row(
                    position);
        return sum;
    case Part::Kind::FeedForward:
        return trace.feed_forward[static_cast<std::size_t>(part.layer)].row(position);
    case Part::Kind::Bias:
        break;
    }
    for (int l = 0; l < layer; ++l) sum += trace.attention_bias[static_cast<std::size_t>(l)];
    return sum;
}

ScoreSplit split_score(const Trace& trace, const GptWeights& weights, const CellId& id) {
    const Index C = trace.final_hidden.cols(), D = C / trace.heads, begin = id.head * D;
    const BlockMaps& block = weights.blocks[static_cast<std::size_t>(id.layer)];
    ScoreSplit split{.id = id, .parts = sources_before(trace, id.layer)};
    const auto parts_of = [&](int position, Index from) {
        return projected(normed_parts(trace, block, split.parts, id.layer, position), block, from, D);
    };
    split.terms = parts_of(id.row, begin) * parts_of(id.column, C + begin).transpose() /
                  std::sqrt(static_cast<double>(D));
    split.score = score_of(trace, id, id.column);
    return split;
}

ScoreSplit split_against_others(const Trace& trace, const GptWeights& weights, const CellId& id) {
    const Index C = trace.final_hidden.cols(), D = C / trace.heads, begin = id.head * D;
    const BlockMaps& block = weights.blocks[static_cast<std::size_t>(id.layer)];
    ScoreSplit split = split_score(trace, weights, id);
    const auto normed = [&](int position) {
        return normed_parts(trace, block, split.parts, id.layer, position);
    };
    const double count = id.row + 1.0;
    MatrixOf<double> mean = MatrixOf<double>::Zero(std::ssize(split.parts), C);
    for (int column = 0; column <= id.row; ++column) {
        mean += normed(column) / count;
        split.mean += score_of(trace, id, column) / count;
    }
    const MatrixOf<double> query = projected(normed(id.row), block, begin, D),
                           key = projected(mean, block, C + begin, D);
    split.terms -= query * key.transpose() / std::sqrt(static_cast<double>(D));
    split.score -= split.mean;
    return split;
}

std::vector<ScoreTerm> largest_terms(const ScoreSplit& split, std::size_t most) {
    std::vector<ScoreTerm> terms;
    for (Index q = 0; q < split.terms.rows(); ++q)
        for (Index k = 0; k < split.terms.cols(); ++k)
            terms.push_back({static_cast<int>(q), static_cast<int>(k), split.terms(q, k)});
    std::ranges::stable_sort(terms, std::ranges::greater{},
                             [](const ScoreTerm& term) { return std::abs(term.value); });
    terms.resize(std::min(terms.size(), most));
    return terms;
}

std::vector<TokenId> words_raised(const Trace& trace, const RowVector& vector, std::size_t most) {
    const RowVector scaled = vector.array() - vector.mean();
    const Eigen::VectorXf raised = *trace.unembedding * scaled.cwiseProduct(trace.final_gain).transpose();
    std::vector<TokenId> words(static_cast<std::size_t>(raised.size()));
    std::iota(words.begin(), words.end(), 0);
    const auto end = words.begin() + static_cast<std::ptrdiff_t>(std::min(words.size(), most));
    std::partial_sort(words.begin(), end, words.end(), [&](TokenId a, TokenId b) {
        return raised(a) != raised(b) ? raised(a) > raised(b) : a < b;
    });
    words.erase(end, words.end());
    return words;
}

} // namespace wordfield::inline analysis
