// SPDX-License-Identifier: MIT
// Entropy, energies and heat capacity of the next word over the temperature.
#include "app/panels/inside/inside.hpp"

#include "app/ui/plot_scale.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace wordfield::app {
namespace {

struct CurveStyle {
    const char* id;
    const char* name;
    double Thermodynamics::*value;
    ImU32 colour;
    const char* explanation;
};

// Where things are inside one plot over log T.
struct LogAxis {
    ImVec2 low, size;
    double bottom, top;
    [[nodiscard]] float x(double temperature) const {
        return low.x + size.x * static_cast<float>(std::log(temperature / softmax_coldest) /
                                                   std::log(softmax_hottest / softmax_coldest));
    }
    [[nodiscard]] float y(double value) const {
        return low.y + size.y * (1.0F - static_cast<float>((value - bottom) / (top - bottom)));
    }
    [[nodiscard]] double temperature(float at) const {
        const double t = std::clamp((at - low.x) / size.x, 0.0F, 1.0F);
        return softmax_coldest * std::pow(softmax_hottest / softmax_coldest, t);
    }
};

LogAxis axis_for(const std::vector<Thermodynamics>& curve, const CurveStyle& style, ImVec2 low, ImVec2 size) {
    LogAxis axis{low, size, 1e300, -1e300};
    for (const Thermodynamics& t : curve) {
        axis.bottom = std::min(axis.bottom, t.*style.value);
        axis.top = std::max(axis.top, t.*style.value);
    }
    axis.top = std::max(axis.top, axis.bottom + 1e-6);
    return axis;
}

float axis_px(const Ui& ui) {
    return std::round(ui.fonts.small_px * 0.8F);
}

// Round values at the left, temperatures at the foot.
void draw_axes(const Ui& ui, const LogAxis& axis) {
    ImDrawList* const draw = ImGui::GetWindowDrawList();
    const float px = axis_px(ui), right = axis.low.x + axis.size.x, bottom = axis.low.y + axis.size.y;
    const auto ticks =
        round_ticks(axis.bottom, axis.top, std::max(3, static_cast<int>(axis.size.y / ui.px(20))));
    const double apart = ticks.size() > 1 ? ticks[1] - ticks[0] : axis.top - axis.bottom;
    for (const double value : ticks) {
        const float y = std::floor(axis.y(value)) + 0.5F;
        const std::string name = tick_text(value, apart);
        draw->AddLine({axis.low.x, y}, {right, y}, with_alpha(ui.theme.border, 0.7F));
        draw->AddText(ui.fonts.small, px,
                      {axis.low.x - ui.px(4) - text_width(ui.fonts.small, px, name), y - px * 0.55F},
                      ui.theme.dim, name.c_str());
    }
    for (const double t : {0.1, 0.5, 1.0, 2.0, 5.0}) {
        const float x = std::floor(axis.x(t)) + 0.5F;
        const std::string name = (t == 1.0 ? "T = " : "") + plain_number(t);
        const float width = text_width(ui.fonts.small, px, name);
        draw->AddLine({x, axis.low.y}, {x, bottom}, with_alpha(ui.theme.dim, t == 1.0 ? 0.35F : 0.12F));
        draw->AddText(ui.fonts.small, px, {std::min(x - width * 0.5F, right - width), bottom + ui.px(2)},
                      ui.theme.dim, name.c_str());
    }
}

void readout(const Ui& ui, const CurveStyle& style, const LogAxis& axis, const RowVector& logits) {
    const double at = axis.temperature(ImGui::GetIO().MousePos.x);
    const Thermodynamics t = thermodynamics(logits, at);
    ImGui::GetWindowDrawList()->AddCircleFilled({axis.x(at), axis.y(t.*style.value)}, ui.px(3), style.colour);
    explain(ui, format("At T = %.2f: %s = %.3f\n%s Click or drag to set this temperature.", at, style.name,
                       t.*style.value, style.explanation)
                    .c_str());
}

void plot(Ui& ui, const CurveStyle& style, const SoftmaxCurves& curves, const Area& area,
          Selection& selection) {
    const auto& [curve, now, logits] = curves;
    const ImVec2 low = area.low, size = area.size;
    ImGui::SetCursorScreenPos(low);
    ImGui::InvisibleButton(style.id, size);
    ui.rects.mark_item(style.id);
    ImDrawList* draw = ImGui::GetWindowDrawList();
    const ImVec2 high{low.x + size.x, low.y + size.y};
    draw->AddRectFilled(low, high, ui.theme.ground, ui.px(4));
    draw->AddRect(low, high, ui.theme.border, ui.px(4));
    const float title = ui.fonts.small_px + ui.px(6), foot = axis_px(ui) + ui.px(4);
    const LogAxis axis = axis_for(curve, style, {low.x + ui.px(32), low.y + title},
                                  {size.x - ui.px(38), size.y - title - foot});
    draw_axes(ui, axis);
    const float at = axis.x(std::clamp(now.temperature, softmax_coldest, softmax_hottest));
    std::vector<ImVec2> line;
    for (const Thermodynamics& t : curve) line.push_back({axis.x(t.temperature), axis.y(t.*style.value)});
    draw->AddPolyline(line.data(), static_cast<int>(line.size()), style.colour, ImDrawFlags_None,
                      ui.px(1.8F));
    draw->AddLine({at, low.y + title}, {at, high.y - foot}, ui.theme.warm);
    draw->AddCircleFilled({at, axis.y(std::clamp(now.*style.value, axis.bottom, axis.top))}, ui.px(3.5F),
                          ui.theme.warm);
    const std::string value = format("%.2f", now.*style.value);
    const float width = text_width(ui.fonts.small, ui.fonts.small_px, value);
    draw->AddText(ui.fonts.small, ui.fonts.small_px, {low.x + ui.px(6), low.y + ui.px(3)}, ui.theme.dim,
                  fit(ui.fonts.small, ui.fonts.small_px, style.name, size.x - width - ui.px(18)).c_str());
    draw->AddText(ui.fonts.small, ui.fonts.small_px, {high.x - width - ui.px(6), low.y + ui.px(3)},
                  ui.theme.text, value.c_str());
    if (ImGui::IsItemActive())
        selection.temperature = static_cast<float>(axis.temperature(ImGui::GetIO().MousePos.x));
    if (ImGui::IsItemHovered()) readout(ui, style, axis, logits);
}

} // namespace

