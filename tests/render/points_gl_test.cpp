// SPDX-License-Identifier: MIT
// Points land where the camera says, in the size, colour and order that the scene says.
#include "render/point_renderer.hpp"

#include <numbers>
#include <vector>

#include "render/target.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/gl_image.hpp"
#include "tests/support/gl_random.hpp"
#include "tests/support/gl_test.hpp"

using namespace wordfield::render;

namespace {

constexpr int points_width = 240, points_height = 160;
constexpr glm::vec3 red{1.0f, 0.0f, 0.0f}, green{0.0f, 1.0f, 0.0f}, points_black{0.0f};

Camera points_camera() {
    Camera camera;
    camera.set_viewport(points_width, points_height);
    camera.jump_to({{0.0f, 0.0f, 0.0f}, 10.0f, 0.0f, 0.0f});
    return camera;
}

Camera orbit_camera() {
    Camera camera = points_camera();
    camera.set_mode(Camera::Mode::Orbit);
    camera.jump_to({{0.0f, 0.0f, 0.0f}, 10.0f, 0.5f, 0.3f});
    return camera;
}

Image picture(const std::vector<PointInstance>& points, const Camera& camera, float t = 1.0f,
              glm::vec4 rim = glm::vec4{0.0f}) {
    Target target{points_width, points_height};
    target.clear({0.0f, 0.0f, 0.0f, 1.0f});
    PointRenderer renderer;
    renderer.upload(points);
    renderer.set_rim(rim);
    renderer.draw(points, camera, t);
    check("drawing points");
    return target.read();
}

PointInstance white_at(glm::vec3 position, float radius_px) {
    PointInstance point;
    point.position = position;
    point.radius_px = radius_px;
    return point;
}

} // namespace

TEST_CASE("points land where the camera says", "[gl]") {
    GlTest gl;
    if (!gl) return;
    Random random{31};
    for (const Camera& camera : {points_camera(), orbit_camera()}) {
        for (int i = 0; i < 12; ++i) {
            PointInstance point = white_at(random.in_cube(5.0f), 5.0f);
            point.fill = {red, 1.0f};
            const Image image = picture({point}, camera);
            const glm::vec3 at = camera.project(point.position);
            INFO("projected to " << at.x << ", " << at.y << ", depth " << at.z);
            // In space, farther points are fainter, but never another hue.
            const glm::ivec4 seen = image.at(static_cast<int>(at.x), static_cast<int>(at.y));
            CHECK(seen.r > (camera.mode() == Camera::Mode::Flat ? 254 : 80));
            CHECK((seen.g == 0 && seen.b == 0));
            double weight = 0.0, x = 0.0, y = 0.0; // centre of gravity
            for (int row = 0; row < points_height; ++row)
                for (int column = 0; column < points_width; ++column) {
                    const double r = image.at(column, row).r;
                    weight += r;
                    x += r * (column + 0.5);
                    y += r * (row + 0.5);
                }
            CHECK(x / weight == Approx(at.x).margin(0.1));
            CHECK(y / weight == Approx(at.y).margin(0.1));
        }
    }
}

TEST_CASE("a disc covers its area and nothing else, wherever its centre lies", "[gl]") {
    GlTest gl;
    if (!gl) return;
    for (float radius : {2.0f, 4.5f, 11.0f})
        for (float shift : {0.0f, 0.03f, 0.077f}) {
            const Image image = picture({white_at({shift, -shift, 0.0f}, radius)}, points_camera());
            CHECK(covered_area(image) == Approx(std::numbers::pi * radius * radius).epsilon(0.03));
            CHECK(shows(image, points_width / 2 + static_cast<int>(radius) + 3, points_height / 2,
                        points_black, 0));
        }
}

