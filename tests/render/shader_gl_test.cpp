// SPDX-License-Identifier: MIT
// Shaders: every embedded one compiles and links, and mistakes come back as readable text.
#include "render/shader.hpp"

#include "render/heatmap.hpp"
#include "render/line_renderer.hpp"
#include "render/point_renderer.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/gl_test.hpp"

using namespace wordfield::render;

TEST_CASE("shader text includes other files and refuses unknown ones", "[shader]") {
    CHECK(contains(shader_source("point.vert"), "float depth_scale("));
    CHECK_FALSE(contains(shader_source("point.vert"), "#include"));
    CHECK(contains(message_of([] { (void)shader_source("no_such.vert"); }), "no_such.vert"));
}

TEST_CASE("all renderers compile their shaders", "[gl]") {
    GlTest gl;
    if (!gl) return;
    CHECK_NOTHROW(PointRenderer{});
    CHECK_NOTHROW(LineRenderer{});
    CHECK_NOTHROW(Heatmap{});
    check("making the renderers");
}

TEST_CASE("a broken shader puts the compiler's log into the exception", "[gl]") {
    GlTest gl;
    if (!gl) return;
    const char* vertex = "#version 330 core\nvoid main() { gl_Position = vec4(0.0); }\n";
    const char* broken = "#version 330 core\nout vec4 c;\nvoid main() { c = not_declared; }\n";
    const std::string log = message_of([&] { Shader::from_source("sample", vertex, broken); });
    CHECK(contains(log, "sample (fragment)"));
    CHECK(contains(log, "not_declared"));
    const char* sound = "#version 330 core\nout vec4 c;\nuniform vec4 tint;\nvoid main() { c = tint; }\n";
    Shader shader = Shader::from_source("sample", vertex, sound);
    shader.use();
    CHECK_NOTHROW(shader.set("tint", glm::vec4{1.0f}));
    CHECK(contains(message_of([&] { shader.set("tnit", 1.0f); }), "sample has no uniform named tnit"));
}
