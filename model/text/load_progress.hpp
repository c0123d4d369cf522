// SPDX-License-Identifier: MIT
// Small helpers of everything that loads: telling how far it is, stopping when asked, naming files in errors.
#pragma once

#include "model/core/error.hpp"
#include "model/core/input_file.hpp"
#include "model/core/number_text.hpp"
#include "model/text/corpus.hpp"

namespace wordfield::inline text {

inline bool is_cancelled(const LoadProgress* progress) {
    return progress != nullptr && progress->cancel.load(std::memory_order_relaxed);
}

/// Throws Error when a cancel was requested.
inline void report_progress(LoadProgress* progress, float fraction) {
    if (progress == nullptr) return;
    progress->fraction.store(fraction < 1.0F ? fraction : 1.0F, std::memory_order_relaxed);
    if (is_cancelled(progress)) throw_cancelled();
}

} // namespace wordfield::inline text