TEST_CASE("every shape has about the disc's area and a look of its own", "[gl]") {
    GlTest gl;
    if (!gl) return;
    std::vector<Image> images;
    for (int shape = 0; shape < shape_count; ++shape) {
        PointInstance point = white_at({0.0f, 0.0f, 0.0f}, 12.0f);
        point.shape = static_cast<Shape>(shape);
        images.push_back(picture({point}, points_camera()));
        INFO("shape " << shape);
        CHECK(covered_area(images.back()) == Approx(std::numbers::pi * 144.0).epsilon(0.16));
        for (std::size_t other = 0; other + 1 < images.size(); ++other)
            CHECK(images[other].rgba != images.back().rgba);
        // Nothing is cut off by the sprite: its outermost pixels are empty.
        const int reach = static_cast<int>(12.0f * 1.4f) + 1;
        CHECK(covered_area(images.back(), 0, 0, points_width, points_height / 2 - reach) == 0.0f);
    }
}

TEST_CASE("a marker at the rim of the screen is cut, not dropped", "[gl]") {
    GlTest gl;
    if (!gl) return;
    const float half_width = points_width * 0.5f / 10.0f; // world units
    const Image image =
        picture({white_at({-half_width - 0.3f, 0.0f, 0.0f}, 8.0f)}, points_camera()); // 3 px outside
    CHECK(shows(image, 2, points_height / 2, glm::vec3{1.0f}));
    CHECK(shows(image, 8, points_height / 2, points_black, 0));
    PointRenderer renderer;
    const std::vector<PointInstance> far_outside{white_at({-half_width - 5.0f, 0.0f, 0.0f}, 8.0f)};
    renderer.upload(far_outside);
    renderer.draw(far_outside, points_camera());
    CHECK(renderer.drawn_count() == 0);
}

TEST_CASE("in space the nearer point covers the farther, whichever comes first", "[gl]") {
    GlTest gl;
    if (!gl) return;
    const Camera camera = orbit_camera();
    const glm::vec3 towards_eye = glm::vec3{glm::inverse(camera.view())[2]};
    PointInstance front = white_at(towards_eye, 8.0f), back = white_at(-towards_eye, 8.0f);
    front.fill = {green, 1.0f};
    back.fill = {red, 1.0f};
    CHECK(shows(picture({front, back}, camera), points_width / 2, points_height / 2, green));
    CHECK(shows(picture({back, front}, camera), points_width / 2, points_height / 2, green));
    CHECK(
        picture({white_at(towards_eye * 1000.0f, 8.0f)}, camera).at(points_width / 2, points_height / 2).r ==
        0); // behind the eye
}

TEST_CASE("a ringed marker lies over all others", "[gl]") {
    GlTest gl;
    if (!gl) return;
    PointInstance chosen = white_at({0.0f, 0.0f, 0.0f}, 6.0f), later = white_at({0.5f, 0.0f, 0.0f}, 6.0f);
    chosen.ring = {green, 1.0f};
    later.fill = {red, 1.0f};
    CHECK(shows(picture({chosen, later}, points_camera()), points_width / 2, points_height / 2, red));
    chosen.ring_px = 2.0f;
    CHECK(shows(picture({chosen, later}, points_camera()), points_width / 2, points_height / 2,
                glm::vec3{1.0f}));
}

TEST_CASE("points glide from their old place to the new one", "[gl]") {
    GlTest gl;
    if (!gl) return;
    PointInstance point = white_at({6.0f, 2.0f, 0.0f}, 4.0f);
    point.from = {-6.0f, -2.0f, 0.0f};
    CHECK(shows(picture({point}, points_camera(), 0.0f), points_width / 2 - 60, points_height / 2 + 20,
                glm::vec3{1.0f}));
    CHECK(
        shows(picture({point}, points_camera(), 0.5f), points_width / 2, points_height / 2, glm::vec3{1.0f}));
    CHECK(shows(picture({point}, points_camera(), 1.0f), points_width / 2 + 60, points_height / 2 - 20,
                glm::vec3{1.0f}));
}

