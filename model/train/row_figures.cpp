// SPDX-License-Identifier: MIT
#include "model/train/row_figures.hpp"

#include "model/geometry/mean_row.hpp"

#include <algorithm>

namespace wordfield::inline train {

RowFigures row_figures(const Moment& moment) {
    const Rows rows = *moment.embedding;
    const RowTable* first = moment.initial_embedding.get();
    if (first == moment.embedding.get()) first = nullptr; // nothing has moved
    const Matrix* gradient = moment.mean_gradient.get();
    const auto count = static_cast<std::size_t>(rows.rows());
    RowFigures figures{std::vector<float>(count), std::vector<float>(first != nullptr ? count : 0)};
    const auto look_at = [&](Index i, const auto& row) {
        figures.norms[i] = row.norm();
        if (first != nullptr) figures.moved[i] = (row - first->matrix().row(i)).norm();
        figures.largest_weight = std::max(figures.largest_weight, row.cwiseAbs().maxCoeff());
        if (moment.step > 0 && gradient != nullptr && gradient->row(i).isZero(0.0F)) ++figures.dead;
        if (moment.capabilities.trains &&
            moment.corpus->lexicon.vocabulary.count(static_cast<TokenId>(i)) == 0)
            ++figures.never_seen;
    };
    rows.for_tiles([&](Index begin, const Rows::Tile& tile) {
        for (Index i = 0; i < tile.rows(); ++i) look_at(begin + i, tile.row(i));
    });
    if (!figures.moved.empty()) figures.largest_move = *std::ranges::max_element(figures.moved);
    figures.mean = mean_row(rows);
    if (gradient != nullptr) figures.mean_gradient = mean_row(*gradient);
    return figures;
}

} // namespace wordfield::inline train
