// SPDX-License-Identifier: MIT
// The map, the hero of the window: its state and its drawing.
#pragma once

#include "app/map_motion.hpp"
#include "app/panels/map_marks.hpp"
#include "app/panels/map_path.hpp"
#include "app/panels/panels.hpp"
#include "app/scene_builder.hpp"
#include "render/camera.hpp"
#include "render/labels.hpp"
#include "render/line_renderer.hpp"
#include "render/picking.hpp"
#include "render/point_renderer.hpp"
#include "render/target.hpp"

#include <memory>
#include <optional>
#include <vector>

namespace wordfield::app {

/// What needs an OpenGL context: made when there is one.
struct MapCanvas {
    render::Target target{1, 1};
    render::PointRenderer points;
    render::LineRenderer lines;
};

struct MapState {
    ProjectionConfig projection;
    bool trails = true, labels = true, neighbours = true;
    float label_px = 13.0F; ///< at 96 dpi, 10 to 32

    render::Camera camera;
    MapMotion motion;
    render::LabelPlacer placer;
    std::shared_ptr<const Layout> aimed;
    std::unique_ptr<MapCanvas> canvas;
    bool follow = true; ///< keep the whole map in view until the user takes the camera
    float largest_jump =
        0.0F; ///< of the median word from one frame to the next since step 50, in widths of the map
    bool animating = false; ///< another frame would look different even if nothing new arrives

    Scene scene;
    std::vector<glm::vec3> screen; ///< (n) where each point of the scene is, in px of the canvas
    render::PickGrid grid;
    PathState path;
    std::optional<TokenId> under_mouse;
    std::optional<ImVec2> box_from; ///< corner of the box being dragged, px of the window
    ImVec2 pressed_at{0, 0};
    bool dragged = false;
    MapMarks marks;
};

void draw_map(Ui& ui, const Area& area, const Frame& frame, MapState& state, const WordsState& words,
              Selection& selection, Outbox& out);

/// Brings the pinned words and their neighbours, or everything when nothing is pinned, into view.
void frame_map(MapState& state, const Frame& frame, const Selection& selection, bool all);
void fly_to_word(MapState& state, TokenId id);

} // namespace wordfield::app
