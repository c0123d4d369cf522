// SPDX-License-Identifier: MIT
// The settings of a model that not every kind of model has, described as data: command line, dialog, report
// and --resume derive from it. Which kind has which: model/train/model_kind.hpp.
#pragma once

#include "model/nn/config.hpp"
#include "model/nn/limits.hpp"

#include <string>
#include <variant>
#include <vector>

namespace wordfield::inline nn {

struct ModelSetting {
    /// A whole number; the dialog offers some of its values.
    struct Whole {
        int ModelConfig::*member;
        limits::Range<int> range;
        std::vector<int> offered;
    };
    /// A number that the dialog has a slider for, over a narrower range.
    struct Real {
        float ModelConfig::*member;
        limits::Range<float> range, slider;
        bool logarithmic;
    };

    std::string id;          ///< "noise_power": in the report; with "-" for "_" on the command line
    std::string name;        ///< "Noise power": on the screen
    std::string explanation; ///< a sentence for whoever points at the name
    std::string help;        ///< for --help
    std::variant<Whole, Real> value;

    /// "--noise-power"
    [[nodiscard]] std::string option() const;
    /// Its value in `model`.
    [[nodiscard]] double of(const ModelConfig& model) const;
};

namespace settings {
extern const ModelSetting layers, heads, context, window, negatives, subsample, noise_power;
}

/// All of them.
std::vector<const ModelSetting*> model_settings();

} // namespace wordfield::inline nn
