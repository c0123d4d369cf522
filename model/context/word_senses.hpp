// SPDX-License-Identifier: MIT
// Which meaning an ambiguous word has in its sentence, as whoever wrote the sentence knows it: the built-in
// corpus says so by the words around. The labels that purity by sense is measured against.
#pragma once

#include "model/core/token.hpp"
#include "model/text/lexicon.hpp"

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace wordfield::inline context {

struct Sense {
    TokenId word;
    std::string name; ///< "fruit"
};

class SenseReader {
public:
    /// Knows the ambiguous words of a lexicon that has the built-in corpus's categories; of others none.
    explicit SenseReader(const Lexicon& lexicon);

    /// Those of one word stand together; a word has two.
    [[nodiscard]] const std::vector<Sense>& senses() const { return senses_; }
    /// Which of senses() the token text[at] has, by its whole sentence, what comes after it included; -1
    /// where it has but one meaning or nothing tells which.
    [[nodiscard]] int sense_at(std::span<const TokenId> text, std::size_t at) const;

private:
    /// Where a word must stand for a clue to hold, counted from the ambiguous one.
    enum class Where { Before, After, Sentence, Anywhere };
    struct Clue {
        TokenId word;
        Where where;
        std::vector<TokenId> words;
        std::vector<int> categories;
        int sense;
    };
    [[nodiscard]] bool speaks_of(const Clue& clue, TokenId token) const;
    [[nodiscard]] bool holds(const Clue& clue, std::span<const TokenId> text, std::size_t at) const;
    void add(const Lexicon& lexicon);

    std::vector<Sense> senses_;
    std::vector<Clue> clues_;   // the first that holds decides
    std::vector<int> category_; // (V)
    std::vector<TokenId> ends_; // of sentences
};

} // namespace wordfield::inline context
