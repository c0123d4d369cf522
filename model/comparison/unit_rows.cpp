// SPDX-License-Identifier: MIT
#include "model/comparison/unit_rows.hpp"

#include <cmath>
#include <utility>

namespace wordfield::inline comparison {

UnitRows::UnitRows(std::shared_ptr<const RowTable> table, std::vector<TokenId> rows, bool centred)
    : table_{std::move(table)}, rows_{std::move(rows)}, centre_{RowVector::Zero(table_->cols())},
      scale_{Eigen::VectorXf::Zero(std::ssize(rows_))} {
    if (centred && !rows_.empty()) {
        Eigen::RowVectorXd sum = Eigen::RowVectorXd::Zero(width());
        Index counted = 0;
        for (const TokenId row : rows_) {
            const RowVector here = table_->row(row);
            if (!std::isfinite(here.squaredNorm())) continue;
            sum += here.cast<double>();
            ++counted;
        }
        if (counted > 0) centre_ = (sum / static_cast<double>(counted)).cast<float>();
    }
    for (Index i = 0; i < size(); ++i) {
        const float length = (table_->row(rows_[i]) - centre_).norm();
        if (std::isnormal(length)) scale_[i] = 1.0F / length;
    }
}

RowVector UnitRows::row(Index i) const {
    if (scale_[i] == 0.0F) return RowVector::Zero(width());
    return (table_->row(rows_[i]) - centre_) * scale_[i];
}

void UnitRows::write(Index begin, Index end, Matrix& to) const {
    const Rows table = *table_;
    to.resize(end - begin, width());
    for (Index i = begin; i < end; ++i) {
        auto row = to.row(i - begin);
        if (scale_[i] == 0.0F) {
            row.setZero();
            continue;
        }
        table.write_row(rows_[i], row.data());
        row = (row - centre_) * scale_[i];
    }
}

Eigen::VectorXf UnitRows::cosines_with(const RowVector& direction) const {
    Eigen::VectorXf cosines(size());
    for (Index i = 0; i < size(); ++i)
        cosines[i] = scale_[i] == 0.0F ? 0.0F : (table_->row(rows_[i]) - centre_).dot(direction) * scale_[i];
    return cosines;
}

} // namespace wordfield::inline comparison
