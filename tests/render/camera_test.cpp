// SPDX-License-Identifier: MIT
// The camera: projection against its own matrices, gestures, fitting, flights.
#include "render/camera.hpp"

#include <cmath>
#include <vector>

#include "tests/support/catch.hpp"
#include "tests/support/gl_random.hpp"

using namespace wordfield::render;

namespace {

Camera make_camera(Camera::Mode mode) {
    Camera camera;
    camera.set_viewport(800.0f, 600.0f);
    camera.set_mode(mode);
    camera.jump_to({{0.3f, -0.2f, 0.1f}, 150.0f, 0.7f, 0.4f});
    return camera;
}

glm::vec2 by_matrix(const Camera& camera, glm::vec3 world) {
    const glm::vec4 clip = camera.view_projection() * glm::vec4{world, 1.0f};
    const glm::vec2 ndc = glm::vec2{clip} / clip.w;
    return {(ndc.x * 0.5f + 0.5f) * camera.viewport().x, (0.5f - ndc.y * 0.5f) * camera.viewport().y};
}

bool near(glm::vec2 a, glm::vec2 b, float within) {
    return glm::distance(a, b) <= within;
}

constexpr Camera::Mode modes[] = {Camera::Mode::Flat, Camera::Mode::Orbit};

} // namespace

TEST_CASE("project agrees with the matrices that shaders use", "[camera]") {
    Random random{11};
    for (Camera::Mode mode : modes) {
        const Camera camera = make_camera(mode);
        for (int i = 0; i < 200; ++i) {
            const glm::vec3 world = random.in_cube(1.5f);
            const glm::vec3 screen = camera.project(world);
            REQUIRE(near(screen, by_matrix(camera, world), 0.05f));
            const glm::vec4 clip = camera.view_projection() * glm::vec4{world, 1.0f};
            if (mode == Camera::Mode::Orbit)
                REQUIRE(screen.z == Approx(clip.w / camera.distance()).epsilon(1e-4));
        }
    }
}

TEST_CASE("the target is in the middle and one unit there is zoom pixels", "[camera]") {
    for (Camera::Mode mode : modes) {
        const Camera camera = make_camera(mode);
        const Camera::State& state = camera.state();
        CHECK(near(camera.project(state.target), {400.0f, 300.0f}, 1e-3f));
        CHECK(camera.project(state.target).z == Approx(1.0f));
        const glm::vec3 right = camera.unproject({401.0f, 300.0f}) - camera.unproject({400.0f, 300.0f});
        CHECK(glm::length(right) == Approx(1.0f / state.zoom).epsilon(1e-3));
    }
}

TEST_CASE("unproject undoes project on the target's plane", "[camera]") {
    Random random{12};
    for (Camera::Mode mode : modes) {
        const Camera camera = make_camera(mode);
        for (int i = 0; i < 50; ++i) {
            const glm::vec2 px = random.in(camera.viewport());
            REQUIRE(near(camera.project(camera.unproject(px)), px, 0.02f));
        }
    }
}

TEST_CASE("zooming keeps the point under the cursor", "[camera]") {
    for (Camera::Mode mode : modes) {
        Camera camera = make_camera(mode);
        const glm::vec2 cursor{123.0f, 456.0f};
        const glm::vec3 held = camera.unproject(cursor);
        for (float factor : {1.3f, 0.4f, 8.0f}) {
            const float before = camera.state().zoom;
            camera.zoom_at(cursor, factor);
            CHECK(camera.state().zoom == Approx(before * factor));
            CHECK(near(camera.project(held), cursor, 0.05f));
        }
    }
}

TEST_CASE("panning carries the map with the hand", "[camera]") {
    for (Camera::Mode mode : modes) {
        Camera camera = make_camera(mode);
        const glm::vec2 from{200.0f, 100.0f}, by{37.0f, -12.0f};
        const glm::vec3 held = camera.unproject(from);
        camera.pan(by);
        CHECK(near(camera.project(held), from + by, 0.05f));
    }
}

TEST_CASE("orbiting turns around the target and stops at the poles", "[camera]") {
    Camera camera = make_camera(Camera::Mode::Orbit);
    const glm::vec3 target = camera.state().target;
    camera.orbit({100.0f, 5000.0f});
    CHECK(near(camera.project(target), {400.0f, 300.0f}, 1e-3f));
    CHECK(camera.state().pitch < 1.5708f);
    CHECK(camera.project(target + glm::vec3{0.0f, 0.1f, 0.0f}).y <= 300.0f); // up stays up
    Camera flat = make_camera(Camera::Mode::Flat);
    flat.orbit({100.0f, 100.0f});
    CHECK(flat.state().yaw == Approx(0.7f));
}

TEST_CASE("fit shows every point and wastes no room", "[camera]") {
    Random random{13};
    for (Camera::Mode mode : modes) {
        Camera camera = make_camera(mode);
        std::vector<glm::vec3> points;
        for (int i = 0; i < 300; ++i)
            points.push_back(random.in_cube(2.0f) * glm::vec3{3.0f, 1.0f, 0.5f} +
                             glm::vec3{5.0f, -7.0f, 0.3f});
        const float margin = 40.0f;
        camera.jump_to(camera.fit(points, margin));
        float closest = INFINITY; // to the edge of the viewport
        for (const glm::vec3& point : points) {
            const glm::vec3 s = camera.project(point);
            REQUIRE(s.z > 0.0f);
            closest = std::min({closest, s.x, s.y, 800.0f - s.x, 600.0f - s.y});
        }
        CHECK(closest == Approx(margin).margin(0.5f)); // one point touches the margin, none crosses it
    }
}

