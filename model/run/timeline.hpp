// SPDX-License-Identifier: MIT
// Kept moments of one run with their maps, so thinned that their number stays bounded: close together early,
// where words move most, and ever farther apart. The one that the run began with and the last are always
// among them.
#pragma once

#include "model/map/layout.hpp"
#include "model/train/moment.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace wordfield::inline run {

class Timeline {
public:
    struct Kept {
        std::shared_ptr<const Moment> moment;
        std::shared_ptr<const Layout> layout; ///< null where none was made
    };

    /// Keeps fewer than `most` moments.
    explicit Timeline(std::size_t most = 160) : most_{most} {}
    /// Of a run that branched off this one at `step`. What came before that is its own past, too: it begins
    /// with these moments, under its own number, and thins them as it likes.
    [[nodiscard]] Timeline branch(std::uint64_t run, std::int64_t step) const;

    /// Offers a layout together with the moment it was made from, or the nearest one there is, of the run of
    /// the moments before. The moment that the run began with (Moment::beginning) comes to the front. False
    /// when it is too soon after the last one, or no use: nothing was kept.
    bool offer(std::shared_ptr<const Moment> moment, std::shared_ptr<const Layout> layout);
    /// A moment that was made again takes its place among the others, with its map or the nearest one there
    /// is. False when there is one of its step, or it is of another run: nothing was kept.
    bool insert(std::shared_ptr<const Moment> moment, std::shared_ptr<const Layout> layout);
    /// An eighth of the moments goes, those whose gaps are narrow for their age. The front one stays, and the
    /// last one where there are more than two.
    void thin();

    /// Their steps rise.
    [[nodiscard]] const std::vector<Kept>& moments() const { return moments_; }
    /// The kept moment whose step is nearest, or an empty one when there is none.
    [[nodiscard]] Kept nearest(std::int64_t step) const;
    /// The kept step before or after `step` (by = -1 or +1); `step` itself at the ends.
    [[nodiscard]] std::int64_t neighbour(std::int64_t step, int by) const;

private:
    void keep(std::shared_ptr<const Moment> moment, std::shared_ptr<const Layout> layout);
    [[nodiscard]] std::int64_t age(std::int64_t step) const;
    [[nodiscard]] double breadth(std::int64_t gap, std::int64_t step) const;
    [[nodiscard]] bool too_soon(std::int64_t step) const;
    void drop_one();

    std::size_t most_;
    bool begun_ = false;           ///< of a branch: with a moment of its own
    std::int64_t branched_at_ = 0; ///< step; 0 for no branch
    double narrowest_ = 0.0;       ///< breadth of a gap around a moment that may stay
    std::vector<Kept> moments_;
};

} // namespace wordfield::inline run
