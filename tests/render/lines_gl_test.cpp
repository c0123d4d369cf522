// SPDX-License-Identifier: MIT
// Lines: place, lines_width, colour, dashes, arrow heads, and the eye's near side.
#include "render/line_renderer.hpp"

#include <vector>

#include "render/target.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/gl_image.hpp"
#include "tests/support/gl_random.hpp"
#include "tests/support/gl_test.hpp"

using namespace wordfield::render;

namespace {

constexpr int lines_width = 240, lines_height = 160;
constexpr glm::vec3 white{1.0f}, black{0.0f};

Camera lines_camera() {
    Camera camera;
    camera.set_viewport(lines_width, lines_height);
    camera.jump_to({{0.0f, 0.0f, 0.0f}, 10.0f, 0.0f, 0.0f});
    return camera;
}

Image picture(const std::vector<LineInstance>& lines, const Camera& camera, float t = 1.0f) {
    Target target{lines_width, lines_height};
    target.clear({0.0f, 0.0f, 0.0f, 1.0f});
    LineRenderer renderer;
    renderer.upload(lines);
    renderer.draw(camera, t);
    check("drawing lines");
    return target.read();
}

/// 160 px long, through the middle.
LineInstance level(float width_px) {
    LineInstance line;
    line.a = {-8.0f, 0.0f, 0.0f};
    line.b = {8.0f, 0.0f, 0.0f};
    line.width_px = width_px;
    return line;
}

} // namespace

TEST_CASE("a line joins its ends and has its lines_width", "[gl]") {
    GlTest gl;
    if (!gl) return;
    for (float line_width : {0.4f, 1.0f, 1.5f, 4.0f}) {
        const Image image = picture({level(line_width)}, lines_camera());
        CHECK(covered_area(image) == Approx(160.0 * line_width).epsilon(0.03));
        CHECK(covered_area(image, 100, 0, 110, lines_height) == Approx(10.0 * line_width).epsilon(0.03));
        CHECK(covered_area(image, 0, 0, 38, lines_height) == 0.0f);
        CHECK(covered_area(image, 202, 0, lines_width, lines_height) == 0.0f);
    }
}

TEST_CASE("a slanted line passes where the camera projects its points", "[gl]") {
    GlTest gl;
    if (!gl) return;
    Random random{41};
    Camera orbit = lines_camera();
    orbit.set_mode(Camera::Mode::Orbit);
    orbit.orbit({90.0f, 40.0f});
    for (const Camera& camera : {lines_camera(), orbit})
        for (int i = 0; i < 8; ++i) {
            LineInstance line = level(3.0f);
            line.a = random.in_cube(5.0f);
            line.b = random.in_cube(5.0f);
            const Image image = picture({line}, camera);
            const glm::vec2 a = camera.project(line.a), b = camera.project(line.b);
            for (float part : {0.1f, 0.5f, 0.9f}) {
                const glm::vec2 at = glm::mix(a, b, part);
                CHECK(image.at(static_cast<int>(at.x), static_cast<int>(at.y)).r > 80);
            }
        }
}

TEST_CASE("colour runs from end to end", "[gl]") {
    GlTest gl;
    if (!gl) return;
    LineInstance line = level(5.0f);
    line.colour_a = {1.0f, 0.0f, 0.0f, 1.0f};
    line.colour_b = {0.0f, 0.0f, 1.0f, 1.0f};
    const Image image = picture({line}, lines_camera());
    CHECK(shows(image, 42, 80, {0.98f, 0.0f, 0.02f}, 6));
    CHECK(shows(image, 120, 80, {0.5f, 0.0f, 0.5f}, 6));
    CHECK(shows(image, 198, 80, {0.02f, 0.0f, 0.98f}, 6));
}

TEST_CASE("dashes are as long as their gaps", "[gl]") {
    GlTest gl;
    if (!gl) return;
    LineInstance line = level(4.0f);
    line.dash_px = 8.0f;
    const Image image = picture({line}, lines_camera());
    CHECK(covered_area(image) == Approx(160.0 * 4.0 / 2.0).epsilon(0.05));
    CHECK(shows(image, 40 + 4, 80, white));
    CHECK(shows(image, 40 + 12, 80, black));
    CHECK(shows(image, 40 + 20, 80, white));
}

TEST_CASE("an arrow head widens towards its root and ends at the tip; an inset keeps both ends free",
          "[gl]") {
    GlTest gl;
    if (!gl) return;
    LineInstance line = level(2.0f);
    line.arrow_px = 20.0f;
    const Image image = picture({line}, lines_camera());
    const float root = covered_area(image, 181, 0, 184, lines_height),
                tip = covered_area(image, 195, 0, 198, lines_height);
    CHECK(root > 2.5f * tip);
    CHECK(tip > 0.5f);
    CHECK(covered_area(image, 202, 0, lines_width, lines_height) == 0.0f);
    CHECK(covered_area(image, 100, 0, 110, lines_height) == Approx(20.0).epsilon(0.03));
    LineInstance inset = level(2.0f);
    inset.inset_px = 15.0f;
    CHECK(covered_area(picture({inset}, lines_camera())) == Approx(130.0 * 2.0).epsilon(0.03));
    inset.inset_px = 100.0f; // longer than the line: nothing is left
    CHECK(covered_area(picture({inset}, lines_camera())) == 0.0f);
}

TEST_CASE("lines glide with their points", "[gl]") {
    GlTest gl;
    if (!gl) return;
    LineInstance line = level(3.0f);
    line.from_a = line.a + glm::vec3{0.0f, 4.0f, 0.0f};
    line.from_b = line.b + glm::vec3{0.0f, 4.0f, 0.0f};
    CHECK(shows(picture({line}, lines_camera(), 0.0f), 120, 40, white));
    CHECK(shows(picture({line}, lines_camera(), 0.5f), 120, 60, white));
    CHECK(shows(picture({line}, lines_camera(), 1.0f), 120, 80, white));
}

TEST_CASE("what lies behind the eye is not drawn, and a line that crosses is cut there", "[gl]") {
    GlTest gl;
    if (!gl) return;
    Camera camera = lines_camera();
    camera.set_mode(Camera::Mode::Orbit);
    const float d = camera.distance();
    LineInstance line = level(3.0f);
    line.a = {0.0f, -2.0f, 3.0f * d}; // behind
    line.b = {0.0f, -2.0f, 2.0f * d};
    CHECK(covered_area(picture({line}, camera)) == 0.0f);
    line.b = {0.0f, -2.0f, 0.0f}; // from behind, under the eye, to 20 px below the middle
    const Image image = picture({line}, camera);
    CHECK(image.at(120, 110).r > 200);
    CHECK(covered_area(image, 0, 0, lines_width, 95) == 0.0f);
}
