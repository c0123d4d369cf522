// SPDX-License-Identifier: MIT
// A sum of words for the field of the inspector whose words there are in a corpus.
#pragma once

#include "model/text/corpus.hpp"

#include <string>

namespace wordfield::app {

/// "king - man + woman" where the corpus has the words; else the first of its analogies; else the sum of its
/// two commonest words that mean something. Empty where it has none.
std::string suggested_sum(const Corpus& corpus);

/// Whether `sum` can be solved with the words of the corpus.
bool can_be_solved(const Corpus& corpus, const std::string& sum);

} // namespace wordfield::app
