// SPDX-License-Identifier: MIT
#include "model/core/atomic_file.hpp"

#include "model/core/error.hpp"

#include <cerrno>
#include <fcntl.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace wordfield {
namespace {

// Closes on every way out; the destructor's close is only reached when something has failed already.
class File {
public:
    File(const std::filesystem::path& path, int flags) : handle_{::open(path.c_str(), flags, 0666)} {}
    ~File() {
        if (handle_ >= 0) ::close(handle_);
    }
    File(const File&) = delete;
    File& operator=(const File&) = delete;
    [[nodiscard]] bool is_open() const { return handle_ >= 0; }
    bool write(std::span<const std::byte> bytes) {
        while (!bytes.empty()) {
            const auto written = ::write(handle_, bytes.data(), bytes.size());
            if (written < 0 && errno == EINTR) continue;
            if (written <= 0) return false;
            bytes = bytes.subspan(static_cast<std::size_t>(written));
        }
        return true;
    }
    bool sync() { return ::fsync(handle_) == 0; }
    bool close() { return ::close(std::exchange(handle_, -1)) == 0; }

private:
    int handle_;
};

} // namespace

void write_atomically(const std::filesystem::path& path, std::span<const std::byte> bytes) {
    std::filesystem::path part = path;
    part += ".part";
    const auto fail = [&] {
        const std::string reason = std::generic_category().message(errno);
        std::error_code ignored;
        std::filesystem::remove(part, ignored);
        throw Error{path.string(), "could not be written, " + reason,
                    "check that the folder exists and has room, or choose another"};
    };
    File file{part, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC};
    if (!file.is_open() || !file.write(bytes) || !file.sync() || !file.close()) fail();
    if (::rename(part.c_str(), path.c_str()) != 0) fail();
    const auto folder = path.has_parent_path() ? path.parent_path() : std::filesystem::path{"."};
    if (File directory{folder, O_RDONLY | O_CLOEXEC}; directory.is_open())
        directory.sync(); // the new name, too
}

} // namespace wordfield
