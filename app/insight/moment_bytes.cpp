// SPDX-License-Identifier: MIT
#include "app/insight/moment_bytes.hpp"

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

void MomentBytes::add(const Probe& probe) {
    for (const auto* list : {&probe.queries, &probe.keys, &probe.values, &probe.attention, &probe.residual,
                             &probe.lens, &probe.head_outputs, &probe.feed_forward, &probe.output_weights})
        total_ += deep_bytes(*list);
    total_ += bytes(probe.tokens) + bytes(probe.final_hidden) + bytes(probe.logits) +
              deep_bytes(probe.attention_bias) + bytes(probe.final_gain) + bytes(probe.final_bias);
}

void MomentBytes::add(const Snapshot& snapshot) {
    if (!seen_.insert(&snapshot).second) return;
    total_ += sizeof(Snapshot) + bytes(snapshot.head_stats) + bytes(snapshot.groups) +
              bytes(snapshot.frozen_rows) + snapshot.silent_heads.capacity() / 8 + bytes(snapshot.pulling);
    for (const PullingWindow& window : snapshot.pulling) total_ += bytes(window.tokens);
    for (const auto* matrix : {&snapshot.embedding, &snapshot.output_embedding, &snapshot.initial_embedding,
                               &snapshot.mean_gradient})
        add_shared(*matrix);
    if (snapshot.pull_agreement)
        total_ += static_cast<std::size_t>(snapshot.pull_agreement->size()) * sizeof(float);
    add(snapshot.probe);
    add(snapshot.comparison);
}

void MomentBytes::add(const Layout& layout) {
    if (!seen_.insert(&layout).second) return;
    total_ += sizeof(Layout) + bytes(layout.words) + bytes(layout.positions) + bytes(layout.group) +
              bytes(layout.explained_variance) + bytes(layout.all_variances);
    if (layout.quality) total_ += bytes(layout.quality->asked) + bytes(layout.quality->kept_each);
    add_shared(layout.rows);
}

} // namespace wordfield::app
