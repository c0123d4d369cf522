// SPDX-License-Identifier: MIT
// Where the map is looked at from. Pure maths. Screen pixels have their origin at the top left of the
// viewport, y down. Flat is a map seen from straight above; Orbit turns around a target in space. Both share
// target and zoom, so switching between them keeps the place and the size.
#pragma once

#include <span>
#include <vector>

#include <glm/glm.hpp>

namespace wordfield::render {

class Camera {
public:
    enum class Mode { Flat, Orbit };

    /// px at the rim of the viewport that are to be kept free.
    struct Insets {
        float left = 0.0f, top = 0.0f, right = 0.0f, bottom = 0.0f;
        static Insets all(float px) { return {px, px, px, px}; }
    };

    static constexpr float flight_rate = 9.0f; // 1/s: a flight is 98 % done after .65 s

    /// All that a flight moves.
    struct State {
        glm::vec3 target{0.0f}; // world point in the middle of the viewport
        float zoom = 100.0f;    // px per world unit at the target, > 0
        float yaw = 0.0f;       // radians around the world's y axis (Orbit)
        float pitch = 0.0f;     // radians, -pi/2..pi/2, positive looks from above (Orbit)
        bool operator==(const State&) const = default;
    };

    [[nodiscard]] Mode mode() const { return mode_; }
    void set_mode(Mode mode);
    [[nodiscard]] glm::vec2 viewport() const { return viewport_; }
    void set_viewport(float width_px, float height_px);

    [[nodiscard]] const State& state() const { return now_; }
    /// Goes there at once and ends any flight.
    void jump_to(const State& state);

    // Direct manipulation: takes effect at once and ends any flight, so that the hand always leads.
    void pan(glm::vec2 delta_px); // what lies at the target's depth follows the cursor
    void zoom_at(glm::vec2 cursor_px,
                 float factor);     // the point under the cursor stays under it; factor > 1 nears
    void orbit(glm::vec2 delta_px); // nothing in Flat

    /// The state in which all points are inside the viewport less its rim, in the middle of what is left,
    /// turned as now. Without points: as now.
    [[nodiscard]] State fit(std::span<const glm::vec3> points, const Insets& rim) const;
    [[nodiscard]] State fit(std::span<const glm::vec3> points, float margin_px) const {
        return fit(points, Insets::all(margin_px));
    }
    /// The state with `point` in the middle, at least as near as `min_zoom`.
    [[nodiscard]] State centred_on(glm::vec3 point, float min_zoom = 0.0f) const;

    /// Starts or redirects a smooth flight; update() carries it out, at a rate in 1/s.
    void fly_to(const State& goal, float rate = flight_rate);
    /// Moves on by dt seconds along a critically damped path (any dt is stable). True while still moving.
    bool update(float dt);
    [[nodiscard]] bool moving() const { return moving_; }

    /// World to screen: px x, px y, and z = distance in front of the eye divided by the target's (1 at the
    /// target, more is farther; always 1 in Flat; 0 or less is behind the eye, and x, y mean nothing then).
    [[nodiscard]] glm::vec3 project(glm::vec3 world) const;
    /// project() of many points, with what it takes from the camera worked out once.
    class Projector {
    public:
        [[nodiscard]] glm::vec3 operator()(glm::vec3 world) const {
            const glm::vec3 eye = to_eye * (world - target);
            const float depth = 1.0f - eye.z * nearer;
            const float scale = zoom / (depth > 0.0f ? depth : 1.0f);
            return {middle.x + eye.x * scale, middle.y - eye.y * scale, depth};
        }

    private:
        friend class Camera;
        glm::mat3 to_eye{1.0f};
        glm::vec3 target{0.0f};
        glm::vec2 middle{0.0f};
        float zoom = 1.0f, nearer = 0.0f;
    };
    [[nodiscard]] Projector projector() const;
    /// The world point under a pixel, on the plane through the target that faces the eye.
    [[nodiscard]] glm::vec3 unproject(glm::vec2 px) const;
    [[nodiscard]] bool visible(glm::vec3 screen, float margin_px = 0.0f) const;

    /// World units between eye and target (Orbit; Flat is orthographic and only uses it for depth).
    [[nodiscard]] float distance() const;
    [[nodiscard]] glm::mat4 view() const;       // world to eye space, eye looks along -z
    [[nodiscard]] glm::mat4 projection() const; // eye space to clip space
    [[nodiscard]] glm::mat4 view_projection() const;

private:
    [[nodiscard]] glm::mat3 axes() const; // columns: right, up, backward, in world space
    void settle();

    Mode mode_ = Mode::Flat;
    glm::vec2 viewport_{1.0f, 1.0f};
    State now_;
    State goal_;
    State velocity_{glm::vec3{0.0f}, 0.0f, 0.0f, 0.0f}; // per second; zoom as the rate of its logarithm
    float rate_ = flight_rate;
    bool moving_ = false;
};

} // namespace wordfield::render
