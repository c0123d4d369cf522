// SPDX-License-Identifier: MIT
// "king - man + woman" as typed, to a weighted sum of words. Words, +, -, numbers as factors, brackets.
#pragma once

#include "model/geometry/analogies.hpp"

#include <string_view>
#include <vector>

namespace wordfield::inline geometry {

/// The sum that `text` spells out, each word once, in the order in which they are met. Understands `2 *
/// king`, `0.5 queen`, `king - (man - woman)` and the minus sign of typography. A hyphen inside a word
/// belongs to the word. Throws Error: a word that is not in the vocabulary, a bracket that does not close, a
/// factor above a million, nothing at all.
std::vector<Term> parse_expression(const Vocabulary& vocabulary, std::string_view text);

} // namespace wordfield::inline geometry
