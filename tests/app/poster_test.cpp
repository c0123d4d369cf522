// SPDX-License-Identifier: MIT
#include "app/map/poster.hpp"

#include "tests/support/catch.hpp"

#include <cmath>
#include <sstream>
#include <vector>

using namespace wordfield;
using namespace wordfield::app;

namespace {

float area_of(const std::vector<glm::vec2>& corners) {
    float twice = 0.0F;
    for (std::size_t i = 0; i < corners.size(); ++i) {
        const glm::vec2 a = corners[i], b = corners[(i + 1) % corners.size()];
        twice += a.x * b.y - a.y * b.x;
    }
    return 0.5F * std::abs(twice);
}

std::size_t count(const std::string& text, const std::string& what) {
    std::size_t n = 0;
    for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + 1)) ++n;
    return n;
}

} // namespace

TEST_CASE("every marker of a poster has about the area of a disc of its radius", "[app]") {
    for (int i = 0; i < render::shape_count; ++i) {
        const float area = area_of(marker_corners(static_cast<render::Shape>(i), 10.0F));
        CHECK(area > 0.75F * 314.16F);
        CHECK(area < 1.25F * 314.16F);
    }
}

TEST_CASE("a poster is an SVG document with each mark and each word in its place", "[app]") {
    Poster poster{.size = {400.0F, 300.0F}, .ground = {0.0F, 0.0F, 0.0F}, .name = "a < b & \"c\""};
    poster.marks = {{{10.0F, 20.0F}, 4.0F, render::Shape::Disc, {1.0F, 0.5F, 0.0F}},
                    {{30.5F, 40.25F}, 4.0F, render::Shape::Square, {0.0F, 0.0F, 1.0F}}};
    poster.texts = {{"<unk>", {50.0F, 60.0F}, 10.0F, 33.0F, {1.0F, 1.0F, 1.0F}, false},
                    {"drinks\x01", {70.0F, 80.0F}, 20.0F, 66.0F, {1.0F, 0.0F, 0.0F}, true}};
    const std::string svg = poster_svg(poster);
    CHECK(svg.starts_with("<?xml"));
    CHECK(svg.find("viewBox=\"0 0 400 300\"") != std::string::npos);
    CHECK(svg.find("<title>a &lt; b &amp; &quot;c&quot;</title>") != std::string::npos);
    CHECK(count(svg, "<path ") == 2);
    CHECK(count(svg, "<text ") == 4);
    CHECK(svg.find("translate(30.50 40.25)") != std::string::npos);
    CHECK(svg.find("fill=\"#ff8000\"") != std::string::npos);
    CHECK(svg.find("fill=\"#ff0000\"") > svg.find("stroke=\"#000000\"")); // over its rim
    CHECK(svg.find("x=\"50.00\" y=\"68.00\"") != std::string::npos);      // the baseline
    CHECK(svg.find("textLength=\"33.00\"") != std::string::npos);
    CHECK(svg.find(">&lt;unk&gt;</text>") != std::string::npos);
    CHECK(svg.find(">drinks </text>") != std::string::npos); // no control characters in XML
    CHECK(svg.find("font-weight") != std::string::npos);
    CHECK(svg.ends_with("</svg>\n"));
}
