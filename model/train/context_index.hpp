// SPDX-License-Identifier: MIT
// Which places of the text are alike to a model: not by their words, but by the vector that it has there when
// it is about to say the next word. After Khandelwal et al. 2020, "Generalization through Memorization",
// section 2: a store of contexts, each under its vector.
#pragma once

#include "model/core/matrix.hpp"
#include "model/train/moment.hpp"

#include <span>
#include <vector>

namespace wordfield::inline train {

/// A place of the text.
struct NearContext {
    std::vector<TokenId> tokens; ///< of its document up to the place, as far as the window goes back
    bool whole = false;          ///< from the document's beginning on
    std::optional<TokenId> next; ///< what the text says there; nothing at its end
    int times = 1;               ///< how often it is in the index with exactly these tokens
    float cosine = 0.0F;         ///< of its vector with the one asked about, the mean of all taken off
    bool operator==(const NearContext&) const = default;
};

class ContextIndex {
public:
    /// Reads windows of the held-out text, spread evenly over it (of the training text where nothing is held
    /// out), as many as a part of a second allows: 128 of a small model and 8 of a large one. Empty for a
    /// model without layers. The room must be of the moment's network.
    ContextIndex(const Moment& moment, Network::Room& room);

    /// The contexts whose last vectors are nearest to vector(C) in direction, at most `most`, the nearest at
    /// the front, each once. What has exactly the tokens of `but` is left out: one's own.
    [[nodiscard]] std::vector<NearContext> nearest(const RowVector& vector, int most,
                                                   std::span<const TokenId> but = {}) const;
    /// Of all places that were read.
    [[nodiscard]] Index size() const { return vectors_.rows(); }

private:
    struct Place {
        int window, end; ///< its tokens are those of the window from its document's beginning to `end`
    };
    [[nodiscard]] std::span<const TokenId> tokens_of(const Place& place) const;

    std::vector<std::vector<TokenId>> windows_;
    std::vector<Place> places_;
    Matrix vectors_; ///< (n, C) of length one, their mean taken off before
    RowVector mean_; ///< (C)
};

} // namespace wordfield::inline train