TEST_CASE("fitting no point or one point leaves a usable camera", "[camera]") {
    for (Camera::Mode mode : modes) {
        Camera camera = make_camera(mode);
        CHECK(camera.fit({}, 10.0f).zoom == camera.state().zoom);
        const std::vector<glm::vec3> one{{4.0f, 5.0f, 0.0f}};
        camera.jump_to(camera.fit(one, 10.0f));
        CHECK(near(camera.project(one[0]), {400.0f, 300.0f}, 0.05f));
        CHECK(std::isfinite(camera.state().zoom));
    }
}

TEST_CASE("a flight arrives, without overshooting, for any frame time", "[camera]") {
    for (float dt : {1.0f / 240.0f, 1.0f / 60.0f, 0.5f}) {
        Camera camera = make_camera(Camera::Mode::Flat);
        camera.jump_to({{0.0f, 0.0f, 0.0f}, 100.0f, 0.0f, 0.0f});
        camera.fly_to({{10.0f, 0.0f, 0.0f}, 400.0f, 0.0f, 0.0f});
        float seconds = 0.0f, before = 0.0f;
        while (camera.update(dt) && seconds < 10.0f) {
            seconds += dt;
            CHECK(camera.state().target.x >= before);
            CHECK(camera.state().target.x <= 10.0f);
            before = camera.state().target.x;
        }
        CHECK(seconds < 3.0f);
        CHECK_FALSE(camera.moving());
        CHECK(camera.state().target.x == 10.0f);
        CHECK(camera.state().zoom == Approx(400.0f));
    }
}

TEST_CASE("flights are the same however time is cut, turn the short way, and yield to the hand", "[camera]") {
    Camera coarse = make_camera(Camera::Mode::Orbit), fine = coarse;
    const Camera::State goal{{1.0f, 2.0f, 3.0f}, 30.0f, 0.7f + 6.0f, 0.1f};
    coarse.fly_to(goal);
    fine.fly_to(goal);
    coarse.update(0.2f);
    for (int i = 0; i < 20; ++i) fine.update(0.01f);
    CHECK(coarse.state().target.x == Approx(fine.state().target.x).epsilon(1e-3));
    CHECK(coarse.state().zoom == Approx(fine.state().zoom).epsilon(1e-3));
    CHECK(coarse.state().yaw < 0.7f); // 6 radians ahead is .28 behind
    coarse.pan({5.0f, 0.0f});
    CHECK_FALSE(coarse.moving());
    CHECK_FALSE(coarse.update(0.1f));
}

TEST_CASE("visible knows the viewport and the eye", "[camera]") {
    const Camera camera = make_camera(Camera::Mode::Orbit);
    CHECK(camera.visible({10.0f, 10.0f, 1.0f}));
    CHECK_FALSE(camera.visible({-1.0f, 10.0f, 1.0f}));
    CHECK(camera.visible({-1.0f, 10.0f, 1.0f}, 2.0f));
    CHECK_FALSE(camera.visible({10.0f, 10.0f, -0.1f}));
    const glm::vec3 behind = glm::inverse(camera.view()) * glm::vec4{0.0f, 0.0f, 1.0f, 1.0f};
    CHECK(camera.project(behind).z < 0.0f);
}

TEST_CASE("a fit keeps each side's rim free and lies in the middle of the rest", "[camera]") {
    Random random{17};
    const Camera::Insets rim{30.0f, 120.0f, 90.0f, 20.0f};
    Camera camera = make_camera(Camera::Mode::Flat);
    std::vector<glm::vec3> points;
    for (int i = 0; i < 200; ++i) points.push_back(random.in_cube(2.0f) * glm::vec3{4.0f, 1.0f, 0.0f});
    for (const bool tall : {false, true}) {
        if (tall)
            for (glm::vec3& p : points) p = {p.y, p.x, 0.0f};
        camera.jump_to(camera.fit(points, rim));
        glm::vec2 low{INFINITY}, high{-INFINITY};
        for (const glm::vec3& point : points) {
            low = glm::min(low, glm::vec2{camera.project(point)});
            high = glm::max(high, glm::vec2{camera.project(point)});
        }
        CHECK(low.x >= rim.left - 0.5f);
        CHECK(low.y >= rim.top - 0.5f);
        CHECK(high.x <= 800.0f - rim.right + 0.5f);
        CHECK(high.y <= 600.0f - rim.bottom + 0.5f);
        CHECK(0.5f * (low.x + high.x) == Approx(0.5f * (rim.left + 800.0f - rim.right)).margin(0.5f));
        CHECK(0.5f * (low.y + high.y) == Approx(0.5f * (rim.top + 600.0f - rim.bottom)).margin(0.5f));
    }
}

TEST_CASE("a slow flight takes longer and arrives at the same place", "[camera]") {
    const auto seconds_to = [](float rate) {
        Camera camera = make_camera(Camera::Mode::Flat);
        Camera::State goal = camera.state();
        goal.zoom *= 3.0f;
        camera.fly_to(goal, rate);
        float seconds = 0.0f;
        while (camera.update(0.02f) && seconds < 60.0f) seconds += 0.02f;
        CHECK(camera.state().zoom == Approx(goal.zoom));
        return seconds;
    };
    CHECK(seconds_to(2.5f) > 3.0f * seconds_to(Camera::flight_rate));
}
