// SPDX-License-Identifier: MIT
#include "model/analysis/thermodynamics.hpp"

#include <cmath>

namespace wordfield {
namespace {

// `gap` (V): each energy above the lowest, never negative.
Thermodynamics at_temperature(const Eigen::ArrayXd& gap, double lowest, double temperature,
                              Eigen::ArrayXd& weight) {
    weight = (gap / -temperature).exp();
    const double z = weight.sum(); // at least 1: the word of lowest energy
    const double mean = (weight * gap).sum() / z;
    const double variance = (weight * (gap - mean).square()).sum() / z;
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
    const double top = logits.maxCoeff();
    const Eigen::ArrayXd gap = top - logits.transpose().cast<double>().array();
    Eigen::ArrayXd weight(gap.size());
    std::vector<Thermodynamics> curve;
    for (int i = 0; i < count; ++i) {
        const double t = count > 1 ? static_cast<double>(i) / (count - 1) : 0.0;
        curve.push_back(at_temperature(gap, -top, low * std::pow(high / low, t), weight));
    }
    return curve;
}

Thermodynamics thermodynamics(const Eigen::Ref<const RowVector>& logits, double temperature) {
    return thermodynamic_curve(logits, temperature, temperature, 1).front();
}

} // namespace wordfield
