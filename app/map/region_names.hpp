// SPDX-License-Identifier: MIT
// The names of a map's neighbourhoods, as they are shown at this moment: they come and go softly and follow
// their words. Pure: a test can call it.
#pragma once

#include "model/map/layout.hpp"
#include "model/text/lexicon.hpp"

#include <glm/vec3.hpp>

#include <span>
#include <string>
#include <vector>

namespace wordfield::app {

/// A neighbourhood with its name.
struct NamedRegion {
    int label = 0;                   ///< category, or group where there are none
    int part = 0;                    ///< as MapRegion has it
    std::string name;                ///< the category's, or its most typical words: "tea · coffee"
    int words = 0;                   ///< that lie together
    glm::vec3 low{0.0F}, high{0.0F}; ///< corners of the box around them, gliding
    float presence = 0.0F;           ///< 0 to 1: comes and goes
    bool there = false;              ///< whether the newest map has it
};

class RegionNames {
public:
    /// The regions of a layout of a vocabulary. Those of another vocabulary are forgotten.
    void aim(const Layout& layout, const Lexicon& lexicon);
    /// Moves on by dt seconds. True while anything moves.
    bool advance(float dt);
    /// In the order of labels and parts.
    [[nodiscard]] std::span<const NamedRegion> shown() const { return shown_; }

private:
    struct Goal {
        glm::vec3 low{0.0F}, high{0.0F};
    };
    std::vector<NamedRegion> shown_;
    std::vector<Goal> goals_; // of each
    const void* lexicon_ = nullptr;
};

} // namespace wordfield::app
