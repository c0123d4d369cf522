// SPDX-License-Identifier: MIT
// Files of embeddings: their readers lie in model/vectors, and stand here as formats with their writers.
#pragma once

#include "model/formats/format.hpp"

namespace wordfield::inline formats {

const Format& npy_format();              ///< run.npy and run.words.txt
const Format& npz_format();              ///< numpy.savez
const Format& gensim_format();           ///< run.kv, with run.kv.vectors.npy
const Format& projector_tsv_format();    ///< run.tsv and run.metadata.tsv
const Format& projector_config_format(); ///< projector_config.pbtxt
const Format& word2vec_text_format();    ///< fastText's .vec, too
const Format& word2vec_binary_format();
const Format& glove_format(); ///< word2vec's text without its first line
const Format& fasttext_format();
const Format& safetensors_format();
const Format& csv_format();
const Format& jsonl_format();

} // namespace wordfield::inline formats
