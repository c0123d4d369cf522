// SPDX-License-Identifier: MIT
// How a run was looked at, for the next window: what can be taken back (ViewValues), and what goes with a
// place in time. Speaks of words by their ids, and so of one run and its corpus.
#pragma once

#include "app/desk/view_values.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <glm/vec3.hpp>

namespace wordfield::app {

/// As render::Camera::State.
struct SavedCamera {
    glm::vec3 target{0.0F};
    float zoom = 100.0F, yaw = 0.0F, pitch = 0.0F;
    bool follow = true; ///< it keeps the whole map in view: where it stands means nothing
};

struct SavedView {
    ViewValues values; ///< with the words that its maps show because they were pinned once
    std::vector<SavedCamera> cameras;
    std::optional<std::int64_t> step; ///< that is looked at; nothing while live
    bool running = true;              ///< whether training goes on
    double speed_limit = 0.0;         ///< steps a second, 0 for none
    int playback_speed = 1;           ///< of Playback::speeds
    bool loop = false;
    bool map_alone = false;
    std::string arithmetic; ///< as typed
};

/// JSON.
std::string view_text(const SavedView& view);
/// Fields that are missing or make no sense are those of `otherwise`, ids that the corpus does not have are
/// passed over; nothing where the text is no JSON object.
std::optional<SavedView> read_view(std::string_view text, SavedView otherwise, const Corpus& corpus);

} // namespace wordfield::app
