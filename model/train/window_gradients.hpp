// SPDX-License-Identifier: MIT
// Which sentences pull on a word: of any moment, with its weights.
#pragma once

#include "model/train/moment.hpp"

#include <span>
#include <vector>

namespace wordfield::inline train {

/// A window of text, and how hard it alone pulls on a row of the embedding.
struct WindowGradient {
    std::vector<TokenId> tokens; ///< (T + 1): the window and the token that follows it
    float gradient_norm = 0.0F;  ///< of the row's gradient from this window, its share of a batch's
    float along = 0.0F;          ///< its cosine to the row's mean gradient, -1 to 1; 0 where there is none
};

/// Windows of `length` tokens and the one that follows, at most `most` of them, with `word` in each: spread
/// evenly over the places where the stream has the word, which stands now near the beginning of a window and
/// now near its end. Views into the stream, rising.
std::vector<std::span<const TokenId>> windows_with(TokenId word, int most, int length,
                                                   std::span<const TokenId> stream);

/// The windows of the training text (see windows_with) with their pull on `row`, the hardest at the front:
/// as many as a part of a second allows, 16 of a small model and 4 of a large one. Empty for a model that
/// does not learn from windows, and for a word that the text does not have. Throws Error when there is no
/// such row.
std::vector<WindowGradient> window_gradients(const Moment& moment, TokenId row, Network::Room& room);

} // namespace wordfield::inline train
