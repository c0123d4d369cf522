// SPDX-License-Identifier: MIT
// What a layer would say next: its residual stream, through the final norm, compared with every row
// (nostalgebraist 2020, "interpreting GPT: the logit lens"). Pure maths.
#pragma once

#include "model/core/cached.hpp"
#include "model/nn/trace.hpp"

#include <memory>
#include <vector>

namespace wordfield::inline analysis {

struct LensWord {
    TokenId word;
    float probability; ///< softmax over all words, T = 1
};

/// The likeliest word after `layer` blocks (0: the embedding) at every position of any trace, by the rows
/// that its model compares with, in one product with the rows.
std::vector<LensWord> lens_line(const Trace& trace, int layer);

/// [layer] the `count` likeliest words at one position after every layer, the same way.
std::vector<std::vector<LensWord>> lens_column(const Trace& trace, int position, int count);
/// The same as panels keep it, by trace and position.
using LensColumn = Cached<std::vector<std::vector<LensWord>>, std::shared_ptr<const Trace>, int>;

} // namespace wordfield::inline analysis
