// SPDX-License-Identifier: MIT
#include "app/ui/marker.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace wordfield::app {
namespace {

void bars(ImDrawList* draw, ImVec2 c, float r, ImU32 colour, bool slanted) {
    const float d = slanted ? r * 0.78F : r;
    const float thick = r * 0.62F;
    if (slanted) {
        draw->AddLine({c.x - d, c.y - d}, {c.x + d, c.y + d}, colour, thick);
        draw->AddLine({c.x - d, c.y + d}, {c.x + d, c.y - d}, colour, thick);
    } else {
        draw->AddLine({c.x - d, c.y}, {c.x + d, c.y}, colour, thick);
        draw->AddLine({c.x, c.y - d}, {c.x, c.y + d}, colour, thick);
    }
}

void polygon(ImDrawList* draw, ImVec2 c, float r, ImU32 colour, int corners, float start) {
    ImVec2 points[6];
    for (int i = 0; i < corners; ++i) {
        const float angle =
            start + 2.0F * std::numbers::pi_v<float> * static_cast<float>(i) / static_cast<float>(corners);
        points[i] = {c.x + r * std::cos(angle), c.y + r * std::sin(angle)};
    }
    draw->AddConvexPolyFilled(points, corners, colour);
}

} // namespace

float draw_lock(ImDrawList* draw, ImVec2 at, float size, ImU32 colour) {
    const float width = size * 0.8F, body = size * 0.58F, thick = std::max(1.0F, size * 0.13F);
    const float middle = at.x + width * 0.5F, radius = width * 0.28F, top = at.y + size - body;
    draw->AddRectFilled({at.x, top}, {at.x + width, at.y + size}, colour, size * 0.12F);
    draw->PathArcTo({middle, top - radius * 0.35F}, radius, std::numbers::pi_v<float>,
                    2.0F * std::numbers::pi_v<float>, 8);
    draw->PathLineTo({middle + radius, top});
    draw->PathStroke(colour, 0, thick);
    draw->AddLine({middle - radius, top - radius * 0.35F}, {middle - radius, top}, colour, thick);
    return width;
}

void draw_marker(ImDrawList* draw, ImVec2 c, float r, render::Shape shape, ImU32 colour) {
    constexpr float quarter = std::numbers::pi_v<float> / 2;
    switch (shape) {
    case render::Shape::Disc:
        draw->AddCircleFilled(c, r, colour, 16);
        break;
    case render::Shape::Square:
        polygon(draw, c, r * 1.2F, colour, 4, quarter / 2);
        break;
    case render::Shape::Triangle:
        polygon(draw, c, r * 1.3F, colour, 3, -quarter);
        break;
    case render::Shape::Diamond:
        polygon(draw, c, r * 1.25F, colour, 4, 0);
        break;
    case render::Shape::Cross:
        bars(draw, c, r, colour, true);
        break;
    case render::Shape::Plus:
        bars(draw, c, r, colour, false);
        break;
    case render::Shape::TriangleDown:
        polygon(draw, c, r * 1.3F, colour, 3, quarter);
        break;
    case render::Shape::Hexagon:
        polygon(draw, c, r * 1.1F, colour, 6, 0);
        break;
    }
}

} // namespace wordfield::app
