// SPDX-License-Identifier: MIT
// Equal steps of the logarithm of the number: one direction more counts for most where few are gone.
#include "app/panels/inside/fact_plot.hpp"

#include <algorithm>
#include <cmath>
#include <string>

namespace wordfield::app {
namespace {

struct FactPlace {
    ImVec2 low, size;
    double last;
    [[nodiscard]] ImVec2 at(int removed, double share) const {
        const double along = std::log(1.0 + removed) / std::log(1.0 + last);
        return {low.x + size.x * static_cast<float>(along), low.y + size.y * static_cast<float>(1.0 - share)};
    }
};

struct FactLine {
    const FactCurve& curve;
    ImU32 colour;
    const char* name;
    bool faint = false;
};

void axes_of(const Ui& ui, const FactPlace& place, int dim) {
    ImDrawList* const draw = ImGui::GetWindowDrawList();
    const float px = ui.fonts.small_px * 0.9F;
    for (const double share : {0.0, 0.5, 1.0}) {
        const ImVec2 left = place.at(0, share);
        draw->AddLine(left, {left.x + place.size.x, left.y}, with_alpha(ui.theme.border, 0.7F));
        const std::string words = format("%.0f%%", 100 * share);
        draw->AddText(ui.fonts.small, px,
                      {left.x - ui.px(6) - text_width(ui.fonts.small, px, words), left.y - px * 0.55F},
                      ui.theme.dim, words.c_str());
    }
    float free = place.low.x - 1;
    for (const int removed : removed_numbers(dim)) {
        const std::string words = std::to_string(removed);
        const float width = text_width(ui.fonts.small, px, words), x = place.at(removed, 0).x - width * 0.5F;
        if (x < free) continue;
        draw->AddText(ui.fonts.small, px, {x, place.low.y + place.size.y + ui.px(3)}, ui.theme.dim,
                      words.c_str());
        free = x + width + ui.px(6);
    }
}

// A cross where the fact is lost.
void line_of(const Ui& ui, const FactPlace& place, const FactLine& line) {
    ImDrawList* const draw = ImGui::GetWindowDrawList();
    const ImU32 colour = with_alpha(line.colour, line.faint ? 0.45F : 1.0F);
    const auto& points = line.curve.points;
    for (std::size_t i = 1; i < points.size(); ++i)
        draw->AddLine(place.at(points[i - 1].removed, points[i - 1].accuracy),
                      place.at(points[i].removed, points[i].accuracy), colour,
                      ui.px(line.faint ? 1.0F : 2.0F));
    const auto lost = std::ranges::find(points, false, &FactPoint::holds);
    if (lost == points.end()) return;
    const ImVec2 at = place.at(lost->removed, lost->accuracy);
    const float r = ui.px(line.faint ? 2.5F : 4);
    draw->AddLine({at.x - r, at.y - r}, {at.x + r, at.y + r}, colour, ui.px(2));
    draw->AddLine({at.x - r, at.y + r}, {at.x + r, at.y - r}, colour, ui.px(2));
}

void names_of(const Ui& ui, const FactLine* lines, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
        if (i > 0) ImGui::SameLine(0, ui.px(12));
        const ImVec2 at = ImGui::GetCursorScreenPos();
        ImGui::GetWindowDrawList()->AddCircleFilled({at.x + ui.px(4), at.y + ui.fonts.small_px * 0.55F},
                                                    ui.px(3.5F), lines[i].colour);
        ImGui::SetCursorPosX(ImGui::GetCursorPosX() + ui.px(11));
        text(ui, ui.fonts.small, ui.theme.dim, lines[i].name);
    }
}

std::string said_of(const FactFinding& facts, std::size_t i) {
    const auto share = [&](const FactCurve& curve) {
        return i < curve.points.size() ? format("%.0f%%", 100 * curve.points[i].accuracy) : std::string{"–"};
    };
    const FactPoint& point = facts.principal.points[i];
    return format(
        "Without %d directions the relation is right in %s of its questions where they are its own, %s "
        "where they are those of the largest variance (held-out loss %.2f nats), %s in a random draw.",
        point.removed, share(facts.own).c_str(), share(facts.principal).c_str(), point.loss,
        facts.random.empty() ? "–" : share(facts.random.front()).c_str());
}

} // namespace

void fact_plot(Ui& ui, const FactFinding& facts, int dim, ImVec2 size) {
    const FactLine lines[] = {
        {facts.own, ui.theme.warm, "its own"},
        {facts.principal, ui.theme.accent, "largest variance"},
        {facts.random.empty() ? facts.own : facts.random.front(), ui.theme.good, "random"}};
    names_of(ui, lines, facts.random.empty() ? 2 : 3);
    size.y -= ui.fonts.small_px + ui.px(6);
    if (size.y < ui.px(50)) return;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float left = ui.px(40), right = ui.px(12), top = ui.px(8), bottom = ui.fonts.small_px + ui.px(6);
    const FactPlace place{
        {at.x + left, at.y + top}, {size.x - left - right, size.y - top - bottom}, static_cast<double>(dim)};
    ImGui::Dummy(size);
    ui.rects.mark_item("ablations.curve");
    axes_of(ui, place, dim);
    for (const FactCurve& draw : facts.random) line_of(ui, place, {draw, ui.theme.good, "", true});
    for (const FactLine& line : {lines[1], lines[0]}) line_of(ui, place, line);
    for (std::size_t i = 0; i < facts.principal.points.size(); ++i) {
        const auto x = [&](std::size_t k) { return place.at(facts.principal.points[k].removed, 0).x; };
        const float before = i == 0 ? at.x : (x(i - 1) + x(i)) * 0.5F;
        const float after = i + 1 == facts.principal.points.size() ? at.x + size.x : (x(i) + x(i + 1)) * 0.5F;
        explain_area(ui, {before, at.y}, {after, at.y + size.y}, said_of(facts, i).c_str());
    }
}

} // namespace wordfield::app
