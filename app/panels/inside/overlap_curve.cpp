// SPDX-License-Identifier: MIT
// Equal steps of the logarithm of k: that is where neighbourhoods differ.
#include "app/panels/inside/overlap_curve.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

namespace wordfield::app {
namespace {

/// Where things lie.
struct CurvePlace {
    ImVec2 low, size;
    double last; ///< the largest k
    double top;  ///< the share at the upper end

    [[nodiscard]] float x(int k) const {
        const double share = last > 1 ? std::log(static_cast<double>(k)) / std::log(last) : 0.5;
        return low.x + size.x * static_cast<float>(share);
    }
    [[nodiscard]] float y(double share) const {
        return low.y + size.y * static_cast<float>(1.0 - std::clamp(share / top, 0.0, 1.0));
    }
};

double rounded_top(std::span<const OverlapPoint> curve) {
    double most = 0.0;
    for (const OverlapPoint& point : curve)
        most = std::max({most, point.mean + 2 * point.error, point.chance});
    for (const double top : {0.1, 0.2, 0.5})
        if (most <= top) return top;
    return 1.0;
}

void axes(const Ui& ui, const CurvePlace& place, std::span<const OverlapPoint> curve) {
    ImDrawList* const draw = ImGui::GetWindowDrawList();
    const float px = ui.fonts.small_px * 0.9F;
    for (const double part : {0.0, 0.5, 1.0}) {
        const float y = place.y(part * place.top);
        draw->AddLine({place.low.x, y}, {place.low.x + place.size.x, y}, with_alpha(ui.theme.border, 0.7F));
        const std::string words = format("%.0f%%", 100 * part * place.top);
        draw->AddText(ui.fonts.small, px,
                      {place.low.x - ui.px(6) - text_width(ui.fonts.small, px, words), y - px * 0.55F},
                      ui.theme.dim, words.c_str());
    }
    for (const OverlapPoint& point : curve) {
        const std::string words = (&point == &curve.front() ? "k = " : "") + std::to_string(point.k);
        draw->AddText(ui.fonts.small, px,
                      {place.x(point.k) - text_width(ui.fonts.small, px, words) * 0.5F,
                       place.low.y + place.size.y + ui.px(3)},
                      ui.theme.dim, words.c_str());
    }
}

void curves(const Ui& ui, const CurvePlace& place, std::span<const OverlapPoint> curve) {
    ImDrawList* const draw = ImGui::GetWindowDrawList();
    for (std::size_t i = 1; i < curve.size(); ++i) {
        const OverlapPoint &a = curve[i - 1], &b = curve[i];
        const float from = place.x(a.k), to = place.x(b.k);
        draw->AddQuadFilled({from, place.y(a.mean + 2 * a.error)}, {to, place.y(b.mean + 2 * b.error)},
                            {to, place.y(b.mean - 2 * b.error)}, {from, place.y(a.mean - 2 * a.error)},
                            with_alpha(ui.theme.good, 0.25F));
        draw->AddLine({from, place.y(a.chance)}, {to, place.y(b.chance)}, ui.theme.dim, ui.px(1.2F));
        draw->AddLine({from, place.y(a.mean)}, {to, place.y(b.mean)}, ui.theme.good, ui.px(2));
    }
    for (const OverlapPoint& point : curve)
        draw->AddCircleFilled({place.x(point.k), place.y(point.mean)}, ui.px(3), ui.theme.good);
}

// Where it covers the curve least: at the lower right, above its line.
void name_chance(const Ui& ui, const CurvePlace& place, std::span<const OverlapPoint> curve) {
    const float px = ui.fonts.small_px * 0.9F, width = text_width(ui.fonts.small, px, "chance");
    const OverlapPoint& last = curve.back();
    const float y = place.y(last.chance);
    const bool above = y - px > place.low.y && std::abs(place.y(last.mean) - y) > px * 1.6F;
    ImGui::GetWindowDrawList()->AddText(
        ui.fonts.small, px, {place.low.x + place.size.x - width, above ? y - px * 1.25F : y + ui.px(2)},
        ui.theme.dim, "chance");
}

std::string said(const OverlapPoint& point) {
    const std::string error =
        point.error > 0 ? format(" ± %.1f (standard error)", 100 * point.error) : std::string{};
    return format("Of the %d nearest words %.1f%%", point.k, 100 * point.mean) + error +
           format(" are in common; by chance it would be %.1f%%.", 100 * point.chance);
}

} // namespace

void overlap_curve(Ui& ui, std::span<const OverlapPoint> curve, ImVec2 size) {
    if (curve.empty() || size.y < ui.px(40)) return;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float left = ui.px(42), right = ui.px(14), top = ui.px(8), bottom = ui.fonts.small_px + ui.px(6);
    const CurvePlace place{{at.x + left, at.y + top},
                           {size.x - left - right, size.y - top - bottom},
                           static_cast<double>(curve.back().k),
                           rounded_top(curve)};
    ImGui::Dummy(size);
    ui.rects.mark_item("embeddings.curve");
    axes(ui, place, curve);
    curves(ui, place, curve);
    name_chance(ui, place, curve);
    for (std::size_t i = 0; i < curve.size(); ++i) {
        const float x = place.x(curve[i].k);
        const float before = i == 0 ? x - left : (place.x(curve[i - 1].k) + x) * 0.5F;
        const float after = i + 1 == curve.size() ? x + right : (place.x(curve[i + 1].k) + x) * 0.5F;
        explain_area(ui, {before, at.y}, {after, at.y + size.y}, said(curve[i]).c_str());
    }
}

} // namespace wordfield::app
