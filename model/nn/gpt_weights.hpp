// SPDX-License-Identifier: MIT
// A transformer's weights by name, to read: products of them are what a head's circuits are made of.
#pragma once

#include "model/nn/parameters.hpp"

#include <vector>

namespace wordfield::inline nn {

using WeightMatrix = Eigen::Map<const Matrix>;
using WeightRow = Eigen::Map<const RowVector>;

/// One block's; linear weights are (in, out), so that y = x w + bias.
struct BlockMaps {
    WeightRow norm1_gain, norm1_bias; ///< (C)
    WeightMatrix qkv;                 ///< (C,3C): W_Q, W_K, W_V side by side; head h owns h*D... of each
    WeightRow qkv_bias;               ///< (3C)
    WeightMatrix out;                 ///< (C,C): W_O; head h owns rows h*D...
    WeightRow out_bias;               ///< (C)
    WeightRow norm2_gain, norm2_bias; ///< (C)
    WeightMatrix up;                  ///< (C,F)
    WeightRow up_bias;                ///< (F)
    WeightMatrix down;                ///< (F,C)
    WeightRow down_bias;              ///< (C)
};

/// Borrowed from a network.
struct GptWeights {
    WeightMatrix token;    ///< (V,C)
    WeightMatrix position; ///< (T,C)
    std::vector<BlockMaps> blocks;
    WeightRow final_gain, final_bias; ///< (C)
};

} // namespace wordfield::inline nn
