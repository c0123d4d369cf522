// SPDX-License-Identifier: MIT
// The outer shape of a grammar file: lines without comments, cut into pieces, headings with what is indented
// under them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace wordfield::grammar {

struct Line {
    int number = 0; ///< from 1
    bool indented = false;
    std::vector<std::string> pieces; ///< words, and the marks [ ] ( ) | each on its own
};

/// A line that begins at the margin, and the indented lines under it.
struct Block {
    Line heading;
    std::vector<Line> lines;
};

/// Throws Error for broken UTF-8 and for an indented line that belongs to nothing.
std::vector<Block> read_blocks(std::string_view name, std::string_view text);

/// Throws Error{"<name>, line <number>", ...}.
[[noreturn]] void grammar_error(std::string_view name, int line, std::string_view what,
                                std::string_view hint);

/// 'text'
std::string in_quotes(std::string_view text);

} // namespace wordfield::grammar
