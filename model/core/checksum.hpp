// SPDX-License-Identifier: MIT
// CRC-32 as in zip, PNG and Ethernet (ISO 3309): finds every single flipped bit and every burst of up to 32.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace wordfield::inline core {

/// Continues from `crc`, the checksum of what came before (0 at the start). Eight bytes at a time (Kounavis &
/// Berry 2005): table[n] is the effect of a byte that n more bytes follow.
inline std::uint32_t crc32(std::span<const std::byte> bytes, std::uint32_t crc = 0) {
    static constexpr auto table = [] {
        std::array<std::array<std::uint32_t, 256>, 8> entries{};
        for (std::uint32_t i = 0; i < 256; ++i) {
            std::uint32_t value = i;
            for (int bit = 0; bit < 8; ++bit) value = (value >> 1U) ^ ((value & 1U) != 0 ? 0xEDB88320U : 0U);
            entries[0][i] = value;
        }
        for (std::size_t n = 1; n < 8; ++n)
            for (std::size_t i = 0; i < 256; ++i)
                entries[n][i] = entries[0][entries[n - 1][i] & 0xFFU] ^ (entries[n - 1][i] >> 8U);
        return entries;
    }();
    crc = ~crc;
    for (; bytes.size() >= 8; bytes = bytes.subspan(8)) {
        std::uint32_t next = 0;
        for (std::size_t i = 0; i < 8; ++i) {
            const auto byte = static_cast<std::uint32_t>(bytes[i]) ^ (i < 4 ? crc >> (8 * i) & 0xFFU : 0U);
            next ^= table[7 - i][byte];
        }
        crc = next;
    }
    for (const std::byte byte : bytes)
        crc = table[0][(crc ^ static_cast<std::uint32_t>(byte)) & 0xFFU] ^ (crc >> 8U);
    return ~crc;
}

} // namespace wordfield::inline core
