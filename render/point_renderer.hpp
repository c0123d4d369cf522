// SPDX-License-Identifier: MIT
// Draws markers: smooth at any size, back to front, skipping what is off the screen.
#pragma once

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

    /// Hands the points to the graphics card. Call it when they change, not once a frame. Keeps no pointer.
    void upload(std::span<const PointInstance> points);

    /// A thin line around every marker, best in the background's colour, that keeps crowded markers apart.
    /// Alpha 0: none.
    void set_rim(glm::vec4 colour) { rim_ = colour; }

    /// Draws into the bound framebuffer, which must be as large as the camera's viewport. t in 0..1 is how
    /// far every point has come on its way from `from` to `position`; nothing is uploaded for that.
    void draw(const Camera& camera, float t = 1.0f);

    [[nodiscard]] int drawn_count() const { return static_cast<int>(order_.size()); } // by the last draw()

private:
    struct Place {
        glm::vec3 position, from;
        float reach_px; // from the centre to the outermost pixel, glow and ring included
        bool ringed, glowing;
    };
    void order_visible(const Camera& camera, float t);
    void draw_markers(const Camera& camera, float t, int first, int count);
    void draw_halos(const Camera& camera, float t, bool glow, int first, int count);

    Shader markers_, halos_;
    GlVertexArray array_;
    GlBuffer vertices_, elements_;
    glm::vec4 rim_{0.051f, 0.059f, 0.078f, 0.85f};
    std::vector<Place> places_;
    std::vector<float> depths_;
    std::vector<unsigned> order_; // ordinary markers, then ringed ones; each back to front
    int ringed_ = 0;              // how many of order_ are ringed
    std::vector<unsigned> glowing_;
};

} // namespace wordfield::render
