// SPDX-License-Identifier: MIT
#include "app/story/suggested_sum.hpp"

#include "model/core/error.hpp"
#include "model/geometry/expression.hpp"
#include "model/text/stop_words.hpp"

#include <algorithm>
#include <vector>

namespace wordfield::app {
namespace {

constexpr std::size_t least_letters =
    3; // bytes: shorter ones are mostly abbreviations and names of variables

// A word that can be written in a sum as it is.
bool is_content(const Vocabulary& vocabulary, const StopWords& stop_words, TokenId id) {
    const std::string& word = vocabulary.word(id);
    return !vocabulary.is_special(id) && word.size() >= least_letters && has_letter(word) &&
           !stop_words.contains(word) && word.find_first_of("+-*/() ") == std::string::npos;
}

} // namespace

bool can_be_solved(const Corpus& corpus, const std::string& sum) {
    try {
        return !parse_expression(corpus.lexicon.vocabulary, sum).empty();
    } catch (const Error&) {
        return false;
    }
}

std::string suggested_sum(const Corpus& corpus) {
    const Vocabulary& vocabulary = corpus.lexicon.vocabulary;
    std::vector<std::string> candidates{"king - man + woman"};
    for (const AnalogyRelation& relation : corpus.lexicon.relations)
        if (!relation.analogies.empty()) {
            const auto& [a, b, c, d] = relation.analogies.front();
            candidates.push_back(vocabulary.word(b) + " - " + vocabulary.word(a) + " + " +
                                 vocabulary.word(c));
        }
    std::vector<TokenId> common;
    const StopWords& stop_words = stop_words_of(vocabulary);
    for (TokenId id = 0; id < vocabulary.size(); ++id)
        if (is_content(vocabulary, stop_words, id)) common.push_back(id);
    std::ranges::stable_sort(common, std::greater{}, [&](TokenId id) { return vocabulary.count(id); });
    if (common.size() >= 2)
        candidates.push_back(vocabulary.word(common[0]) + " + " + vocabulary.word(common[1]));
    for (const std::string& sum : candidates)
        if (can_be_solved(corpus, sum)) return sum;
    return {};
}

} // namespace wordfield::app
