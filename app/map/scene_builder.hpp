// SPDX-License-Identifier: MIT
// From what is known about words to what is drawn of them: colours, sizes, rings, lines. Pure; a test can
// call it.
#pragma once

#include "app/desk/frame.hpp"
#include "app/desk/selection.hpp"
#include "app/map/map_motion.hpp"
#include "app/map/neighbour_cache.hpp"
#include "app/ui/theme.hpp"
#include "render/scene.hpp"

#include <functional>
#include <span>
#include <vector>

namespace wordfield::app {

struct SceneOptions {
    bool trails = true;
    bool neighbours = true;
    int neighbour_count = 8;
    float scale = 1.0F;                       ///< DPI scale
    float radius_px = 5.0F;                   ///< of an ordinary point
    int lit_category = -2;                    ///< a category to bring out; -2 for none
    std::function<bool(int category)> hidden; ///< categories that are filtered away; may be empty
    std::span<const glm::vec3> colours;       ///< (V) in place of those of categories; empty for those
    std::span<const float> kept; ///< (V) share of a word's neighbours that the map kept, as a ring around it;
                                 ///< NaN for no ring; empty for no rings at all
    const WordTrust* trust =
        nullptr; ///< of the selection's subject: lines to what was torn away; may be null
};

struct Scene {
    std::vector<TokenId> words; ///< (n) the word of each point
    std::vector<render::PointInstance> points;
    std::vector<render::LineInstance> lines;
};

Scene build_scene(const Frame& frame, const MapMotion& motion, const Selection& selection, const Theme& theme,
                  const SceneOptions& options);

} // namespace wordfield::app
