// SPDX-License-Identifier: MIT
// The words as the list has them: sorted, or those that a search finds.
#pragma once

#include "app/desk/frame.hpp"
#include "app/desk/selection.hpp"
#include "model/core/cached.hpp"

#include <memory>
#include <string>
#include <vector>

namespace wordfield::app {

/// The list as a spreadsheet takes it: a line of names, then id, word, count, norm and moved of each, tabs
/// between them.
std::string words_as_lines(const Frame& frame, const std::vector<TokenId>& words);

/// "773 words", "12 of 773 words".
std::string count_of(std::size_t shown, std::size_t all, const char* what);

class WordOrder {
public:
    /// With a search the best match is at the front: the word itself, the same in other capitals, words that
    /// begin so, then those that contain it. Sorting by a figure that moves is renewed once a second, so that
    /// rows stay where the mouse finds them.
    const std::vector<TokenId>& of(const Frame& frame, const std::string& search, WordListOrder sorted);

private:
    Cached<std::vector<TokenId>, std::shared_ptr<const Corpus>, std::string, WordListOrder, std::int64_t>
        order_;
};

} // namespace wordfield::app
