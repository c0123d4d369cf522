// SPDX-License-Identifier: MIT
// What CBOW says of itself, and its Trainer: the skip-gram's with other tables.
#pragma once

#include "model/train/model_kind.hpp"

namespace wordfield::inline train {

const ModelKindInfo& cbow_kind();

} // namespace wordfield::inline train
