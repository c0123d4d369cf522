// SPDX-License-Identifier: MIT
#include "model/core/append_file.hpp"

#include "model/core/output_part.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

namespace wordfield::inline core {

AppendFile::AppendFile(std::filesystem::path path, std::uint64_t size)
    : path_{std::move(path)}, size_{size}, file_{Descriptor::open(path_, O_WRONLY | O_CREAT | O_CLOEXEC,
                                                                  0666)} {
    if (!file_.is_open()) fail_to_write(path_, errno);
    if (::ftruncate(file_.number(), static_cast<off_t>(size_)) != 0) fail_to_write(path_, errno);
}

// Each time from where the last whole piece ended. What a failure leaves behind is not cut off: somebody may
// be reading the file by a map of it.
void AppendFile::append(std::span<const std::byte> bytes) {
    const std::size_t all = bytes.size();
    if (::lseek(file_.number(), static_cast<off_t>(size_), SEEK_SET) < 0) fail_to_write(path_, errno);
    while (!bytes.empty()) {
        const ssize_t written = system_calls::write(file_.number(), bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) fail_to_write(path_, written == 0 ? ENOSPC : errno);
        bytes = bytes.subspan(static_cast<std::size_t>(written));
    }
    size_ += all;
}

// Some file systems have nothing to sync and say so.
void AppendFile::sync() {
    while (system_calls::sync(file_.number()) != 0)
        if (errno != EINTR) {
            if (errno == EINVAL) return;
            fail_to_write(path_, errno);
        }
}

} // namespace wordfield::inline core
