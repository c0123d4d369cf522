// SPDX-License-Identifier: MIT
#include "model/core/output_file.hpp"

#include "model/core/descriptor.hpp"
#include "model/core/error.hpp"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <mutex>
#include <optional>
#include <string>
#include <system_error>
#include <thread>

namespace wordfield::inline core {
namespace {

namespace fs = std::filesystem;

constexpr int most_links = 40;
constexpr auto longest_wait_for_reader = std::chrono::seconds{10};

[[noreturn]] void fail(const fs::path& path, int error) {
    throw_not_written(path, error);
}

// ---- where the bytes go

struct Target {
    fs::path path;                 // links followed
    std::optional<int> descriptor; // it is one that this process holds open
    std::optional<struct stat> now;
    [[nodiscard]] bool is_special() const { return now && !S_ISREG(now->st_mode) && !S_ISDIR(now->st_mode); }
};

std::optional<int> descriptor_of(const fs::path& path) {
    std::string_view name = path.native();
    if (name == "-" || name == "/dev/stdout") return STDOUT_FILENO;
    if (name == "/dev/stderr") return STDERR_FILENO;
    for (const std::string_view folder : {"/dev/fd/", "/proc/self/fd/"}) {
        if (!name.starts_with(folder)) continue;
        name.remove_prefix(folder.size());
        int number = 0;
        const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), number);
        if (error == std::errc{} && end == name.data() + name.size()) return number;
    }
    return std::nullopt;
}

Target find_target(const fs::path& path) {
    Target target{path, {}, {}};
    for (int hops = 0; hops < most_links; ++hops) {
        target.descriptor = descriptor_of(target.path);
        if (target.descriptor) return target;
        struct stat info {
        }, end{};
        if (::lstat(target.path.c_str(), &info) != 0) {
            if (errno != ENOENT) fail(path, errno);
            return target; // it is new
        }
        // Where a link ends in a pipe or a device it is opened as it is: some links of /proc name no path.
        if (S_ISLNK(info.st_mode) && ::stat(target.path.c_str(), &end) == 0 && !S_ISREG(end.st_mode))
            info = end;
        if (S_ISDIR(info.st_mode)) fail(path, EISDIR);
        if (!S_ISLNK(info.st_mode)) {
            target.now = info;
            return target;
        }
        std::error_code error;
        const fs::path next = fs::read_symlink(target.path, error);
        if (error) fail(path, error.value());
        target.path = target.path.parent_path() / next;
    }
    fail(path, ELOOP);
}

// 0, or why not.
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

