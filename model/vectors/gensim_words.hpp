// SPDX-License-Identifier: MIT
// The words of gensim's KeyedVectors, out of the pickle beside its array.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "model/core/index.hpp"

namespace wordfield::inline vectors {

/// The list index_to_key of a KeyedVectors that gensim 4 saved (keyedvectors.py, utils.py: pickle protocol
/// 4). Nothing of the pickle is carried out: the strings of that list are taken where they stand, and where
/// it is not plainly a list of so many strings there are no words, which `notes` says.
std::vector<std::string> words_of_gensim(const std::filesystem::path& kv, Index rows,
                                         std::vector<std::string>& notes);

} // namespace wordfield::inline vectors
