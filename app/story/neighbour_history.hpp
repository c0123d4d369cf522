// SPDX-License-Identifier: MIT
// Which words were nearest to one word at every kept moment of the run: by cosine in the full space, as the
// inspector's list has it (Measure::Cosine).
#pragma once

#include "app/story/per_moment.hpp"
#include "model/geometry/neighbours.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace wordfield::app {

class NeighbourHistory {
public:
    static constexpr int near_ranks = 8;   ///< who gets this near at some moment may have a line
    static constexpr int most_lines = 12;  ///< words
    static constexpr int known_ranks = 32; ///< ranks beyond are told as 0

    /// A word that was near at some moment, with its place at every moment.
    struct Line {
        TokenId word = 0;
        std::vector<float> cosine; ///< per moment
        std::vector<int> rank;     ///< per moment: 1 for the nearest word; 0 beyond known_ranks
    };

    /// Brings it up to the kept moments; without a word it is empty. Works `budget` seconds, and one moment
    /// at least: a table of V words of width C costs V times C per moment. True when more is left to do.
    bool update(const Timeline& timeline, std::optional<TokenId> word, double budget);

    [[nodiscard]] std::optional<TokenId> word() const { return word_; }
    /// Of the moments that have been looked at, rising.
    [[nodiscard]] const std::vector<std::int64_t>& steps() const { return steps_; }
    /// Those that are near at the last moment at the front, the nearest first; then those that were near for
    /// longest.
    [[nodiscard]] const std::vector<Line>& lines() const { return lines_; }
    /// Kept moments that are still to be looked at.
    [[nodiscard]] int pending() const { return moments_.pending(); }

private:
    struct Found {
        std::vector<Neighbour> nearest; // known_ranks of them
        RowVector mean;                 // (C) of all rows: cosines are seen from there
    };
    [[nodiscard]] Found look_at(const Rows& rows) const;
    [[nodiscard]] std::vector<TokenId> near_words() const;
    void draw_lines(const std::vector<Timeline::Kept>& moments);

    std::optional<TokenId> word_;
    PerMoment<Found> moments_;
    std::vector<std::int64_t> steps_;
    std::vector<Line> lines_;
};

/// Moves heights apart until each is at least `gap` from the next, in their order, none outside [low, high]
/// where there is room for all.
void spread(std::vector<float>& heights, float gap, float low, float high);

} // namespace wordfield::app
