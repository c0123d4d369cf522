// SPDX-License-Identifier: MIT
#include "app/ui/plot_scale.hpp"

#include "model/core/number_text.hpp"

#include <algorithm>
#include <cmath>

namespace wordfield::app {

std::vector<double> round_ticks(double low, double high, int most) {
    std::vector<double> ticks;
    if (!(high > low) || !std::isfinite(high - low)) return ticks;
    constexpr double leads[] = {1, 2, 5, 10};
    const double power = std::pow(10.0, std::floor(std::log10((high - low) / std::max(most, 1))));
    for (const double lead : leads) {
        const double apart = lead * power, slack = 1e-6 * apart; // 0.3 is not quite three times 0.1
        const double first = std::ceil((low - slack) / apart), last = std::floor((high + slack) / apart);
        if (last - first + 1 > most) continue;
        for (double i = first; i <= last; ++i) ticks.push_back(i == 0 ? 0.0 : i * apart);
        break;
    }
    return ticks;
}

std::string tick_text(double value, double apart) {
    const int decimals = std::clamp(static_cast<int>(-std::floor(std::log10(apart) + 1e-9)), 0, 9);
    if (decimals > 0) return format("%.*f", decimals, value);
    return with_commas(std::llround(value));
}

// Liang & Barsky 1984: what of the line lies between the box's sides.
bool crosses(const Box& box, ImVec2 a, ImVec2 b) {
    float enters = 0.0F, leaves = 1.0F;
    const auto between = [&](float from, float way, float low, float high) {
        if (way == 0.0F) return from >= low && from <= high;
        const float x = (low - from) / way, y = (high - from) / way;
        enters = std::max(enters, std::min(x, y));
        leaves = std::min(leaves, std::max(x, y));
        return enters <= leaves;
    };
    return between(a.x, b.x - a.x, box.low.x, box.high.x) && between(a.y, b.y - a.y, box.low.y, box.high.y);
}

std::optional<std::size_t> free_place(std::span<const Box> places,
                                      std::span<const std::vector<ImVec2>> lines) {
    const auto taken = [&](const Box& box) {
        return std::ranges::any_of(lines, [&](const std::vector<ImVec2>& line) {
            for (std::size_t i = 0; i < line.size(); ++i)
                if (crosses(box, line[i == 0 ? 0 : i - 1], line[i])) return true;
            return false;
        });
    };
    const auto free = std::ranges::find_if_not(places, taken);
    if (free == places.end()) return std::nullopt;
    return static_cast<std::size_t>(free - places.begin());
}

} // namespace wordfield::app
