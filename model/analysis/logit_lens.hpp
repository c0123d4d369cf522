// SPDX-License-Identifier: MIT
// What a layer would say next: its residual stream, through the final norm, compared with every row
// (nostalgebraist 2020, "interpreting GPT: the logit lens"). Pure maths.
#pragma once

#include "model/train/snapshot.hpp"

#include <memory>
#include <vector>

namespace wordfield {

struct LensWord {
    TokenId word;
    float probability; ///< softmax over all words, T = 1
};

/// The `count` likeliest words after `layer` blocks (0: the embedding) at a position of any trace, by
/// the rows (V, C) that its model compares with: Snapshot::unembedding().
std::vector<LensWord> logit_lens(const Trace& trace, const Matrix& unembedding, int layer, int position,
                                 int count);
/// The same of the snapshot's own sentence: the `count` likeliest words after `layer` blocks (0: the
/// embedding) at a position of the trace.
std::vector<LensWord> logit_lens(const Snapshot& snapshot, int layer, int position, int count);

/// The likeliest word after `layer` blocks at every position, in one product with the rows.
std::vector<LensWord> lens_line(const Trace& trace, const Matrix& unembedding, int layer);

/// The lens at one position after every layer, made anew only when snapshot or position change.
struct LensColumn {
    std::vector<std::vector<LensWord>> layers; ///< [layer], each the likeliest words

    /// Of `trace`, which is the snapshot's own or its comparison.
    void update(const std::shared_ptr<const Snapshot>& snapshot, const Trace& trace, int position, int count);

private:
    std::shared_ptr<const Snapshot> snapshot_;
    const Trace* probe_ = nullptr;
    int position_ = -2;
};

} // namespace wordfield
