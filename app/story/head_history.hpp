// SPDX-License-Identifier: MIT
// Heads over time: where each head looks, followed over the run, and its habit in a few words.
#pragma once

#include "app/story/history.hpp"

#include <span>
#include <string>
#include <vector>

namespace wordfield::app {

struct HeadLife {
    Curve spread{256};   ///< entropy of its rows, as a share of what looking evenly would have
    Curve previous{256}; ///< mean weight on the token before
    Curve first{256};    ///< on the window's first token
    Curve itself{256};   ///< on the token itself
};

/// What a head that looks at all earlier tokens alike would have, over windows of `context` tokens from the
/// third token on: the mean of 1/n and of log n.
HeadStats even_head(int context);

inline constexpr const char* no_habit = "no clear pattern";

/// "looks back one word", "looks at the first word", "looks at itself", "looks at many alike", or `no_habit`.
/// A habit is three times as much weight as looking evenly would give, and more than on the other two.
std::string head_habit(const HeadStats& head, int context);

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
