// SPDX-License-Identifier: MIT
// What the threads of a comparison are asked, and what they do: Errand's work.
#pragma once

#include "model/comparison/compared_word.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <stop_token>
#include <string>

namespace wordfield::app {

struct ComparisonQuestion {
    std::shared_ptr<const RowTable> a, b; ///< tables of the words in common
    std::shared_ptr<const WordsInCommon> common;
    std::int64_t least_count; ///< see ComparisonRequest
};

struct ComparisonAnswer {
    std::shared_ptr<const ComparedTables> tables;
    std::shared_ptr<const EmbeddingComparison> figures; ///< null while it is being computed
    double seconds = 0.0;                               ///< that it took
    std::string trouble;                                ///< why there is none, a sentence
};

/// Tells the tables first: neighbours of a word need not wait for everything.
void compare_all(const ComparisonQuestion& asked, const std::stop_token& stop,
                 const std::function<void(ComparisonAnswer)>& tell);

struct ComparedWordQuestion {
    std::shared_ptr<const ComparedTables> tables;
    std::shared_ptr<const EmbeddingComparison> figures; ///< for the turn; null before the first
    Index place;                                        ///< of the word, among those in common
    int nearest;
};

void compare_one(const ComparedWordQuestion& asked, const std::stop_token& stop,
                 const std::function<void(ComparedWord)>& tell);

} // namespace wordfield::app
