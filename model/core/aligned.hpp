// SPDX-License-Identifier: MIT
// Memory for vectors: begins on a cache line, zeroed, never shrinks.
#pragma once

#include <algorithm>
#include <cstddef>
#include <new>
#include <span>
#include <utility>

namespace wordfield::inline core {

template <class T>
class AlignedBuffer {
public:
    AlignedBuffer() = default;
    explicit AlignedBuffer(std::ptrdiff_t size) { reset(size); }
    AlignedBuffer(AlignedBuffer&& other) noexcept
        : data_{std::exchange(other.data_, nullptr)}, size_{std::exchange(other.size_, 0)},
          capacity_{std::exchange(other.capacity_, 0)} {}
    AlignedBuffer& operator=(AlignedBuffer&& other) noexcept {
        std::swap(data_, other.data_);
        std::swap(size_, other.size_);
        std::swap(capacity_, other.capacity_);
        return *this;
    }
    ~AlignedBuffer() { free(); }

    /// New size; the contents are zeros when it had to grow and left as they are otherwise.
    void reset(std::ptrdiff_t size) {
        if (size > capacity_) {
            free(); // before the new memory is asked for, which may not be there: then it is an empty buffer
            data_ = static_cast<T*>(::operator new(static_cast<std::size_t>(size) * sizeof(T), alignment));
            std::fill_n(data_, size, T{});
            capacity_ = size;
        }
        size_ = size;
    }

    [[nodiscard]] T* data() { return data_; }
    [[nodiscard]] const T* data() const { return data_; }
    [[nodiscard]] std::ptrdiff_t size() const { return size_; }
    [[nodiscard]] std::span<T> span() { return {data_, static_cast<std::size_t>(size_)}; }
    [[nodiscard]] std::span<const T> span() const { return {data_, static_cast<std::size_t>(size_)}; }
    T& operator[](std::ptrdiff_t i) { return data_[i]; }
    const T& operator[](std::ptrdiff_t i) const { return data_[i]; }

private:
    static constexpr std::align_val_t alignment{64};
    void free() {
        if (data_ != nullptr) ::operator delete(data_, alignment);
        data_ = nullptr;
        size_ = capacity_ = 0;
    }

    T* data_ = nullptr;
    std::ptrdiff_t size_ = 0;
    std::ptrdiff_t capacity_ = 0;
};

} // namespace wordfield::inline core
