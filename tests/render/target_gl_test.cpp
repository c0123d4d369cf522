// SPDX-License-Identifier: MIT
// Targets, reading them back, and PNG files.
#include "render/target.hpp"

#include <filesystem>
#include <fstream>

#include <epoxy/gl.h>

#include "render/png.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/gl_random.hpp"
#include "tests/support/gl_test.hpp"

using namespace wordfield::render;

namespace {

struct TemporaryFolder {
    std::filesystem::path path = std::filesystem::temp_directory_path() / "wordfield_render_test";
    TemporaryFolder() {
        std::filesystem::remove_all(path);
        std::filesystem::create_directories(path);
    }
    ~TemporaryFolder() { std::filesystem::remove_all(path); }
};

/// Fills a rectangle, origin bottom left.
void fill(int x, int y, int width, int height, glm::vec4 colour) {
    glEnable(GL_SCISSOR_TEST);
    glScissor(x, y, width, height);
    glClearColor(colour.r, colour.g, colour.b, colour.a);
    glClear(GL_COLOR_BUFFER_BIT);
    glDisable(GL_SCISSOR_TEST);
}

} // namespace

TEST_CASE("a target is read back top row first", "[gl]") {
    GlTest gl;
    if (!gl) return;
    Target target{5, 3};
    target.clear({0.0f, 0.0f, 1.0f, 1.0f});
    fill(0, 2, 1, 1, {1.0f, 0.0f, 0.0f, 1.0f}); // top left
    const Image image = target.read();
    REQUIRE(image.width == 5);
    REQUIRE(image.height == 3);
    CHECK(image.at(0, 0) == glm::ivec4{255, 0, 0, 255});
    CHECK(image.at(0, 2) == glm::ivec4{0, 0, 255, 255});
    CHECK(image.at(4, 0) == glm::ivec4{0, 0, 255, 255});
}

TEST_CASE("a target takes a new size and works on", "[gl]") {
    GlTest gl;
    if (!gl) return;
    Target target{8, 8};
    target.clear({1.0f, 1.0f, 1.0f, 1.0f});
    target.resize(200, 31);
    CHECK(target.width() == 200);
    CHECK(target.height() == 31);
    target.clear({0.0f, 1.0f, 0.0f, 1.0f});
    const Image image = target.read();
    CHECK(image.at(199, 30) == glm::ivec4{0, 255, 0, 255});
    const unsigned texture = target.texture();
    target.resize(200, 31);
    CHECK(target.texture() == texture); // the same size keeps the texture
    target.resize(0, -4);
    CHECK(target.width() == 1);
    CHECK(contains(message_of([&] { target.resize(1 << 20, 10); }), "Choose a smaller size"));
    check("resizing");
}

TEST_CASE("a target is cleared whole, whatever scissor was left behind", "[gl]") {
    GlTest gl;
    if (!gl) return;
    Target target{4, 4};
    glEnable(GL_SCISSOR_TEST);
    glScissor(0, 0, 1, 1);
    target.clear({1.0f, 0.0f, 0.0f, 1.0f});
    CHECK(target.read().at(3, 0) == glm::ivec4{255, 0, 0, 255});
}

TEST_CASE("OpenGL errors become sentences", "[gl]") {
    GlTest gl;
    if (!gl) return;
    glDisable(GL_DEBUG_OUTPUT); // this error is meant; keep it out of the test's output
    glBindTexture(0x1234, 0);
    CHECK(contains(message_of([] { check("binding nonsense"); }),
                   "while binding nonsense: a name that OpenGL does"));
    CHECK_NOTHROW(check("nothing"));
}

TEST_CASE("an image survives a PNG file", "[png]") {
    TemporaryFolder folder;
    Random random{5};
    Image image{37, 11, std::vector<unsigned char>(37 * 11 * 4)};
    for (unsigned char& byte : image.rgba) byte = static_cast<unsigned char>(random.uniform(0.0f, 255.9f));
    std::ofstream{folder.path / "a.png", std::ios::binary} << encode_png(image);
    const Image back = read_png(folder.path / "a.png");
    CHECK(back.width == 37);
    CHECK(back.height == 11);
    CHECK(back.rgba == image.rgba);
}

TEST_CASE("PNG failures name the file", "[png]") {
    TemporaryFolder folder;
    std::ofstream{folder.path / "c.png"} << "not a picture";
    CHECK(
        contains(message_of([&] { (void)read_png(folder.path / "c.png"); }), "c.png: cannot be read as PNG"));
    CHECK(
        contains(message_of([&] { (void)read_png(folder.path / "d.png"); }), "d.png: cannot be read as PNG"));
}
