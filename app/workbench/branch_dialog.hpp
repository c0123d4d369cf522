// SPDX-License-Identifier: MIT
// Asks what is to be different in a run that goes on from a step of this one.
#pragma once

#include "app/desk/selection.hpp"
#include "app/ui/ui.hpp"
#include "model/train/commands.hpp"
#include "model/train/moment.hpp"

#include <array>
#include <optional>
#include <string>
#include <vector>

namespace wordfield::app {

class BranchDialog {
public:
    /// For a step of `now`'s run. What is chosen there is offered: words to be frozen, a head to be ablated.
    void open(const Moment& now, std::int64_t step, const Selection& selection);
    [[nodiscard]] bool is_open() const { return open_; }
    void close() { open_ = false; }
    /// Draws it while it is open; the branch once it has been confirmed, with Enter, too. Its history is for
    /// the caller to add.
    std::optional<BranchFrom> draw(Ui& ui, const Corpus& corpus);

    /// How a branch with these changes is called: "half the learning rate, other batches".
    static std::string name_for(const std::vector<TrainingCommand>& changes, const Corpus& corpus);

private:
    [[nodiscard]] std::vector<TrainingCommand> changes() const;
    void choices(Ui& ui, const Corpus& corpus);

    bool open_ = false;
    std::uint64_t run_ = 0;
    std::int64_t step_ = 0;
    float rate_ = 0.0F; ///< of the run
    std::uint64_t seed_ = 0;
    std::vector<TokenId> words_;     ///< that are chosen
    std::optional<AblateHead> head_; ///< that is looked at; nothing where there are none
    int rate_choice_ = 0;
    bool other_batches_ = false, freezes_ = false, ablates_ = false;
    std::array<char, 64> name_{}; ///< as typed; empty: name_for()
};

} // namespace wordfield::app
