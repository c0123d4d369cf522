// SPDX-License-Identifier: MIT
// The map's dots and lines as a picture of two sheets: all words with their trails, and over it the words
// that somebody looks at. A sheet is drawn again when what is on it has changed, and at no other time; of a
// crowd that moves the topmost dots are drawn, and once it stands still all of them, a portion a frame.
#pragma once

#include "app/map/scene_builder.hpp"
#include "app/ui/ui.hpp"
#include "render/camera.hpp"
#include "render/line_renderer.hpp"
#include "render/point_renderer.hpp"
#include "render/target.hpp"

#include <optional>
#include <span>

namespace wordfield::app {

/// Needs an OpenGL context.
class MapPicture {
public:
    /// Hands over what has changed of a scene.
    void take(const Scene& scene, LiveScene::Changes changes);
    /// Brings both sheets up to date, with the scene that was taken last. `way` is the share of their way
    /// that words have come.
    void draw(const Scene& scene, const render::Camera& camera, float way, ImU32 ground);
    /// Into the current window. `presence` is that of the first sheet, 0 to 1.
    void show(const Area& area, float presence) const;

    /// Where each point of the scene is, in px of the canvas, as of the last draw().
    [[nodiscard]] std::span<const glm::vec3> screen() const { return points_.screen(); }
    /// Whether dots are missing that are still to be drawn.
    [[nodiscard]] bool unfinished() const { return thinned_; }

private:
    /// With the same of it, and nothing handed over meanwhile, a sheet is the same.
    struct Look {
        render::Camera::State camera;
        render::Camera::Mode mode{};
        glm::vec2 size{0.0F};
        float way = 0.0F;
        ImU32 ground = 0;
        bool operator==(const Look&) const = default;
    };
    void begin_words(const render::Camera& camera, const Look& look, render::Target& sheet);
    void go_on(const Scene& scene, const render::Camera& camera);

    render::PointRenderer points_, front_points_;
    render::LineRenderer trails_, front_lines_;
    render::Target words_, words_to_be_, front_;
    std::optional<Look> words_look_, front_look_;
    bool thinned_ = false;
    int next_ = 0; ///< of the words that are to be drawn on `words_to_be_`
    bool front_empty_ = true;
};

} // namespace wordfield::app
