// SPDX-License-Identifier: MIT
// Words and their ids, both ways; and the order in which counted words get their ids.
#include "model/text/word_counts.hpp"

#include <algorithm>
#include <cassert>

namespace wordfield::inline text {

Vocabulary::Vocabulary(Tokens tokens) : tokens_{tokens} {
    add("<unk>", 0);
    add("<eos>", 0);
}

Vocabulary Vocabulary::bare(Tokens tokens) {
    Vocabulary vocabulary{tokens};
    vocabulary.words_.clear();
    vocabulary.counts_.clear();
    vocabulary.ids_.clear();
    vocabulary.bare_ = true;
    return vocabulary;
}

void Vocabulary::reserve(std::size_t words) {
    words_.reserve(words);
    counts_.reserve(words);
    ids_.reserve(words);
}

TokenId Vocabulary::add(std::string word, std::int64_t count) {
    assert(!find(word));
    const auto id = static_cast<TokenId>(words_.size());
    ids_.emplace(word, id);
    words_.push_back(std::move(word));
    counts_.push_back(count);
    return id;
}

std::optional<TokenId> Vocabulary::find(std::string_view word) const {
    const auto found = ids_.find(word);
    if (found == ids_.end()) return std::nullopt;
    return found->second;
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
