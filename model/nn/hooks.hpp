// SPDX-License-Identifier: MIT
// Who looks on at a pass, or changes it on its way: the places where a patch, an ablation or a push goes in.
#pragma once

#include "model/core/matrix.hpp"

#include <functional>

namespace wordfield::inline nn {

/// Called during a pass over R rows (whole sequences, one after the other) with what has just been computed;
/// what is written there is what the rest of the pass goes on with. Empty ones cost nothing. As the hooks of
/// TransformerLens (Nanda and Bloom 2022).
template <class S>
struct Hooks {
    using Rows = Eigen::Map<MatrixOf<S>>;
    using At = std::function<void(int, Rows)>;

    At residual; ///< stage 0..L, (R,C): the residual stream after so many blocks; 0 is the embedding
    At middle;   ///< layer, (R,C): the residual stream between attention and feed-forward
    At heads;    ///< layer, (R,C): the heads' outputs side by side, before W_O; head h owns columns h*D...
    At neurons;  ///< layer, (R,F): the feed-forward's hidden layer, after GELU
    At hidden;   ///< L, (R,C): after the final norm: what is compared with every row of the table
    At residual_gradient; ///< stage L..0, (R,C), on the way back: the loss's gradient by `residual`
};

template <class S>
void call(const typename Hooks<S>::At& hook, int index, S* data, Index rows, Index columns) {
    if (hook) hook(index, typename Hooks<S>::Rows{data, rows, columns});
}

} // namespace wordfield::inline nn
