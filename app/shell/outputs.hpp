// SPDX-License-Identifier: MIT
// The files that a run was asked to leave behind. Each is tried before the work and written on its own.
#pragma once

#include "app/shell/options.hpp"

#include <filesystem>
#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace wordfield::app {

/// Throws Error for a path of --save, --report, --screenshot, --ui-state, --film or --export that
/// cannot be written.
void check_outputs(const Options& options);

class Outputs {
public:
    /// Runs `action`, which writes `path`; nothing for an empty path. What goes wrong is told on stderr and
    /// in the exit code, and stops nothing else: false then. A file that is written later after all is no
    /// failure.
    bool write(const std::filesystem::path& path, const std::function<void()>& action);
    /// A file that there was nothing to write of.
    void miss(const std::filesystem::path& path, std::string_view why);

    [[nodiscard]] bool all_written() const { return failed_.empty(); }
    /// "; saved run.ckpt, r.json", or nothing.
    [[nodiscard]] std::string saved() const;

private:
    std::set<std::filesystem::path> failed_;
    std::vector<std::filesystem::path> written_;
};

} // namespace wordfield::app
