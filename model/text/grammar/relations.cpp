// SPDX-License-Identifier: MIT
// Analogies that follow from the columns of a grammar's classes.
#include "model/core/rng.hpp"
#include "model/text/grammar/corpus.hpp"

#include <algorithm>
#include <set>

namespace wordfield::grammar {
namespace {

using WordPair = std::pair<TokenId, TokenId>;

// One pair per lemma, in the order of the file; each pair once, and only where the two words differ.
std::vector<WordPair> word_pairs(const Grammar& grammar, const Relation& relation,
                                 const Vocabulary& vocabulary) {
    std::vector<WordPair> pairs;
    const auto id_of = [&](const Lemma& lemma, int form) {
        return vocabulary.find(grammar.words[lemma.forms[form]]);
    };
    for (const int number : relation.classes) {
        const WordClass& c = grammar.classes[number];
        const int from = find_form(c, relation.from), to = find_form(c, relation.to);
        for (const Lemma& lemma : c.lemmas) {
            const auto a = id_of(lemma, from), b = id_of(lemma, to);
            if (!a || !b || *a == *b) continue;
            if (std::find(pairs.begin(), pairs.end(), WordPair{*a, *b}) == pairs.end())
                pairs.emplace_back(*a, *b);
        }
    }
    return pairs;
}

// `count` different numbers below `bound`, in order; the same ones every time.
std::set<std::uint32_t> sample_below(std::uint32_t bound, std::size_t count) {
    Pcg32 rng{bound};
    std::set<std::uint32_t> sample;
    while (sample.size() < count) sample.insert(rng.below(bound));
    return sample;
}

// Number k of the n * (n - 1) ordered pairs of different word pairs.
Analogy analogy_number(const std::vector<WordPair>& pairs, std::size_t k) {
    const std::size_t i = k / (pairs.size() - 1);
    std::size_t j = k % (pairs.size() - 1);
    if (j >= i) ++j;
    return {pairs[i].first, pairs[i].second, pairs[j].first, pairs[j].second};
}

} // namespace

std::vector<AnalogyRelation> relate_words(const Grammar& grammar, const Vocabulary& vocabulary,
                                          std::size_t most) {
    constexpr std::size_t most_pairs = 60'000; // their square fits into 32 bits
    std::vector<AnalogyRelation> relations;
    for (const Relation& relation : grammar.relations) {
        std::vector<WordPair> pairs = word_pairs(grammar, relation, vocabulary);
        if (pairs.size() < 2) continue;
        pairs.resize(std::min(pairs.size(), most_pairs));
        const std::size_t all = pairs.size() * (pairs.size() - 1);
        AnalogyRelation& related = relations.emplace_back();
        related.name = relation.name;
        if (all <= most) {
            for (std::size_t k = 0; k < all; ++k) related.analogies.push_back(analogy_number(pairs, k));
        } else {
            for (const std::uint32_t k : sample_below(static_cast<std::uint32_t>(all), most))
                related.analogies.push_back(analogy_number(pairs, k));
        }
    }
    return relations;
}

} // namespace wordfield::grammar
