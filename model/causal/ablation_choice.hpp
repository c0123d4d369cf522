// SPDX-License-Identifier: MIT
// What somebody chose to take out of a model.
#pragma once

#include "model/causal/ablation.hpp"
#include "model/train/moment.hpp"

#include <cstdint>

namespace wordfield::inline causal {

struct AblationChoice {
    enum class Kind { Coordinate, Neuron, Principal, Relation, Random };
    Kind kind = Kind::Coordinate;
    int coordinate = 0; ///< below C
    Neuron neuron;
    int count = 1;          ///< of directions, for the last three kinds
    int relation = 0;       ///< of the corpus's, for Kind::Relation
    std::uint64_t seed = 1; ///< for Kind::Random
    bool operator==(const AblationChoice&) const = default;
};

/// Numbers that are too large are lowered. Nothing is taken out where there is no such thing.
Ablation ablation_of(const AblationChoice& choice, const Moment& moment);
/// The moment's transformer; null for another kind of model.
const GptNetwork* gpt_of(const Moment& moment);
/// Windows of held-out text, `count` at most.
Batch heldout_windows(const Moment& moment, int count);

} // namespace wordfield::inline causal
