// SPDX-License-Identifier: MIT
// The one way in which this program reads files. Those on a disk are mapped, not read into memory.
#pragma once

#include <atomic>
#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>

namespace wordfield::inline core {

/// The bytes of a file, of a pipe until its end, or of standard input ("-"); unpacked where they are gzip's.
/// Read-only; the view is valid while the object lives.
class InputFile {
public:
    /// Throws Error with the path and a hint: missing, a folder, a device, a pipe that nobody writes to,
    /// damaged, too long for this machine's memory; and when `cancel` becomes true while a pipe is read.
    explicit InputFile(const std::filesystem::path& path, const std::atomic<bool>* cancel = nullptr);
    ~InputFile();
    InputFile(const InputFile&) = delete;
    InputFile& operator=(const InputFile&) = delete;

    [[nodiscard]] std::string_view text() const {
        return mapped_ != nullptr ? std::string_view{mapped_, size_} : std::string_view{read_};
    }

    /// A mapped file's pages under `part` need not stay in memory; they are read again where they are wanted.
    void forget(std::string_view part) const;

private:
    void map(int file, std::size_t size);
    void unmap();

    const char* mapped_ = nullptr;
    std::size_t size_ = 0;
    std::string read_; ///< what came through a pipe or was unpacked
};

/// What to call a file that was opened: "book.txt" for "a/book.txt" and for "book.txt.gz", "standard input"
/// for "-", "pipe" for what a shell names /dev/fd/63.
std::string name_of_input(const std::filesystem::path& path);

/// The first `count` bytes of a regular file, or fewer; nothing of anything else, so that no pipe loses them.
std::string first_bytes(const std::filesystem::path& path, std::size_t count);

/// How a load ends that was asked to stop.
[[noreturn]] void throw_cancelled();

} // namespace wordfield::inline core
