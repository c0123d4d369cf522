// SPDX-License-Identifier: MIT
#include "app/ui/plot.hpp"

#include "app/ui/plot_menu.hpp"

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

void draw_curve(const Ui& ui, const PlotCurve& curve, const Scale& scale) {
    std::vector<ImVec2> line;
    line.reserve(curve.points.size());
    for (const HistoryPoint& p : curve.points) line.push_back({scale.x(p.step), scale.y(p.value)});
    if (line.size() > 1)
        ImGui::GetWindowDrawList()->AddPolyline(line.data(), static_cast<int>(line.size()),
                                                with_alpha(curve.colour, curve.faint ? 0.35F : 1.0F),
                                                ImDrawFlags_None, ui.px(curve.faint ? 1.0F : 1.8F));
    else if (line.size() == 1)
        ImGui::GetWindowDrawList()->AddCircleFilled(line[0], ui.px(2), curve.colour);
}

void draw_level(const Ui& ui, const PlotLevel& level, const Scale& scale) {
    ImDrawList* draw = ImGui::GetWindowDrawList();
    const float y = std::floor(scale.y(level.value)) + 0.5F;
    for (float x = scale.low.x; x < scale.low.x + scale.size.x; x += ui.px(7))
        draw->AddLine({x, y}, {std::min(x + ui.px(4), scale.low.x + scale.size.x), y}, level.colour, 1.0F);
    const float px = ui.fonts.small_px;
    const float width = text_width(ui.fonts.small, px, level.name);
    const bool above = y - px - ui.px(2) > scale.low.y;
    const ImVec2 at{scale.low.x + scale.size.x - width - ui.px(4), above ? y - px - ui.px(2) : y + ui.px(2)};
    draw->AddText(ui.fonts.small, px, at, level.colour, level.name);
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
    ImGui::GetWindowDrawList()->AddLine({x, scale.low.y}, {x, scale.low.y + scale.size.y},
                                        with_alpha(ui.theme.text, 0.35F));
    std::string words = "step " + with_commas(static_cast<std::int64_t>(step));
    for (const PlotCurve& curve : plot.curves)
        if (const HistoryPoint* point = point_at(curve.points, step))
            words += format("\n%s %.3f %s", curve.name, point->value, plot.unit);
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
    const float margin = ui.px(6);
    const Scale scale{{low.x + margin, low.y + margin},
                      {size.x - 2 * margin, size.y - 2 * margin},
                      plot.first_step,
                      last,
                      plot.low,
                      plot.high};
    for (const PlotLevel& level : plot.levels) draw_level(ui, level, scale);
    for (const PlotCurve& curve : plot.curves) draw_curve(ui, curve, scale);
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
