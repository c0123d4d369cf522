// SPDX-License-Identifier: MIT
#include "model/train/window_gradients.hpp"

#include "model/train/affordable_windows.hpp"

#include <algorithm>
#include <cstdint>
#include <functional>

namespace wordfield::inline train {
namespace {

constexpr int fewest = 4, most_windows = 16;

std::vector<std::size_t> occurrences_of(TokenId word, std::span<const TokenId> stream) {
    std::vector<std::size_t> places;
    for (std::size_t i = 0; i < stream.size(); ++i)
        if (stream[i] == word) places.push_back(i);
    return places;
}

} // namespace

std::vector<std::span<const TokenId>> windows_with(TokenId word, int most, int length,
                                                   std::span<const TokenId> stream) {
    const auto tokens = static_cast<std::size_t>(length) + 1;
    if (stream.size() < tokens || most < 1) return {};
    const std::vector<std::size_t> places = occurrences_of(word, stream);
    const std::size_t count = std::min(places.size(), static_cast<std::size_t>(most));
    std::vector<std::size_t> starts;
    for (std::size_t i = 0; i < count; ++i) {
        const std::size_t place = places[i * places.size() / count];
        const std::size_t before = i * 7919 % tokens; // a prime: every place in a window has its turn
        starts.push_back(std::min(place - std::min(place, before), stream.size() - tokens));
    }
    std::ranges::sort(starts);
    starts.erase(std::unique(starts.begin(), starts.end()), starts.end()); // clang 14 has no ranges::unique
    std::vector<std::span<const TokenId>> windows;
    for (const std::size_t start : starts) windows.push_back(stream.subspan(start, tokens));
    return windows;
}

std::vector<WindowGradient> window_gradients(const Moment& moment, TokenId row, Network::Room& room) {
    std::vector<WindowGradient> found;
    (void)fit_to_context({&row, 1}, 1, moment.model.vocabulary);
    if (!moment.capabilities.window_gradients) return found;
    const int length = moment.model.context;
    const float share = 1.0F / (static_cast<float>(moment.train.batch) * static_cast<float>(length));
    for (const auto window : windows_with(row, affordable_windows(moment, 6.0, fewest, most_windows), length,
                                          moment.corpus->text.train)) {
        const RowVector pull = share * moment.network->row_gradient(window, row, room);
        if (!pull.allFinite()) continue;
        WindowGradient& entry = found.emplace_back();
        entry.tokens.assign(window.begin(), window.end());
        entry.gradient_norm = pull.norm();
        const auto mean = moment.mean_gradient->row(row);
        const float lengths = entry.gradient_norm * mean.norm();
        if (lengths > 0.0F) entry.along = pull.dot(mean) / lengths;
    }
    std::ranges::stable_sort(found, std::greater{}, &WindowGradient::gradient_norm);
    return found;
}

} // namespace wordfield::inline train
