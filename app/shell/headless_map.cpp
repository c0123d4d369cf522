// SPDX-License-Identifier: MIT
#include "app/shell/headless_map.hpp"

#include <utility>

namespace wordfield::app {
namespace {

constexpr int most_layouts = 1000; // until a map is at rest

void make_steps(MapMaker& maker) {
    for (int i = 0; i < maker.steps_per_layout() && maker.step(); ++i) {
    }
}

} // namespace

HeadlessMap::HeadlessMap(const Options& options) : options_{options}, maker_{map_settings(options)} {}

std::shared_ptr<const Layout> HeadlessMap::grow(const Moment& moment, bool measured) {
    maker_.update(moment);
    make_steps(maker_);
    auto layout = maker_.layout(measured);
    motion_.add(*layout);
    return layout;
}

std::shared_ptr<const Layout> HeadlessMap::at_rest(const Moment& moment) {
    maker_.update(moment);
    for (int i = 0; i < most_layouts; ++i) {
        make_steps(maker_);
        (void)maker_.layout();
        if (maker_.at_rest()) break;
    }
    return maker_.layout(true);
}

std::shared_ptr<const Layout> HeadlessMap::for_report(std::shared_ptr<const Layout> shown) {
    if (shown->stretch == 1.0F) return shown;
    stretch_by(1.0F);
    for (int i = 0; i < most_layouts && !maker_.at_rest(); ++i) (void)maker_.layout();
    return maker_.layout(true);
}

void HeadlessMap::stretch_by(float stretch) {
    MapSettings settings = map_settings(options_);
    settings.stretch = stretch;
    maker_.set(std::move(settings));
}

} // namespace wordfield::app
