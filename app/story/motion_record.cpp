// SPDX-License-Identifier: MIT
#include "app/story/motion_record.hpp"

#include "model/core/median.hpp"
#include "model/core/thin.hpp"

namespace wordfield::app {
namespace {

constexpr std::size_t most = 1U << 14U; // nine minutes of layouts; then every other one is forgotten

float median(std::vector<float> values) {
    return median_of(values);
}

} // namespace

void MotionRecord::add(const Layout& layout) {
    if (layout.run != run_) *this = MotionRecord{};
    run_ = layout.run;
    if (layout.step <= settled_step || layout.space_motion <= 0.0F) return;
    if (seen_++ % every_ != 0) return;
    map_.push_back(layout.map_motion);
    space_.push_back(layout.space_motion);
    if (map_.size() >= most) thin();
}

void MotionRecord::thin() {
    drop_every_other(map_);
    drop_every_other(space_);
    every_ *= 2;
}

std::optional<MotionRecord::Medians> MotionRecord::medians() const {
    if (map_.empty()) return std::nullopt;
    return Medians{median(map_), median(space_), map_.size()};
}

} // namespace wordfield::app
