// SPDX-License-Identifier: MIT
// Why chosen words move: the pull of the loss on their rows, the way they really went, and what of both the
// map can show. Computed when a moment, a map or the choice is new; read by the inspector and the map.
#pragma once

#include "app/desk/frame.hpp"
#include "model/core/cached.hpp"
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
    /// Cheap when moment, layout and words are those of the last call.
    void update(const Frame& frame, std::span<const TokenId> words);

    /// One for each word asked for that there is a pull on; the last word's at the back.
    [[nodiscard]] const std::vector<RowMotion>& motions() const { return found().motions; }
    [[nodiscard]] const RowMotion* of(TokenId word) const;
    /// The pull on the last word and its cosine with all other rows' pulls; nothing without a word.
    [[nodiscard]] const std::optional<Pull>& pull() const { return found().pull; }
    /// Cosine between the pulls on two rows, the common drift taken out; nothing while no word is asked for.
    [[nodiscard]] std::optional<float> pull_cosine(TokenId a, TokenId b) const;
    /// The step that `Motion::step` began at; -1 when no earlier moment is known.
    [[nodiscard]] std::int64_t from_step() const {
        return found().drift && found().drift->earlier ? found().drift->earlier->step : -1;
    }

private:
    /// What all rows share.
    struct Drift {
        std::shared_ptr<const Moment> earlier; // null where none is known
        RowVector gradient, step;              // (C)
    };
    /// A live moment, and the mean of its rows where it was shown: that costs a pass over all of them.
    struct Recent {
        std::shared_ptr<const Moment> moment;
        RowVector mean;
    };
    struct Found {
        std::shared_ptr<const Moment> moment; // null where there is nothing to tell, as drift
        std::shared_ptr<const Drift> drift;
        std::vector<RowMotion> motions;
        std::optional<Pull> pull;
    };
    [[nodiscard]] Recent before(const Frame& frame) const;
    [[nodiscard]] Drift drift_of(const Frame& frame) const;
    [[nodiscard]] Found find(const Frame& frame, const std::vector<TokenId>& words);
    [[nodiscard]] const Found& found() const;
    [[nodiscard]] static RowMotion motion_of(const Frame& frame, TokenId word, const Drift& drift);

    std::deque<Recent> recent_; ///< of one run, oldest at the front
    Cached<std::shared_ptr<const Drift>, std::shared_ptr<const Moment>> drift_;
    Cached<Found, std::shared_ptr<const Moment>, std::shared_ptr<const Layout>, std::vector<TokenId>> found_;
};

} // namespace wordfield::app
