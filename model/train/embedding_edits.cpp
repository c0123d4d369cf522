// SPDX-License-Identifier: MIT
#include "model/train/embedding_edits.hpp"

#include "model/core/error.hpp"
#include "model/core/rng.hpp"

#include <algorithm>
#include <cmath>

namespace wordfield::inline train {
namespace {

std::vector<TokenId> rows_of(const CopyRow& e) {
    return {e.to};
}
std::vector<TokenId> rows_of(const SwapRows& e) {
    return {e.a, e.b};
}
std::vector<TokenId> rows_of(const ZeroRow& e) {
    return {e.row};
}
std::vector<TokenId> rows_of(const ShakeRow& e) {
    return {e.row};
}
std::vector<TokenId> rows_of(const SetRow& e) {
    return {e.row};
}

void require_row(TokenId row, Index rows) {
    if (row < 0 || row >= rows)
        throw Error{"row " + std::to_string(row), "is not in the table", "choose a word of the vocabulary"};
}

// A unit vector at right angles to `row`.
RowVector direction_across(const RowVector& row, std::uint64_t seed) {
    Pcg32 rng{seed, 3};
    RowVector direction(row.size());
    for (Index i = 0; i < row.size(); ++i) direction[i] = rng.normal();
    if (const float squared = row.squaredNorm(); squared > 0.0F)
        direction -= direction.dot(row) / squared * row;
    return direction.normalized();
}

} // namespace

bool RowBackup::operator==(const RowBackup& other) const {
    const auto same = [](const Matrix& a, const Matrix& b) {
        return a.rows() == b.rows() && a.cols() == b.cols() && a == b;
    };
    return rows == other.rows && std::ranges::equal(values, other.values, same);
}

std::vector<TokenId> changed_rows(const RowEdit& edit) {
    return std::visit([](const auto& e) { return rows_of(e); }, edit);
}

RowBackup EmbeddingEdits::apply(const RowEdit& request) {
    for (const TokenId row : changed_rows(request)) require_row(row, tables_[0].rows());
    if (const auto* const copy = std::get_if<CopyRow>(&request)) require_row(copy->from, tables_[0].rows());
    RowBackup before = keep(changed_rows(request));
    std::visit([this](const auto& e) { edit(e); }, request);
    return before;
}

void EmbeddingEdits::undo(const RowBackup& before) {
    for (std::size_t t = 0; t < tables_.size(); ++t)
        for (std::size_t i = 0; i < before.rows.size(); ++i)
            tables_[t].row(before.rows[i]) = before.values[t].row(static_cast<Index>(i));
}

RowBackup EmbeddingEdits::keep(std::vector<TokenId> rows) const {
    RowBackup kept{std::move(rows), std::vector<Matrix>(tables_.size())};
    for (std::size_t t = 0; t < tables_.size(); ++t) {
        kept.values[t].resize(static_cast<Index>(kept.rows.size()), tables_[t].cols());
        for (std::size_t i = 0; i < kept.rows.size(); ++i)
            kept.values[t].row(static_cast<Index>(i)) = tables_[t].row(kept.rows[i]);
    }
    return kept;
}

void EmbeddingEdits::forget_moments(TokenId row) {
    for (std::size_t t = 1; t < tables_.size(); ++t) tables_[t].row(row).setZero();
}

void EmbeddingEdits::edit(const CopyRow& e) {
    if (e.from == e.to) return;
    for (Table& table : tables_) table.row(e.to) = table.row(e.from);
}

void EmbeddingEdits::edit(const SwapRows& e) {
    if (e.a == e.b) return;
    for (Table& table : tables_) table.row(e.a).swap(table.row(e.b));
}

void EmbeddingEdits::edit(const ZeroRow& e) {
    tables_[0].row(e.row).setZero();
    forget_moments(e.row);
}

void EmbeddingEdits::edit(const ShakeRow& e) {
    const RowVector row = tables_[0].row(e.row);
    const RowVector across = direction_across(row, e.seed) * row.norm();
    tables_[0].row(e.row) = e.stretch * (std::cos(e.radians) * row + std::sin(e.radians) * across);
    forget_moments(e.row);
}

void EmbeddingEdits::edit(const SetRow& e) {
    const Index C = tables_[0].cols();
    if (static_cast<Index>(e.values.size()) != C)
        throw Error{"row", "has " + std::to_string(C) + " numbers, not " + std::to_string(e.values.size()),
                    "give one for each dimension"};
    tables_[0].row(e.row) = Eigen::Map<const RowVector>{e.values.data(), C};
    forget_moments(e.row);
}

} // namespace wordfield::inline train
