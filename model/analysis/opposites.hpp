// SPDX-License-Identifier: MIT
// Opposites near each other: hot and cold stand in the same sentences, so a model that learns from sentences
// puts them side by side. How near two such words are, which directions keep them apart, and whether those of
// several pairs are one (Mohammad et al. 2013; Nguyen et al. 2016 on antonyms in vector spaces).
#pragma once

#include "model/core/matrix.hpp"
#include "model/text/lexicon.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace wordfield::inline analysis {

using Opposite = std::pair<TokenId, TokenId>;

/// Pairs of English opposites of which a vocabulary has both words, "hot" and "cold", "buy" and "sell".
std::vector<Opposite> known_opposites(const Vocabulary& vocabulary);

/// The pairs of a relation's questions, each once.
std::vector<Opposite> pairs_of_relation(const AnalogyRelation& relation);

/// "hot/cold, buy/sell" as pairs. What is no pair of two different words of the vocabulary is told.
struct ReadOpposites {
    std::vector<Opposite> pairs;      ///< each once
    std::vector<std::string> unknown; ///< as they were typed
};
ReadOpposites read_opposites(std::string_view typed, const Vocabulary& vocabulary);

/// What all words have in common, to measure a pair by.
struct WordSpace {
    static constexpr Index most_width = 512;   ///< of tables whose components are found
    static constexpr Index most_words = 4000;  ///< that components are of: the first ones
    static constexpr std::size_t fellows = 64; ///< words that a pair is compared with, at most

    RowVector mean;             ///< (C)
    Eigen::MatrixXd components; ///< (C,C) a unit column for each principal component; empty of wide tables
    Eigen::VectorXd variances;  ///< (C) falling: share of all variance, sums to 1
    std::vector<std::pair<TokenId, TokenId>> ends; ///< of each component: the words lowest and highest on it
};
WordSpace word_space(const Matrix& rows, const Vocabulary& vocabulary);

/// How near the two words of a pair are.
struct OppositeFigures {
    Opposite words;
    double cosine = 0.0;            ///< seen from the mean row, -1 to 1
    int rank_there = 0;             ///< of the second among the first's neighbours by cosine, from 1
    int rank_back = 0;              ///< of the first among the second's
    double distance = 0.0;          ///< Euclidean, over the mean distance of two of their fellows
    double fellows_cosine = 0.0;    ///< mean cosine of two fellows
    int category = -1;              ///< of both, whose words are their fellows; -1: all words are
    std::vector<double> components; ///< share of the squared difference by component, sums to 1; or empty
};
/// rows(V,C) of the lexicon's words. Fellows are the words of the pair's category, where both have one with
/// four words or more, else all; of many some that are evenly spread.
OppositeFigures opposite_figures(const Matrix& rows, const Lexicon& lexicon, const WordSpace& space,
                                 const Opposite& pair);

/// The fellows of a pair, all of them, without the two.
std::vector<TokenId> fellow_words(const Lexicon& lexicon, const Opposite& pair);

/// Whether the pairs' differences, second minus first, point one way: each is compared with the mean of all
/// others' directions, in which it has no say.
struct CommonDirection {
    std::vector<double> along; ///< a pair: cosine with the mean of the others' unit differences
    double mean = 0.0;         ///< of these
    double error = 0.0;        ///< its standard error, the pairs taken as independent
    int told_right = 0;        ///< pairs whose second word lies further along that mean; by chance half
};
/// Nothing of fewer than three pairs.
std::optional<CommonDirection> common_direction(const Matrix& rows, const std::vector<Opposite>& pairs);

} // namespace wordfield::inline analysis
