// SPDX-License-Identifier: MIT
#include "model/run/keyframes.hpp"

#include "model/core/thin.hpp"

#include <algorithm>
#include <utility>

namespace wordfield::inline run {
namespace {

std::size_t bytes_kept_by(const RowBackup& edit) {
    std::size_t sum = sizeof edit + edit.rows.capacity() * sizeof(TokenId);
    for (const Matrix& rows : edit.values)
        sum += sizeof rows + static_cast<std::size_t>(rows.size()) * sizeof(float);
    return sum;
}

} // namespace

std::size_t bytes_of(const TrainerState& s) {
    std::size_t sum = sizeof s + s.counts.capacity() * sizeof(std::int64_t) +
                      s.words.capacity() * sizeof(std::string) +
                      s.frozen_rows.capacity() * sizeof(std::int32_t);
    for (const auto* floats : {&s.parameters, &s.first_moment, &s.second_moment, &s.initial_embedding,
                               &s.mean_gradient, &s.rollback.parameters})
        sum += floats->capacity() * sizeof(float);
    for (const std::string& word : s.words) sum += word.capacity() > 15 ? word.capacity() + 1 : 0;
    for (const RowBackup& edit : s.undo) sum += bytes_kept_by(edit);
    return sum;
}

void Keyframes::add(std::shared_ptr<const Keyframe> frame) {
    bytes_ += bytes_of(frame->state);
    kept_.push_back(std::move(frame));
}

bool Keyframes::thin() {
    if (kept_.size() < 2) return false;
    drop_every_other(kept_);
    spacing_ *= 2;
    bytes_ = 0;
    for (const auto& frame : kept_) bytes_ += bytes_of(frame->state);
    return true;
}

std::shared_ptr<const Keyframe> Keyframes::before(std::int64_t tick) const {
    const auto after =
        std::ranges::upper_bound(kept_, tick, {}, [](const auto& frame) { return frame->tick; });
    return after == kept_.begin() ? nullptr : *std::prev(after);
}

} // namespace wordfield::inline run
