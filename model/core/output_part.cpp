// SPDX-License-Identifier: MIT
#include "model/core/output_part.hpp"

#include "model/core/descriptor.hpp"
#include "model/core/error.hpp"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/file.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <charconv>
#include <optional>
#include <string>
#include <system_error>

namespace wordfield::inline core {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view part_suffix = ".part";

// ".run.ckpt." for "run.ckpt"; names of files end at 255 bytes.
std::string part_prefix(const fs::path& target) {
    std::string prefix{'.'};
    prefix.append(target.filename().string(), 0, 200).push_back('.');
    return prefix;
}

// The process in ".run.ckpt.1234-5.part"; nothing for other names.
std::optional<pid_t> writer_of(std::string_view name, std::string_view prefix) {
    if (!name.starts_with(prefix) || !name.ends_with(part_suffix)) return std::nullopt;
    name.remove_prefix(prefix.size());
    pid_t process = 0;
    const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), process);
    return error == std::errc{} && *end == '-' && process > 0 ? std::optional{process} : std::nullopt;
}

// From the opening of a part to its lock, and while parts without a lock are looked for.
std::mutex part_mutex;

} // namespace

void fail_to_write(const fs::path& path, int error) {
    std::string_view hint = "give another name";
    if (error == ENOENT) hint = "make its folder first, or give another name";
    if (error == EISDIR) hint = "that is a folder; give the name of a file";
    if (error == EACCES || error == EPERM || error == EROFS) hint = "choose a folder that you may write to";
    if (error == ENOSPC || error == EDQUOT || error == EFBIG)
        hint = "make room there, or choose another disk";
    if (error == ENXIO) hint = "nobody reads from this pipe";
    throw Error{path == "-" ? "standard output" : path.string(),
                "cannot be written: " + std::generic_category().message(error), hint};
}

int write_all(int file, std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t written = system_calls::write(file, bytes.data(), bytes.size());
        if (written > 0)
            bytes.remove_prefix(static_cast<std::size_t>(written));
        else if (written == 0)
            return ENOSPC;
        else if (errno == EAGAIN) {
            pollfd room{file, POLLOUT, 0};
            ::poll(&room, 1, -1);
        } else if (errno != EINTR)
            return errno;
    }
    return 0;
}

fs::path folder_of(const fs::path& path) {
    return path.has_parent_path() ? path.parent_path() : fs::path{"."};
}

fs::path next_part_of(const fs::path& target) {
    static std::atomic<unsigned> count{0};
    fs::path part = folder_of(target) /
                    (part_prefix(target) + std::to_string(::getpid()) + "-" + std::to_string(++count));
    return part += part_suffix;
}

std::unique_lock<std::mutex> making_part() {
    return std::unique_lock{part_mutex};
}

// Another machine's may be at work on a disk that both use, or another thread of this process, whose number
// may have been that of a dead one.
void remove_stale_parts(const fs::path& target) {
    const std::lock_guard lock{part_mutex};
    const std::string prefix = part_prefix(target);
    std::error_code error, ignored;
    for (fs::directory_iterator at{folder_of(target), error}, end; !error && at != end; at.increment(error)) {
        const auto process = writer_of(at->path().filename().string(), prefix);
        if (!process) continue;
        if (*process != ::getpid() && (::kill(*process, 0) == 0 || errno != ESRCH)) continue;
        const Descriptor part = Descriptor::open(at->path(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
        if (part.is_open() && ::flock(part.number(), LOCK_EX | LOCK_NB) == 0)
            fs::remove_all(at->path(), ignored);
    }
}

void sync_folder_of(const fs::path& target) {
    const Descriptor folder = Descriptor::open(folder_of(target), O_RDONLY | O_CLOEXEC);
    if (folder.is_open()) system_calls::sync(folder.number());
}

} // namespace wordfield::inline core
