// SPDX-License-Identifier: MIT
// Content words, by label, by language, or by frequency.
#include "model/map/map_words.hpp"

#include "model/core/number_text.hpp"
#include "model/text/stop_words.hpp"
#include "model/text/tokenizer.hpp"

#include <algorithm>
#include <array>
#include <numeric>
#include <string_view>

namespace wordfield::inline map {

namespace {

constexpr double commonest_share = 0.002;
constexpr double commonest_multiple = 10.0;

bool is_content_category(std::string_view name) {
    constexpr std::array<std::string_view, 5> others{"function", "mark", "marks", "punctuation", "symbol"};
    return std::none_of(others.begin(), others.end(), [&](std::string_view other) {
        return name == other || (other == "function" && name.starts_with(other)) || name.ends_with(" marks");
    });
}

// What a word does is known of a language that there is a list for: "lord" is common in the Bible and no
// function word. Of others it is guessed from how common it is.
class ContentWords {
public:
    explicit ContentWords(const Vocabulary& vocabulary)
        : vocabulary_{vocabulary}, stop_words_{stop_words_of(vocabulary)} {
        double total = 0.0;
        for (TokenId id = 0; id < vocabulary.size(); ++id) total += static_cast<double>(vocabulary.count(id));
        mean_ = total / std::max(1, vocabulary.size());
        commonest_ = std::max(total * commonest_share, mean_ * commonest_multiple);
    }

    [[nodiscard]] bool contains(TokenId id) const {
        const std::string& word = vocabulary_.word(id);
        if (vocabulary_.is_special(id) || !has_letter(word)) return false;
        const auto count = static_cast<double>(vocabulary_.count(id));
        if (stop_words_.words.empty()) return count <= commonest_;
        return count < mean_ || !stop_words_.contains(word); // a rare "art" or "might" may be the noun
    }

private:
    const Vocabulary& vocabulary_;
    const StopWords& stop_words_;
    double mean_ = 0.0, commonest_ = 0.0;
};

bool is_labelled(const Lexicon& lexicon, TokenId id) {
    return static_cast<std::size_t>(id) < lexicon.category.size() && lexicon.category[id] >= 0;
}

bool has_content_label(const Lexicon& lexicon, TokenId id) {
    return is_content_category(lexicon.categories[lexicon.category[id]]);
}

} // namespace

std::vector<TokenId> default_words(const Lexicon& lexicon, int cap) {
    const ContentWords content{lexicon.vocabulary};
    const auto most = static_cast<std::size_t>(std::max(cap, 0));
    std::vector<TokenId> words, others;
    for (TokenId id = 0; id < lexicon.vocabulary.size(); ++id) {
        if (is_labelled(lexicon, id)) {
            if (has_content_label(lexicon, id)) words.push_back(id);
        } else if (content.contains(id)) {
            others.push_back(id);
        }
    }
    if (words.size() >= others.size()) others.clear();
    words.resize(std::min(words.size(), most));
    others.resize(std::min(others.size(), most - words.size()));
    words.insert(words.end(), others.begin(), others.end());
    std::ranges::sort(words); // ids follow the counts
    return words;
}

std::vector<TokenId> all_words(const Vocabulary& vocabulary, int cap) {
    std::vector<TokenId> words(static_cast<std::size_t>(std::clamp(cap, 0, vocabulary.size())));
    std::iota(words.begin(), words.end(), TokenId{0}); // ids follow the counts
    return words;
}

std::vector<TokenId> ids_by_count(const Vocabulary& vocabulary) {
    std::vector<TokenId> ids = all_words(vocabulary, vocabulary.size());
    const auto falling = [&](TokenId id) { return -vocabulary.count(id); };
    if (std::ranges::is_sorted(ids, {}, falling)) return {};
    std::ranges::stable_sort(ids, {}, falling);
    return ids;
}

std::vector<TokenId> listed_words(const Vocabulary& vocabulary, std::span<const std::string> list) {
    std::vector<TokenId> words;
    for (const std::string& word : list)
        if (const auto id = find_word(vocabulary, word)) words.push_back(*id);
    std::ranges::sort(words);
    words.erase(std::unique(words.begin(), words.end()), words.end());
    return words;
}

std::string note_on_list(const Vocabulary& vocabulary, std::span<const std::string> list) {
    const auto missing =
        std::ranges::count_if(list, [&](const std::string& word) { return !find_word(vocabulary, word); });
    if (missing == 0) return {};
    const bool all = missing == std::ssize(list);
    return (all ? "none of the " : with_commas(missing) + " of the ") + with_commas(std::ssize(list)) +
           (all ? " listed words is in the vocabulary: the map shows content words"
                : " listed words are not in the vocabulary");
}

} // namespace wordfield::inline map
