// SPDX-License-Identifier: MIT
#include "model/nn/model_setting.hpp"

#include <algorithm>

namespace wordfield::inline nn {

using Whole = ModelSetting::Whole;
using Real = ModelSetting::Real;

const ModelSetting settings::layers{"layers", "Layers", "Transformer blocks, one after the other.",
                                    "transformer blocks",
                                    Whole{&ModelConfig::layers, limits::layers, {1, 2, 3, 4, 6, 8}}};
const ModelSetting settings::heads{"heads", "Heads", "Attention heads in each block; they share the width.",
                                   "attention heads in each block",
                                   Whole{&ModelConfig::heads, limits::heads, {1, 2, 4, 8, 16}}};
const ModelSetting settings::context{
    "context", "Context", "Tokens in one window: how far back the model can look.", "tokens in one window",
    Whole{&ModelConfig::context, limits::context, {8, 16, 32, 64, 128}}};
const ModelSetting settings::window{"window", "Window", "The farthest neighbour that a word learns from.",
                                    "the farthest neighbour that a word learns from",
                                    Whole{&ModelConfig::window, limits::window, {1, 2, 5, 10}}};
const ModelSetting settings::negatives{"negatives", "Negatives",
                                       "Random words that each true one is told apart from.",
                                       "random words against each true one",
                                       Whole{&ModelConfig::negatives, limits::negatives, {1, 2, 5, 10, 20}}};
const ModelSetting settings::subsample{
    "subsample", "Subsampling", "Words with a larger share of the text than this are left out now and then.",
    "words with a larger share of the text are left out now and then; 0 never",
    Real{&ModelConfig::subsample, {0.0F, 1.0F}, {1e-4F, 1.0F}, true}};
const ModelSetting settings::noise_power{
    "noise_power", "Noise power",
    "Random words are drawn by their count to this power: 1 as often as they occur, 0 all alike.",
    "random words are drawn by count to this power (0.75; 0.5 in fastText)",
    Real{&ModelConfig::noise_power, limits::noise_power, {0.0F, 1.0F}, false}};

std::vector<const ModelSetting*> model_settings() {
    using namespace settings;
    return {&layers, &heads, &context, &window, &negatives, &subsample, &noise_power};
}

std::string ModelSetting::option() const {
    std::string on_command_line = "--" + id;
    std::ranges::replace(on_command_line, '_', '-');
    return on_command_line;
}

double ModelSetting::of(const ModelConfig& model) const {
    return std::visit([&](const auto& kind) { return static_cast<double>(model.*kind.member); }, value);
}

} // namespace wordfield::inline nn
