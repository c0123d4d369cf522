// SPDX-License-Identifier: MIT
// Places of the held-out text: passages that are read with what stands before each of their words, and the
// tokens of them as occurrences of their words: all of them, or those of one word.
#pragma once

#include "model/context/word_senses.hpp"
#include "model/text/text_stream.hpp"

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace wordfield::inline context {

/// A piece of the held-out text, from the beginning of a document where it can be.
struct Passage {
    std::size_t begin = 0;
    int length = 0; ///< tokens
    bool operator==(const Passage&) const = default;
};

/// n occurrences, passage by passage.
struct Occurrences {
    std::vector<Passage> passages; ///< rising by `begin`
    std::vector<TokenId> text;     ///< their tokens, one passage after the other
    std::vector<int> first;        ///< (passages + 1) where in `text` each begins; its size at the end
    std::vector<int> at;           ///< (n) where in `text` each occurrence stands, rising
    std::vector<TokenId> token;    ///< (n)
    std::vector<TokenId> next;     ///< (n) the token that follows in the text; -1 at its very end
    std::vector<int> sense;        ///< (n) an index of `senses`, or -1
    std::vector<bool> told;        ///< (n) whether what stands before it tells its sense
    std::vector<Sense> senses;
    int context = 0; ///< T: no passage is longer

    [[nodiscard]] int size() const { return static_cast<int>(token.size()); }
    /// Which passage an occurrence stands in.
    [[nodiscard]] int passage_of(int occurrence) const;
};

struct PassageOptions {
    int passages = 200;          ///< at most
    int context = 32;            ///< tokens of one, at most
    int per_sense = 10;          ///< so many of them, at most, are chosen for an occurrence of each sense
    bool only_senses = false;    ///< no others
    std::optional<TokenId> only; ///< the word whose occurrences alone are looked at, `passages` of them at
                                 ///< most: as many of each of its senses
};

/// Which passages, of all words: for each sense some that hold it, evenly spread, then the beginnings of
/// documents, evenly spread; of a text with fewer documents than that, pieces of it that begin behind a
/// sentence's end where there is one near.
Occurrences choose_occurrences(const TextStream& text, const Lexicon& lexicon, const PassageOptions& options);

} // namespace wordfield::inline context
