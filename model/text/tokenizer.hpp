// SPDX-License-Identifier: MIT
// Text to words: lower-cased runs of letters, digits and inner apostrophes or hyphens. Every mark is a word
// of its own. So is every Han character or kana, and every letter of Thai, Lao, Khmer or Burmese with the
// signs on it: those are written without spaces. Cased words and code (text_rules.hpp) keep their capitals;
// in code, names keep their underscores, and operators of several characters are one word.
#pragma once

#include "model/text/corpus.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace wordfield {

/// One word of a text: the bytes [begin, end) of the original, and its normal form (NFC, lower case unless
/// that is kept).
struct Word {
    std::size_t begin = 0;
    std::size_t end = 0;
    std::string normal;
};

/// Cuts UTF-8 text into words. Invalid UTF-8 bytes are skipped; check with find_invalid_utf8 first where that
/// matters.
std::vector<Word> split_words(std::string_view text, Tokens tokens = Tokens::Words);

/// The offset of the first byte that is not valid UTF-8, or npos.
std::size_t find_invalid_utf8(std::string_view text);

/// The text without the byte order mark that some editors put at the front.
std::string_view without_byte_order_mark(std::string_view text);

/// The id of a word in any spelling that has the same normal form, or nothing.
std::optional<TokenId> find_word(const Vocabulary& vocabulary, std::string_view word);

/// Ids of the words of a text, cut as the text of the vocabulary was; a word outside the vocabulary becomes
/// <unk>. "<unk>" and "<eos>" can be written.
std::vector<TokenId> encode(const Vocabulary& vocabulary, std::string_view text);

} // namespace wordfield
