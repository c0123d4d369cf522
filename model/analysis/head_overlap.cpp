// SPDX-License-Identifier: MIT
#include "model/analysis/head_overlap.hpp"

#include "model/geometry/assignment.hpp"

#include <algorithm>

namespace wordfield::inline analysis {
namespace {

constexpr Index most_windows = 16, longest_window = 64, first_row = 2;

} // namespace

HeadPatterns head_patterns(const Moment& moment) {
    const std::vector<TokenId>& text = moment.corpus->text.heldout;
    const auto size = static_cast<Index>(text.size());
    const Index length = std::min<Index>({moment.model.context, longest_window, size});
    if (!moment.capabilities.attention || length <= first_row) return {};
    const Index windows = std::min(most_windows, size / length), rows = length - first_row;
    HeadPatterns patterns{moment.model.layers, moment.model.heads, {}};
    patterns.weights.assign(static_cast<std::size_t>(patterns.layers * patterns.heads),
                            Matrix(windows * rows, length));
    const auto room = moment.network->room();
    for (Index w = 0; w < windows; ++w) {
        const auto begin = static_cast<std::size_t>(w * (size / windows));
        const Trace trace =
            moment.network->trace(std::span{text}.subspan(begin, static_cast<std::size_t>(length)), *room);
        for (std::size_t i = 0; i < patterns.weights.size(); ++i)
            patterns.weights[i].middleRows(w * rows, rows) = trace.attention[i].bottomRows(rows);
    }
    return patterns;
}

double pattern_overlap(const Matrix& a, const Matrix& b) {
    if (a.rows() == 0) return 0.0;
    return a.cwiseMin(b).cast<double>().sum() / static_cast<double>(a.rows());
}

HeadMatch match_heads(const HeadPatterns& a, const HeadPatterns& b, int layer) {
    const int H = a.heads, first = layer * H;
    Matrix overlap(H, H);
    for (int i = 0; i < H; ++i)
        for (int j = 0; j < H; ++j)
            overlap(i, j) = static_cast<float>(pattern_overlap(a.weights[first + i], b.weights[first + j]));
    HeadMatch match{best_assignment(overlap), {}, H == 0 ? 0.0 : static_cast<double>(overlap.mean())};
    for (int i = 0; i < H; ++i) match.overlap.push_back(static_cast<double>(overlap(i, match.partner[i])));
    return match;
}

} // namespace wordfield::inline analysis
