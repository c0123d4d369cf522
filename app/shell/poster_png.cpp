// SPDX-License-Identifier: MIT
#include "app/shell/poster_png.hpp"

#include "app/shell/gui_context.hpp"
#include "model/core/output_file.hpp"
#include "render/png.hpp"
#include "render/target.hpp"

#include <cmath>

namespace wordfield::app {
namespace {

ImU32 ink(glm::vec3 colour) {
    return from_rgb(colour.x, colour.y, colour.z);
}

// A plus and a cross are no convex polygons: two bars, of twelve corners.
void draw_mark(ImDrawList& list, const Poster::Mark& mark, float scale) {
    std::vector<ImVec2> at;
    for (const glm::vec2 corner : marker_corners(mark.shape, mark.radius))
        at.push_back({scale * (mark.at.x + corner.x), scale * (mark.at.y + corner.y)});
    if (at.size() != 12)
        return list.AddConvexPolyFilled(at.data(), static_cast<int>(at.size()), ink(mark.colour));
    const ImVec2 upright[] = {at[0], at[1], at[6], at[7]}, across[] = {at[3], at[4], at[9], at[10]};
    list.AddConvexPolyFilled(upright, 4, ink(mark.colour));
    list.AddConvexPolyFilled(across, 4, ink(mark.colour));
}

void draw_text(ImDrawList& list, const Ui& ui, const Poster& poster, const Poster::Text& text, float scale) {
    const float px = text.px * scale, rim = 1.2F * scale;
    const ImVec2 at{text.at.x * scale, text.at.y * scale};
    constexpr int directions = 12;
    for (int i = 0; i < directions; ++i) {
        const float angle = 6.2831853F * static_cast<float>(i) / directions;
        list.AddText(ui.fonts.large, px, {at.x + rim * std::cos(angle), at.y + rim * std::sin(angle)},
                     ink(poster.ground), text.words.c_str());
    }
    list.AddText(ui.fonts.large, px, at, ink(text.colour), text.words.c_str());
}

} // namespace

std::string poster_png(const Ui& ui, const Poster& poster, float scale) {
    std::string words;
    for (const Poster::Text& text : poster.texts) words += text.words;
    Ui large; // faces of the window's size would be blown up
    large.theme = ui.theme;
    large.scale = scale;
    const GuiContext gui{large, words};
    const ImVec2 size{std::round(poster.size.x * scale), std::round(poster.size.y * scale)};
    const render::Target sheet{static_cast<int>(size.x), static_cast<int>(size.y)};
    sheet.clear(glm::vec4{poster.ground, 1.0F});
    GuiContext::draw_sheet(size, [&](ImDrawList& list) {
        for (const Poster::Mark& mark : poster.marks) draw_mark(list, mark, scale);
        for (const Poster::Text& text : poster.texts) draw_text(list, large, poster, text, scale);
    });
    return render::encode_png(sheet.read());
}

void write_poster(const std::filesystem::path& path, const Ui& ui, const Poster& poster, bool pixels,
                  std::optional<int> scale) {
    constexpr float print = 300.0F / 96.0F; // px of the picture to one of the sheet
    write_file(path, pixels ? poster_png(ui, poster, scale ? static_cast<float>(*scale) : print)
                            : poster_svg(poster));
}

} // namespace wordfield::app
