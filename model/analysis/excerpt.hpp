// SPDX-License-Identifier: MIT
// A window of text cut down to what fits around one word.
#pragma once

#include "model/text/vocabulary.hpp"

#include <functional>
#include <span>
#include <string>
#include <string_view>

namespace wordfield::inline analysis {

struct Excerpt {
    std::string before, word, after; ///< with the spaces between them; dots where something was left out
};

/// Tokens as one line, a space between them, a stroke for <eos>.
std::string sentence(const Vocabulary& vocabulary, std::span<const TokenId> tokens);

/// As many tokens around `word`, at its place nearest to the middle of the line, as fit into `width`,
/// measured by `width_of`. Without the word, the beginning of the line.
Excerpt excerpt_around(const Vocabulary& vocabulary, std::span<const TokenId> tokens, TokenId word,
                       float width, const std::function<float(std::string_view)>& width_of);

/// As many of the last tokens, one at least, as fit into `width`; dots where something was left out, or where
/// they are not `whole`.
std::string excerpt_up_to_end(const Vocabulary& vocabulary, std::span<const TokenId> tokens, bool whole,
                              float width, const std::function<float(std::string_view)>& width_of);

} // namespace wordfield::inline analysis
