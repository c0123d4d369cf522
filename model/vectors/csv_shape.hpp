// SPDX-License-Identifier: MIT
// Which columns of a table are the words, the vectors and everything else.
#pragma once

#include "model/vectors/fields.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace wordfield::inline vectors {

struct CsvShape {
    std::vector<std::string> names;   ///< of all columns
    std::vector<std::size_t> vector;  ///< the columns its numbers stand in
    std::optional<std::size_t> word;  ///< nothing where rows are numbered
    std::vector<std::size_t> columns; ///< the others
    Index length = 0;                 ///< numbers of a vector
};

/// Where the record ends that begins at `at`: at a line end outside of quotation marks, or the text's end.
std::size_t csv_record_end(std::string_view text, std::size_t at);

/// The fields of a record, without their quotation marks.
std::vector<std::string> csv_fields(std::string_view record);

/// By the names of the header and what the first record has under them; nothing where there are no vectors.
std::optional<CsvShape> shape_of_csv(std::string_view header, std::string_view first);

// begins_csv_of_vectors() of vector_sniff.hpp tells by it, too.

} // namespace wordfield::inline vectors
