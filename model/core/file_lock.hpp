// SPDX-License-Identifier: MIT
// A file that one process at a time holds on to: a crash gives it free like any other end.
#pragma once

#include "model/core/descriptor.hpp"

#include <filesystem>

namespace wordfield::inline core {

class FileLock {
public:
    /// Makes the file where it is not there. Throws Error when it cannot be written to, and one that names
    /// `thing` when somebody else holds it, in this process or another.
    FileLock(const std::filesystem::path& path, const std::filesystem::path& thing);

private:
    Descriptor file_;
};

} // namespace wordfield::inline core
