// SPDX-License-Identifier: MIT
// The weights of one step, finished and immutable: what a sentence can be asked of, now or much later, on any
// thread. Forward only; a trainer publishes one with every moment.
#pragma once

#include "model/nn/trace.hpp"

#include <cstddef>
#include <memory>
#include <span>

namespace wordfield::inline nn {

class Network {
public:
    virtual ~Network() = default;

    /// Room for passes: weights as they are computed with, and activations. Kept from one network to the next
    /// of the same shape, so that a moment costs no memory beyond its own.
    struct Room {
        virtual ~Room() = default;
    };
    /// Of this network's shape; `used` itself where that is.
    [[nodiscard]] virtual std::unique_ptr<Room> room(std::unique_ptr<Room> used = nullptr) const = 0;

    /// The sentence is cut to the context (its end is kept); an empty one becomes <eos>. Several threads may
    /// ask at once, each with a room of its own, which room() gave. Throws Error when a token is not in the
    /// vocabulary.
    [[nodiscard]] virtual Trace trace(std::span<const TokenId> sentence, Room& room) const = 0;
    [[nodiscard]] Trace trace(std::span<const TokenId> sentence) const {
        const std::unique_ptr<Room> own = room();
        return trace(sentence, *own);
    }

    /// How a window of text pulls on a word: the gradient (C) of the sum of -log p(next) over its rows by the
    /// word's row of the embedding, in both of its roles. `window` is a piece of text, the last token
    /// of which is only told; of more than the context and one the end counts. Empty where
    /// Capabilities::window_gradients is false. Throws Error when a token is not in the vocabulary.
    [[nodiscard]] virtual RowVector row_gradient(std::span<const TokenId> /*window*/, TokenId /*row*/,
                                                 Room& /*room*/) const {
        return {};
    }

    /// What it holds beside the tables that it shares with its moment.
    [[nodiscard]] virtual std::size_t bytes() const = 0;
};

/// `sentence` as a network of this context takes it. Throws Error when a token is not one of `vocabulary`
/// words.
std::span<const TokenId> fit_to_context(std::span<const TokenId> sentence, int context, int vocabulary);

} // namespace wordfield::inline nn
