// SPDX-License-Identifier: MIT
#include "app/map/scene_builder.hpp"

#include <glm/common.hpp>
#include <glm/geometric.hpp>

#include <algorithm>
#include <cmath>

namespace wordfield::app {
namespace {

constexpr float ground = 0.4F;                           // all words, while something else is looked at
constexpr float placed_radius = 0.7F, placed_ink = 0.5F; // of placed words, in those of the map's own
constexpr float faded = 0.62F; // words that nobody looks at, while somebody looks at others

int category_of(const Frame& frame, TokenId id) {
    const auto& categories = frame.corpus().lexicon.category;
    return categories.empty() ? -1 : categories[id];
}

bool is_filtered(const SceneOptions& options, int category) {
    return category >= 0 && category < std::ssize(options.hidden) &&
           options.hidden[static_cast<std::size_t>(category)] != 0;
}

// The subject's nearest, as many as lines lead to; in the order of their ids.
std::vector<TokenId> near_words(const Frame& frame, const SceneOptions& options) {
    std::vector<TokenId> near;
    const auto count =
        std::min(frame.neighbours.size(), static_cast<std::size_t>(std::max(options.neighbour_count, 0)));
    for (std::size_t i = 0; i < count; ++i) near.push_back(static_cast<TokenId>(frame.neighbours[i].row));
    std::sort(near.begin(), near.end());
    return near;
}

class Builder {
public:
    Builder(const Frame& frame, const MapMotion& motion, const Selection& selection, const Theme& theme,
            const SceneOptions& options)
        : frame_{frame}, motion_{motion}, selection_{selection}, theme_{theme}, ground_{to_glm(theme.ground)},
          options_{options}, near_{near_words(frame, options)} {}

    void build_points(Scene& scene) const {
        scene.words.clear();
        scene.points.clear();
        scene.index.assign(static_cast<std::size_t>(frame_.corpus().lexicon.vocabulary.size()), -1);
        scene.placed = 0;
        // Placed words come a portion at a time: room for all of them costs nothing before it is filled, and
        // a larger place for each portion costs page faults by the thousand.
        const std::size_t all = motion_.placed() > 0 ? scene.index.size() : motion_.words().size();
        scene.points.reserve(all);
        scene.words.reserve(all);
        for (const TokenId id : motion_.words()) {
            if (hidden(id)) continue;
            if (motion_.is_placed(id)) ++scene.placed;
            scene.index[id] = static_cast<int>(scene.words.size());
            scene.words.push_back(id);
            scene.points.push_back(point_of(id, strength_of_category(id)));
        }
    }

    // Of neighbours only those that are more than what lies under them.
    void build_front(Scene& scene) const {
        scene.front_words.clear();
        scene.front.clear();
        scene.presence = options_.dimmed                                     ? ground
                         : selection_.focus() && options_.lit_category == -2 ? faded
                                                                             : 1.0F;
        const auto add = [&](TokenId id, const render::PointInstance& point) {
            scene.front_words.push_back(id);
            scene.front.push_back(point);
        };
        for (const TokenId id : selection_.subject() ? near_ : std::vector<TokenId>{}) {
            if (scene.index_of(id) < 0 || selection_.is_lit(id) || presence(id) < 1.0F) continue;
            add(id, point_of(id, 1.0F));
            scene.front.back().radius_px *= 1.15F;
        }
        for (const TokenId id : lit_words())
            if (scene.index_of(id) >= 0) add(id, lit_point(id));
    }

    void build_lines(Scene& scene) const {
        scene.lines.clear();
        if (options_.neighbours) add_neighbour_lines(scene);
        add_torn_lines(scene);
    }

    void build_trails(Scene& scene) const {
        scene.trails.clear();
        if (options_.trails) add_trails(scene);
    }

private:
    [[nodiscard]] int category(TokenId id) const { return category_of(frame_, id); }
    [[nodiscard]] bool hidden(TokenId id) const {
        return is_filtered(options_, category(id)) && !selection_.is_lit(id);
    }
    [[nodiscard]] bool near(TokenId id) const { return std::binary_search(near_.begin(), near_.end(), id); }

