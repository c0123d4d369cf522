// SPDX-License-Identifier: MIT
// Draws markers: smooth at any size, back to front, skipping what is off the screen.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include <glm/glm.hpp>

#include "render/camera.hpp"
#include "render/gl_handle.hpp"
#include "render/scene.hpp"
#include "render/shader.hpp"

namespace wordfield::render {

class PointRenderer {
public:
    PointRenderer();

    /// Hands the points to the graphics card. Call it when they change, not once a frame: what glides needs
    /// no upload, see draw(). Keeps neither a pointer nor a copy of its own, and so draw() wants them again.
    void upload(std::span<const PointInstance> points);

    /// A thin line around every marker, best in the background's colour, that keeps crowded markers apart.
    /// Alpha 0: none.
    void set_rim(glm::vec4 colour) { rim_ = colour; }

    /// Draws the points that were handed over last into the bound framebuffer, which must be as large as the
    /// camera's viewport. t in 0..1 is how far every point has come on its way from `from` to `position`;
    /// nothing is uploaded for that.
    void draw(std::span<const PointInstance> points, const Camera& camera, float t = 1.0f);

    /// More markers in view than this are a crowd.
    static constexpr int crowd = 20000;
    /// The same for a picture that is gone in a moment: of a crowd's opaque markers only the topmost in every
    /// 2 x 2 px. Those under it are hidden but for a rim, and cost as much. True when any were left away.
    bool draw_thin(std::span<const PointInstance> points, const Camera& camera, float t = 1.0f);
    /// The same in portions: of all that are to be drawn, back to front, about `most` from number `first` on.
    /// Gives the number to go on from, with the same camera, t and points; nothing once all are drawn.
    std::optional<int> draw_some(std::span<const PointInstance> points, const Camera& camera, float t,
                                 int first, int most);

    [[nodiscard]] int drawn_count() const { return ordinary_ + ringed_; } // by the last draw()
    /// Where the last draw() had each point, as Camera::project gives it.
    [[nodiscard]] std::span<const glm::vec3> screen() const { return screen_; }

private:
    using Points = std::span<const PointInstance>;
    void see(Points points, const Camera& camera, float t);
    void thin(Points points, glm::vec2 size);
    void arrange(Points points);
    void hand_over_order();
    std::optional<int> draw_arranged(const Camera& camera, float t, int first, int most);
    void draw_markers(const Camera& camera, float t, int first, int count);
    void draw_halos(const Camera& camera, float t, bool glow, int first, int count);

    Shader markers_, halos_;
    GlVertexArray array_;
    GlBuffer vertices_, elements_;
    glm::vec4 rim_{0.051f, 0.059f, 0.078f, 0.85f};
    std::size_t uploaded_ = 0, room_ = 0; // points: handed over last; that the graphics card has memory for
    std::vector<glm::vec3> screen_;
    // Indices: ordinary markers, then ringed ones, each back to front; then those with a glow.
    std::vector<char> taken_; // 1 for a cell of 2 x 2 px that has its marker
    std::vector<unsigned> order_, handed_over_;
    int ordinary_ = 0, ringed_ = 0, glowing_ = 0;
};

} // namespace wordfield::render
