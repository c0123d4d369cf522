// SPDX-License-Identifier: MIT
// What the window remembers between runs: its size, the splitters, the theme, the size of labels.
#pragma once

#include "app/desk/workspace.hpp"
#include "app/map/map_look.hpp"
#include "model/map/map_maker.hpp"

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace wordfield::app {

/// Memory for the history of runs: together with the program it stays under what a small machine has free.
constexpr std::size_t default_history_bytes = std::size_t{184} << 20U,
                      least_history_bytes = std::size_t{32} << 20U,
                      most_history_bytes = std::size_t{4096} << 20U;

struct Settings {
    int width = 1600, height = 1000;
    bool dark = true;
    bool tour_seen = false; ///< the tour has been taken or left once
    /// How much training, in seconds, may be lost without a question when the window closes; -1: any amount.
    /// Nothing: half a minute, and no question in a window that a script drives.
    std::optional<int> quit_asks_after;
    MapLook look;
    MapSettings map; ///< t-SNE's numbers, the cap and kind of words, the frequency switch; nothing else of it
    bool map_settings_open = false;
    bool reopens =
        true; ///< a window keeps its run and how it was looked at, and the next one goes on with both
    std::size_t history_bytes = default_history_bytes; ///< of memory, for moments and keyframes
    float text_size = 1.0F; ///< of everything on the screen; text_sizes in app/desk/text_size.hpp
    std::vector<std::string> recent_files; ///< the last one opened or saved at the front
    /// Ask for files with the desktop's own dialog where there is one. Nothing: yes, but not in a window that
    /// a script drives.
    std::optional<bool> system_file_dialog;
    Workspace workspace;
};

/// $XDG_CONFIG_HOME/wordfield/settings.json, or ~/.config/...; empty when there is no home.
std::filesystem::path settings_path();

/// $XDG_STATE_HOME/wordfield, or ~/.local/state/wordfield; empty when there is no home.
std::filesystem::path state_folder();

/// What the file says; defaults for anything missing or out of range, and for a file that cannot be read.
Settings load_settings(const std::filesystem::path& path);

/// Written to a temporary name, then renamed. False when that failed: forgetting a window size is no reason
/// to stop.
bool save_settings(const std::filesystem::path& path, const Settings& settings);

} // namespace wordfield::app
