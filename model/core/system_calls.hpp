// SPDX-License-Identifier: MIT
// The system calls under write_file() and InputFile, and a way to have one of them fail. A test arms it; in
// every other process each function is the call itself and one branch.
#pragma once

#include <sys/types.h>

#include <cstddef>
#include <optional>

namespace wordfield::system_calls {

enum class Call { Open, Read, Write, Sync, Rename, Close, Map };

/// While it lives, the `nth` call (from 1) fails, on whatever thread: of all functions below, or of `only`.
class Fault {
public:
    /// The `error` (an errno) of a Read or Write that is cut to half of what was asked for and succeeds; of
    /// anything else it is an interruption.
    static constexpr int cut_short = 0;

    Fault(int nth, int error, std::optional<Call> only = std::nullopt);
    ~Fault();
    Fault(const Fault&) = delete;
    Fault& operator=(const Fault&) = delete;

    /// Whether that many calls were made.
    [[nodiscard]] bool happened() const;
};

// As in POSIX; sync() is fsync().
int open(const char* path, int flags, mode_t mode = 0);
ssize_t read(int file, void* bytes, std::size_t size);
ssize_t write(int file, const void* bytes, std::size_t size);
int sync(int file);
int rename(const char* from, const char* to);
int close(int file);
/// The first `size` bytes, read-only; nullptr on failure.
void* map(int file, std::size_t size);

} // namespace wordfield::system_calls
