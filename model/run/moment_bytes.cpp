// SPDX-License-Identifier: MIT
#include "model/run/moment_bytes.hpp"

namespace wordfield::inline run {
namespace {

std::size_t bytes(const Matrix& m) {
    return static_cast<std::size_t>(m.size()) * sizeof(float);
}

template <class T>
std::size_t bytes(const std::vector<T>& list) {
    return list.capacity() * sizeof(T);
}

} // namespace

void MomentBytes::add_shared(const std::shared_ptr<const Matrix>& matrix) {
    if (matrix && seen_.insert(matrix.get()).second) total_ += sizeof(Matrix) + bytes(*matrix);
}

void MomentBytes::add_shared(const std::shared_ptr<const RowTable>& table) {
    if (!table || !seen_.insert(table.get()).second) return;
    total_ += sizeof(RowTable);
    add_shared(table->shared_matrix());
    if (table->halves() != nullptr) total_ += table->bytes();
}

void MomentBytes::add(const Moment& moment) {
    if (!seen_.insert(&moment).second) return;
    total_ += sizeof(Moment) + bytes(moment.head_stats) + bytes(moment.groups) + bytes(moment.frozen_rows) +
              moment.ablated_heads.capacity() / 8;
    for (const auto& table : {moment.embedding, moment.initial_embedding}) add_shared(table);
    for (const auto& matrix : {moment.output_embedding, moment.mean_gradient, moment.gradient_sum})
        add_shared(matrix);
    if (moment.pull_agreement)
        total_ += static_cast<std::size_t>(moment.pull_agreement->size()) * sizeof(float);
    if (moment.network && seen_.insert(moment.network.get()).second) total_ += moment.network->bytes();
}

void MomentBytes::add(const Layout& layout) {
    if (!seen_.insert(&layout).second) return;
    total_ += sizeof(Layout) + bytes(layout.words) + bytes(layout.positions) + bytes(layout.group) +
              bytes(layout.explained_variance) + bytes(layout.all_variances);
    if (layout.quality) total_ += bytes(layout.quality->asked) + bytes(layout.quality->kept_each);
    add_shared(layout.rows);
    if (layout.placed && seen_.insert(layout.placed.get()).second)
        total_ += bytes(layout.placed->words) + bytes(layout.placed->positions) + bytes(layout.placed->group);
}

} // namespace wordfield::inline run