TEST_CASE("points are told to be where they are drawn, on their way", "[gl]") {
    GlTest gl;
    if (!gl) return;
    Random random{19};
    std::vector<PointInstance> points;
    for (int i = 0; i < 50; ++i) {
        points.push_back(white_at(random.in_cube(3.0f), 4.0f));
        points.back().from = random.in_cube(3.0f);
    }
    for (const Camera& camera : {points_camera(), orbit_camera()}) {
        PointRenderer renderer;
        renderer.upload(points);
        renderer.draw(points, camera, 0.25f);
        REQUIRE(renderer.screen().size() == points.size());
        for (std::size_t i = 0; i < points.size(); ++i) {
            const glm::vec3 at = camera.project(glm::mix(points[i].from, points[i].position, 0.25f));
            CHECK(glm::distance(renderer.screen()[i], at) <= 1e-3f * (1.0f + glm::length(at)));
        }
    }
}

TEST_CASE("a ring stands clear of its marker, and a glow fades around it", "[gl]") {
    GlTest gl;
    if (!gl) return;
    PointInstance point = white_at({0.0f, 0.0f, 0.0f}, 6.0f);
    point.ring = {green, 1.0f};
    point.ring_px = 3.0f;
    const Image ringed = picture({point}, points_camera());
    CHECK(shows(ringed, points_width / 2, points_height / 2, glm::vec3{1.0f}));
    CHECK(shows(ringed, points_width / 2 + 9, points_height / 2, green)); // 6 px marker, 2 px gap, 3 px ring
    CHECK(ringed.at(points_width / 2 + 7, points_height / 2).g < 140);
    CHECK(shows(ringed, points_width / 2 + 16, points_height / 2, points_black, 0));
    point.glow_px = 30.0f;
    const Image glowing = picture({point}, points_camera());
    const int near_light = glowing.at(points_width / 2 + 16, points_height / 2).g,
              far_light = glowing.at(points_width / 2 + 26, points_height / 2).g;
    CHECK(near_light > far_light);
    CHECK(far_light > 0);
    CHECK(shows(glowing, points_width / 2 + 40, points_height / 2, points_black, 0));
}

TEST_CASE("a rim parts markers that lie on one another", "[gl]") {
    GlTest gl;
    if (!gl) return;
    PointInstance below = white_at({-0.4f, 0.0f, 0.0f}, 8.0f), above = white_at({0.4f, 0.0f, 0.0f}, 8.0f);
    const int edge = points_width / 2 + 4 - 8; // where the upper disc's outline crosses the lower disc
    CHECK(shows(picture({below, above}, points_camera()), edge - 1, points_height / 2, glm::vec3{1.0f}));
    const Image rimmed = picture({below, above}, points_camera(), 1.0f, {green, 1.0f});
    CHECK(shows(rimmed, edge - 1, points_height / 2, green, 8));
    CHECK(shows(rimmed, edge + 2, points_height / 2, glm::vec3{1.0f}));
    CHECK(shows(rimmed, edge - 4, points_height / 2, glm::vec3{1.0f}));
}

TEST_CASE("uploading again replaces the points; none draws nothing", "[gl]") {
    GlTest gl;
    if (!gl) return;
    Target target{points_width, points_height};
    target.clear({0.0f, 0.0f, 0.0f, 1.0f});
    PointRenderer renderer;
    const std::vector<PointInstance> some{white_at({0.0f, 0.0f, 0.0f}, 9.0f),
                                          white_at({1.0f, 0.0f, 0.0f}, 9.0f)};
    renderer.upload(some);
    renderer.upload({});
    renderer.draw({}, points_camera());
    CHECK(covered_area(target.read()) == 0.0f);
    renderer.upload(some);
    renderer.draw(some, points_camera());
    CHECK(renderer.drawn_count() == 2);
    CHECK(covered_area(target.read()) > 200.0f);
    check("uploading twice");
}

