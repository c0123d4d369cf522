// SPDX-License-Identifier: MIT
#include "model/train/mean_loss.hpp"

#include <cmath>
#include <stdexcept>
#include <vector>

namespace wordfield::inline train {

MeanLoss mean_of(std::span<const WindowLoss> windows) {
    MeanLoss result;
    double sum = 0.0;
    std::int64_t used = 0;
    for (const WindowLoss& window : windows) {
        sum += window.sum;
        result.tokens += window.tokens;
        used += window.tokens > 0 ? 1 : 0;
    }
    if (result.tokens == 0) return result;
    result.mean = sum / static_cast<double>(result.tokens);
    if (used < 2) return result;
    double squares = 0.0;
    for (const WindowLoss& window : windows) {
        const double off = window.sum - result.mean * static_cast<double>(window.tokens);
        squares += off * off;
    }
    const auto n = static_cast<double>(used);
    result.error = std::sqrt(squares * n / (n - 1.0)) / static_cast<double>(result.tokens);
    return result;
}

MeanLoss difference_of(std::span<const WindowLoss> a, std::span<const WindowLoss> b) {
    if (a.size() != b.size()) throw std::invalid_argument{"difference_of: other windows"};
    std::vector<WindowLoss> difference;
    for (std::size_t i = 0; i < a.size(); ++i) {
        if (a[i].tokens != b[i].tokens) throw std::invalid_argument{"difference_of: other windows"};
        difference.push_back({b[i].sum - a[i].sum, a[i].tokens});
    }
    return mean_of(difference);
}

} // namespace wordfield::inline train
