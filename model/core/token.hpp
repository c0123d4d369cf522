// SPDX-License-Identifier: MIT
// What texts are made of for a model.
#pragma once

#include <cstdint>

namespace wordfield::inline core {

/// A token by its number in the vocabulary, which is the number of its row in the embedding.
using TokenId = std::int32_t;

} // namespace wordfield::inline core
