// SPDX-License-Identifier: MIT
// What TensorBoard's embedding projector reads: one file of vectors, a line of numbers between tabs for each
// word and no header; beside it one of metadata, whose header tells its columns (a header is right where
// there is more than one: tensorboard/plugins/projector). The projector knows no quotes.
#pragma once

#include "model/formats/format.hpp"

namespace wordfield::inline formats {

/// run.tsv and run.metadata.tsv
const Format& projector_tsv_format();

} // namespace wordfield::inline formats
