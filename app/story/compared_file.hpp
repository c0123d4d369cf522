// SPDX-License-Identifier: MIT
// Vectors of a file, as something that a window's own are compared with: its words in common, in the order of
// the window's.
#pragma once

#include "model/comparison/words_in_common.hpp"
#include "model/core/matrix.hpp"
#include "model/text/corpus.hpp"

#include <memory>
#include <string>

namespace wordfield::app {

struct ComparedFile {
    std::string name;                     ///< of the file, without its folders
    std::shared_ptr<const Corpus> corpus; ///< the window's, whose words these are
    std::shared_ptr<const RowTable> rows; ///< (V, D) by the ids of the corpus; zeros for words it has not
    std::shared_ptr<const WordsInCommon> words; ///< both sides by the ids of the corpus
    int size = 0;                               ///< words in the file
};

/// `file` is given up: what is not in common does not stay in memory. Throws Error where the two share fewer
/// than two words.
std::shared_ptr<const ComparedFile> compared_file(std::shared_ptr<const Corpus> corpus,
                                                  std::shared_ptr<const Corpus> file);

} // namespace wordfield::app
