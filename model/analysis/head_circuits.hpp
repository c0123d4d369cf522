// SPDX-License-Identifier: MIT
// What a head does with words by itself: which word it looks at from which (the QK circuit), and which word
// it raises when it looks at which (the OV circuit); Elhage et al. 2021, "A mathematical framework for
// transformer circuits". Products of weights alone: a word counts with its own row of the embedding, as if
// nothing had been added to it.
#pragma once

#include "model/nn/gpt_network.hpp"
#include "model/text/vocabulary.hpp"

#include <cstdint>
#include <vector>

namespace wordfield::inline analysis {

/// Both maps are (V,V), of rank D: kept as their factors. A word's row is normed as the layer's norm does,
/// by its own mean and deviation.
struct HeadCircuits {
    int layer = 0, head = 0;
    Matrix queries; ///< (V,D) biases included
    Matrix keys;    ///< (V,D) divided by sqrt(D), against the mean of all words: a softmax sees no more
    Matrix values;  ///< (V,D) against the mean of all words: attention always sums to 1, so what all words
                    ///< hand over alike comes whoever is looked at
    Matrix effects; ///< (V,D) of the head's output on a word's logit, against the mean of all words and up to
                    ///< the last norm's scale

    /// (V): by how much each word's logit is raised by a whole look at `word`.
    [[nodiscard]] RowVector raised_by(TokenId word) const;
    /// (V): the score that `word` gives each word, above that of the average word.
    [[nodiscard]] RowVector looks_of(TokenId word) const;
};

/// Makes them some rows at a time: large tables take long.
class CircuitMaker {
public:
    CircuitMaker(const GptNetwork& network, int layer, int head);
    /// The next rows of the same network, at most `count`. True when all are done.
    bool advance(const GptNetwork& network, Index count);
    /// When all are done.
    [[nodiscard]] const HeadCircuits& made() const { return made_; }

private:
    void centre();

    HeadCircuits made_;
    Index done_ = 0;
};
HeadCircuits head_circuits(const GptNetwork& network, int layer, int head);

/// One word and what the head does with it most.
struct CircuitPair {
    TokenId from = 0, to = 0;
    float value = 0.0F;
    bool operator==(const CircuitPair&) const = default;
};

/// Over words, as far as they have been gone through.
struct CircuitSurvey {
    static constexpr std::size_t listed = 12;
    static constexpr Index most_words = 2000; ///< the most frequent ones; others count as what is raised

    std::vector<CircuitPair> raises; ///< of each word the one that it raises most: the strongest of those
    std::vector<CircuitPair> looks;  ///< of each word the one that it looks at most: the strongest of those
    Index next = 0;                  ///< the word to go on with
    Index words = 0;                 ///< gone through
    Index raises_itself = 0;         ///< of these: the word that it raises most is itself
    double percentile = 0.0;         ///< sum over them of the share of other words that it raises less than
                                     ///< itself, each 0 to 1, by chance 1/2

    [[nodiscard]] double share_itself() const {
        return words > 0 ? static_cast<double>(raises_itself) / static_cast<double>(words) : 0.0;
    }
    [[nodiscard]] double mean_percentile() const {
        return words > 0 ? percentile / static_cast<double>(words) : 0.0;
    }
};

/// Goes on by at most `count` words, without special ones. True when it has come to the end.
bool go_on(CircuitSurvey& survey, const HeadCircuits& circuits, const Vocabulary& vocabulary, Index count);

} // namespace wordfield::inline analysis
