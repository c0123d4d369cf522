// SPDX-License-Identifier: MIT
// Reads a text word by word without keeping the words: the loop under split_words and under the loading of
// big files.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace wordfield {

class WordReader {
public:
    /// Longer runs of letters are cut, so that a file without spaces does not become one word.
    static constexpr std::size_t longest_word = 64; // code points

    /// Keeps the view; the text must outlive the reader.
    explicit WordReader(std::string_view text) : text_{text} {}

    /// Moves to the next word. False when there is none.
    bool next();

    [[nodiscard]] std::size_t begin() const { return begin_; }
    [[nodiscard]] std::size_t end() const { return end_; }
    /// NFC, lower case. Valid until next().
    [[nodiscard]] const std::string& normal() const { return normal_; }
    /// At least one empty line lies between the word before (or the text's beginning) and this one.
    [[nodiscard]] bool after_blank_line() const { return line_breaks_ >= 2; }

private:
    void skip_spaces();
    bool take_special();
    void take_letters();
    void take_attached();

    std::string_view text_;
    std::size_t begin_ = 0;
    std::size_t end_ = 0;
    int line_breaks_ = 0;
    std::string normal_;
};

} // namespace wordfield
