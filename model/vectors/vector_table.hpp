// SPDX-License-Identifier: MIT
// Words and a vector for each, wherever they come from: what is read of a file of embeddings, and what is
// taken out of a model to be written.
#pragma once

#include "model/table/row_table.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace wordfield::inline vectors {

/// What a file says of each word beside its vector, as it stands there.
struct MetadataColumn {
    std::string name;
    std::vector<std::string> values; ///< (V) "" for a word without one
    bool json = false;               ///< each is a number, list or object of JSON, and no text
};

struct VectorTable {
    std::vector<std::string> words;          ///< (V) UTF-8; of a file: none empty, each once
    std::shared_ptr<const RowTable> vectors; ///< (V,C)
    std::vector<std::int64_t> counts;    ///< (V) how often the corpus has each; empty where that is unknown
    std::vector<std::string> categories; ///< (V) "" for a word without one; empty when none has one
    std::vector<MetadataColumn> columns; ///< what else is known; mostly none
    std::vector<std::string> tensors;    ///< names of all tables of the file, where it has several
    std::string tensor;                  ///< the one that `vectors` are
    std::vector<std::string> notes;      ///< what came in, at the front, and what was guessed or left out
};

} // namespace wordfield::inline vectors
