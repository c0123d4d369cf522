// SPDX-License-Identifier: MIT
// Keyframes along one run: close enough together that every step is a short replay away, and few enough for a
// bound of bytes.
#pragma once

#include "model/run/journal.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

namespace wordfield::inline run {

class Keyframes {
public:
    /// Whether it is time for one: none is kept yet, or the last one lies `spacing` ticks back.
    [[nodiscard]] bool due(std::int64_t tick) const {
        return kept_.empty() || tick >= kept_.back()->tick + spacing_;
    }
    /// Not before the last one.
    void add(Keyframe frame) { add(std::make_shared<const Keyframe>(std::move(frame))); }
    void add(std::shared_ptr<const Keyframe> frame);
    /// Every other one goes, and those to come lie twice as far apart; the front one stays. False when there
    /// is no other.
    bool thin();

    /// The last one that does not lie after `tick`; null when there is none.
    [[nodiscard]] std::shared_ptr<const Keyframe> before(std::int64_t tick) const;
    [[nodiscard]] std::size_t count() const { return kept_.size(); }
    /// Of memory that all of them hold on to.
    [[nodiscard]] std::size_t bytes() const { return bytes_; }

private:
    std::vector<std::shared_ptr<const Keyframe>> kept_; // their ticks rise
    std::int64_t spacing_ = remember_every; // a trainer has no older weights to go back to then: less to keep
    std::size_t bytes_ = 0;
};

/// Memory that the numbers of a state take.
std::size_t bytes_of(const TrainerState& state);

} // namespace wordfield::inline run
