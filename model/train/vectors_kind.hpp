// SPDX-License-Identifier: MIT
// Rows that somebody else made, as a model that is shown and never trained.
#pragma once

#include "model/train/model_kind.hpp"

namespace wordfield::inline train {

/// Its trainer holds the rows of Corpus::vectors and makes no step. No list offers it: the file that is
/// opened decides.
const ModelKindInfo& vectors_kind();

} // namespace wordfield::inline train
