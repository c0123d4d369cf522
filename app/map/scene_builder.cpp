// SPDX-License-Identifier: MIT
#include "app/map/scene_builder.hpp"

#include <glm/common.hpp>
#include <glm/geometric.hpp>

#include <algorithm>
#include <cmath>

namespace wordfield::app {
namespace {

class Builder {
public:
    Builder(const Frame& frame, const MapMotion& motion, const Selection& selection, const Theme& theme,
            const SceneOptions& options)
        : frame_{frame}, motion_{motion}, selection_{selection}, theme_{theme}, options_{options} {
        const std::size_t count =
            std::min(frame.neighbours.size(), static_cast<std::size_t>(options.neighbour_count));
        for (std::size_t i = 0; i < count; ++i)
            near_.push_back(static_cast<TokenId>(frame.neighbours[i].row));
        std::sort(near_.begin(), near_.end());
    }

    Scene build() {
        scene_.points.reserve(motion_.words().size());
        if (options_.trails) add_trails();
        if (options_.neighbours) add_neighbour_lines();
        if (options_.trust != nullptr) add_torn_lines();
        for (const TokenId id : motion_.words()) add_point(id, false);
        for (const TokenId id : motion_.words()) add_point(id, true); // lit words on top
        return std::move(scene_);
    }

private:
    [[nodiscard]] int category(TokenId id) const { return frame_.corpus().lexicon.category[id]; }
    [[nodiscard]] bool hidden(TokenId id) const {
        return options_.hidden && !selection_.is_lit(id) && options_.hidden(category(id));
    }
    [[nodiscard]] bool near(TokenId id) const { return std::binary_search(near_.begin(), near_.end(), id); }

    // How strongly a word is drawn, given what the user points at.
    [[nodiscard]] float presence(TokenId id) const {
        if (selection_.is_lit(id)) return 1.0F;
        if (options_.lit_category != -2) return category(id) == options_.lit_category ? 1.0F : 0.16F;
        if (selection_.focus() && !near(id)) return 0.62F;
        return 1.0F;
    }

    [[nodiscard]] glm::vec4 colour(TokenId id, float alpha) const { return {plain_colour(id), alpha}; }
    [[nodiscard]] glm::vec3 plain_colour(TokenId id) const {
        return options_.colours.empty() ? frame_.words->style(id).colour : options_.colours[id];
    }
    [[nodiscard]] bool missing(TokenId id) const {
        return options_.trust != nullptr &&
               std::find(options_.trust->missing.begin(), options_.trust->missing.end(), id) !=
                   options_.trust->missing.end();
    }

    void add_point(TokenId id, bool lit) {
        if (selection_.is_lit(id) != lit || hidden(id)) return;
        const bool pinned = selection_.is_pinned(id);
        render::PointInstance point;
        point.position = point.from = motion_.position(id);
        point.shape = options_.colours.empty() ? frame_.words->style(id).shape : render::Shape::Disc;
        point.radius_px = options_.radius_px * (lit ? 1.5F : near(id) && selection_.subject() ? 1.15F : 1.0F);
        point.fill = colour(id, presence(id));
        if (options_.lit_category ==
            -2) { // paler, not clearer: overlapping points would show through each other
            const glm::vec3 ground{to_glm(theme_.ground)};
            point.fill = {glm::mix(ground, plain_colour(id), presence(id)), 1.0F};
        }
        if (!options_.kept.empty()) add_kept_ring(point, options_.kept[id]);
        if (lit) {
            point.ring = to_glm(pinned ? theme_.strong : theme_.dim);
            point.ring_px = (pinned ? 2.0F : 1.5F) * options_.scale;
            point.glow_px = pinned ? 16.0F * options_.scale : 0.0F;
        }
        scene_.words.push_back(id);
        scene_.points.push_back(point);
    }

    // From the colour of caution, nothing kept, to that of success.
    void add_kept_ring(render::PointInstance& point, float kept) const {
        if (std::isnan(kept)) return;
        point.ring = glm::mix(to_glm(theme_.warm), to_glm(theme_.good), kept);
        point.ring_px = 1.5F * options_.scale;
        point.radius_px *= 0.8F; // the ring wants room
    }

    void add_trails() {
        constexpr float shortest = 0.012F; // below this a trail is a smudge under its point
        for (const TokenId id : motion_.words()) {
            if (hidden(id)) continue;
            const auto trail = motion_.trail(id);
            if (trail.empty() || glm::distance(trail.front(), motion_.position(id)) < shortest) continue;
            const float strength = 0.42F * presence(id);
            for (std::size_t i = 0; i < trail.size(); ++i) {
                const glm::vec3 to = i + 1 < trail.size() ? trail[i + 1] : motion_.position(id);
                if (glm::distance(trail[i], to) < 1e-3F) continue;
                const auto fade = [&](std::size_t at) {
                    return strength * static_cast<float>(at) / static_cast<float>(trail.size());
                };
                render::LineInstance line;
                line.a = line.from_a = trail[i];
                line.b = line.from_b = to;
                line.width_px = 1.3F * options_.scale;
                line.colour_a = colour(id, fade(i));
                line.colour_b = colour(id, fade(i + 1));
                scene_.lines.push_back(line);
            }
        }
    }

    void add_neighbour_lines() {
        const auto subject = selection_.subject();
        if (!subject || !motion_.shows(*subject)) return;
        for (const TokenId id : near_) {
            if (!motion_.shows(id) || hidden(id) || missing(id)) continue;
            render::LineInstance line;
            line.a = line.from_a = motion_.position(*subject);
            line.b = line.from_b = motion_.position(id);
            line.width_px = 1.6F * options_.scale;
            line.colour_a = colour(*subject, 0.9F);
            line.colour_b = colour(id, 0.75F);
            scene_.lines.push_back(line);
        }
    }

    // Dashed: these belong together, and the map says otherwise.
    void add_torn_lines() {
        const auto subject = selection_.subject();
        if (!subject || !motion_.shows(*subject)) return;
        for (const TokenId id : options_.trust->missing) {
            if (!motion_.shows(id) || hidden(id)) continue;
            render::LineInstance line;
            line.a = line.from_a = motion_.position(*subject);
            line.b = line.from_b = motion_.position(id);
            line.width_px = 1.6F * options_.scale;
            line.dash_px = 5.0F * options_.scale;
            line.colour_a = line.colour_b = to_glm(theme_.warm);
            scene_.lines.push_back(line);
        }
    }

    const Frame& frame_;
    const MapMotion& motion_;
    const Selection& selection_;
    const Theme& theme_;
    const SceneOptions& options_;
    std::vector<TokenId> near_;
    Scene scene_;
};

} // namespace

Scene build_scene(const Frame& frame, const MapMotion& motion, const Selection& selection, const Theme& theme,
                  const SceneOptions& options) {
    return Builder{frame, motion, selection, theme, options}.build();
}

} // namespace wordfield::app
