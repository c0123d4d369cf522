// SPDX-License-Identifier: MIT
// A head's habit in a few words, from where it looks on average.
#pragma once

#include "model/train/moment.hpp"

#include <string>

namespace wordfield::inline analysis {

enum class HeadHabit { Previous, First, Itself, Many, None };

/// What a head that looks at all earlier tokens alike would have, over windows of `context` tokens from the
/// third token on: the mean of 1/n and of log n.
HeadStats even_head(int context);

/// A habit is three times as much weight as looking evenly would give, and more than on the other two.
HeadHabit habit_of(const HeadStats& head, int context);

inline constexpr const char* no_habit = "no clear pattern";

/// "looks back one word", "looks at the first word", "looks at itself", "looks at many alike", or `no_habit`.
std::string head_habit(const HeadStats& head, int context);

} // namespace wordfield::inline analysis
