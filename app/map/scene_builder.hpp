// SPDX-License-Identifier: MIT
// From what is known about words to what is drawn of them: colours, sizes, rings, lines. Pure; a test can
// call it. A scene is made of three parts that change at different times, and each is made anew only when it
// does: all words when a map comes, trails when they grow, those that somebody looks at with their lines.
#pragma once

#include "app/desk/frame.hpp"
#include "app/desk/selection.hpp"
#include "app/map/map_motion.hpp"
#include "app/map/neighbour_cache.hpp"
#include "app/ui/theme.hpp"
#include "render/scene.hpp"

#include <optional>
#include <span>
#include <vector>

namespace wordfield::app {

struct SceneOptions {
    bool trails = true;
    bool neighbours = true;
    int neighbour_count = 8;
    float scale = 1.0F;                 ///< DPI scale
    float radius_px = 5.0F;             ///< of an ordinary point
    int lit_category = -2;              ///< a category to bring out; -2 for none
    bool dimmed = false;                ///< something else is looked at, which words are the ground for
    std::vector<char> hidden;           ///< per category: filtered away; may be shorter
    std::span<const glm::vec3> colours; ///< (V) in place of those of categories; empty for those
    std::uint64_t colours_version = 0;  ///< another one for other contents of `colours`
    std::span<const float> kept; ///< (V) share of a word's neighbours that the map kept, as a ring around it;
                                 ///< NaN for no ring; empty for no rings at all
    std::uint64_t kept_version = 0; ///< another one for other contents of `kept`
    std::vector<TokenId> missing;   ///< lines from the selection's subject to what was torn away
};

struct Scene {
    std::vector<TokenId> words; ///< (n) the word of each point
    std::size_t placed = 0;     ///< of them, at the front, were placed on the map that the others make
    std::vector<render::PointInstance> points; ///< (n) all words, as they look when nobody looks at them
    std::vector<TokenId> front_words;          ///< (m) those that are lit, and the subject's neighbours,
    std::vector<render::PointInstance> front;  ///< (m) drawn over their points; lit ones at the back
    std::vector<render::LineInstance>
        lines; ///< from the subject to its neighbours: over `points`, under `front`
    std::vector<render::LineInstance> trails; ///< under `points`
    float presence = 1.0F; ///< of points and trails, 0 to 1: less when somebody looks at others

    /// Place of a word among `points`; -1 where it is not among them.
    [[nodiscard]] int index_of(TokenId id) const {
        return static_cast<std::size_t>(id) < index.size() ? index[id] : -1;
    }
    std::vector<int> index; ///< (V)
};

/// A scene that is kept up to date.
class LiveScene {
public:
    struct Changes {
        bool points = false, trails = false, front = false; ///< `lines` belong to the front
    };
    /// Makes anew what has changed since the last call, and says what.
    Changes update(const Frame& frame, const MapMotion& motion, const Selection& selection,
                   const Theme& theme, const SceneOptions& options);
    [[nodiscard]] const Scene& scene() const { return scene_; }
    /// Of an ordinary point, as it was last made.
    [[nodiscard]] float radius_px() const { return points_key_ ? points_key_->radius_px : 0.0F; }

private:
    /// With equal keys equal points are made.
    struct PointsKey {
        std::uint64_t aims = 0, colours = 0, styles = 0, kept = 0;
        bool dark = true, coloured = false, ringed = false;
        float scale = 1.0F, radius_px = 0.0F;
        int lit_category = -2;
        std::vector<char> hidden;
        std::vector<TokenId> lit_all_the_same; ///< lit words of hidden categories
        bool operator==(const PointsKey&) const = default;
    };
    struct FrontKey {
        std::vector<TokenId> pinned, near, missing;
        std::optional<TokenId> hovered, partner;
        bool lines = false, dimmed = false;
        bool operator==(const FrontKey&) const = default;
    };
    struct TrailsKey {
        std::uint64_t samples = 0;
        bool wanted = false;
        bool operator==(const TrailsKey&) const = default;
    };
    std::optional<PointsKey> points_key_;
    FrontKey front_key_;
    TrailsKey trails_key_;
    Scene scene_;
};

/// All of it at once.
Scene build_scene(const Frame& frame, const MapMotion& motion, const Selection& selection, const Theme& theme,
                  const SceneOptions& options);

} // namespace wordfield::app
