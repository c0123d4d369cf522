// SPDX-License-Identifier: MIT
// What the beginning of a file says it is, for kinds that no magic marks.
#pragma once

#include <string_view>

namespace wordfield::inline vectors {

// Each is told the first bytes of a file, or all of a short one.
bool begins_vector_lines(std::string_view begin);
bool begins_projector_lines(std::string_view begin); ///< the same between tabs
bool begins_word2vec_binary(std::string_view begin);
bool begins_safetensors(std::string_view begin);
bool begins_jsonl_of_vectors(std::string_view begin);
bool begins_csv_of_vectors(std::string_view begin);
bool begins_projector_config(std::string_view begin);

} // namespace wordfield::inline vectors
