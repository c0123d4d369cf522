// SPDX-License-Identifier: MIT
// The map of a run without a window: it grows up with the run, as the window's does, the same whether a
// report or a picture or both are asked for.
#pragma once

#include "app/shell/options.hpp"
#include "app/story/motion_record.hpp"
#include "model/map/map_maker.hpp"

#include <memory>

namespace wordfield::app {

class HeadlessMap {
public:
    explicit HeadlessMap(const Options& options);

    /// The map of the next moment, as far as it comes in one go; `measured`: with its quality.
    std::shared_ptr<const Layout> grow(const Moment& moment, bool measured);
    /// The map of the last moment, as it is when nothing moves any more.
    std::shared_ptr<const Layout> at_rest(const Moment& moment);
    /// Of at_rest() as its method made it: a picture stretches it to its canvas.
    std::shared_ptr<const Layout> for_report(std::shared_ptr<const Layout> shown);
    void stretch_by(float stretch);

    /// Of the maps that have grown.
    [[nodiscard]] const MotionRecord& motion() const { return motion_; }

private:
    const Options& options_;
    MapMaker maker_;
    MotionRecord motion_;
};

} // namespace wordfield::app
