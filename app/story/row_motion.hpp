// SPDX-License-Identifier: MIT
// Why chosen words move: the pull of the loss on their rows, the way they really went, and what of both the
// map can show. Computed when a moment, a map or the choice is new; read by the inspector and the map.
#pragma once

#include "app/desk/frame.hpp"
#include "model/geometry/pull.hpp"
#include "model/map/local_map.hpp"

#include <deque>
#include <optional>
#include <span>

namespace wordfield::app {

struct RowMotion {
    TokenId word = 0;
    bool on_map = false;
    float pull_length = 0.0F; ///< of minus the mean gradient, the common drift taken out
    float step_length = 0.0F; ///< of the row's way since `from_step`, the common drift taken out
    std::optional<float>
        reliability;    ///< cosine between the pulls of odd and even steps; nothing while too few were seen
    bool noise = false; ///< the pull cannot be told from noise
    float agreement = 0.0F; ///< cosine between the two, -1 to 1; 0 when one of them is nothing
    Shadow pull, step;      ///< on the map; the displacements are directions, their lengths mean little
};

class RowMotions {
public:
    static constexpr int steps_back = 20; ///< about as many as the gradient is averaged over

    /// Remembers a live moment, to have a moment some steps back.
    void take(const std::shared_ptr<const Moment>& moment);
    /// Does nothing when moment, layout and words are those of the last call.
    void update(const Frame& frame, std::span<const TokenId> words);

    /// One for each word asked for that there is a pull on; the last word's at the back.
    [[nodiscard]] const std::vector<RowMotion>& motions() const { return motions_; }
    [[nodiscard]] const RowMotion* of(TokenId word) const;
    /// The pull on the last word and its cosine with all other rows' pulls; nothing without a word.
    [[nodiscard]] const std::optional<Pull>& pull() const { return pull_; }
    /// Cosine between the pulls on two rows, the common drift taken out; nothing while no word is asked for.
    [[nodiscard]] std::optional<float> pull_cosine(TokenId a, TokenId b) const;
    /// The step that `Motion::step` began at; -1 when no earlier moment is known.
    [[nodiscard]] std::int64_t from_step() const { return earlier_ ? earlier_->step : -1; }

private:
    [[nodiscard]] std::shared_ptr<const Moment> before(const Frame& frame) const;
    [[nodiscard]] RowMotion motion_of(const Frame& frame, TokenId word) const;

    std::deque<std::shared_ptr<const Moment>> recent_; ///< of one run, oldest at the front
    std::shared_ptr<const Moment> moment_, earlier_;
    std::shared_ptr<const Layout> layout_;
    std::vector<TokenId> words_;
    RowVector gradient_drift_, step_drift_; ///< (C) what all rows share
    std::vector<RowMotion> motions_;
    std::optional<Pull> pull_;
};

} // namespace wordfield::app
