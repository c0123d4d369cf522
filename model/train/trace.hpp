// SPDX-License-Identifier: MIT
// The forward pass of one sentence, copied out for whoever looks on.
#pragma once

#include "model/nn/gpt.hpp"
#include "model/train/moment.hpp"

namespace wordfield {

/// Runs `tokens` (1 to context of them) through the model and keeps everything on the way. `request` is left
/// at 0.
Trace run_probe(const Gpt<float>& gpt, std::span<const TokenId> tokens, Activations<float>& activations);

} // namespace wordfield
