// SPDX-License-Identifier: MIT
#include "model/analysis/thermodynamics.hpp"

#include "model/analysis/softmax_weights.hpp"

#include <cmath>

namespace wordfield::inline analysis {
namespace {

Thermodynamics at_temperature(const Eigen::ArrayXd& logits, double temperature) {
    const SoftmaxWeights softmax = softmax_weights(logits, temperature);
    const double lowest = -softmax.top, z = softmax.sum;
    const Eigen::ArrayXd gap = softmax.top - logits; // each energy above the lowest, never negative
    const double mean = (softmax.weight * gap).sum() / z;
    const double variance = (softmax.weight * (gap - mean).square()).sum() / z;
    Thermodynamics t;
    t.temperature = temperature;
    t.log_z = std::log(z) - lowest / temperature;
    t.mean_energy = lowest + mean;
    t.entropy = std::log(z) + mean / temperature;
    t.free_energy = lowest - temperature * std::log(z);
    t.heat_capacity = variance / (temperature * temperature);
    return t;
}

} // namespace

std::vector<Thermodynamics> thermodynamic_curve(const Eigen::Ref<const RowVector>& logits, double low,
                                                double high, int count) {
    const Eigen::ArrayXd values = logits.transpose().cast<double>().array();
    std::vector<Thermodynamics> curve;
    for (int i = 0; i < count; ++i) {
        const double t = count > 1 ? static_cast<double>(i) / (count - 1) : 0.0;
        curve.push_back(at_temperature(values, low * std::pow(high / low, t)));
    }
    return curve;
}

Thermodynamics thermodynamics(const Eigen::Ref<const RowVector>& logits, double temperature) {
    return thermodynamic_curve(logits, temperature, temperature, 1).front();
}

} // namespace wordfield::inline analysis
