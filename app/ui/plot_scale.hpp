// SPDX-License-Identifier: MIT
// What a plot writes beside its curves: values of its axes, and where a caption crosses none of them. Pure.
#pragma once

#include <imgui.h>

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace wordfield::app {

/// Round values from `low` to `high`, rising, evenly apart: 1, 2 or 5 times a power of ten, as close as lets
/// at most `most` of them in. Empty where the ends are none.
std::vector<double> round_ticks(double low, double high, int most);
/// "0.5", "12", "1,500": with as many decimals as ticks that are `apart` from each other need.
std::string tick_text(double value, double apart);

struct Box {
    ImVec2 low, high;
};
/// Whether the straight line from `a` to `b` touches the box.
bool crosses(const Box& box, ImVec2 a, ImVec2 b);
/// The first of `places` that none of the lines runs through; nothing when all are taken.
std::optional<std::size_t> free_place(std::span<const Box> places,
                                      std::span<const std::vector<ImVec2>> lines);

} // namespace wordfield::app
