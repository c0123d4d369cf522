// SPDX-License-Identifier: MIT
#include "app/panels/time_bar.hpp"

#include "app/ui/context_menu.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <string>
#include <vector>

namespace wordfield::app {
namespace {

/// The bar while it is drawn.
struct TimeTrack {
    const TimeBar& bar;
    ImVec2 low, size; ///< px
    float knob;       ///< px

    [[nodiscard]] float x_of(double step) const {
        const double span = static_cast<double>(std::max<std::int64_t>(bar.last - bar.first, 1));
        const double share = std::clamp((step - static_cast<double>(bar.first)) / span, 0.0, 1.0);
        return low.x + knob + (size.x - 2 * knob) * static_cast<float>(share);
    }
    [[nodiscard]] std::int64_t step_at(float x) const {
        const float share = std::clamp((x - low.x - knob) / std::max(1.0F, size.x - 2 * knob), 0.0F, 1.0F);
        return bar.first +
               static_cast<std::int64_t>(std::lround(share * static_cast<float>(bar.last - bar.first)));
    }
    [[nodiscard]] float line() const { return low.y + size.y - knob; }
};

ImU32 colour_of(const Ui& ui, TimeMark::Kind kind) {
    switch (kind) {
    case TimeMark::Kind::Purity:
    case TimeMark::Kind::Relation:
        return ui.theme.good;
    case TimeMark::Kind::Loss:
        return ui.theme.warm;
    case TimeMark::Kind::Meeting:
        return ui.theme.strong;
    case TimeMark::Kind::Change:
    case TimeMark::Kind::Branch:
        break;
    }
    return ui.theme.accent;
}

// How much changed, as hills above the line: all neighbours are the full height.
void draw_churn(const Ui& ui, const TimeTrack& track) {
    const float foot = track.line() - ui.px(3), height = foot - track.low.y;
    ImDrawList* const draw = ImGui::GetWindowDrawList();
    const auto& points = track.bar.churn;
    for (std::size_t i = 0; i < points.size(); ++i) {
        const double before = i == 0 ? static_cast<double>(track.bar.first) : points[i - 1].step;
        const float left = track.x_of(before), right = std::max(track.x_of(points[i].step), left + 1.0F);
        draw->AddRectFilled({left, foot - height * points[i].value}, {right, foot},
                            with_alpha(ui.theme.accent, 0.22F));
    }
}

void draw_line(const Ui& ui, const TimeTrack& track) {
    const ImU32 colour = track.bar.live ? ui.theme.accent : ui.theme.warm;
    const float y = track.line(), half = ui.px(2), x = track.x_of(static_cast<double>(track.bar.shown));
    ImDrawList* const draw = ImGui::GetWindowDrawList();
    draw->AddRectFilled({track.low.x, y - half}, {track.low.x + track.size.x, y + half}, ui.theme.raised,
                        half);
    draw->AddRectFilled({track.low.x, y - half}, {x, y + half}, colour, half);
}

void draw_knob(const Ui& ui, const TimeTrack& track, bool lit) {
    const ImU32 colour = track.bar.live ? ui.theme.accent : ui.theme.warm;
    ImGui::GetWindowDrawList()->AddCircleFilled(
        {track.x_of(static_cast<double>(track.bar.shown)), track.line()}, track.knob * (lit ? 1.15F : 1.0F),
        colour);
}

// A mark as a pin over the line. The one under the mouse, if there is one: of those on one spot the last,
// which lies on top.
const TimeMark* draw_time_marks(Ui& ui, const TimeTrack& track, bool hovered) {
    const float mouse = ImGui::GetIO().MousePos.x, reach = ui.px(5), size = ui.px(3.5F);
    const TimeMark* under = nullptr;
    ImDrawList* const draw = ImGui::GetWindowDrawList();
    for (const TimeMark& mark : track.bar.marks) {
        if (mark.step < track.bar.first || mark.step > track.bar.last) continue; // before a branch began
        const float x = track.x_of(static_cast<double>(mark.step)), y = track.low.y + size;
        const bool near = hovered && std::abs(x - mouse) < reach;
        if (near) under = &mark;
        const ImU32 colour = colour_of(ui, mark.kind);
        draw->AddLine({x, y}, {x, track.line()}, with_alpha(colour, near ? 1.0F : 0.6F), ui.px(1));
        draw->AddQuadFilled({x, y - size}, {x + size, y}, {x, y + size}, {x - size, y}, colour);
        ui.rects.mark("time.mark." + std::to_string(mark.step), {x - reach, track.low.y},
                      {x + reach, track.line()});
    }
    return under;
}

std::string sentence_of(const TimeTrack& track, std::int64_t step, const TimeMark* mark) {
    if (mark != nullptr)
        return "Step " + with_commas(mark->step) + ": " + mark->what + ". Click to go there.";
    std::string words = "Step " + with_commas(step) + ". Drag to look back; right-click for this very step.";
    const auto& churn = track.bar.churn;
    const auto next = std::ranges::lower_bound(churn, static_cast<double>(step), {}, &HistoryPoint::step);
    if (next == churn.end()) return words;
    const std::int64_t before = next == churn.begin() ? track.bar.first : std::llround(std::prev(next)->step);
    return words + format("\nThe hills: how much neighbourhoods changed. Here %.0f%% of a word's ten nearest "
                          "words were new since step %s, the kept one before.",
                          100 * next->value, with_commas(before).c_str());
}

} // namespace

TimeBarAsks draw_time_bar(Ui& ui, const TimeBar& bar, ImVec2 size, std::int64_t& menu_step) {
    const TimeTrack track{bar, ImGui::GetCursorScreenPos(), size, ui.px(6.5F)};
    TimeBarAsks asks;
    ImGui::InvisibleButton("time.scrub", track.size);
    ui.rects.mark_item("time.scrub");
    asks.hovered = ImGui::IsItemHovered();
    const bool held = ImGui::IsItemActive();
    const std::int64_t step = track.step_at(ImGui::GetIO().MousePos.x);
    if (asks.hovered && ImGui::IsMouseClicked(1)) menu_step = step;
    if (begin_context_menu(ui, "time.menu")) {
        const std::string name = with_commas(menu_step);
        if (context_item(ui, ("Look at step " + name + " exactly").c_str())) asks.exactly = menu_step;
        if (context_item(ui, ("Branch from step " + name + " …").c_str())) asks.branch = menu_step;
        end_context_menu();
    }
    draw_churn(ui, track);
    draw_line(ui, track);
    const TimeMark* const mark = draw_time_marks(ui, track, asks.hovered || held);
    draw_knob(ui, track, asks.hovered || held);
    if (held) asks.scrub = mark != nullptr ? mark->step : step;
    if (asks.hovered && !held)
        explain_area(ui, track.low, {track.low.x + size.x, track.low.y + size.y},
                     sentence_of(track, step, mark).c_str());
    return asks;
}

} // namespace wordfield::app
