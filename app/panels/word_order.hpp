// SPDX-License-Identifier: MIT
// The words as the list has them: sorted, or those that a search finds.
#pragma once

#include "app/desk/frame.hpp"
#include "model/core/cached.hpp"

#include <memory>
#include <string>
#include <vector>

namespace wordfield::app {

enum class WordSort { Id, Word, Count, Norm, Moved };

class WordOrder {
public:
    /// With a search the best match is at the front: the word itself, the same in other capitals, words that
    /// begin so, then those that contain it. Sorting by a figure that moves is renewed once a second, so that
    /// rows stay where the mouse finds them.
    const std::vector<TokenId>& of(const Frame& frame, const std::string& search, WordSort sort,
                                   bool descending);

private:
    Cached<std::vector<TokenId>, std::shared_ptr<const Corpus>, std::string, WordSort, bool, std::int64_t>
        order_;
};

} // namespace wordfield::app
