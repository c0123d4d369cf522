// SPDX-License-Identifier: MIT
// The tokens that a table of embeddings has its rows for, from the files that Hugging Face's models have
// beside their weights.
#pragma once

#include "model/vectors/vector_request.hpp"

#include <string>
#include <vector>

namespace wordfield::inline vectors {

/// Of tokenizer.json (huggingface/tokenizers: its model's vocab, a map or Unigram's list, and added_tokens)
/// or vocab.json beside `path`, a token for each of `rows`. Byte-level tokens (GPT-2's bytes_to_unicode) are
/// turned back into text; a space at the front is shown as "·", a line end as "⏎", bytes that are no UTF-8 as
/// "<0xE2>". Tables are often padded: rows behind the last token are "<unused n>". None, with a note, where
/// the numbers do not fit; none where there is no such file. Throws Error for one that is damaged.
std::vector<std::string> words_of_tokenizer(const std::filesystem::path& path, Index rows,
                                            const VectorRequest& request, std::vector<std::string>& notes);

} // namespace wordfield::inline vectors