    // The one under the mouse above those that are pinned, unless it is one of them.
    [[nodiscard]] std::vector<TokenId> lit_words() const {
        std::vector<TokenId> lit = selection_.pinned;
        for (const auto id : {selection_.partner(), selection_.hovered()})
            if (id && std::ranges::find(lit, *id) == lit.end()) lit.push_back(*id);
        return lit;
    }

    // How strongly a word is drawn, given what the user points at.
    [[nodiscard]] float presence(TokenId id) const {
        if (selection_.is_lit(id)) return 1.0F;
        if (options_.lit_category != -2) return strength_of_category(id);
        if (selection_.focus() && !near(id)) return faded;
        return 1.0F;
    }
    [[nodiscard]] float strength_of_category(TokenId id) const {
        return options_.lit_category == -2 || category(id) == options_.lit_category ? 1.0F : 0.16F;
    }

    [[nodiscard]] glm::vec4 colour(TokenId id, float alpha) const { return {plain_colour(id), alpha}; }
    [[nodiscard]] glm::vec3 plain_colour(TokenId id) const {
        return options_.colours.empty() ? frame_.words->style(id).colour : options_.colours[id];
    }
    [[nodiscard]] bool missing(TokenId id) const {
        return std::find(options_.missing.begin(), options_.missing.end(), id) != options_.missing.end();
    }

    [[nodiscard]] render::PointInstance point_of(TokenId id, float alpha) const {
        render::PointInstance point;
        point.position = motion_.goal(id);
        point.from = motion_.from(id);
        point.shape = options_.colours.empty() ? frame_.words->style(id).shape : render::Shape::Disc;
        const glm::vec3 ink = plain_colour(id);
        const bool quiet = motion_.is_placed(id) && !selection_.is_lit(id);
        point.radius_px = quiet ? placed_radius * options_.radius_px : options_.radius_px;
        // Opaque all the same: of a crowd of opaque dots those under others need not be drawn.
        point.fill = {quiet ? glm::mix(ground_, ink, placed_ink) : ink, alpha};
        if (!options_.kept.empty()) add_kept_ring(point, options_.kept[id]);
        return point;
    }

    [[nodiscard]] render::PointInstance lit_point(TokenId id) const {
        render::PointInstance point = point_of(id, 1.0F);
        const bool pinned = selection_.is_pinned(id);
        point.radius_px *= 1.5F;
        point.ring = to_glm(pinned ? theme_.strong : theme_.dim);
        point.ring_px = (pinned ? 2.0F : 1.5F) * options_.scale;
        point.glow_px = pinned ? 16.0F * options_.scale : 0.0F;
        return point;
    }

    // From the colour of caution, nothing kept, to that of success.
    void add_kept_ring(render::PointInstance& point, float kept) const {
        if (std::isnan(kept)) return;
        point.ring = glm::mix(to_glm(theme_.warm), to_glm(theme_.good), kept);
        point.ring_px = 1.5F * options_.scale;
        point.radius_px *= 0.8F; // the ring wants room
    }

    // The last piece ends where the word is now, and glides with it.
    void add_trails(Scene& scene) const {
        constexpr float shortest = 0.012F; // below this a trail is a smudge under its point
        for (const TokenId id : motion_.words()) {
            if (hidden(id)) continue;
            const auto trail = motion_.trail(id);
            if (trail.empty() || glm::distance(trail.front(), motion_.position(id)) < shortest) continue;
            const float strength = 0.42F * strength_of_category(id);
            for (std::size_t i = 0; i < trail.size(); ++i) {
                const bool last = i + 1 == trail.size();
                const glm::vec3 to = last ? motion_.goal(id) : trail[i + 1];
                const glm::vec3 from = last ? motion_.from(id) : to;
                if (glm::distance(trail[i], to) < 1e-3F && glm::distance(trail[i], from) < 1e-3F) continue;
                const auto fade = [&](std::size_t at) {
                    return strength * static_cast<float>(at) / static_cast<float>(trail.size());
                };
                render::LineInstance line;
                line.a = line.from_a = trail[i];
                line.b = to;
                line.from_b = from;
                line.width_px = 1.3F * options_.scale;
                line.colour_a = colour(id, fade(i));
                line.colour_b = colour(id, fade(i + 1));
                scene.trails.push_back(line);
            }
        }
    }

