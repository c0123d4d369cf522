// SPDX-License-Identifier: MIT
#include "app/ui/plot.hpp"

#include "app/ui/plot_menu.hpp"
#include "app/ui/plot_scale.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

namespace wordfield::app {
namespace {

struct Scale {
    ImVec2 low, size;
    double first, last;
    float bottom, top;
    [[nodiscard]] float x(double step) const {
        return low.x + size.x * static_cast<float>((step - first) / (last - first));
    }
    [[nodiscard]] float y(float value) const {
        const float t = std::clamp((value - bottom) / (top - bottom), 0.0F, 1.0F);
        return low.y + size.y * (1.0F - t);
    }
};

using Polyline = std::vector<ImVec2>;

Polyline line_of(const PlotCurve& curve, const Scale& scale) {
    Polyline line;
    line.reserve(curve.points.size());
    for (const HistoryPoint& p : curve.points) line.push_back({scale.x(p.step), scale.y(p.value)});
    return line;
}

void draw_curve(const Ui& ui, const PlotCurve& curve, const Polyline& line) {
    ImDrawList* const draw = ImGui::GetWindowDrawList();
    if (line.size() > 1)
        draw->AddPolyline(line.data(), static_cast<int>(line.size()),
                          with_alpha(curve.colour, curve.faint ? 0.35F : 1.0F), ImDrawFlags_None,
                          ui.px(curve.faint ? 1.0F : 1.8F));
    else if (line.size() == 1)
        draw->AddCircleFilled(line[0], ui.px(2), curve.colour);
}

float tick_px(const Ui& ui) {
    return std::round(ui.fonts.small_px * 0.8F);
}

/// Round values along an axis, as they are written.
struct Ticks {
    std::vector<double> values;
    std::vector<std::string> names;
    float width = 0.0F; ///< of the widest name, px
};

Ticks ticks_of(const Ui& ui, double low, double high, int most) {
    Ticks ticks{round_ticks(low, high, most), {}, 0.0F};
    const double apart = ticks.values.size() > 1 ? ticks.values[1] - ticks.values[0] : high - low;
    for (const double value : ticks.values) {
        ticks.names.push_back(tick_text(value, apart));
        ticks.width = std::max(ticks.width, text_width(ui.fonts.small, tick_px(ui), ticks.names.back()));
    }
    return ticks;
}

// Hairlines with their values left of the curves.
void draw_values(const Ui& ui, const Ticks& ticks, const Scale& scale) {
    ImDrawList* const draw = ImGui::GetWindowDrawList();
    const float px = tick_px(ui);
    for (std::size_t i = 0; i < ticks.values.size(); ++i) {
        const float y = std::floor(scale.y(static_cast<float>(ticks.values[i]))) + 0.5F;
        draw->AddLine({scale.low.x, y}, {scale.low.x + scale.size.x, y}, with_alpha(ui.theme.border, 0.7F));
        const float width = text_width(ui.fonts.small, px, ticks.names[i]);
        draw->AddText(ui.fonts.small, px, {scale.low.x - ui.px(4) - width, y - px * 0.55F}, ui.theme.dim,
                      ticks.names[i].c_str());
    }
}

// Round steps below the curves.
void draw_steps(const Ui& ui, const Scale& scale) {
    const float px = tick_px(ui), foot = scale.low.y + scale.size.y;
    const int most = std::max(2, static_cast<int>(scale.size.x / ui.px(54)));
    const Ticks ticks = ticks_of(ui, scale.first, scale.last, most);
    float free_from = -1e6F;
    for (std::size_t i = 0; i < ticks.values.size(); ++i) {
        const std::string name = i == 0 ? "step " + ticks.names[i] : ticks.names[i];
        const float width = text_width(ui.fonts.small, px, name);
        const float x = std::clamp(scale.x(ticks.values[i]) - width * 0.5F, scale.low.x,
                                   scale.low.x + scale.size.x - width);
        if (x < free_from) continue;
        free_from = x + width + ui.px(6);
        ImGui::GetWindowDrawList()->AddText(ui.fonts.small, px, {x, foot + ui.px(2)}, ui.theme.dim,
                                            name.c_str());
    }
}

void draw_level(const Ui& ui, const PlotLevel& level, const Scale& scale) {
    const float y = std::floor(scale.y(level.value)) + 0.5F;
    for (float x = scale.low.x; x < scale.low.x + scale.size.x; x += ui.px(7))
        ImGui::GetWindowDrawList()->AddLine({x, y}, {std::min(x + ui.px(4), scale.low.x + scale.size.x), y},
                                            level.colour, 1.0F);
}

// What a level is, with a piece of its line before it: beside the line, or in a corner that is free. Where
// curves are everywhere it is left out, and the mouse tells it.
void draw_caption(const Ui& ui, const PlotLevel& level, const Scale& scale, std::span<const Polyline> lines) {
    const float px = ui.fonts.small_px, dash = ui.px(12), y = scale.y(level.value);
    const float width = text_width(ui.fonts.small, px, level.name) + dash + ui.px(4);
    const float left = scale.low.x + ui.px(4), right = scale.low.x + scale.size.x - width - ui.px(2);
    const float top = scale.low.y, bottom = scale.low.y + scale.size.y - px;
    const float above = std::max(top, y - px - ui.px(2)), below = std::min(bottom, y + ui.px(2));
    const auto box = [&](float x, float at) { return Box{{x, at}, {x + width, at + px}}; };
    const float middle = (left + right) * 0.5F;
    std::vector<Box> places;
    for (const float at : {above, below, top, bottom})
        if (std::abs(at + px * 0.5F - y) > px * 0.5F) // not over the line itself
            for (const float x : {right, middle, left}) places.push_back(box(x, at));
    const auto free = free_place(places, lines);
    if (!free) return;
    const ImVec2 at = places[*free].low;
    ImDrawList* const draw = ImGui::GetWindowDrawList();
    for (const float x : {0.0F, 7.0F})
        draw->AddLine({at.x + ui.px(x), at.y + px * 0.55F}, {at.x + ui.px(x + 4), at.y + px * 0.55F},
                      level.colour);
    draw->AddText(ui.fonts.small, px, {at.x + dash + ui.px(4), at.y}, level.colour, level.name);
    explain_area(ui, at, {at.x + width, at.y + px}, level.explanation);
}

// The value of a curve at a step: that of the point before it.
const HistoryPoint* point_at(std::span<const HistoryPoint> points, double step) {
    const auto after = std::upper_bound(points.begin(), points.end(), step,
                                        [](double s, const HistoryPoint& p) { return s < p.step; });
    return after == points.begin() ? nullptr : &*(after - 1);
}

void draw_readout(const Ui& ui, const Plot& plot, const Scale& scale) {
    const float share = std::clamp((ImGui::GetIO().MousePos.x - scale.low.x) / scale.size.x, 0.0F, 1.0F);
    const double step = scale.first + static_cast<double>(share) * (scale.last - scale.first);
    const float x = scale.x(step);
    ImDrawList* const draw = ImGui::GetWindowDrawList();
    draw->AddLine({x, scale.low.y}, {x, scale.low.y + scale.size.y}, with_alpha(ui.theme.text, 0.35F));
    std::string words = "step " + with_commas(static_cast<std::int64_t>(step));
    for (const PlotCurve& curve : plot.curves)
        if (const HistoryPoint* point = point_at(curve.points, step)) {
            words += format("\n%s %.3f %s", curve.name, point->value, plot.unit);
            draw->AddCircleFilled({x, scale.y(point->value)}, ui.px(2.5F), curve.colour);
        }
    for (const PlotLevel& level : plot.levels)
        words += format("\n%s %.3f %s", level.name, level.value, plot.unit);
    for (const PlotMark& mark : plot.marks)
        if (std::abs(scale.x(mark.step) - x) < ui.px(5)) words += "\n\n" + mark.words;
    explain(ui, words.c_str());
}

// A hair through the plot with a small diamond at its foot.
void draw_mark(const Ui& ui, const PlotMark& mark, const Scale& scale) {
    ImDrawList* draw = ImGui::GetWindowDrawList();
    const float x = std::floor(scale.x(mark.step)) + 0.5F, foot = scale.low.y + scale.size.y;
    const float r = ui.px(4);
    draw->AddLine({x, scale.low.y}, {x, foot}, with_alpha(mark.colour, 0.7F), 1.0F);
    draw->AddQuadFilled({x - r, foot}, {x, foot - r}, {x + r, foot}, {x, foot + r}, mark.colour);
}

} // namespace

void draw_plot(Ui& ui, const char* id, const Plot& plot, ImVec2 size) {
    const ImVec2 low = ImGui::GetCursorScreenPos();
    ImGui::InvisibleButton(id, size);
    ui.rects.mark_item(id);
    const bool hovered = ImGui::IsItemHovered();
    ImDrawList* draw = ImGui::GetWindowDrawList();
    const ImVec2 high{low.x + size.x, low.y + size.y};
    draw->AddRectFilled(low, high, ui.theme.ground, ui.px(4));
    draw->AddRect(low, high, ui.theme.border, ui.px(4));
    double last = plot.first_step + 1.0;
    for (const PlotCurve& curve : plot.curves)
        if (!curve.points.empty()) last = std::max(last, curve.points.back().step);
    const Ticks values =
        ticks_of(ui, plot.low, plot.high, std::clamp(static_cast<int>(size.y / ui.px(18)), 2, 5));
    const bool shows_steps = size.y >= ui.px(76);
    const float margin = ui.px(6), left = values.width + ui.px(8);
    const float foot = shows_steps ? tick_px(ui) + ui.px(4) : margin;
    const Scale scale{{low.x + left, low.y + margin},
                      {size.x - left - margin, size.y - margin - foot},
                      plot.first_step,
                      last,
                      plot.low,
                      plot.high};
    draw_values(ui, values, scale);
    if (shows_steps) draw_steps(ui, scale);
    std::vector<Polyline> lines;
    for (const PlotCurve& curve : plot.curves) lines.push_back(line_of(curve, scale));
    for (const PlotLevel& level : plot.levels) draw_level(ui, level, scale);
    for (std::size_t i = 0; i < lines.size(); ++i) draw_curve(ui, plot.curves[i], lines[i]);
    for (const PlotLevel& level : plot.levels) draw_caption(ui, level, scale, lines);
    for (const PlotMark& mark : plot.marks)
        if (mark.step >= plot.first_step && mark.step <= last) draw_mark(ui, mark, scale);
    if (plot.marked_step >= 0) {
        const float x = scale.x(std::min(plot.marked_step, last));
        draw->AddLine({x, low.y}, {x, high.y}, ui.theme.warm);
    }
    if (hovered) draw_readout(ui, plot, scale);
    plot_menu(ui, id, plot);
}

} // namespace wordfield::app
