// SPDX-License-Identifier: MIT
// Text to token ids and back: the interface, and words, the tokens of texts that are read here. Words are
// lower-cased runs of letters, digits and inner apostrophes or hyphens. Every mark is a word
// of its own. So is every Han character or kana, and every letter of Thai, Lao, Khmer or Burmese with the
// signs on it: those are written without spaces. Cased words and code (text_rules.hpp) keep their capitals;
// in code, names keep their underscores, and operators of several characters are one word.
#pragma once

#include "model/core/token.hpp"
#include "model/text/vocabulary.hpp"

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace wordfield::inline text {

/// The bytes [begin, end) of a text.
struct ByteSpan {
    std::size_t begin = 0, end = 0;
    bool operator==(const ByteSpan&) const = default;
};

struct EncodedToken {
    TokenId id = Vocabulary::unknown;
    std::optional<ByteSpan> where; ///< where it stands in the text; nothing where that cannot be told
    bool operator==(const EncodedToken&) const = default;
};

/// Text to the ids of a vocabulary, and back. Its own are the rules; a vocabulary of another kind of
/// tokenizer makes no sense to it.
class Tokenizer {
public:
    Tokenizer() = default;
    Tokenizer(const Tokenizer&) = delete;
    Tokenizer& operator=(const Tokenizer&) = delete;
    virtual ~Tokenizer() = default;

    /// In the order of the text. Takes any bytes.
    [[nodiscard]] virtual std::vector<EncodedToken> tokens_of(const Vocabulary& vocabulary,
                                                              std::string_view text) const = 0;
    /// The text of some tokens; encoded again, it gives the same.
    [[nodiscard]] virtual std::string decode(const Vocabulary& vocabulary,
                                             std::span<const TokenId> tokens) const = 0;
    /// The ids of tokens_of() alone.
    [[nodiscard]] std::vector<TokenId> encode(const Vocabulary& vocabulary, std::string_view text) const;
};

/// Words, cut as the text of the vocabulary was (Vocabulary::tokens()); one outside it becomes <unk>, and of
/// a bare vocabulary nothing. Decoded, they stand in their normal form with a space between each two.
const std::shared_ptr<const Tokenizer>& word_tokenizer();

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

/// The id of a word as it is spelled, or in any spelling that has the same normal form; where the vocabulary
/// is bare(), in lower case, too. Nothing where there is none.
std::optional<TokenId> find_word(const Vocabulary& vocabulary, std::string_view word);

/// What word_tokenizer() does, where there are words and no corpus. "<unk>" and "<eos>" can be written.
std::vector<TokenId> encode(const Vocabulary& vocabulary, std::string_view text);
std::string decode(const Vocabulary& vocabulary, std::span<const TokenId> tokens);

} // namespace wordfield::inline text
