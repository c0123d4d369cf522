// SPDX-License-Identifier: MIT
// Kept moments of the run with their maps, thinned evenly so that memory stays bounded, step 0
// always among them. Pinning a moment is nothing but keeping its shared_ptr.
#pragma once

#include "model/map/layout.hpp"
#include "model/train/moment.hpp"

#include <cstddef>
#include <memory>
#include <vector>

namespace wordfield::app {

class Timeline {
public:
    struct Kept {
        std::shared_ptr<const Moment> moment;
        std::shared_ptr<const Layout> layout;
    };

    /// Keeps fewer than `most` moments, and fewer where they would take more than `most_bytes`; step 0 alone
    /// is kept whatever it takes.
    explicit Timeline(std::size_t most = 160, std::size_t most_bytes = std::size_t{112} << 20U)
        : most_{most}, most_bytes_{most_bytes} {}

    /// Offers a layout together with the moment it was made from, or the nearest one there is. A new run
    /// begins anew, with the moment that it began with (Moment::beginning) at the front.
    void offer(std::shared_ptr<const Moment> moment, std::shared_ptr<const Layout> layout);

    [[nodiscard]] const std::vector<Kept>& moments() const { return moments_; }
    /// The kept moment whose step is nearest, or an empty one when there is none.
    [[nodiscard]] Kept nearest(std::int64_t step) const;
    /// The kept step before or after `step` (by = -1 or +1); `step` itself at the ends.
    [[nodiscard]] std::int64_t neighbour(std::int64_t step, int by) const;

    /// Memory that all kept moments hold on to; what they share counts once.
    [[nodiscard]] std::size_t bytes() const;

private:
    void thin();
    void keep(std::shared_ptr<const Moment> moment, std::shared_ptr<const Layout> layout);

    std::size_t most_, most_bytes_;
    std::int64_t spacing_ = 1;
    std::vector<Kept> moments_;
};

} // namespace wordfield::app
