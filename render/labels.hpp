// SPDX-License-Identifier: MIT
// Decides which words get a label and where, so that labels never overlap and do not flicker while points
// move. Pure maths: measures no text and draws nothing.
#pragma once

#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

#include <glm/glm.hpp>

namespace wordfield::render {

/// Higher wins. Within a class, `weight` decides.
enum class LabelClass : int { Frequent, Region, Neighbour, Pinned, Hovered };

/// A rectangle of the viewport, px.
struct LabelBox {
    glm::vec2 low{0.0f}, high{0.0f};
};

struct LabelCandidate {
    int id = 0;                // the same word keeps its id from frame to frame
    glm::vec2 anchor_px{0.0f}; // centre of its point
    glm::vec2 size_px{0.0f};   // of the text
    float radius_px = 4.0f;    // of the point, ring included: the text stays clear of it
    glm::vec2 reach_px{0.0f};  // of a region: half its width and height, which the text stays clear of, too
    LabelClass label_class = LabelClass::Frequent;
    float weight = 0.0f; // any scale; for example the word's count
};

/// Over: in place of its point.
enum class LabelSide : int { Right, Left, Above, Below, Over };

struct PlacedLabel {
    int id;
    glm::vec2 position_px; // top left corner of the text
    float alpha;           // 0..1, fading in or out
    LabelSide side;
};

struct LabelSettings {
    int budget = 400;        // most labels at a time
    int tries = 4000;        // this many words, by rank, are looked at; the rest waits for a closer view
    float gap_px = 4.0f;     // between point and text
    float padding_px = 3.0f; // kept free around a label that appears,
    float point_px = 4.0f;   // radius of ordinary points: text stays so far from their middles,
    float slack_px = 5.0f;   // and texts and points this much farther while others are shown, which may be
                             // crowded up to touching
    float fade_seconds = 0.15f;
    bool over_points = false; // words that find no room beside lie over their points, and may cover others
    float loyalty = 1.5f;     // a newcomer needs this many times the weight of a label that stands in its way
};

class LabelPlacer {
public:
    explicit LabelPlacer(LabelSettings settings = {}) : settings_{settings} {}
    [[nodiscard]] LabelSettings& settings() { return settings_; }

    /// Places labels for this frame, dt seconds after the last one. Labels that lost their place are still
    /// listed while they fade. Two labels that are staying never overlap; nothing but fading ones overlaps at
    /// all. The result is valid until the next call.
    /// `points` are those that no label is to cover, candidates' own and all others, as Camera::project gives
    /// them; `taken` are boxes that no label may touch.
    std::span<const PlacedLabel> update(std::span<const LabelCandidate> candidates,
                                        std::span<const glm::vec3> points, glm::vec2 viewport_px, float dt,
                                        std::span<const LabelBox> taken = {});

    /// True while a label fades, that is, while another frame would look different with nothing else moving.
    [[nodiscard]] bool fading() const { return fading_; }

    /// False for a label that is unknown or on its way out.
    [[nodiscard]] bool shown(int id) const;

private:
    struct Memory {
        LabelSide side;
        glm::vec2 offset_px; // position - anchor, so that a fading label follows its point
        glm::vec2 position_px;
        float alpha;
        bool shown;
        bool present;
    };
    using Box = LabelBox;
    struct Ranked {
        LabelClass label_class;
        float weight;
        int index;
    };

    void start_frame(glm::vec2 viewport_px);
    void rank(std::span<const LabelCandidate> candidates);
    void mark_points(std::span<const glm::vec3> points);
    void reserve_points(std::span<const LabelCandidate> candidates);
    bool place(const LabelCandidate& candidate);
    bool place_beside(const LabelCandidate& candidate, LabelSide side, float padding_px, bool on_points);
    bool place_inside_viewport(const LabelCandidate& candidate);
    void remember(const LabelCandidate& candidate, LabelSide side, glm::vec2 position_px);
    void fade(float dt);
    [[nodiscard]] bool free(const Box& box) const;
    [[nodiscard]] bool clear_of_points(const Box& box, glm::vec2 own_px) const;
    void occupy(const Box& box);
    [[nodiscard]] std::pair<glm::ivec2, glm::ivec2> cells_under(const Box& box) const;

    LabelSettings settings_;
    std::unordered_map<int, Memory> memory_;
    std::vector<PlacedLabel> placed_;
    std::vector<Ranked> ranked_;
    std::vector<Box> boxes_;
    std::vector<std::vector<int>> grid_; // boxes by cell
    glm::ivec2 cells_{0, 0};
    std::vector<char> points_; // a fine raster: 1 where a point lies
    int points_width_ = 0;
    glm::vec2 viewport_px_{0.0f};
    bool settled_ = false;          // labels were shown before this frame
    bool were_over_points_ = false; // in the frame before
    bool fading_ = false;
};

} // namespace wordfield::render
