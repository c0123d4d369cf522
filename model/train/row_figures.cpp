// SPDX-License-Identifier: MIT
#include "model/train/row_figures.hpp"

#include "model/geometry/mean_row.hpp"

#include <algorithm>

namespace wordfield::inline train {

RowFigures row_figures(const Moment& moment) {
    const Matrix& rows = *moment.embedding;
    const Matrix* first = moment.initial_embedding.get();
    if (first == &rows) first = nullptr; // nothing has moved
    const Matrix* gradient = moment.mean_gradient.get();
    const auto count = static_cast<std::size_t>(rows.rows());
    RowFigures figures{std::vector<float>(count), std::vector<float>(first != nullptr ? count : 0)};
    for (Index i = 0; i < rows.rows(); ++i) {
        figures.norms[i] = rows.row(i).norm();
        if (first != nullptr) figures.moved[i] = (rows.row(i) - first->row(i)).norm();
        figures.largest_weight = std::max(figures.largest_weight, rows.row(i).cwiseAbs().maxCoeff());
        if (moment.step > 0 && gradient != nullptr && gradient->row(i).isZero(0.0F)) ++figures.dead;
        if (moment.capabilities.trains &&
            moment.corpus->lexicon.vocabulary.count(static_cast<TokenId>(i)) == 0)
            ++figures.never_seen;
    }
    if (!figures.moved.empty()) figures.largest_move = *std::ranges::max_element(figures.moved);
    figures.mean = mean_row(rows);
    if (gradient != nullptr) figures.mean_gradient = mean_row(*gradient);
    return figures;
}

} // namespace wordfield::inline train
