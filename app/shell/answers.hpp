// SPDX-License-Identifier: MIT
// Questions of the command line to words and their vectors: neighbours, sums, benchmarks.
#pragma once

#include "model/core/matrix.hpp"
#include "model/geometry/neighbours.hpp"
#include "model/text/lexicon.hpp"

#include <filesystem>
#include <iosfwd>
#include <string>
#include <vector>

namespace wordfield::app {

struct Questions {
    std::vector<std::string> neighbours; ///< words
    std::vector<std::string> analogies;  ///< sums: "king - man + woman"
    std::filesystem::path evaluate;      ///< a questions-words file; empty for none
    std::filesystem::path similarity;    ///< pairs of words with what people say of them
    bool purity = false;                 ///< of the words' categories
    std::filesystem::path compare;       ///< vectors to compare these with; empty for none
    int count = 10;                      ///< answers to each of the first two, and words that moved
    Measure measure = Measure::PlainCosine;
    bool json = false;

    [[nodiscard]] bool any() const {
        return !neighbours.empty() || !analogies.empty() || !evaluate.empty() || !similarity.empty() ||
               purity || !compare.empty();
    }
};

/// Writes the answers to `out`, as tables, or a JSON object a line. What cannot be answered is told on
/// stderr: false then. rows(V,C) belong to the lexicon's words. Neighbours in two embeddings are left to
/// HeadlessComparison.
bool answer(const Questions& questions, const Lexicon& lexicon, const Rows& rows, int threads,
            std::ostream& out);

} // namespace wordfield::app
