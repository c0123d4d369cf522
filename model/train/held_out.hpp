// SPDX-License-Identifier: MIT
// What a model's held-out loss is measured on.
#pragma once

#include "model/train/batch.hpp"
#include "model/train/mean_loss.hpp"

#include <optional>
#include <span>
#include <vector>

namespace wordfield::inline train {

/// One measurement of one moment.
struct HeldOut {
    MeanLoss loss;                   ///< windows that begin anywhere, as they do in training
    std::vector<WindowLoss> windows; ///< those
    std::optional<MeanLoss> in_view; ///< each token with its document before it; see document_windows()
};

/// Windows in which only a range of the tokens counts.
struct CountedWindows {
    Batch windows;
    std::vector<int> first, end; ///< (count) which targets of each window count
};

/// About `count` windows, evenly spread, of those that together show every token of the stream once, each
/// with its document in view: from its beginning, or, where it is longer than the window, half a window of it
/// at least. A document ends with <eos>; what comes before the first <eos> is left out. None when the stream
/// is shorter than `length` + 1.
CountedWindows document_windows(int count, int length, std::span<const TokenId> stream);

} // namespace wordfield::inline train