// A pipe without a reader is waited for a while; it may be about to start.
Descriptor open_special(const fs::path& path) {
    const auto end = std::chrono::steady_clock::now() + longest_wait_for_reader;
    for (;;) {
        Descriptor file = Descriptor::open(path, O_WRONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
        if (file.is_open() || errno != ENXIO || std::chrono::steady_clock::now() > end) return file;
        std::this_thread::sleep_for(std::chrono::milliseconds{20});
    }
}

std::string_view text_of(std::span<const std::byte> bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

using Filler = std::function<void(const ByteSink&)>;

void write_through(const fs::path& path, const Target& target, const Filler& fill) {
    Descriptor file;
    if (!target.descriptor) {
        file = open_special(target.path);
        if (!file.is_open()) fail(path, errno);
    }
    const int number = target.descriptor.value_or(file.number());
    fill([&](std::span<const std::byte> bytes) {
        if (const int error = write_all(number, text_of(bytes))) fail(path, error);
    });
    if (file.is_open() && !file.close()) fail(path, errno);
}

// ---- beside the target, until it is whole

fs::path folder_of(const fs::path& path) {
    return path.has_parent_path() ? path.parent_path() : fs::path{"."};
}

// ".run.ckpt." for "run.ckpt"; names of files end at 255 bytes.
std::string part_prefix(const fs::path& target) {
    std::string prefix{'.'};
    prefix.append(target.filename().string(), 0, 200).push_back('.');
    return prefix;
}
constexpr std::string_view part_suffix = ".part";

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

// What a killed process left behind. Those at work hold a lock: another machine's on a disk that both use, or
// another thread of this process, whose number may have been that of a dead one.
void remove_stale_parts(const fs::path& target) {
    const std::lock_guard lock{part_mutex};
    const std::string prefix = part_prefix(target);
    std::error_code error;
    for (fs::directory_iterator at{folder_of(target), error}, end; !error && at != end; at.increment(error)) {
        const auto process = writer_of(at->path().filename().string(), prefix);
        if (!process) continue;
        if (*process != ::getpid() && (::kill(*process, 0) == 0 || errno != ESRCH)) continue;
        const Descriptor part = Descriptor::open(at->path(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
        if (part.is_open() && ::flock(part.number(), LOCK_EX | LOCK_NB) == 0) ::unlink(at->path().c_str());
    }
}

class Part {
public:
    // 0, or why it cannot be there.
    int open(const Target& target) {
        static std::atomic<unsigned> count{0};
        const std::lock_guard lock{part_mutex};
        do {
            path_ = folder_of(target.path) /
                    (part_prefix(target.path) + std::to_string(::getpid()) + "-" + std::to_string(++count));
            path_ += part_suffix;
            file_ = Descriptor::open(path_, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        } while (!file_.is_open() && errno == EEXIST);
        if (!file_.is_open()) return errno;
        there_ = true;
        ::flock(file_.number(), LOCK_EX | LOCK_NB);
        lock_ = Descriptor{::fcntl(file_.number(), F_DUPFD_CLOEXEC, 0)};
        return target.now ? take_permissions(*target.now) : 0;
    }
    ~Part() {
        if (there_) ::unlink(path_.c_str());
    }
    Part() = default;
    Part(const Part&) = delete;
    Part& operator=(const Part&) = delete;

    int write(std::string_view bytes) { return write_all(file_.number(), bytes); }
    // Some file systems have nothing to sync and say so.
    int sync() {
        while (system_calls::sync(file_.number()) != 0)
            if (errno != EINTR) return errno == EINVAL ? 0 : errno;
        return 0;
    }
    int become(const fs::path& target) {
        if (!file_.close()) return errno;
        while (system_calls::rename(path_.c_str(), target.c_str()) != 0)
            if (errno != EINTR) return errno;
        there_ = false;
        return 0;
    }

private:
    // Whose file it is can be kept by root alone, so that is only tried.
    int take_permissions(const struct stat& old) {
        if (old.st_uid != ::geteuid() || old.st_gid != ::getegid())
            (void)!::fchown(file_.number(), old.st_uid, old.st_gid);
        return ::fchmod(file_.number(), old.st_mode & 07777) == 0 ? 0 : errno;
    }

    fs::path path_;
    Descriptor file_;
    Descriptor lock_; // the same file: locked until it has its name, though closed before
    bool there_ = false;
};

// A new name is on the disk once its folder is; where folders cannot be synced there is nothing to do.
void sync_folder(const fs::path& target) {
    const Descriptor folder = Descriptor::open(folder_of(target), O_RDONLY | O_CLOEXEC);
    if (folder.is_open()) system_calls::sync(folder.number());
}

int may_replace(const Target& target) {
    return target.now && ::faccessat(AT_FDCWD, target.path.c_str(), W_OK, AT_EACCESS) != 0 ? errno : 0;
}

} // namespace

void throw_not_written(const fs::path& path, int error) {
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

void write_file(const fs::path& path, const Filler& fill, SafeFor safe) {
    const Target target = find_target(path);
    if (target.descriptor || target.is_special()) return write_through(path, target, fill);
    if (const int error = may_replace(target)) fail(path, error);
    remove_stale_parts(target.path);
    Part part;
    if (const int error = part.open(target)) fail(path, error);
    fill([&](std::span<const std::byte> bytes) {
        if (const int error = part.write(text_of(bytes))) fail(path, error);
    });
    int error = safe == SafeFor::Disk ? part.sync() : 0;
    if (error == 0) error = part.become(target.path);
    if (error != 0) fail(path, error);
    if (safe == SafeFor::Disk) sync_folder(target.path);
}

void write_file(const fs::path& path, std::string_view bytes, SafeFor safe) {
    write_file(
        path, [&](const ByteSink& sink) { sink(std::as_bytes(std::span{bytes})); }, safe);
}

void write_file(const fs::path& path, std::span<const std::byte> bytes) {
    write_file(path, [&](const ByteSink& sink) { sink(bytes); });
}

void check_writable(const fs::path& path) {
    const Target target = find_target(path);
    if (target.descriptor) {
        const int flags = ::fcntl(*target.descriptor, F_GETFL);
        if (flags < 0 || (flags & O_ACCMODE) == O_RDONLY) fail(path, EBADF);
        return;
    }
    if (const int error = may_replace(target)) fail(path, error);
    if (target.is_special()) return;
    if (target.path.filename().empty()) fail(path, EISDIR);
    Part part; // gone again at the end
    if (const int error = part.open(target)) fail(path, error);
}

} // namespace wordfield::inline core
