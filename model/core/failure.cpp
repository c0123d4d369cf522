// SPDX-License-Identifier: MIT
#include "model/core/failure.hpp"

#include "model/core/error.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <new>
#include <stdexcept>
#include <system_error>

namespace wordfield::inline core {

std::string failure_sentence(const std::exception& error, std::string_view doing, std::string_view hint) {
    // A length that no vector can have is a size that no memory can hold.
    if (dynamic_cast<const std::bad_alloc*>(&error) != nullptr ||
        dynamic_cast<const std::length_error*>(&error) != nullptr)
        return Error{"memory", "is used up " + std::string{doing}, hint}.what();
    const auto* const system = dynamic_cast<const std::system_error*>(&error);
    if (system != nullptr && system->code() == std::errc::resource_unavailable_try_again)
        return Error{"threads", "the system starts no more of them " + std::string{doing},
                     "choose fewer with --threads, or see what ulimit -u and ulimit -v allow"}
            .what();
    return error.what();
}

std::string readable_bytes(double bytes) {
    std::array<char, 32> text{};
    const bool giga = bytes >= 1e9;
    std::snprintf(text.data(), text.size(), giga ? "%.1f GB" : "%.0f MB",
                  giga ? bytes * 1e-9 : std::max(bytes * 1e-6, 1.0));
    return text.data();
}

} // namespace wordfield::inline core
