// SPDX-License-Identifier: MIT
// What was done to the live model, when, and what became of it: a mark in the loss curve, the moment before
// to compare with, and the way of the rows that were touched. Knows nothing of drawing.
#pragma once

#include "app/story/history.hpp"
#include "model/run/moment_store.hpp"
#include "model/train/commands.hpp"
#include "model/train/moment.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace wordfield::app {

struct Experiment {
    enum class Kind { Twins, Row, Other }; ///< two rows made one; one row changed; anything else
    Kind kind = Kind::Other;
    std::string what;                     ///< "twins: coffee = tea"
    std::int64_t step = 0;                ///< of the last moment without it
    std::optional<MeasuredEdit> measured; ///< the held-out loss right before and right after; nothing while
                                          ///< the trainer has not told, and for what changes no weight
    MomentId before;                      ///< that moment
    std::uint64_t ticket = 0;             ///< under which the trainer was asked; 0 until it was
    std::vector<TokenId> rows;            ///< touched rows: two for twins and swaps
    std::vector<TokenId> old_neighbours;  ///< of the row, before it was changed
    std::string about;                    ///< what it was done to, for whatever ends it: "row 12", "layer 1"
    std::vector<Command> inverse;         ///< what takes it back
    bool ends = false;                    ///< it takes another one back, or lets something learn again
    std::optional<float> distance_after;  ///< as it was first seen with it
    float distance_now = 0.0F;
    float distance_before = 0.0F; ///< Row: mean distance to the old neighbours; Twins: between the two
    Curve distance{512};          ///< the same since then, in units of the space
    bool taken_back = false;
    bool waiting = true; ///< for `measured`

    /// Steps from the experiment to `moment`.
    [[nodiscard]] std::int64_t age(const Moment& moment) const { return moment.step - step; }
};

/// Mean Euclidean distance from a row of embedding(V, C) to others; 0 when there are none.
float mean_distance(const Rows& embedding, TokenId row, std::span<const TokenId> others);

/// How much of what it did to the distance training has taken back, 1 for all; below 0 where it went on,
/// above 1 where the row is now nearer than before. Nothing while nothing was seen, or nothing changed.
std::optional<float> share_mended(const Experiment& e);
/// The same of the held-out loss, once it was measured anew; nothing where the experiment made it no worse
/// than twice the standard error.
std::optional<float> loss_mended(const Experiment& e, const Moment& now);

class Experiments {
public:
    /// Reads what is about to be sent to the trainer that `now` comes from, and notes what is an experiment.
    /// `now` is of the run recorded last; of another one nothing is noted.
    void note(std::span<const Command> commands, const std::shared_ptr<const Moment>& now);
    /// What was noted since the last call is on its way to the trainer, up to this ticket.
    void posted(std::uint64_t ticket);
    /// Follows the touched rows. A new run forgets everything.
    void record(const Moment& moment);

    [[nodiscard]] const std::vector<Experiment>& list() const { return list_; }
    /// Those that the last experiments are compared with.
    [[nodiscard]] std::vector<MomentId> moments() const;
    /// The last one that has not been taken back.
    [[nodiscard]] const Experiment* latest() const;
    /// The last one that goes on: neither taken back nor ended.
    [[nodiscard]] const Experiment* running() const;

private:
    std::uint64_t run_ = 0, measured_ = 0; ///< the newest MeasuredEdit::number
    std::vector<Experiment> list_;
};

} // namespace wordfield::app
