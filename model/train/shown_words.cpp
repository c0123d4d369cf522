// SPDX-License-Identifier: MIT
// Content words, by label or by frequency.
#include "model/train/shown_words.hpp"

#include <algorithm>
#include <array>
#include <numeric>
#include <string_view>

namespace wordfield {

namespace {

constexpr double commonest_share = 0.002;
constexpr double commonest_multiple = 10.0;

bool is_content_category(std::string_view name) {
    constexpr std::array<std::string_view, 5> others{"function", "mark", "marks", "punctuation", "symbol"};
    return std::none_of(others.begin(), others.end(), [&](std::string_view other) {
        return name == other || (other == "function" && name.starts_with(other)) || name.ends_with(" marks");
    });
}

/// ASCII letters count, and every byte of a longer UTF-8 character: dashes and quotation marks beyond ASCII
/// are rare enough as words of their own not to matter.
bool has_letter(std::string_view word) {
    return std::any_of(word.begin(), word.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80;
    });
}

std::vector<TokenId> labelled_content(const Corpus& corpus) {
    std::vector<TokenId> words;
    for (std::size_t i = 0; i < corpus.category.size(); ++i) {
        const int category = corpus.category[i];
        if (category >= 0 && is_content_category(corpus.categories[static_cast<std::size_t>(category)]))
            words.push_back(static_cast<TokenId>(i));
    }
    return words;
}

std::vector<TokenId> frequent_content(const Vocabulary& vocabulary) {
    double total = 0.0;
    for (TokenId id = 0; id < vocabulary.size(); ++id) total += static_cast<double>(vocabulary.count(id));
    const double limit =
        total * std::max(commonest_share, commonest_multiple / std::max(1, vocabulary.size()));
    std::vector<TokenId> words;
    for (TokenId id = Vocabulary::end_of_text + 1; id < vocabulary.size(); ++id)
        if (has_letter(vocabulary.word(id)) && static_cast<double>(vocabulary.count(id)) <= limit)
            words.push_back(id);
    return words;
}

} // namespace

std::vector<TokenId> default_words(const Corpus& corpus, int cap) {
    std::vector<TokenId> words = labelled_content(corpus);
    if (words.empty()) words = frequent_content(corpus.vocabulary);
    if (words.size() > static_cast<std::size_t>(cap)) words.resize(static_cast<std::size_t>(cap));
    return words;
}

std::vector<TokenId> all_words(const Corpus& corpus, int cap) {
    std::vector<TokenId> words(static_cast<std::size_t>(std::clamp(cap, 0, corpus.vocabulary.size())));
    std::iota(words.begin(), words.end(), TokenId{0}); // ids follow the counts
    return words;
}

} // namespace wordfield