void softmax_curves(Ui& ui, const SoftmaxCurves& curves, Selection& selection, ImVec2 room) {
    const std::array<CurveStyle, 4> styles{
        CurveStyle{"softmax.plot.entropy", "entropy S, nats", &Thermodynamics::entropy, ui.theme.accent,
                   "From none (the winner takes all) to the logarithm of the number of words."},
        CurveStyle{"softmax.plot.energy", "mean energy <E>", &Thermodynamics::mean_energy, ui.theme.good,
                   "Heat lets words of higher energy (lower logit) come."},
        CurveStyle{"softmax.plot.free_energy", "free energy F", &Thermodynamics::free_energy, ui.theme.accent,
                   "Its slope is minus the entropy."},
        CurveStyle{"softmax.plot.heat_capacity", "heat capacity C", &Thermodynamics::heat_capacity,
                   ui.theme.good, "Its peak is where the distribution melts."}};
    const ImVec2 low = ImGui::GetCursorScreenPos();
    const float gap = ui.px(6);
    const ImVec2 size{std::floor((room.x - gap) / 2), std::floor((room.y - gap) / 2)};
    for (std::size_t i = 0; i < styles.size(); ++i)
        plot(ui, styles[i], curves,
             {{low.x + static_cast<float>(i % 2) * (size.x + gap),
               low.y + static_cast<float>(i / 2) * (size.y + gap)},
              size},
             selection);
    ImGui::SetCursorScreenPos({low.x, low.y + room.y + ui.px(6)});
}

} // namespace wordfield::app
