// SPDX-License-Identifier: MIT
// Where words are drawn at this moment: they glide towards the newest layout and leave short trails. Pure
// maths.
#pragma once

#include "model/map/layout.hpp"

#include <glm/vec3.hpp>

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace wordfield::app {

class MapMotion {
public:
    static constexpr int trail_length = 8;

    /// New goals for the words of `layout`; words that it does not show disappear, new ones appear in place.
    /// Ids that are not below `vocabulary` are passed over.
    void aim(const Layout& layout, int vocabulary);
    /// Moves everything on by dt seconds. True while anything still moves visibly, trails included.
    bool advance(float dt);

    [[nodiscard]] const std::vector<TokenId>& words() const { return words_; }
    [[nodiscard]] bool shows(TokenId id) const {
        return static_cast<std::size_t>(id) < shown_.size() && shown_[id] != 0;
    }
    [[nodiscard]] glm::vec3 position(TokenId id) const { return now_[id]; }
    /// Where the word has been, oldest at the front, its present position not included.
    [[nodiscard]] std::span<const glm::vec3> trail(TokenId id) const;
    [[nodiscard]] bool moving() const { return moving_; }
    /// Median distance that a word was moved by the last advance(), in layout units (RMS radius 1).
    [[nodiscard]] float median_step() const { return median_step_; }
    /// Grows whenever a position changed.
    [[nodiscard]] std::uint64_t version() const { return version_; }

private:
    void sample_trails();

    std::vector<TokenId> words_;
    std::vector<char> shown_;           // (V)
    std::vector<glm::vec3> now_, goal_; // (V)
    std::vector<std::array<glm::vec3, trail_length>> trails_;
    std::vector<float> lengths_; // (n) scratch: how far each word has to go
    int trail_count_ = 0;
    float since_sample_ = 0.0F, rest_ = 0.0F;
    float median_step_ = 0.0F;
    bool moving_ = false;
    std::uint64_t version_ = 0;
};

} // namespace wordfield::app
