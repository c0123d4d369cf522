// SPDX-License-Identifier: MIT
// What the settings of a model and of its training may be: validate() holds to it and the command line says
// so.
#pragma once

namespace wordfield::limits {

template <class Number>
struct Range {
    Number low, high;
};

constexpr Range<int> dim{2, 4096}, layers{1, 48}, heads{1, 64}, context{2, 1024}, window{1, 100},
    negatives{1, 50}, batch{1, 4096}, threads{1, 256}, softmax_sample{0, 100'000};
constexpr Range<float> noise_power{0.0F, 2.0F}, learning_rate{1e-8F, 100.0F};
/// Below it, and above 0, hardly a word of any text is left to train on.
constexpr float least_subsample = 1e-6F;

} // namespace wordfield::limits
