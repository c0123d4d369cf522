// SPDX-License-Identifier: MIT
// The words a model knows, in the order of their ids.
#pragma once

#include "model/core/token.hpp"
#include "model/text/text_rules.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace wordfield::inline text {

/// Words and their ids. Of a text ids 0 and 1 are always `<unk>` and `<eos>`; the others follow by falling
/// count (ties alphabetically), so that an id says nothing about meaning. Of rows that somebody else made
/// (bare()) ids are the rows' numbers, and no word is special.
class Vocabulary {
public:
    static constexpr TokenId unknown = 0;
    static constexpr TokenId end_of_text = 1;

    explicit Vocabulary(Tokens tokens = Tokens::Words);
    /// Without `<unk>` and `<eos>`.
    static Vocabulary bare(Tokens tokens);
    void reserve(std::size_t words);
    /// `word` must be new. Returns its id.
    TokenId add(std::string word, std::int64_t count);

    /// Whether no word stands for all that is not in it.
    [[nodiscard]] bool is_bare() const { return bare_; }
    /// `<unk>` or `<eos>`.
    [[nodiscard]] bool is_special(TokenId id) const { return !bare_ && id <= end_of_text; }
    [[nodiscard]] int size() const { return static_cast<int>(words_.size()); }
    /// How the text was cut whose words these are, and what is typed is to be cut.
    [[nodiscard]] Tokens tokens() const { return tokens_; }
    [[nodiscard]] const std::string& word(TokenId id) const { return words_[id]; }
    /// How often the word occurs in the whole corpus, training and held-out together.
    [[nodiscard]] std::int64_t count(TokenId id) const { return counts_[id]; }
    void set_count(TokenId id, std::int64_t count) { counts_[id] = count; }
    /// The id of exactly this word, or nothing.
    [[nodiscard]] std::optional<TokenId> find(std::string_view word) const;

private:
    [[nodiscard]] std::size_t slot_of(std::string_view word) const;
    void make_slots(std::size_t words);

    Tokens tokens_;
    bool bare_ = false;
    std::vector<std::string> words_;
    std::vector<std::int64_t> counts_;
    // A hash table of ids, open addressed (Knuth, The Art of Computer Programming 6.4, algorithm L): a power
    // of two of slots, at most two thirds of them taken, -1 for an empty one. A map of strings took 72 bytes
    // more a word, which is a third of what its vector takes.
    std::vector<TokenId> slots_;
};

} // namespace wordfield::inline text
