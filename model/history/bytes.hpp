// SPDX-License-Identifier: MIT
// Numbers and texts as little-endian bytes, one after the other.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace wordfield::inline history {

static_assert(std::endian::native == std::endian::little,
              "a history is little-endian; swap here on other machines");

using Bytes = std::vector<std::byte>;

template <class T>
concept Plain = std::is_arithmetic_v<T> && !std::is_same_v<T, bool>;

class ByteWriter {
public:
    template <Plain T>
    void put(T value) {
        const auto bytes = std::as_bytes(std::span{&value, 1});
        bytes_.insert(bytes_.end(), bytes.begin(), bytes.end());
    }
    void put(bool value) { put(static_cast<std::uint8_t>(value)); }
    void put(std::string_view text) {
        put(static_cast<std::uint32_t>(text.size()));
        add(std::as_bytes(std::span{text}));
    }
    template <Plain T>
    void put(const std::vector<T>& values) {
        put(static_cast<std::uint32_t>(values.size()));
        add(std::as_bytes(std::span{values}));
    }
    void add(std::span<const std::byte> bytes) { bytes_.insert(bytes_.end(), bytes.begin(), bytes.end()); }
    [[nodiscard]] Bytes take() { return std::move(bytes_); }

private:
    Bytes bytes_;
};

/// Once something was missing or made no sense it is no longer good, and what it gives is zero.
class ByteReader {
public:
    explicit ByteReader(std::span<const std::byte> bytes) : bytes_{bytes} {}

    template <Plain T>
    T take() {
        T value{};
        const auto bytes = next(sizeof value);
        if (!bytes.empty()) std::memcpy(&value, bytes.data(), sizeof value);
        return value;
    }
    template <Plain T>
    void get(T& value) {
        value = take<T>();
    }
    void get(bool& value) {
        const auto byte = take<std::uint8_t>();
        if (byte > 1) fail();
        value = byte == 1;
    }
    void get(std::string& text) {
        const auto bytes = next(take<std::uint32_t>());
        text.assign(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    }
    template <Plain T>
    void get(std::vector<T>& values) {
        const auto bytes = next(std::size_t{take<std::uint32_t>()} * sizeof(T));
        values.resize(bytes.size() / sizeof(T));
        if (!values.empty()) std::memcpy(values.data(), bytes.data(), bytes.size());
    }
    void fail() {
        good_ = false;
        bytes_ = {};
    }
    [[nodiscard]] bool good() const { return good_; }
    /// Good, and nothing is left.
    [[nodiscard]] bool done() const { return good_ && bytes_.empty(); }

private:
    std::span<const std::byte> next(std::size_t size) {
        if (bytes_.size() < size) {
            fail();
            return {};
        }
        const auto front = bytes_.first(size);
        bytes_ = bytes_.subspan(size);
        return front;
    }

    std::span<const std::byte> bytes_;
    bool good_ = true;
};

} // namespace wordfield::inline history
