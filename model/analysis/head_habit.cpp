// SPDX-License-Identifier: MIT
#include "model/analysis/head_habit.hpp"

#include <algorithm>
#include <cmath>

namespace wordfield::inline analysis {

HeadStats even_head(int context) {
    HeadStats even;
    const int rows = std::max(context - 2, 1);
    for (int row = 2; row < std::max(context, 3); ++row) {
        const auto n = static_cast<float>(row + 1);
        even.entropy += std::log(n) / static_cast<float>(rows);
        even.previous += 1.0F / n / static_cast<float>(rows);
    }
    even.first = even.itself = even.previous;
    return even;
}

HeadHabit habit_of(const HeadStats& head, int context) {
    const HeadStats even = even_head(context);
    const float most = std::max({head.previous, head.first, head.itself});
    if (most > 3 * even.previous) {
        if (most == head.previous) return HeadHabit::Previous;
        return most == head.first ? HeadHabit::First : HeadHabit::Itself;
    }
    return head.entropy > 0.9F * even.entropy ? HeadHabit::Many : HeadHabit::None;
}

std::string head_habit(const HeadStats& head, int context) {
    switch (habit_of(head, context)) {
    case HeadHabit::Previous:
        return "looks back one word";
    case HeadHabit::First:
        return "looks at the first word";
    case HeadHabit::Itself:
        return "looks at itself";
    case HeadHabit::Many:
        return "looks at many alike";
    case HeadHabit::None:
        break;
    }
    return no_habit;
}

} // namespace wordfield::inline analysis
