// SPDX-License-Identifier: MIT
// Lines, and the numbers that stand in them, of text files of hundreds of megabytes.
#pragma once

#include "model/core/input_file.hpp"
#include "model/core/matrix.hpp"
#include "model/core/thread_pool.hpp"
#include "model/vectors/vector_request.hpp"

#include <functional>
#include <optional>
#include <string_view>
#include <vector>

namespace wordfield::inline vectors {

/// A line that is not blank.
struct TextLine {
    std::size_t begin = 0;
    std::uint32_t length = 0; ///< bytes, without its line end and blanks before that
    std::uint32_t number = 0; ///< from 1
};

/// Every line of the text that is not blank. Throws Error for one of 4 GB.
std::vector<TextLine> lines_of(const InputFile& file, const std::filesystem::path& path,
                               const VectorRequest& request);

/// Calls `work(begin, end)` for stretches of 0 ... count-1 on the pool, and `progress` on the way from
/// `from` to 1.
void for_stretches(Index count, ThreadPool& pool, const VectorRequest& request, float from,
                   const std::function<void(Index begin, Index end)>& work);

/// One number of a file, "nan" and "inf" included, as a float; nothing where `text` is none. What a float
/// cannot hold becomes 0 or infinity.
std::optional<float> float_of(std::string_view text);

/// A whole number that is not negative.
std::optional<std::int64_t> count_of(std::string_view text);

/// Numbers between commas or blanks, in brackets or not: "[0.1, 2e-3]". Appends them; false where something
/// else stands there.
bool append_numbers(std::string_view text, std::vector<float>& numbers);

} // namespace wordfield::inline vectors
