// SPDX-License-Identifier: MIT
// Does the model tell two meanings of one word apart? Measured on "apple", the fruit and the firm, in short
// sentences with the word at the same place.
#pragma once

#include "model/nn/trace.hpp"
#include "model/text/corpus.hpp"

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace wordfield::inline analysis {

struct Senses {
    std::string word;
    std::vector<float> same;      ///< [after embedding, after each block]: mean cosine within a meaning
    std::vector<float> different; ///< the same between the two meanings
    /// Standard errors of the two: what other sentences of the kind would change (jackknife over the
    /// sentences).
    std::vector<float> same_error, different_error;
};

/// The vectors of the word (n, C), one matrix per meaning, each with two rows or more: cosines after the mean
/// of the two meanings' means is taken off, averaged over all pairs of different sentences. A vector that
/// equals that mean counts as 0.
struct MeanCosines {
    double same = 0.0, different = 0.0;
};
MeanCosines mean_cosines(const Matrix& a, const Matrix& b);

/// Standard errors of mean_cosines() by leaving out one sentence after the other, each meaning's spread for
/// itself (Efron & Stein 1981). Needs three rows of each meaning.
MeanCosines cosine_errors(const Matrix& a, const Matrix& b);

/// `trace` runs a sentence through a transformer. Nothing when the corpus lacks one of the sentences' words.
std::optional<Senses> measure_senses(const Vocabulary& vocabulary,
                                     const std::function<Trace(std::span<const TokenId>)>& trace);

} // namespace wordfield::inline analysis
