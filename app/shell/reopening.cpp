// SPDX-License-Identifier: MIT
#include "app/shell/reopening.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace wordfield::app {
namespace {

// What says how a run is looked at, and nothing of the run.
constexpr std::array<std::string_view, 8> of_the_window{"--size",   "--light", "--tour",     "--select",
                                                        "--prompt", "--isa",   "--ui-state", "--reopen"};

} // namespace

bool is_automated(const Options& options) {
    return !options.ui_state.empty() || !options.screenshot.empty() || !options.report.empty() ||
           !options.exports.empty();
}

bool goes_on(const Options& options) {
    if (options.reopen) return true;
    return !options.anew && std::ranges::all_of(options.given, [](const std::string& option) {
        return std::ranges::count(of_the_window, option) > 0;
    });
}

std::filesystem::path kept_folder(const Options& options, const Settings& settings) {
    if (!opens_window(options) || !options.history.empty() || !options.vectors.empty()) return {};
    const bool keeps = options.reopen || (settings.reopens && !is_automated(options));
    const std::filesystem::path state = keeps ? state_folder() : std::filesystem::path{};
    return state.empty() ? state : state / "runs";
}

} // namespace wordfield::app
