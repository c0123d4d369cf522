// SPDX-License-Identifier: MIT
// What a scene is built of, of a moment of six words.
#pragma once

#include "app/map/map_motion.hpp"
#include "app/map/scene_builder.hpp"
#include "tests/support/tiny_moment.hpp"

#include <memory>

namespace wordfield::app {

struct Stage {
    std::shared_ptr<Moment> moment = tiny_moment();
    std::shared_ptr<Layout> layout = tiny_layout();
    WordStats words;
    MapMotion motion;
    Selection selection;
    Frame frame;
    SceneOptions options;

    Stage() {
        frame.rows = std::make_shared<const RowFigures>(row_figures(*moment));
        words.update(moment, frame.rows, true);
        motion.aim(*layout, 6);
        frame.moment = moment;
        frame.layout = layout;
        frame.words = &words;
    }
    Scene build() { return build_scene(frame, motion, selection, Theme::dark_theme(), options); }
};

} // namespace wordfield::app
