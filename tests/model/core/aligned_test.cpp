// SPDX-License-Identifier: MIT
#include "model/core/aligned.hpp"

#include "tests/support/catch.hpp"
#include "tests/support/sanitized.hpp"

#include <cstdint>
#include <limits>
#include <new>

using namespace wordfield;

TEST_CASE("aligned buffer: grows with zeros, shrinks as it is, on a cache line", "[core]") {
    AlignedBuffer<float> buffer{3};
    CHECK(reinterpret_cast<std::uintptr_t>(buffer.data()) % 64 == 0);
    buffer[0] = 5.0F;
    buffer.reset(2);
    CHECK(buffer.size() == 2);
    CHECK(buffer[0] == 5.0F);
    buffer.reset(100);
    CHECK(buffer.size() == 100);
    CHECK(buffer[0] == 0.0F);
}

// The sanitizers end a program that asks for so much.
#ifndef WORDFIELD_SANITIZED
TEST_CASE("aligned buffer: without memory to grow it is empty and lets go of nothing twice", "[core]") {
    AlignedBuffer<float> buffer{64};
    CHECK_THROWS_AS(buffer.reset(std::numeric_limits<std::ptrdiff_t>::max() / 8), std::bad_alloc);
    CHECK(buffer.size() == 0);
    CHECK(buffer.data() == nullptr);
    buffer.reset(8);
    CHECK(buffer[7] == 0.0F);
}
#endif
