// SPDX-License-Identifier: MIT
// Asks for the shape of a new model and says what starting it costs: the one that is there now.
#pragma once

#include "app/ui/ui.hpp"
#include "model/train/commands.hpp"
#include "model/train/moment.hpp"

#include <optional>
#include <string>
#include <utility>

namespace wordfield::app {

class NewRunDialog {
public:
    /// Begins with the settings of the model that is being trained.
    void open(const Moment& now);
    [[nodiscard]] bool is_open() const { return open_; }
    void close() { open_ = false; }
    /// True when the running model shall be saved before.
    [[nodiscard]] bool take_save_request() { return std::exchange(save_, false); }
    /// Whether the model that is there shall stay beside the new one, for comparison.
    [[nodiscard]] bool keeps_the_old() const { return keep_; }
    /// Draws it while it is open; the new settings once they have been confirmed, with Enter, too, unless
    /// that key is meant for what lies over this.
    std::optional<RestartWith> draw(Ui& ui, const Moment& now, bool enter_is_meant);

private:
    void kind(Ui& ui);
    void settings(Ui& ui);
    void training(Ui& ui);
    [[nodiscard]] std::optional<RestartWith> foot(Ui& ui, const Moment& now, bool enter_is_meant);

    RestartWith wanted_{};
    bool open_ = false, save_ = false, keep_ = true;
};

/// How many numbers a model of these settings learns.
std::int64_t parameter_count(const ModelConfig& model);
/// Why these settings do not fit each other, as a sentence; empty when they do.
std::string misfit(const ModelConfig& model, const TrainConfig& train);

} // namespace wordfield::app
