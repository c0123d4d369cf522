// SPDX-License-Identifier: MIT
#include "model/core/file_lock.hpp"

#include "model/core/error.hpp"
#include "model/core/output_part.hpp"

#include <fcntl.h>
#include <sys/file.h>

#include <cerrno>

namespace wordfield::inline core {

// A file system that knows no locks keeps nobody out, and nobody is kept from working on it.
FileLock::FileLock(const std::filesystem::path& path, const std::filesystem::path& thing)
    : file_{Descriptor::open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0666)} {
    if (!file_.is_open()) fail_to_write(path, errno);
    if (::flock(file_.number(), LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK)
        throw Error{thing.string(), "is in use by another wordfield",
                    "end that one first, or give another folder"};
}

} // namespace wordfield::inline core
