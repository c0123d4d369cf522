// SPDX-License-Identifier: MIT
#include "model/core/system_calls.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstdio>

namespace wordfield::system_calls {
namespace {

std::atomic<bool> armed{false};

// Looked at only while armed.
std::optional<Call> chosen;
int failure = 0;
std::atomic<int> left{0}; // calls until the one that fails; below 0 when that has been

bool is_due(Call call) {
    if (!armed.load(std::memory_order_relaxed)) return false;
    if (chosen && *chosen != call) return false;
    return left.fetch_sub(1) == 1;
}

// For the calls that cannot be cut short.
bool fails(Call call) {
    if (!is_due(call)) return false;
    errno = failure == Fault::cut_short ? EINTR : failure;
    return true;
}

// For those that can: true when nothing was done at all.
bool fails_or_cuts(Call call, std::size_t& size) {
    if (!is_due(call)) return false;
    errno = failure;
    if (failure == Fault::cut_short) size = std::max<std::size_t>(size / 2, std::min<std::size_t>(size, 1));
    return failure != Fault::cut_short;
}

} // namespace

Fault::Fault(int nth, int error, std::optional<Call> only) {
    chosen = only;
    failure = error;
    left = nth;
    armed = true;
}

Fault::~Fault() {
    armed = false;
}

bool Fault::happened() const {
    return left <= 0;
}

int open(const char* path, int flags, mode_t mode) {
    return fails(Call::Open) ? -1 : ::open(path, flags, mode);
}

ssize_t read(int file, void* bytes, std::size_t size) {
    return fails_or_cuts(Call::Read, size) ? -1 : ::read(file, bytes, size);
}

ssize_t write(int file, const void* bytes, std::size_t size) {
    return fails_or_cuts(Call::Write, size) ? -1 : ::write(file, bytes, size);
}

int sync(int file) {
    return fails(Call::Sync) ? -1 : ::fsync(file);
}

int rename(const char* from, const char* to) {
    return fails(Call::Rename) ? -1 : ::rename(from, to);
}

// The file is closed either way, as POSIX systems do it when a late failure is reported.
int close(int file) {
    const bool failed = fails(Call::Close);
    const int error = errno;
    const int result = ::close(file);
    if (!failed) return result;
    errno = error;
    return -1;
}

void* map(int file, std::size_t size) {
    if (fails(Call::Map)) return nullptr;
    void* mapped = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, file, 0);
    return mapped == MAP_FAILED ? nullptr : mapped;
}

} // namespace wordfield::system_calls
