// SPDX-License-Identifier: MIT
#include "app/map/poster.hpp"

#include "app/map/markup.hpp"
#include "model/core/number_text.hpp"

#include <algorithm>
#include <cmath>

namespace wordfield::app {
namespace {

std::string polygon(const std::vector<glm::vec2>& corners) {
    std::string path;
    for (const glm::vec2 p : corners) path += format("%s%.2f %.2f", path.empty() ? "M" : "L", p.x, p.y);
    return path + "Z";
}

std::string text_element(const Poster::Text& text, const std::string& colour) {
    // The baseline of Inter lies .8 of its height below the top of the line.
    return format("<text x=\"%.2f\" y=\"%.2f\" font-size=\"%.2f\" textLength=\"%.2f\" "
                  "lengthAdjust=\"spacingAndGlyphs\" fill=\"%s\"%s>%s</text>\n",
                  text.at.x, text.at.y + 0.8F * text.px, 0.82F * text.px, text.width, colour.c_str(),
                  text.bold ? " font-weight=\"600\"" : "", markup_text(text.words).c_str());
}

} // namespace

// As point.vert has it: distances of flanks from the middle, in radii.
std::vector<glm::vec2> marker_corners(render::Shape shape, float r) {
    using render::Shape;
    constexpr float pi = 3.14159265F;
    const auto turned = [](std::vector<glm::vec2> corners, float angle) {
        for (glm::vec2& p : corners)
            p = {p.x * std::cos(angle) - p.y * std::sin(angle),
                 p.x * std::sin(angle) + p.y * std::cos(angle)};
        return corners;
    };
    const auto regular = [&](int count, float radius) {
        std::vector<glm::vec2> corners;
        for (int i = 0; i < count; ++i) {
            const float angle = 2 * pi * static_cast<float>(i) / static_cast<float>(count);
            corners.push_back(radius * glm::vec2{std::sin(angle), std::cos(angle)});
        }
        return corners;
    };
    const float s = 0.89F * r, arm = 1.22F * r, half = 0.42F * r;
    const std::vector<glm::vec2> square{{-s, -s}, {s, -s}, {s, s}, {-s, s}};
    const std::vector<glm::vec2> triangle{{0.0F, -1.4F * r}, {1.3F * r, 0.86F * r}, {-1.3F * r, 0.86F * r}};
    const std::vector<glm::vec2> plus{{-half, -arm}, {half, -arm}, {half, -half}, {arm, -half},
                                      {arm, half},   {half, half}, {half, arm},   {-half, arm},
                                      {-half, half}, {-arm, half}, {-arm, -half}, {-half, -half}};
    switch (shape) {
    case Shape::Square:
        return square;
    case Shape::Diamond:
        return turned(square, pi / 4);
    case Shape::Triangle:
        return triangle;
    case Shape::TriangleDown:
        return turned(triangle, pi);
    case Shape::Plus:
        return plus;
    case Shape::Cross:
        return turned(plus, pi / 4);
    case Shape::Hexagon:
        return regular(6, 1.1F * r);
    case Shape::Disc:
        break;
    }
    return regular(32, r);
}

std::string poster_svg(const Poster& poster) {
    const int width = static_cast<int>(poster.size.x), height = static_cast<int>(poster.size.y);
    std::string svg = format(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\">\n"
        "<title>%s</title>\n<rect width=\"100%%\" height=\"100%%\" fill=\"%s\"/>\n",
        width, height, width, height, markup_text(poster.name).c_str(), hex_colour(poster.ground).c_str());
    for (const Poster::Mark& mark : poster.marks)
        svg +=
            format("<path transform=\"translate(%.2f %.2f)\" d=\"%s\" fill=\"%s\"/>\n", mark.at.x, mark.at.y,
                   polygon(marker_corners(mark.shape, mark.radius)).c_str(), hex_colour(mark.colour).c_str());
    // A rim in the colour of the ground keeps words readable over marks. It is written apart: many programs
    // do not know paint-order.
    svg += format("<g font-family=\"Inter, 'Helvetica Neue', Arial, sans-serif\">\n"
                  "<g aria-hidden=\"true\" stroke=\"%s\" stroke-width=\"2.4\" stroke-linejoin=\"round\" "
                  "style=\"user-select:none\">\n",
                  hex_colour(poster.ground).c_str());
    for (const Poster::Text& text : poster.texts) svg += text_element(text, hex_colour(poster.ground));
    svg += "</g>\n<g stroke=\"none\">\n";
    for (const Poster::Text& text : poster.texts) svg += text_element(text, hex_colour(text.colour));
    return svg + "</g>\n</g>\n</svg>\n";
}

} // namespace wordfield::app
