// SPDX-License-Identifier: MIT
// Everything that a trainer needs to go on as if it had never stopped, and what the words of its rows were.
#pragma once

#include "model/core/rng.hpp"
#include "model/nn/config.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace wordfield {

struct TrainerState {
    ModelConfig model;
    TrainConfig train;
    std::string corpus;               ///< its name, for messages
    std::vector<std::string> words;   ///< (V) in the order of their ids
    std::vector<std::int64_t> counts; ///< (V)

    std::int64_t step = 0;
    std::int64_t moment_age = 0;    ///< steps since the moments were fresh, for Adam's bias correction
    Pcg32::State generator;         ///< of the windows' places: there is no other cursor
    float loss = 0.0F, rate = 0.0F; ///< of the last step, for the screen
    // Tensors one after the other in the order of ParameterTable, without gaps.
    std::vector<float> parameters, first_moment, second_moment;
    std::vector<float> initial_embedding, mean_gradient; ///< (V,C)
    std::vector<bool> frozen_groups;                     ///< one per Group
    std::vector<std::int32_t> frozen_rows;               ///< of the embedding
    std::vector<bool> silent_heads;                      ///< (L*H)

    bool operator==(const TrainerState&) const = default;
};

} // namespace wordfield
