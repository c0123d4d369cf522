// SPDX-License-Identifier: MIT
#include "app/story/moment_bytes.hpp"

namespace wordfield::app {
namespace {

std::size_t bytes(const Matrix& m) {
    return static_cast<std::size_t>(m.size()) * sizeof(float);
}

std::size_t bytes(const RowVector& v) {
    return static_cast<std::size_t>(v.size()) * sizeof(float);
}

template <class T>
std::size_t bytes(const std::vector<T>& list) {
    return list.capacity() * sizeof(T);
}

// What the elements hold beside themselves.
template <class T>
std::size_t deep_bytes(const std::vector<T>& list) {
    std::size_t total = bytes(list);
    for (const T& element : list) total += bytes(element);
    return total;
}

} // namespace

void MomentBytes::add_shared(const std::shared_ptr<const Matrix>& matrix) {
    if (matrix && seen_.insert(matrix.get()).second) total_ += sizeof(Matrix) + bytes(*matrix);
}

void MomentBytes::add(const Trace& trace) {
    for (const auto* list : {&trace.queries, &trace.keys, &trace.values, &trace.attention, &trace.residual,
                             &trace.lens, &trace.head_outputs, &trace.feed_forward, &trace.output_weights})
        total_ += deep_bytes(*list);
    total_ += bytes(trace.tokens) + bytes(trace.final_hidden) + bytes(trace.logits) +
              deep_bytes(trace.attention_bias) + bytes(trace.final_gain) + bytes(trace.final_bias);
}

void MomentBytes::add(const Moment& moment) {
    if (!seen_.insert(&moment).second) return;
    total_ += sizeof(Moment) + bytes(moment.head_stats) + bytes(moment.groups) + bytes(moment.frozen_rows) +
              moment.ablated_heads.capacity() / 8 + bytes(moment.pulling);
    for (const WindowGradient& window : moment.pulling) total_ += bytes(window.tokens);
    for (const auto* matrix :
         {&moment.embedding, &moment.output_embedding, &moment.initial_embedding, &moment.mean_gradient})
        add_shared(*matrix);
    if (moment.pull_agreement)
        total_ += static_cast<std::size_t>(moment.pull_agreement->size()) * sizeof(float);
    add(moment.trace);
    add(moment.comparison);
}

void MomentBytes::add(const Layout& layout) {
    if (!seen_.insert(&layout).second) return;
    total_ += sizeof(Layout) + bytes(layout.words) + bytes(layout.positions) + bytes(layout.group) +
              bytes(layout.explained_variance) + bytes(layout.all_variances);
    if (layout.quality) total_ += bytes(layout.quality->asked) + bytes(layout.quality->kept_each);
    add_shared(layout.rows);
}

} // namespace wordfield::app
