// SPDX-License-Identifier: MIT
#include "model/train/context_pulls.hpp"

#include "model/core/thin.hpp"
#include "model/geometry/cosine.hpp"

#include <algorithm>
#include <cmath>

namespace wordfield::inline train {
namespace {

constexpr float least_pulls = 1e-20F; // of two pulls: gradients are small

using Vector = Eigen::Map<const RowVector>;

// Probability of `word` after a vector(C), by table(V, C).
float probability(const Vector& hidden, const Eigen::Map<const Matrix>& table, TokenId word) {
    const Eigen::VectorXf logits = table * hidden.transpose();
    const float top = logits.maxCoeff();
    return std::exp(logits[word] - top) / (logits.array() - top).exp().sum();
}

} // namespace

RowVector whole_pull(const ContextPulls::Row& row) {
    RowVector sum = row.rest;
    for (const auto& [key, context] : row.contexts) sum += context.pull;
    return sum;
}

void ContextRecorder::watch(std::vector<TokenId> rows, Index dim, std::int64_t step, int parts) {
    told_.reset();
    dim_ = dim;
    if (rows.empty()) return;
    told_ = std::make_shared<ContextPulls>();
    told_->from = told_->to = step;
    for (const TokenId row : rows) told_->rows.push_back({row, {}, RowVector::Zero(dim)});
    parts_.assign(static_cast<std::size_t>(parts), {});
    sums_.assign(std::min<std::size_t>(told_->rows.size(), 2), RowVector::Zero(dim));
    last_point_ = step;
    point_every_ = 1;
}

void ContextRecorder::note(int part, const Sequences& batch, const Activations<float>& a, const float* table,
                           Index V, float scale) {
    using Side = ContextPulls::Side;
    const Eigen::Map<const Matrix> rows{table, V, dim_};
    for (std::size_t r = 0; r < batch.inputs.size(); ++r) {
        const TokenId here = batch.inputs[r], next = batch.targets[r];
        for (std::size_t i = 0; i < told_->rows.size(); ++i) {
            const TokenId word = told_->rows[i].word;
            if (here == word) { // what was asked of it here came back to the embedded vector
                const Vector asked{a.d_residual.data() + static_cast<Index>(r) * dim_, dim_};
                parts_[part].push_back({i, {Side::Before, next}, -asked});
            }
            if (next == word) { // d loss / d logit = p - 1, times the vector that said it
                const Vector said{a.hidden.data() + static_cast<Index>(r) * dim_, dim_};
                parts_[part].push_back(
                    {i, {Side::After, here}, scale * (1.0F - probability(said, rows, word)) * said});
            }
        }
    }
}

void ContextRecorder::add(const Found& found, std::int64_t step) {
    ContextPulls::Row& row = told_->rows[found.row];
    row.rest -= found.pull; // from the row's whole
    auto at = row.contexts.find(found.context);
    if (at == row.contexts.end()) {
        if (row.contexts.size() >= most_contexts) {
            row.rest += found.pull;
            return;
        }
        at = row.contexts.emplace(found.context, ContextPulls::Context{0, RowVector::Zero(dim_)}).first;
    }
    ++at->second.times;
    at->second.pull += found.pull;
    told_->last.push_back({step, row.word, found.context});
    if (told_->last.size() > most_events) told_->last.pop_front();
}

void ContextRecorder::finish(std::int64_t step, const float* gradient) {
    for (ContextPulls::Row& row : told_->rows) row.rest -= Vector{gradient + Index{row.word} * dim_, dim_};
    for (const auto& part : parts_)
        for (const Found& found : part) add(found, step);
    for (std::size_t i = 0; i < sums_.size(); ++i)
        sums_[i] -= Vector{gradient + Index{told_->rows[i].word} * dim_, dim_};
    told_->to = step;
    add_to_curve(step);
    drop();
}

// The newest step is always there; it makes room for the next one unless its turn has come.
void ContextRecorder::add_to_curve(std::int64_t step) {
    if (sums_.size() < 2) return;
    std::vector<HistoryPoint>& curve = told_->together;
    if (!curve.empty() && static_cast<std::int64_t>(curve.back().step) - last_point_ < point_every_)
        curve.pop_back();
    else if (!curve.empty())
        last_point_ = static_cast<std::int64_t>(curve.back().step);
    curve.push_back({static_cast<double>(step), cosine(sums_[0], sums_[1], least_pulls)});
    if (curve.size() <= most_points) return;
    drop_every_other(curve);
    point_every_ *= 2;
}

void ContextRecorder::drop() {
    for (auto& part : parts_) part.clear();
}

void ContextRecorder::begin_again(std::int64_t step) {
    if (!told_) return;
    std::vector<TokenId> rows;
    for (const ContextPulls::Row& row : told_->rows) rows.push_back(row.word);
    watch(std::move(rows), dim_, step, static_cast<int>(parts_.size()));
}

std::shared_ptr<const ContextPulls> ContextRecorder::told() const {
    return told_ ? std::make_shared<const ContextPulls>(*told_) : nullptr;
}

} // namespace wordfield::inline train
