// SPDX-License-Identifier: MIT
// Small helpers of everything that loads: telling how far it is, stopping when asked, naming files in errors.
#pragma once

#include "model/core/error.hpp"
#include "model/core/input_file.hpp"
#include "model/text/corpus.hpp"

#include <cstdint>
#include <filesystem>
#include <string>

namespace wordfield {

inline bool is_cancelled(const LoadProgress* progress) {
    return progress != nullptr && progress->cancel.load(std::memory_order_relaxed);
}

/// Throws Error when a cancel was requested.
inline void report_progress(LoadProgress* progress, float fraction) {
    if (progress == nullptr) return;
    progress->fraction.store(fraction < 1.0F ? fraction : 1.0F, std::memory_order_relaxed);
    if (is_cancelled(progress)) throw_cancelled();
}

/// "12,345"
inline std::string with_commas(std::int64_t number) {
    std::string digits = std::to_string(number);
    for (auto at = static_cast<std::ptrdiff_t>(digits.size()) - 3; at > 0; at -= 3)
        digits.insert(static_cast<std::size_t>(at), 1, ',');
    return digits;
}

} // namespace wordfield
