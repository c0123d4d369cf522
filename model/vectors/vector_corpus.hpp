// SPDX-License-Identifier: MIT
// A file of vectors as what a model is shown with: its words, what is known of them, and their rows.
#pragma once

#include "model/text/corpus.hpp"
#include "model/vectors/vector_table.hpp"

#include <memory>

namespace wordfield::inline vectors {

/// Ids are the rows' numbers. Words are looked up as they are spelled, and then in lower case. The column
/// "category" colours; the others are columns of figures where every value that is not empty is one, else of
/// names. Takes the table's words and rows.
std::shared_ptr<Corpus> corpus_of_vectors(VectorTable table, std::string name);

} // namespace wordfield::inline vectors
