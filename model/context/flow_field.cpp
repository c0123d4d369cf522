// SPDX-License-Identifier: MIT
#include "model/context/flow_field.hpp"

#include "model/context/context_map.hpp"
#include "model/map/align.hpp"
#include "model/map/pca.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

namespace wordfield::inline context {
namespace {

Matrix about_mean(const Matrix& rows) {
    return rows.rowwise() - rows.colwise().mean();
}

FieldChange change_of(const Matrix& added, const Eigen::MatrixXf& basis) {
    const Matrix own = about_mean(added);
    return {own * basis, own.rowwise().squaredNorm(), added.colwise().mean()};
}

} // namespace

FlowField field_plane(const StageVectors& vectors, const FlowField* last) {
    FlowField field;
    std::vector<Matrix> stages;
    for (const Matrix& residual : vectors.residual) {
        stages.push_back(about_mean(residual));
        const float size = std::sqrt(stages.back().squaredNorm());
        if (size > 0) stages.back() /= size;
    }
    field.basis = principal_components(some_of_all(stages)).directions.leftCols(2);
    const Matrix last_rows = about_mean(vectors.residual.back());
    field.last = last_rows * field.basis;
    if (last != nullptr && last->last.rows() == field.last.rows()) {
        field.basis *= fit_similarity(field.last, last->last).turn;
        field.last = last_rows * field.basis;
    }
    return field;
}

void add_layer(const StageVectors& vectors, const GptWeights& weights, int heads, FlowField& field) {
    const std::size_t layer = field.layers.size();
    if (layer >= vectors.middle.size()) return;
    const Matrix &before = vectors.residual[layer], &middle = vectors.middle[layer],
                 &after = vectors.residual[layer + 1];
    FieldLayer found{about_mean(before) * field.basis,
                     about_mean(middle) * field.basis,
                     change_of(middle - before, field.basis),
                     change_of(after - middle, field.basis),
                     {}};
    const Index D = before.cols() / heads;
    for (Index h = 0; h < heads; ++h)
        found.heads.push_back(change_of(vectors.heads[layer].middleCols(h * D, D) *
                                            weights.blocks[layer].out.middleRows(h * D, D),
                                        field.basis));
    field.layers.push_back(std::move(found));
}

FieldRange range_of(const Matrix& positions, Index axis) {
    std::vector<float> values(static_cast<std::size_t>(positions.rows()));
    for (Index i = 0; i < positions.rows(); ++i) values[static_cast<std::size_t>(i)] = positions(i, axis);
    if (values.empty()) return {};
    const auto out = static_cast<std::ptrdiff_t>(values.size() / 100);
    const auto low = values.begin() + out, high = values.end() - 1 - out;
    std::nth_element(values.begin(), low, values.end());
    FieldRange range{*low, *low};
    std::nth_element(values.begin(), high, values.end());
    range.high = *high;
    return range;
}

std::vector<FieldCell> field_cells(const Matrix& positions, const FieldChange& change, int across,
                                   int least) {
    const FieldRange x = range_of(positions, 0), y = range_of(positions, 1);
    const float side = std::max({x.high - x.low, y.high - y.low, 1e-12F}) / static_cast<float>(across);
    std::map<std::pair<int, int>, std::vector<int>> regions;
    const auto number = [&](float at, float low) {
        return static_cast<int>(std::floor(std::clamp((at - low) / side, -1e6F, 1e6F)));
    };
    for (Index i = 0; i < positions.rows(); ++i)
        regions[{number(positions(i, 0), x.low), number(positions(i, 1), y.low)}].push_back(
            static_cast<int>(i));
    std::vector<FieldCell> cells;
    for (auto& [place, occurrences] : regions) {
        if (std::ssize(occurrences) < least) continue;
        FieldCell cell{.at = Eigen::Vector2f::Zero(), .arrow = Eigen::Vector2f::Zero(), .occurrences = {}};
        const auto n = static_cast<float>(occurrences.size());
        float seen = 0.0F, whole = 0.0F, off = 0.0F;
        for (const int i : occurrences) {
            cell.at += positions.row(i).transpose() / n;
            cell.arrow += change.arrows.row(i).transpose() / n;
            seen += change.arrows.row(i).squaredNorm();
            whole += change.squared[i];
        }
        for (const int i : occurrences)
            off += (change.arrows.row(i).transpose() - cell.arrow).squaredNorm() / n;
        cell.spread = std::sqrt(off);
        cell.shown = whole > 0 ? seen / whole : 0.0F;
        cell.occurrences = std::move(occurrences);
        cells.push_back(std::move(cell));
    }
    return cells;
}

float shown_share(const FieldChange& change) {
    const float whole = change.squared.sum();
    return whole > 0 ? change.arrows.squaredNorm() / whole : 0.0F;
}

} // namespace wordfield::inline context
