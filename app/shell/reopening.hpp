// SPDX-License-Identifier: MIT
// What a window keeps for the next one without being asked: its run, with every step, and how it was looked
// at.
#pragma once

#include "app/desk/settings.hpp"
#include "app/shell/options.hpp"
#include "model/history/history_writer.hpp"

#include <filesystem>

namespace wordfield::app {

/// Nobody asked for this folder, so it stays small: twelve runs in 1 GB, a keyframe each five seconds at
/// most.
constexpr HistoryLimits kept_limits{.bytes = 1'000'000'000, .runs = 12, .between = std::chrono::seconds{5}};

/// The folder of that, where this window keeps anything there: one that a script drives does not, nor one
/// that names a history of its own. Empty for none.
std::filesystem::path kept_folder(const Options& options, const Settings& settings);

/// Whether a window with these options goes on with what is there: nothing of a run was asked for, or
/// --reopen was.
bool goes_on(const Options& options);

/// Whether a script watches it or waits for what it writes.
bool is_automated(const Options& options);

} // namespace wordfield::app
