// SPDX-License-Identifier: MIT
// What a layer would say next: its residual stream, through the final norm, compared with every row
// (nostalgebraist 2020, "interpreting GPT: the logit lens"). Pure maths.
#pragma once

#include "model/train/moment.hpp"

#include <memory>
#include <vector>

namespace wordfield {

struct LensWord {
    TokenId word;
    float probability; ///< softmax over all words, T = 1
};

/// The `count` likeliest words after `layer` blocks (0: the embedding) at a position of any trace, by
/// the rows (V, C) that its model compares with: Moment::unembedding().
std::vector<LensWord> logit_lens(const Trace& trace, const Matrix& unembedding, int layer, int position,
                                 int count);
/// The same of the moment's own sentence: the `count` likeliest words after `layer` blocks (0: the
/// embedding) at a position of the trace.
std::vector<LensWord> logit_lens(const Moment& moment, int layer, int position, int count);

/// The likeliest word after `layer` blocks at every position, in one product with the rows.
std::vector<LensWord> lens_line(const Trace& trace, const Matrix& unembedding, int layer);

/// The lens at one position after every layer, made anew only when moment or position change.
struct LensColumn {
    std::vector<std::vector<LensWord>> layers; ///< [layer], each the likeliest words

    /// Of `trace`, which is the moment's own or its comparison.
    void update(const std::shared_ptr<const Moment>& moment, const Trace& trace, int position, int count);

private:
    std::shared_ptr<const Moment> moment_;
    const Trace* probe_ = nullptr;
    int position_ = -2;
};

} // namespace wordfield
