// SPDX-License-Identifier: MIT
// What the lines of a text of vectors look like, told from its first ones.
#pragma once

#include "model/vectors/fields.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace wordfield::inline vectors {

struct LineShape {
    Index columns = 0;                    ///< numbers in a row
    bool words = true;                    ///< something stands before them
    bool tabs = false;                    ///< tabs alone part the fields: a word may have blanks
    std::optional<std::int64_t> promised; ///< rows, by a first line "V C" that is no row itself
    Index usual = 0; ///< numbers that most lines have; others than `columns` where the header is wrong
};

/// By the majority of the first lines, since words may have blanks in them (GloVe's 840B does) and may be
/// numbers; by the header where there is one. Nothing where these are no lines of numbers.
std::optional<LineShape> shape_of_lines(std::string_view text, const std::vector<TextLine>& lines);

/// The same of the beginning of a file, whose last line may be cut off.
std::optional<LineShape> shape_of_beginning(std::string_view begin);

/// What stands in a line before its last `shape.columns` numbers, and these numbers in `row`; else why the
/// line is none, in `why`.
std::string_view read_line(std::string_view line, const LineShape& shape, float* row, std::string& why);

} // namespace wordfield::inline vectors
