// SPDX-License-Identifier: MIT
// How still the map is: how far words move on it from one layout to the next, beside how far their rows move
// meanwhile.
#pragma once

#include "model/map/layout.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace wordfield::app {

class MotionRecord {
public:
    static constexpr std::int64_t settled_step = 50; ///< before, rows are noise and neighbourhoods only begin

    /// Counts a layout that was made from newer rows, after step 50. Another run begins anew.
    void add(const Layout& layout);

    struct Medians {
        float map = 0.0F;   ///< of the median word's way from one layout to the next, in RMS radii of the map
        float space = 0.0F; ///< of the median row's way meanwhile, in RMS radii of the cloud of rows
        std::size_t layouts = 0;
    };
    /// Nothing before the first layout that counts.
    [[nodiscard]] std::optional<Medians> medians() const;

private:
    void thin();

    std::uint64_t run_ = 0;
    std::vector<float> map_, space_;
    std::size_t every_ = 1, seen_ = 0; // one layout in so many is kept
};

} // namespace wordfield::app
