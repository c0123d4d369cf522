// SPDX-License-Identifier: MIT
// What a film of the map says on every frame: whose words these are, what learns them, and the step.
#include "app/panels/map/map_parts.hpp"
#include "model/map/projection_info.hpp"

#include <algorithm>

namespace wordfield::app {
namespace {

struct FilmLine {
    std::string words;
    ImFont* font;
    float px;
    ImU32 colour;
};

// Lines under each other on a shade, which labels keep clear of; `right`: ending at `x` instead of beginning.
void write_lines(const Ui& ui, MapState& state, ImVec2 at, bool right, std::span<const FilmLine> lines) {
    float width = 0.0F, height = 0.0F;
    for (const FilmLine& line : lines) {
        width = std::max(width, text_width(line.font, line.px, line.words));
        height += line.px + ui.px(4);
    }
    const ImVec2 rim{ui.px(12), ui.px(8)};
    const ImVec2 size{width + 2 * rim.x, height + 2 * rim.y - ui.px(4)};
    const ImVec2 low{right ? at.x - size.x : at.x, at.y};
    ImDrawList* const draw = ImGui::GetWindowDrawList();
    draw->AddRectFilled(low, {low.x + size.x, low.y + size.y}, with_alpha(ui.theme.panel, 0.88F), ui.px(6));
    float y = low.y + rim.y;
    for (const FilmLine& line : lines) {
        draw->AddText(line.font, line.px, {low.x + rim.x, y}, line.colour, line.words.c_str());
        y += line.px + ui.px(4);
    }
    state.signs.push_back({low, size});
}

} // namespace

void map_film_caption(PanelContext& context, MapState& state) {
    auto& [ui, info, area, frame, view, out] = context;
    const Layout& layout = *frame.layout;
    const float gap = ui.px(12), small = ui.fonts.small_px, title = ui.fonts.title_px;
    const std::string step = "step " + with_commas(layout.step);
    const std::string words = with_commas(static_cast<std::int64_t>(layout.words.size()));
    std::string about = frame.kind().summary(frame.moment->model);
    std::string shown = layout.method + " map of " + words + " words";
    if (const std::string caution = projection_info(layout.config.method).caution; !caution.empty())
        shown += " · " + caution;
    const float most = area.size.x - 5 * gap - text_width(ui.fonts.title, title, "step 1,000,000");
    const FilmLine head[] = {{fit(ui.fonts.title, title, "The words of " + frame.corpus().name, most),
                              ui.fonts.title, title, ui.theme.strong},
                             {fit(ui.fonts.body, small, about, most), ui.fonts.body, small, ui.theme.dim}};
    write_lines(ui, state, {area.low.x + gap, area.low.y + gap}, false, head);
    const FilmLine clock[] = {{step, ui.fonts.title, title, ui.theme.accent}};
    write_lines(ui, state, {area.high().x - gap, area.low.y + gap}, true, clock);
    const FilmLine foot[] = {
        {fit(ui.fonts.body, small, shown, area.size.x - 4 * gap), ui.fonts.body, small, ui.theme.dim}};
    write_lines(ui, state, {area.low.x + gap, area.high().y - gap - small - ui.px(16)}, false, foot);
}

} // namespace wordfield::app
