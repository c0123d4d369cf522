// SPDX-License-Identifier: MIT
// An open file by its number, closed on every way out.
#pragma once

#include "model/core/system_calls.hpp"

#include <cerrno>
#include <filesystem>
#include <utility>

namespace wordfield::inline core {

class Descriptor {
public:
    explicit Descriptor(int number = -1) : number_{number} {}
    Descriptor(Descriptor&& other) noexcept : number_{std::exchange(other.number_, -1)} {}
    Descriptor& operator=(Descriptor&& other) noexcept {
        std::swap(number_, other.number_);
        return *this;
    }
    ~Descriptor() {
        if (number_ >= 0) system_calls::close(number_);
    }

    /// Opens a file however often a signal interrupts that. When it fails, errno says why.
    static Descriptor open(const std::filesystem::path& path, int flags, mode_t mode = 0) {
        int number = -1;
        do number = system_calls::open(path.c_str(), flags, mode);
        while (number < 0 && errno == EINTR);
        return Descriptor{number};
    }

    [[nodiscard]] bool is_open() const { return number_ >= 0; }
    [[nodiscard]] int number() const { return number_; }
    /// False when something written before did not arrive; a signal in between is no such thing.
    bool close() { return system_calls::close(std::exchange(number_, -1)) == 0 || errno == EINTR; }

private:
    int number_;
};

} // namespace wordfield::inline core
