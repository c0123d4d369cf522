// SPDX-License-Identifier: MIT
// CRC-32 as in zip, PNG and Ethernet (ISO 3309): finds every single flipped bit and every burst of up to 32.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace wordfield {

/// Continues from `crc`, the checksum of what came before (0 at the start).
inline std::uint32_t crc32(std::span<const std::byte> bytes, std::uint32_t crc = 0) {
    static constexpr auto table = [] {
        std::array<std::uint32_t, 256> entries{};
        for (std::uint32_t i = 0; i < 256; ++i) {
            std::uint32_t value = i;
            for (int bit = 0; bit < 8; ++bit) value = (value >> 1U) ^ ((value & 1U) != 0 ? 0xEDB88320U : 0U);
            entries[i] = value;
        }
        return entries;
    }();
    crc = ~crc;
    for (const std::byte byte : bytes)
        crc = table[(crc ^ static_cast<std::uint32_t>(byte)) & 0xFFU] ^ (crc >> 8U);
    return ~crc;
}

} // namespace wordfield
