// SPDX-License-Identifier: MIT
// Reads a text word by word without keeping the words: the loop under split_words and under the loading of
// big files.
#pragma once

#include "model/text/text_rules.hpp"
#include "model/text/unicode.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace wordfield::inline text {

class WordReader {
public:
    /// Longer runs of letters are cut, so that a file without spaces does not become one word.
    static constexpr std::size_t longest_word = 64; // code points

    /// Keeps the view; the text must outlive the reader.
    explicit WordReader(std::string_view text, Tokens tokens = Tokens::Words)
        : text_{text}, tokens_{tokens} {}

    /// Moves to the next word. False when there is none.
    bool next();

    [[nodiscard]] std::size_t begin() const { return begin_; }
    [[nodiscard]] std::size_t end() const { return end_; }
    /// NFC; lower case, but for cased words and code. Valid until next().
    [[nodiscard]] const std::string& normal() const { return normal_; }
    /// How many lines end between the word before (or the text's beginning) and this one.
    [[nodiscard]] int line_breaks() const { return line_breaks_; }

private:
    void skip_spaces();
    bool take_special();
    bool take_operator();
    void take_letters();
    void take_attached();

    [[nodiscard]] Role role_here(char32_t code_point) const;

    std::string_view text_;
    Tokens tokens_;
    std::size_t begin_ = 0;
    std::size_t end_ = 0;
    int line_breaks_ = 0;
    std::string normal_;
};

} // namespace wordfield::inline text
