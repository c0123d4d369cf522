// SPDX-License-Identifier: MIT
#include "model/analysis/senses.hpp"

#include "model/core/running_mean.hpp"
#include "model/geometry/cosine.hpp"
#include "model/text/tokenizer.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace wordfield::inline analysis {
namespace {

// Every way in which the built-in corpus opens a sentence with the fruit, and every way in which it speaks of
// the firm. The word is the third token everywhere, so that its position says nothing about its meaning.
constexpr std::array fruit{"<eos> an apple", "<eos> this apple", "<eos> every apple", "<eos> that apple"};
constexpr std::array firm{"shares of apple", "the firm apple", "works for apple", "thinks about apple"};
constexpr Index place = 2;

using Probes = std::vector<Trace>;

std::optional<Probes> probe_all(const Vocabulary& vocabulary, std::span<const char* const> sentences,
                                const std::function<Trace(std::span<const TokenId>)>& trace) {
    Probes traces;
    for (const char* sentence : sentences) {
        const auto tokens = encode(vocabulary, sentence);
        if (tokens.size() != place + 1 || std::ranges::count(tokens, Vocabulary::unknown) > 0)
            return std::nullopt;
        traces.push_back(trace(tokens));
        if (traces.back().tokens.size() != tokens.size()) return std::nullopt; // a very short context
    }
    return traces;
}

Matrix vectors_of(const Probes& traces, std::size_t layer) {
    Matrix rows(static_cast<Index>(traces.size()), traces.front().residual[layer].cols());
    for (std::size_t i = 0; i < traces.size(); ++i)
        rows.row(static_cast<Index>(i)) = traces[i].residual[layer].row(place);
    return rows;
}

Matrix without_row(const Matrix& rows, Index left_out) {
    Matrix rest(rows.rows() - 1, rows.cols());
    rest.topRows(left_out) = rows.topRows(left_out);
    rest.bottomRows(rest.rows() - left_out) = rows.bottomRows(rest.rows() - left_out);
    return rest;
}

void add_layer(Senses& senses, const Matrix& a, const Matrix& b) {
    const MeanCosines mean = mean_cosines(a, b), error = cosine_errors(a, b);
    senses.same.push_back(static_cast<float>(mean.same));
    senses.different.push_back(static_cast<float>(mean.different));
    senses.same_error.push_back(static_cast<float>(error.same));
    senses.different_error.push_back(static_cast<float>(error.different));
}

} // namespace

MeanCosines mean_cosines(const Matrix& a, const Matrix& b) {
    const RowVector centre = (a.colwise().mean() + b.colwise().mean()) / 2;
    double within = 0.0, between = 0.0;
    int pairs = 0;
    for (const Matrix* rows : {&a, &b})
        for (Index i = 0; i < rows->rows(); ++i)
            for (Index j = i + 1; j < rows->rows(); ++j, ++pairs)
                within += static_cast<double>(cosine(rows->row(i) - centre, rows->row(j) - centre));
    for (Index i = 0; i < a.rows(); ++i)
        for (Index j = 0; j < b.rows(); ++j)
            between += static_cast<double>(cosine(a.row(i) - centre, b.row(j) - centre));
    return {within / pairs, between / static_cast<double>(a.rows() * b.rows())};
}

MeanCosines cosine_errors(const Matrix& a, const Matrix& b) {
    MeanCosines variance;
    const auto leave_out = [&](const Matrix& rows, const auto& cosines_with) {
        RunningMean same, different;
        for (Index i = 0; i < rows.rows(); ++i) {
            const MeanCosines left = cosines_with(without_row(rows, i));
            same.add(left.same);
            different.add(left.different);
        }
        // (n - 1) / n times the sum of squares about the mean is (n - 1)^2 times the squared error of the
        // mean.
        const double n = static_cast<double>(rows.rows()) - 1.0;
        variance.same += std::pow(n * same.error(), 2);
        variance.different += std::pow(n * different.error(), 2);
    };
    leave_out(a, [&](const Matrix& rest) { return mean_cosines(rest, b); });
    leave_out(b, [&](const Matrix& rest) { return mean_cosines(a, rest); });
    return {std::sqrt(variance.same), std::sqrt(variance.different)};
}

std::optional<Senses> measure_senses(const Vocabulary& vocabulary,
                                     const std::function<Trace(std::span<const TokenId>)>& trace) {
    const auto a = probe_all(vocabulary, fruit, trace), b = probe_all(vocabulary, firm, trace);
    if (!a || !b) return std::nullopt;
    Senses senses{.word = "apple"};
    for (std::size_t layer = 0; layer < a->front().residual.size(); ++layer)
        add_layer(senses, vectors_of(*a, layer), vectors_of(*b, layer));
    return senses;
}

} // namespace wordfield::inline analysis
