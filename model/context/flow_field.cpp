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

FieldChange change_of(const Matrix& added, const Eigen::MatrixXf& basis) {
    return {added * basis, added.rowwise().squaredNorm()};
}

Matrix on_plane(const Matrix& rows, const FlowField& field) {
    return (rows.rowwise() - field.centre) * field.basis;
}

} // namespace

FlowField field_plane(const StageVectors& vectors, const FlowField* last) {
    FlowField field;
    const PrincipalComponents found = principal_components(some_of_all(vectors.residual));
    field.centre = found.mean;
    field.basis = found.directions.leftCols(2);
    field.last = on_plane(vectors.residual.back(), field);
    if (last != nullptr && last->last.rows() == field.last.rows()) {
        field.basis *= fit_similarity(field.last, last->last).turn;
        field.last = on_plane(vectors.residual.back(), field);
    }
    double squares = 0.0;
    for (const Matrix& residual : vectors.residual)
        squares += static_cast<double>(on_plane(residual, field).squaredNorm());
    const auto places = static_cast<double>(field.last.rows()) * static_cast<double>(vectors.residual.size());
    field.radius = static_cast<float>(std::sqrt(squares / std::max(places, 1.0)));
    return field;
}

void add_layer(const StageVectors& vectors, const GptWeights& weights, int heads, FlowField& field) {
    const std::size_t layer = field.layers.size();
    if (layer >= vectors.middle.size()) return;
    const Matrix &before = vectors.residual[layer], &middle = vectors.middle[layer],
                 &after = vectors.residual[layer + 1];
    FieldLayer found{on_plane(before, field),
                     on_plane(middle, field),
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

std::vector<FieldCell> field_cells(const Matrix& positions, const FieldChange& change, int across,
                                   int least) {
    if (positions.rows() == 0) return {};
    const Eigen::RowVector2f low = positions.colwise().minCoeff();
    const float side = (positions.colwise().maxCoeff() - low).maxCoeff() / static_cast<float>(across);
    std::map<std::pair<int, int>, std::vector<int>> regions;
    for (Index i = 0; i < positions.rows(); ++i) {
        const auto cell = [&](int axis) {
            return side > 0 ? std::min(across - 1, static_cast<int>((positions(i, axis) - low[axis]) / side))
                            : 0;
        };
        regions[{cell(0), cell(1)}].push_back(static_cast<int>(i));
    }
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
