// SPDX-License-Identifier: MIT
#include "model/core/pending_output.hpp"

#include "model/core/error.hpp"
#include "model/core/output_part.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <system_error>
#include <utility>

namespace wordfield::inline core {
namespace {

namespace fs = std::filesystem;

// "frames/" is "frames"; a link stays and leads to the new file.
fs::path target_of(const fs::path& path) {
    std::error_code error;
    if (fs::path end = fs::canonical(path, error); !error) return end;
    return path.has_filename() ? path : path.parent_path();
}

// What is there already can be replaced by its like.
void check_what_is_there(const fs::path& path, const fs::path& target, PendingOutput::Kind kind) {
    std::error_code ignored;
    const fs::file_status now = fs::status(target, ignored);
    if (!fs::exists(now)) return;
    if (kind == PendingOutput::Kind::File && fs::is_directory(now)) fail_to_write(path, EISDIR);
    if (kind == PendingOutput::Kind::File ? !fs::is_regular_file(now) : !fs::is_directory(now))
        throw Error{path.string(),
                    kind == PendingOutput::Kind::File ? "is no file" : "is there and no folder",
                    "give another name"};
    if (::faccessat(AT_FDCWD, target.c_str(), W_OK, AT_EACCESS) != 0) fail_to_write(path, errno);
}

int sync_part(int file) {
    while (system_calls::sync(file) != 0)
        if (errno != EINTR) return errno == EINVAL ? 0 : errno; // some file systems have nothing to sync
    return 0;
}

int move_to(const fs::path& from, const fs::path& to) {
    while (system_calls::rename(from.c_str(), to.c_str()) != 0)
        if (errno != EINTR) return errno;
    return 0;
}

} // namespace

PendingOutput::PendingOutput(fs::path path, Kind kind)
    : path_{std::move(path)}, target_{target_of(path_)}, kind_{kind} {
    check_what_is_there(path_, target_, kind_);
    remove_stale_parts(target_);
    if (const int error = make()) fail_to_write(path_, error);
}

PendingOutput::~PendingOutput() {
    std::error_code ignored;
    if (!part_.empty()) fs::remove_all(part_, ignored);
}

int PendingOutput::make() {
    const auto making = making_part();
    for (;;) {
        const fs::path part = next_part_of(target_);
        if (kind_ == Kind::Folder && ::mkdir(part.c_str(), 0777) != 0) {
            if (errno == EEXIST) continue;
            return errno;
        }
        lock_ = Descriptor::open(part,
                                 kind_ == Kind::Folder ? O_RDONLY | O_DIRECTORY | O_CLOEXEC
                                                       : O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC,
                                 0666);
        if (!lock_.is_open() && errno == EEXIST) continue;
        if (kind_ == Kind::Folder || lock_.is_open()) part_ = part;
        if (!lock_.is_open()) return errno;
        ::flock(lock_.number(), LOCK_EX | LOCK_NB);
        return 0;
    }
}

void PendingOutput::add(const std::string& name, std::string_view bytes) const {
    Descriptor file = Descriptor::open(part_ / name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (!file.is_open()) fail_to_write(path_, errno);
    if (const int error = write_all(file.number(), bytes)) fail_to_write(path_, error);
    if (const int error = sync_part(file.number())) fail_to_write(path_, error);
    if (!file.close()) fail_to_write(path_, errno);
}

// Folders that are both there change names at one moment, where the file system can do that.
int PendingOutput::exchange() const {
#ifdef RENAME_EXCHANGE
    if (::renameat2(AT_FDCWD, part_.c_str(), AT_FDCWD, target_.c_str(), RENAME_EXCHANGE) == 0) return 0;
    if (errno != EINVAL && errno != ENOSYS) return errno;
#endif
    const fs::path old = next_part_of(target_);
    if (const int error = move_to(target_, old)) return error;
    if (const int error = move_to(part_, target_)) {
        move_to(old, target_);
        return error;
    }
    return move_to(old, part_);
}

void PendingOutput::finish() {
    std::error_code ignored;
    int error = sync_part(lock_.number());
    const bool replaces = kind_ == Kind::Folder && fs::is_directory(target_, ignored);
    if (error == 0) error = replaces ? exchange() : move_to(part_, target_);
    if (error != 0) fail_to_write(path_, error);
    if (replaces) fs::remove_all(part_, ignored); // the folder of before
    part_.clear();
    sync_folder_of(target_);
}

} // namespace wordfield::inline core
