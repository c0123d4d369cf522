// SPDX-License-Identifier: MIT
// Words and their ids, both ways; and the order in which counted words get their ids.
#include "model/text/word_counts.hpp"

#include <algorithm>
#include <bit>
#include <cassert>
#include <functional>

namespace wordfield::inline text {

Vocabulary::Vocabulary(Tokens tokens) : tokens_{tokens} {
    add("<unk>", 0);
    add("<eos>", 0);
}

Vocabulary Vocabulary::bare(Tokens tokens) {
    Vocabulary vocabulary{tokens};
    vocabulary.words_.clear();
    vocabulary.counts_.clear();
    vocabulary.make_slots(0);
    vocabulary.bare_ = true;
    return vocabulary;
}

void Vocabulary::reserve(std::size_t words) {
    words_.reserve(words);
    counts_.reserve(words);
    if (3 * words > 2 * slots_.size()) make_slots(words);
}

TokenId Vocabulary::add(std::string word, std::int64_t count) {
    assert(!find(word));
    const auto id = static_cast<TokenId>(words_.size());
    if (3 * (words_.size() + 1) > 2 * slots_.size()) make_slots(2 * words_.size());
    slots_[slot_of(word)] = id;
    words_.push_back(std::move(word));
    counts_.push_back(count);
    return id;
}

// Where the word stands, or the empty slot where it would.
std::size_t Vocabulary::slot_of(std::string_view word) const {
    const std::size_t last = slots_.size() - 1;
    std::size_t slot = std::hash<std::string_view>{}(word)&last;
    while (slots_[slot] >= 0 && words_[slots_[slot]] != word) slot = (slot + 1) & last;
    return slot;
}

void Vocabulary::make_slots(std::size_t words) {
    constexpr std::size_t fewest = 16;
    slots_.assign(std::bit_ceil(std::max(fewest, words + words / 2 + 1)), -1);
    for (TokenId id = 0; id < size(); ++id) slots_[slot_of(words_[id])] = id;
}

std::optional<TokenId> Vocabulary::find(std::string_view word) const {
    if (slots_.empty()) return std::nullopt; // moved from
    const TokenId id = slots_[slot_of(word)];
    return id < 0 ? std::nullopt : std::optional{id};
}

Vocabulary rank_words(std::vector<WordCount> counts, int max_vocabulary, int min_count, Tokens tokens) {
    Vocabulary vocabulary{tokens};
    std::erase_if(counts, [&](const WordCount& w) {
        const std::optional<TokenId> special = vocabulary.find(w.word);
        if (special) vocabulary.set_count(*special, vocabulary.count(*special) + w.count);
        return special.has_value();
    });
    std::sort(counts.begin(), counts.end(), [](const WordCount& a, const WordCount& b) {
        return a.count != b.count ? a.count > b.count : a.word < b.word;
    });
    for (WordCount& w : counts) {
        if (vocabulary.size() < max_vocabulary && w.count >= min_count)
            vocabulary.add(std::move(w.word), w.count);
        else
            vocabulary.set_count(Vocabulary::unknown, vocabulary.count(Vocabulary::unknown) + w.count);
    }
    return vocabulary;
}

} // namespace wordfield::inline text
