// SPDX-License-Identifier: MIT
// A corpus out of a grammar: text, vocabulary, categories, analogies, and the entropy of the choices that
// made it.
#pragma once

#include "model/text/corpus.hpp"
#include "model/text/grammar/grammar.hpp"

#include <cstdint>
#include <memory>
#include <vector>

namespace wordfield::grammar {

/// Writes documents until `grammar.tokens` are reached; every twentieth is held out. `entropy_floor` is the
/// mean of -ln p per token over the choices that wrote this very text: an upper bound of the text's entropy
/// rate, since different choices may have led to the same words.
std::shared_ptr<Corpus> write_corpus(const Grammar& grammar, std::uint64_t seed, LoadProgress* progress);

/// Every relation's analogies over all ordered pairs of its word pairs, at most `most` of a relation (a fixed
/// sample of them if there are more). Relations of which the vocabulary knows fewer than two pairs are left
/// out.
std::vector<AnalogyRelation> relate_words(const Grammar& grammar, const Vocabulary& vocabulary,
                                          std::size_t most = 2'500);

} // namespace wordfield::grammar
