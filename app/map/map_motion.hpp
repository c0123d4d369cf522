// SPDX-License-Identifier: MIT
// Where words are drawn at this moment: they glide towards the newest layout and leave short trails. All
// have come the same share of their way, so that whoever draws them needs both ends once and a number a
// frame. Pure maths.
#pragma once

#include "model/map/layout.hpp"

#include <glm/common.hpp>
#include <glm/vec3.hpp>

#include <array>
#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

namespace wordfield::app {

class MapMotion {
public:
    static constexpr int trail_length = 8;
    static constexpr std::size_t most_trails = 6000; ///< words: more trails cost more than they tell

    /// New goals for the words of `layout`, placed ones included; words that it does not show disappear, new
    /// ones appear in place.
    /// Ids that are not below `vocabulary` are passed over.
    void aim(const Layout& layout, int vocabulary);
    /// Moves everything on by dt seconds. True while anything still moves visibly, trails included.
    bool advance(float dt);

    /// In the order of drawing: words that were placed (PlacedWords), then those of the map.
    [[nodiscard]] const std::vector<TokenId>& words() const { return words_; }
    /// How many of them were placed.
    [[nodiscard]] std::size_t placed() const { return placed_; }
    [[nodiscard]] bool is_placed(TokenId id) const {
        return static_cast<std::size_t>(id) < shown_.size() && shown_[id] == placed_mark;
    }
    [[nodiscard]] bool shows(TokenId id) const {
        return static_cast<std::size_t>(id) < shown_.size() && shown_[id] != 0;
    }
    [[nodiscard]] glm::vec3 position(TokenId id) const { return glm::mix(from_[id], goal_[id], way_); }
    /// Where it was when the last layout came, and where that has it.
    [[nodiscard]] glm::vec3 from(TokenId id) const { return from_[id]; }
    [[nodiscard]] glm::vec3 goal(TokenId id) const { return goal_[id]; }
    /// The share of the way between the two that all words have come, 0 to 1.
    [[nodiscard]] float way() const { return way_; }
    /// Where the word has been, oldest at the front, its present position not included. Empty for all where
    /// there are more than `most_trails`.
    [[nodiscard]] std::span<const glm::vec3> trail(TokenId id) const;
    /// Median distance that a word was moved by the last advance(), in layout units (RMS radius 1).
    [[nodiscard]] float median_step() const { return median_step_; }
    /// How many layouts have come: from() and goal() are as they were while this is.
    [[nodiscard]] std::uint64_t aims() const { return aims_; }
    /// How many points trails were given: they are as they were while this and aims() are.
    [[nodiscard]] std::uint64_t samples() const { return samples_; }

private:
    void begin_vocabulary(std::size_t size);
    void keep_trails(bool keep);
    void add(std::span<const TokenId> words, const Matrix& positions, char mark,
             const std::vector<char>& before);
    void measure_ways();
    void sample_trails();

    static constexpr char mapped_mark = 1, placed_mark = 2;

    std::vector<TokenId> words_;
    std::size_t placed_ = 0;             // of words_, at the front
    std::vector<char> shown_;            // (V) one of the marks, or 0
    std::vector<glm::vec3> from_, goal_; // (V)
    // Of the words that are shown, which may be few of very many: a place for each of those took 96 bytes a
    // word. Empty while there are too many of them.
    std::unordered_map<TokenId, std::array<glm::vec3, trail_length>> trails_;
    bool trailing_ = false;
    float way_ = 1.0F;
    float farthest_ = 0.0F, median_ = 0.0F; // of the ways from `from` to `goal`
    int trail_count_ = 0;
    float since_sample_ = 0.0F, rest_ = 0.0F;
    float median_step_ = 0.0F;
    bool moving_ = false;
    std::uint64_t aims_ = 0, samples_ = 0;
};

} // namespace wordfield::app
