// SPDX-License-Identifier: MIT
#include "model/text/mapped_file.hpp"

#include "model/core/error.hpp"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace wordfield {
namespace {

struct Descriptor {
    int number = -1;
    explicit Descriptor(int n) : number{n} {}
    ~Descriptor() {
        if (number >= 0) ::close(number);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
};

} // namespace

MappedFile::MappedFile(const std::filesystem::path& path) {
    const Descriptor file{::open(path.c_str(), O_RDONLY | O_CLOEXEC)};
    if (file.number < 0)
        throw Error{path.string(), std::string{"cannot be opened: "} + std::strerror(errno),
                    "check the path"};
    struct stat info {};
    if (::fstat(file.number, &info) != 0 || !S_ISREG(info.st_mode))
        throw Error{path.string(), "is not a file", "give the path of a text file"};
    size_ = static_cast<std::size_t>(info.st_size);
    if (size_ == 0) return; // nothing to map
    void* mapped = ::mmap(nullptr, size_, PROT_READ, MAP_PRIVATE, file.number, 0);
    if (mapped == MAP_FAILED)
        throw Error{path.string(), std::string{"cannot be read: "} + std::strerror(errno),
                    "copy it to a local disk"};
    data_ = static_cast<const char*>(mapped);
    ::madvise(mapped, size_, MADV_SEQUENTIAL);
}

MappedFile::~MappedFile() {
    if (data_ != nullptr) ::munmap(const_cast<char*>(data_), size_);
}

} // namespace wordfield
