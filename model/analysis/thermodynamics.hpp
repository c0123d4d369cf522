// SPDX-License-Identifier: MIT
// The softmax as physics: a word's energy is minus its logit, softmax at a temperature is the Gibbs
// distribution over words, and everything else follows as in any book on statistical mechanics (Jaynes 1957).
// Pure maths; Boltzmann's constant is 1, energies are in the logits' units, entropy in nats.
#pragma once

#include "model/core/matrix.hpp"

#include <vector>

namespace wordfield::inline analysis {

struct Thermodynamics {
    double temperature = 1.0;
    double log_z = 0.0;         ///< log of the sum over all words of e^(logit / T)
    double mean_energy = 0.0;   ///< <E>, E = -logit
    double entropy = 0.0;       ///< S, nats
    double free_energy = 0.0;   ///< F = <E> - T S = -T log Z
    double heat_capacity = 0.0; ///< C = Var(E) / T^2 = d<E>/dT
};

/// Of the words' logits (V), at least one, at a temperature above 0. Nothing overflows: only differences of
/// logits are exponentiated.
Thermodynamics thermodynamics(const Eigen::Ref<const RowVector>& logits, double temperature);

/// The same at `count` temperatures from `low` to `high`, evenly spaced in log T.
std::vector<Thermodynamics> thermodynamic_curve(const Eigen::Ref<const RowVector>& logits, double low,
                                                double high, int count);

} // namespace wordfield::inline analysis
