// SPDX-License-Identifier: MIT
#include "model/text/grammar/lines.hpp"

#include "model/core/error.hpp"
#include "model/text/tokenizer.hpp"

#include <algorithm>

namespace wordfield::grammar {
namespace {

Line cut_line(std::string_view text, int number) {
    Line line;
    line.number = number;
    line.indented = !text.empty() && (text.front() == ' ' || text.front() == '\t');
    text = text.substr(0, text.find('#'));
    bool open = false; // the last piece is a word that can still grow
    for (const char c : text) {
        if (c == ' ' || c == '\t' || c == '\r') {
            open = false;
        } else if (std::string_view{"[]()|"}.find(c) != std::string_view::npos) {
            line.pieces.emplace_back(1, c);
            open = false;
        } else {
            if (!open) line.pieces.emplace_back();
            line.pieces.back().push_back(c);
            open = true;
        }
    }
    return line;
}

void check_utf8(std::string_view name, std::string_view text) {
    const std::size_t bad = find_invalid_utf8(text);
    if (bad == std::string_view::npos) return;
    const auto line = 1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(bad), '\n');
    grammar_error(name, static_cast<int>(line), "is not valid UTF-8", "save the file as UTF-8");
}

} // namespace

void grammar_error(std::string_view name, int line, std::string_view what, std::string_view hint) {
    throw Error{std::string{name} + ", line " + std::to_string(line), what, hint};
}

std::string in_quotes(std::string_view text) {
    std::string result{'\''};
    result += text;
    result += '\'';
    return result;
}

std::vector<Block> read_blocks(std::string_view name, std::string_view text) {
    check_utf8(name, text);
    text = without_byte_order_mark(text);
    std::vector<Block> blocks;
    for (int number = 1; !text.empty(); ++number) {
        const std::size_t length = std::min(text.find('\n'), text.size());
        Line line = cut_line(text.substr(0, length), number);
        text.remove_prefix(std::min(length + 1, text.size()));
        if (line.pieces.empty()) continue;
        if (!line.indented) {
            blocks.push_back({std::move(line), {}});
            continue;
        }
        if (blocks.empty())
            grammar_error(name, number, "an indented line belongs to no class or rule above it",
                          "begin it at the margin, or put a 'class' or 'rule' line before it");
        blocks.back().lines.push_back(std::move(line));
    }
    return blocks;
}

} // namespace wordfield::grammar
