// SPDX-License-Identifier: MIT
// The words as the list has them: sorted, or those that a search finds.
#pragma once

#include "app/desk/frame.hpp"
#include "app/desk/selection.hpp"
#include "model/core/cached.hpp"

#include <cstdint>
#include <memory>
#include <optional>
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
    /// begin so, then those that contain it; or those that it is a condition on (parse_query()). Sorting by a
    /// figure that moves is renewed once a second, so that rows stay where the mouse finds them.
    const std::vector<TokenId>& of(const Frame& frame, const std::string& search, WordListOrder sorted);

private:
    /// All words that contain `part`, in the order of the list.
    struct Matching {
        std::string part;
        std::vector<TokenId> words;
    };
    const std::vector<TokenId>& all(const Frame& frame, WordListOrder sorted, std::int64_t second);
    std::vector<TokenId> matches(const Frame& frame, const std::string& search,
                                 const std::vector<TokenId>& all);

    Cached<std::vector<TokenId>, std::shared_ptr<const Corpus>, WordListOrder, std::int64_t> all_;
    Cached<std::vector<TokenId>, std::shared_ptr<const Corpus>, std::string, WordListOrder, std::int64_t>
        found_;
    std::optional<Matching> matching_; ///< of the last search in all_
};

} // namespace wordfield::app
