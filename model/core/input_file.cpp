// SPDX-License-Identifier: MIT
#include "model/core/input_file.hpp"

#include "model/core/descriptor.hpp"
#include "model/core/error.hpp"
#include "model/core/gzip.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <optional>
#include <system_error>
#include <vector>

namespace wordfield::inline core {
namespace {

namespace fs = std::filesystem;

constexpr int slice_ms = 100; // how long a cancel may have to wait
constexpr auto longest_wait_for_writer = std::chrono::seconds{10};

std::string name_of(const fs::path& path) {
    return path == "-" ? "standard input" : path.string();
}

[[noreturn]] void fail(const fs::path& path, std::string_view what, int error) {
    std::string_view hint = "check the path";
    if (error == EACCES || error == EPERM) hint = "ask for the permission to read it";
    throw Error{name_of(path), std::string{what} + ": " + std::generic_category().message(error), hint};
}

Descriptor open_input(const fs::path& path) {
    if (path == "-") return Descriptor{::fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 0)};
    // O_NONBLOCK: a pipe without a writer must not stop the program here.
    return Descriptor::open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
}

// Pipes come to an end, devices mostly do not. A terminal ends with Ctrl+D.
void refuse_endless(const fs::path& path, int file, mode_t mode) {
    if (S_ISDIR(mode))
        throw Error{name_of(path), "is a folder and not a file", "give the path of a file in it"};
    if (S_ISBLK(mode) || (S_ISCHR(mode) && ::isatty(file) == 0))
        throw Error{name_of(path), "is a device and not a file", "give the path of a file or a pipe"};
}

class PipeReader {
public:
    PipeReader(const fs::path& path, int file, const std::atomic<bool>* cancel)
        : path_{path}, file_{file}, cancel_{cancel} {}

    std::string read_all() {
        std::vector<char> buffer(std::size_t{1} << 20U);
        const std::size_t limit = most_bytes_in_memory();
        std::string all;
        while (const std::size_t size = read_some(buffer)) {
            if (all.size() + size > limit) throw_too_long(name_of(path_), limit);
            all.append(buffer.data(), size);
        }
        return all;
    }

private:
    // 0 at the end.
    std::size_t read_some(std::vector<char>& buffer) {
        const auto end = std::chrono::steady_clock::now() + longest_wait_for_writer;
        for (;;) {
            if (cancel_ != nullptr && *cancel_) throw_cancelled();
            pollfd news{file_, POLLIN, 0};
            const bool ready = ::poll(&news, 1, slice_ms) > 0;
            if (!ready && is_blocking()) continue;
            const ssize_t size = system_calls::read(file_, buffer.data(), buffer.size());
            if (size > 0) return static_cast<std::size_t>(size);
            if (size == 0 && ready) return 0;
            if (size < 0 && errno != EAGAIN && errno != EINTR) fail(path_, "cannot be read", errno);
            // A pipe that nobody has opened for writing reads as one that has ended, but is not ready.
            if (size == 0 && std::chrono::steady_clock::now() > end)
                throw Error{name_of(path_), "is a pipe that nobody writes to",
                            "start what writes to it first"};
        }
    }
    // Standard input is shared with other processes, so it stays as it is.
    [[nodiscard]] bool is_blocking() const { return (::fcntl(file_, F_GETFL) & O_NONBLOCK) == 0; }

    const fs::path& path_;
    int file_;
    const std::atomic<bool>* cancel_;
};

} // namespace

InputFile::InputFile(const fs::path& path, const std::atomic<bool>* cancel) {
    const Descriptor file = open_input(path);
    if (!file.is_open()) fail(path, "cannot be opened", errno);
    struct stat info {};
    if (::fstat(file.number(), &info) != 0) fail(path, "cannot be opened", errno);
    refuse_endless(path, file.number(), info.st_mode);
    // Files of size 0 may be those of /proc, which have more to say than that.
    if (path != "-" && S_ISREG(info.st_mode) && info.st_size > 0)
        map(file.number(), static_cast<std::size_t>(info.st_size));
    if (mapped_ == nullptr) read_ = PipeReader{path, file.number(), cancel}.read_all();
    if (!is_gzip(text())) return;
    try {
        std::string unpacked = unpack_gzip(text(), name_of(path), cancel);
        unmap();
        read_ = std::move(unpacked);
    } catch (...) {
        unmap();
        throw;
    }
}

InputFile::~InputFile() {
    unmap();
}

void InputFile::map(int file, std::size_t size) {
    void* mapped = system_calls::map(file, size);
    if (mapped == nullptr) return; // read instead
    mapped_ = static_cast<const char*>(mapped);
    size_ = size;
    ::madvise(mapped, size, MADV_SEQUENTIAL);
}

void InputFile::unmap() {
    if (mapped_ != nullptr) ::munmap(const_cast<char*>(mapped_), size_);
    mapped_ = nullptr;
}

// Whole pages that lie inside of it: others hold something else, too.
void InputFile::forget(std::string_view part) const {
    if (mapped_ == nullptr) return;
    const auto page = static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
    const auto begin = static_cast<std::size_t>(part.data() - mapped_), end = begin + part.size();
    const std::size_t first = (begin + page - 1) / page * page, last = end / page * page;
    if (first < last) ::madvise(const_cast<char*>(mapped_) + first, last - first, MADV_DONTNEED);
}

std::string name_of_input(const fs::path& path) {
    if (path == "-" || path == "/dev/stdin") return "standard input";
    if (path.parent_path() == "/dev/fd" || path.parent_path() == "/proc/self/fd") return "pipe";
    return (path.extension() == ".gz" ? path.stem() : path.filename()).string();
}

std::string first_bytes(const fs::path& path, std::size_t count) {
    const Descriptor file = Descriptor::open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    struct stat info {};
    if (!file.is_open() || ::fstat(file.number(), &info) != 0 || !S_ISREG(info.st_mode)) return {};
    std::string bytes(count, '\0');
    std::size_t filled = 0;
    while (filled < count) {
        const ssize_t size = system_calls::read(file.number(), bytes.data() + filled, count - filled);
        if (size == 0 || (size < 0 && errno != EINTR)) break;
        if (size > 0) filled += static_cast<std::size_t>(size);
    }
    bytes.resize(filled);
    return bytes;
}

void throw_cancelled() {
    throw Error{"loading", "was cancelled", "load again at any time"};
}

} // namespace wordfield::inline core
