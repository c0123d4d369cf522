// SPDX-License-Identifier: MIT
// What the user did, in order, to be taken back and done again: changes of the view, commands to the trainer,
// new runs. Pure: it is told what there was before and after a frame and what was asked in it, and says what
// to show and to ask.
#pragma once

#include "app/desk/trainer_undo.hpp"
#include "app/desk/view_values.hpp"

#include <algorithm>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace wordfield::app {

/// Of the trainer, as far as taking back depends on it.
struct RunPlace {
    std::uint64_t run = 0;
    std::uint64_t replaced = 0;        ///< the run that UndoRestart goes back to; 0 for none
    int edits = 0;                     ///< that UndoRowEdit can take back
    std::vector<std::uint64_t> kept{}; ///< others that SwitchRun goes to

    [[nodiscard]] bool can_go_to(std::uint64_t other) const {
        return other != 0 && (other == replaced || std::ranges::count(kept, other) > 0);
    }
};

/// One frame, as far as somebody did something in it.
struct FrameChange {
    const ViewValues& before;
    const ViewValues& after;
    std::span<const Command> asked;
    const Corpus& corpus;
    std::uint64_t run = 0;
    double time = 0.0;       ///< seconds
    std::uint64_t press = 0; ///< number of the last press of a mouse button
    bool held = false;       ///< whether it is still down
};

/// What taking back, or doing again, comes to.
struct UndoStep {
    ViewValues view; ///< to be shown
    std::vector<Command> commands;
    std::string said; ///< for the user
};

class UndoHistory {
public:
    static constexpr std::size_t most = 100; ///< steps that are kept
    /// Changes that come in bits are one step while no pause is longer, seconds.
    static constexpr double pause = 1.5;

    /// A new step, or more of the last one: while the mouse is held, or as a sentence is being typed.
    void note(const FrameChange& change);
    /// A run took the place of another one, whoever asked for it.
    void begin_run(std::uint64_t before, std::uint64_t now);
    /// The trainer's values, once it has dealt with everything that was asked.
    void know(const TrainerValues& values) { trainer_ = values; }
    /// Another corpus: nothing can be taken back any more.
    void forget() { *this = {}; }

    /// The commands that note() was told of since the last call are on their way, up to this ticket.
    void posted(std::uint64_t ticket);
    /// The trainer could not do the command with this ticket: what was asked with it is no step.
    void refused(std::uint64_t ticket);

    /// Takes back the last step, or says why it cannot.
    UndoStep undo(const ViewValues& now, const RunPlace& place);
    /// Does the last step that was taken back again, or says why it cannot.
    UndoStep redo(const ViewValues& now, const RunPlace& place);
    /// Goes to the run that the one that is there took the place of, whatever was done since.
    UndoStep exchange_run(const ViewValues& now, const RunPlace& place);

    /// What undo() would take back, as an order: "pin “king”"; empty for nothing. The same for redo().
    [[nodiscard]] std::string next_undo() const { return done_.empty() ? "" : done_.back().what; }
    [[nodiscard]] std::string next_redo() const { return undone_.empty() ? "" : undone_.back().what; }
    [[nodiscard]] std::size_t size() const { return done_.size(); }

private:
    struct Step {
        std::string what;
        ViewValues view; ///< from the other side: before it while done, after it while undone
        ViewParts parts; ///< of `view` that count
        std::vector<Command> asked, back;
        std::uint64_t run = 0; ///< in which it was done
        bool begins_run = false;
        std::uint64_t begun = 0; ///< the run that it began; 0 while that is on its way
        double time = 0.0;       ///< of its last change, seconds
        std::uint64_t press = 0;
        bool goes_on = false; ///< over several frames, as a drag does: some of it may have been done
        /// Of `asked` in its last frame; until that was posted, how many commands came after each.
        std::vector<std::uint64_t> tickets;
        bool sent = false;
    };

    void read_commands(const FrameChange& change, Step& step);
    bool goes_on_with(const Step& step, const FrameChange& change) const;
    void add_to_last(const Step& step, const FrameChange& change);
    void push(Step step);
    void edit_taken_back(std::uint64_t run);
    UndoStep follow(UndoStep step);
    static void keep_parts(Step& step, const ViewValues& view);
    static std::string obstacle(const Step& step, const RunPlace& place, bool back);
    static UndoStep carry_over(std::vector<Step>& from, std::vector<Step>& to, const ViewValues& now,
                               const RunPlace& place, bool back);

    std::vector<Step> done_, undone_; ///< the next one at the back
    TrainerValues trainer_;
};

} // namespace wordfield::app