    [[nodiscard]] render::LineInstance line_between(TokenId a, TokenId b) const {
        render::LineInstance line;
        line.a = motion_.goal(a);
        line.from_a = motion_.from(a);
        line.b = motion_.goal(b);
        line.from_b = motion_.from(b);
        line.width_px = 1.6F * options_.scale;
        return line;
    }

    void add_neighbour_lines(Scene& scene) const {
        const auto subject = selection_.subject();
        if (!subject || !motion_.shows(*subject)) return;
        for (const TokenId id : near_) {
            if (!motion_.shows(id) || hidden(id) || missing(id)) continue;
            render::LineInstance line = line_between(*subject, id);
            line.colour_a = colour(*subject, 0.9F);
            line.colour_b = colour(id, 0.75F);
            scene.lines.push_back(line);
        }
    }

    // Dashed: these belong together, and the map says otherwise.
    void add_torn_lines(Scene& scene) const {
        const auto subject = selection_.subject();
        if (!subject || !motion_.shows(*subject)) return;
        for (const TokenId id : options_.missing) {
            if (!motion_.shows(id) || hidden(id)) continue;
            render::LineInstance line = line_between(*subject, id);
            line.dash_px = 5.0F * options_.scale;
            line.colour_a = line.colour_b = to_glm(theme_.warm);
            scene.lines.push_back(line);
        }
    }

    const Frame& frame_;
    const MapMotion& motion_;
    const Selection& selection_;
    const Theme& theme_;
    glm::vec3 ground_;
    const SceneOptions& options_;
    std::vector<TokenId> near_;
};

// Lit words that are on the map although their category is filtered away.
std::vector<TokenId> lit_though_hidden(const Frame& frame, const Selection& selection,
                                       const SceneOptions& options) {
    std::vector<TokenId> words = selection.pinned;
    for (const auto id : {selection.hovered(), selection.partner()})
        if (id) words.push_back(*id);
    std::erase_if(words, [&](TokenId id) { return !is_filtered(options, category_of(frame, id)); });
    return words;
}

} // namespace

LiveScene::Changes LiveScene::update(const Frame& frame, const MapMotion& motion, const Selection& selection,
                                     const Theme& theme, const SceneOptions& options) {
    PointsKey points{.aims = motion.aims(),
                     .colours = options.colours_version,
                     .styles = frame.words->styles_version(),
                     .kept = options.kept_version,
                     .dark = theme.dark,
                     .coloured = !options.colours.empty(),
                     .ringed = !options.kept.empty(),
                     .scale = options.scale,
                     .radius_px = options.radius_px,
                     .lit_category = options.lit_category,
                     .hidden = options.hidden,
                     .lit_all_the_same = lit_though_hidden(frame, selection, options)};
    FrontKey front{.pinned = selection.pinned,
                   .near = near_words(frame, options),
                   .missing = options.missing,
                   .hovered = selection.hovered(),
                   .partner = selection.partner(),
                   .lines = options.neighbours,
                   .dimmed = options.dimmed};
    const TrailsKey trails{options.trails ? motion.samples() : 0, options.trails};
    Changes changes;
    changes.points = points_key_ != points;
    changes.front = changes.points || front_key_ != front;
    changes.trails = changes.points || trails_key_ != trails;
    const Builder builder{frame, motion, selection, theme, options};
    if (changes.points) builder.build_points(scene_);
    if (changes.trails) builder.build_trails(scene_);
    if (changes.front) {
        builder.build_front(scene_);
        builder.build_lines(scene_);
    }
    points_key_ = std::move(points);
    front_key_ = std::move(front);
    trails_key_ = trails;
    return changes;
}

Scene build_scene(const Frame& frame, const MapMotion& motion, const Selection& selection, const Theme& theme,
                  const SceneOptions& options) {
    LiveScene live;
    live.update(frame, motion, selection, theme, options);
    return live.scene();
}

} // namespace wordfield::app
