// SPDX-License-Identifier: MIT
// Heads over time: where each head looks, followed over the run.
#pragma once

#include "app/story/history.hpp"
#include "model/analysis/head_habit.hpp"

#include <span>
#include <vector>

namespace wordfield::app {

struct HeadLife {
    Curve spread{256};   ///< entropy of its rows, as a share of what looking evenly would have
    Curve previous{256}; ///< mean weight on the token before
    Curve first{256};    ///< on the window's first token
    Curve itself{256};   ///< on the token itself
};

class HeadHistory {
public:
    /// Takes the head statistics of every new held-out measurement; a new run begins anew.
    void record(const Moment& moment);
    /// [layer * H + head]; empty until something was measured.
    [[nodiscard]] std::span<const HeadLife> heads() const { return heads_; }

private:
    std::uint64_t run_ = 0;
    std::int64_t step_ = -1;
    std::vector<HeadLife> heads_;
};

} // namespace wordfield::app
