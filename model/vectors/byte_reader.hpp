// SPDX-License-Identifier: MIT
// Takes the numbers of a binary file one after the other, and knows where it is when there are no more.
#pragma once

#include "model/core/input_file.hpp"
#include "model/vectors/vector_draft.hpp"

#include <bit>
#include <cstring>
#include <string_view>
#include <type_traits>
#include <utility>

namespace wordfield::inline vectors {

static_assert(std::endian::native == std::endian::little, "numbers of files are taken as they lie");

class ByteReader {
public:
    ByteReader(std::string_view bytes, const std::filesystem::path& path) : bytes_{bytes}, path_{path} {}

    template <class Number>
    Number take() {
        static_assert(std::is_trivially_copyable_v<Number>);
        Number value;
        std::memcpy(&value, take(sizeof value).data(), sizeof value);
        return value;
    }
    std::string_view take(std::size_t count) {
        if (count > left()) fail("is where the file is cut off", "get the whole file");
        return bytes_.substr(std::exchange(at_, at_ + count), count);
    }
    /// The bytes before the next `end`, which is passed over, too.
    std::string_view take_until(char end, std::size_t most) {
        const std::size_t length = bytes_.substr(at_, most).find(end);
        if (length == std::string_view::npos)
            fail(left() < most ? "is where the file is cut off" : "does not begin a word",
                 "get the whole file");
        const std::string_view taken = take(length);
        ++at_;
        return taken;
    }
    void pass_over(char c) {
        while (at_ < bytes_.size() && bytes_[at_] == c) ++at_;
    }
    void jump(std::size_t to) {
        if (to > bytes_.size()) fail("is where the file is cut off", "get the whole file");
        at_ = to;
    }

    [[nodiscard]] std::size_t at() const { return at_; }
    [[nodiscard]] std::size_t left() const { return bytes_.size() - at_; }
    [[noreturn]] void fail(std::string_view what, std::string_view hint) const {
        fail_at(path_, "byte", static_cast<std::int64_t>(at_), what, hint);
    }

private:
    std::string_view bytes_;
    const std::filesystem::path& path_;
    std::size_t at_ = 0;
};

} // namespace wordfield::inline vectors
