// SPDX-License-Identifier: MIT
// What the allocator says is taken, where it says so: WORDFIELD_COUNTS_MEMORY is defined there.
#pragma once

#include "tests/support/sanitized.hpp"

#if defined(__GLIBC__) && !defined(WORDFIELD_SANITIZED)
#include <malloc.h>
#define WORDFIELD_COUNTS_MEMORY 1

namespace wordfield::test {

/// Bytes.
inline double memory_in_use() {
    const auto info = mallinfo2();
    return static_cast<double>(info.uordblks) + static_cast<double>(info.hblkhd);
}

} // namespace wordfield::test
#endif