namespace {

// More than a crowd, some of them with rings and lights.
std::vector<PointInstance> crowd_of(int count) {
    Random random{47};
    std::vector<PointInstance> points;
    for (int i = 0; i < count; ++i) {
        PointInstance point = white_at(random.in_cube(6.0f), 3.0f);
        point.fill = {i % 2 == 0 ? red : green, 1.0f};
        if (i % 5000 == 0) {
            point.ring = glm::vec4{1.0f};
            point.ring_px = 2.0f;
            point.glow_px = 8.0f;
        }
        points.push_back(point);
    }
    return points;
}

} // namespace

TEST_CASE("a picture in portions is the picture in one go", "[gl]") {
    GlTest gl;
    if (!gl) return;
    const std::vector<PointInstance> points = crowd_of(2000);
    for (const Camera& camera : {points_camera(), orbit_camera()}) {
        const Image whole = picture(points, camera);
        Target target{points_width, points_height};
        target.clear({0.0f, 0.0f, 0.0f, 1.0f});
        PointRenderer renderer;
        renderer.upload(points);
        renderer.set_rim(glm::vec4{0.0f});
        int next = 0, portions = 0;
        while (const auto more = renderer.draw_some(points, camera, 1.0f, next, 300)) {
            CHECK(*more == next + 300);
            next = *more;
            ++portions;
        }
        CHECK(portions == (renderer.drawn_count() - 1) / 300); // and the last
        CHECK(target.read().rgba == whole.rgba);
    }
}

TEST_CASE("in a crowd that is drawn thin a faint marker hides no strong one", "[gl]") {
    GlTest gl;
    if (!gl) return;
    std::vector<PointInstance> points(PointRenderer::crowd + 1, white_at({0.0f, 0.0f, 0.0f}, 6.0f));
    points[0].fill = {red, 1.0f};
    for (std::size_t i = 1; i < points.size(); ++i) points[i].fill = {green, 0.1f}; // all over it
    PointRenderer renderer;
    renderer.upload(points);
    renderer.set_rim(glm::vec4{0.0f});
    Target target{points_width, points_height};
    target.clear({0.0f, 0.0f, 0.0f, 1.0f});
    points.push_back(points[0]); // on top: what lies under it goes
    renderer.upload(points);
    CHECK(renderer.draw_thin(points, points_camera()));
    CHECK(renderer.drawn_count() == 1);
    CHECK(target.read().at(points_width / 2, points_height / 2).r > 200);
    points.pop_back();
    renderer.upload(points);
    CHECK_FALSE(
        renderer.draw_thin(points, points_camera())); // the strong one lies below: all that cover it stay
}

TEST_CASE("a crowd that is drawn thin keeps what lies on top, and a few are drawn whole", "[gl]") {
    GlTest gl;
    if (!gl) return;
    const Camera camera = points_camera();
    PointRenderer renderer;
    const std::vector<PointInstance> few = crowd_of(2000);
    renderer.upload(few);
    Target target{points_width, points_height};
    target.clear({0.0f, 0.0f, 0.0f, 1.0f});
    CHECK_FALSE(renderer.draw_thin(few, camera));
    const std::vector<PointInstance> points = crowd_of(PointRenderer::crowd + 5001);
    const Image whole = picture(points, camera);
    renderer.upload(points);
    renderer.set_rim(glm::vec4{0.0f});
    target.clear({0.0f, 0.0f, 0.0f, 1.0f});
    CHECK(renderer.draw_thin(points, camera));
    CHECK(renderer.drawn_count() < PointRenderer::crowd / 2);
    CHECK(renderer.screen().size() == points.size()); // all can still be pointed at
    const Image thin = target.read();
    int dark = 0, other = 0;
    for (int y = 0; y < points_height; ++y)
        for (int x = 0; x < points_width; ++x) {
            const glm::ivec4 a = whole.at(x, y), b = thin.at(x, y);
            if (a.r + a.g > 200 && b.r + b.g < 100) ++dark;
            if ((a.r > a.g) != (b.r > b.g)) ++other;
        }
    CHECK(dark < points_width * points_height / 50);  // of those under others a rim at most could be seen
    CHECK(other < points_width * points_height / 10); // nearly everywhere the same marker is on top
}
