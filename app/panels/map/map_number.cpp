// SPDX-License-Identifier: MIT
// One number of a projection in the popover: its slider, values that have names, and what the map would keep
// along it.
#include "app/map/recall_watch.hpp"
#include "app/panels/map/map_parts.hpp"
#include "model/map/projection_info.hpp"

#include <algorithm>
#include <cmath>

namespace wordfield::app {
namespace {

constexpr float knob_px = 6.5F; // half of the slider's knob: its track ends there

// Where a value stands along the slider that was drawn last, or will be drawn.
struct CurveTrack {
    float left, width;
    const ProjectionParameter& parameter;

    [[nodiscard]] float x(float value) const {
        const float t = parameter.logarithmic
                            ? std::log(value / parameter.low) / std::log(parameter.high / parameter.low)
                            : (value - parameter.low) / (parameter.high - parameter.low);
        return left + width * std::clamp(t, 0.0F, 1.0F);
    }
};

CurveTrack track_of(const Ui& ui, const ProjectionParameter& parameter) {
    const float knob = ui.px(knob_px);
    return {ImGui::GetCursorScreenPos().x + knob, ImGui::GetContentRegionAvail().x - 2 * knob, parameter};
}

// The measured points, joined, with their standard errors.
void draw_curve(const Ui& ui, const CurveTrack& track, const RecallCurve& curve, float top, float height) {
    ImDrawList* draw = ImGui::GetWindowDrawList();
    const auto at = [&](const KeptAt& point) {
        return ImVec2{track.x(point.attraction), top + height * (1.0F - point.kept)};
    };
    for (std::size_t i = 0; i < curve.points.size(); ++i) {
        const ImVec2 here = at(curve.points[i]);
        if (i > 0) draw->AddLine(at(curve.points[i - 1]), here, with_alpha(ui.theme.good, 0.7F), ui.px(1.5F));
        const float error = height * curve.points[i].error;
        draw->AddLine({here.x, here.y - error}, {here.x, here.y + error}, with_alpha(ui.theme.good, 0.7F));
        draw->AddCircleFilled(here, ui.px(2), ui.theme.good);
    }
}

std::string readout(const RecallCurve& curve, const CurveTrack& track) {
    const float mouse = ImGui::GetIO().MousePos.x;
    const KeptAt* nearest = nullptr;
    for (const KeptAt& point : curve.points)
        if (nearest == nullptr ||
            std::abs(track.x(point.attraction) - mouse) < std::abs(track.x(nearest->attraction) - mouse))
            nearest = &point;
    if (nearest == nullptr) return {};
    return format(
        "At %.2g a map keeps %.1f ± %.1f%% of the ten nearest words near. Measured on maps of %s of "
        "these words with the rows of step %s, each made afresh; ± is the "
        "standard error over the words.",
        nearest->attraction, 100 * nearest->kept, 100 * nearest->error, with_commas(curve.words).c_str(),
        with_commas(curve.step).c_str());
}

void recall_curve(Ui& ui, const Frame& frame, MapState& state, const ProjectionParameter& parameter) {
    if (!state.view.recall) state.view.recall = std::make_unique<RecallWatch>();
    const RecallCurve* curve = state.view.recall->look(*frame.layout, state.settings.projection,
                                                       parameter.low, parameter.high, frame.time);
    state.animating |= state.view.recall->busy();
    const CurveTrack track = track_of(ui, parameter);
    const ImVec2 low = ImGui::GetCursorScreenPos();
    const ImVec2 size{ImGui::GetContentRegionAvail().x, ui.px(44)};
    ImGui::Dummy(size);
    ImGui::GetWindowDrawList()->AddRectFilled(low, {low.x + size.x, low.y + size.y}, ui.theme.ground,
                                              ui.px(3));
    ui.rects.mark_item(state.part(parameter.id) + ".recall");
    const float margin = ui.px(3);
    if (curve != nullptr) draw_curve(ui, track, *curve, low.y + margin, size.y - 2 * margin);
    const std::string words =
        curve != nullptr ? format("neighbours kept, %s words, step %s", with_commas(curve->words).c_str(),
                                  with_commas(curve->step).c_str())
                         : std::string{"measuring what maps keep …"};
    ImGui::GetWindowDrawList()->AddText(ui.fonts.small, ui.fonts.small_px,
                                        {low.x + ui.px(5), low.y + size.y - ui.fonts.small_px - ui.px(3)},
                                        ui.theme.dim, words.c_str());
    if (curve != nullptr) explain(ui, readout(*curve, track).c_str());
}

// Names of values under the slider, each below its tick, on a second line where they would touch.
bool stops(Ui& ui, MapState& state, const CurveTrack& track, const ProjectionParameter& parameter) {
    const ImVec2 low = ImGui::GetCursorScreenPos();
    const float line = ui.fonts.small_px + ui.px(4);
    float ends[2] = {low.x - 1.0F, low.x - 1.0F};
    int lines = 0;
    bool changed = false;
    for (const ParameterStop& stop : parameter.stops) {
        const float x = track.x(stop.value);
        const float width = text_width(ui.fonts.small, ui.fonts.small_px, stop.name);
        const float left =
            std::clamp(x - width * 0.5F, low.x, std::max(low.x, track.left + track.width - width));
        const int row = left > ends[0] ? 0 : 1;
        ends[row] = left + width + ui.px(8);
        lines = std::max(lines, row + 1);
        ImGui::SetCursorScreenPos({left, low.y + line * static_cast<float>(row)});
        const std::string id = state.part(parameter.id) + "." + stop.name;
        if (ImGui::InvisibleButton(id.c_str(), {width, line})) {
            parameter.set(state.settings.projection, stop.value);
            changed = true;
        }
        ui.rects.mark_item(id);
        explain(ui, stop.explanation);
        const ImU32 colour = ImGui::IsItemHovered() ? ui.theme.accent : ui.theme.dim;
        ImDrawList* draw = ImGui::GetWindowDrawList();
        draw->AddLine({x, low.y - ui.px(7)}, {x, low.y - ui.px(1)}, colour);
        draw->AddText(ui.fonts.small, ui.fonts.small_px, ImGui::GetItemRectMin(), colour, stop.name);
    }
    ImGui::SetCursorScreenPos(low);
    ImGui::Dummy({1, line * static_cast<float>(lines)});
    return changed;
}

} // namespace

bool map_number(Ui& ui, const Frame& frame, MapState& state, const ProjectionParameter& parameter) {
    ProjectionConfig& p = state.settings.projection;
    figure(ui, parameter.name, value_text(parameter, p), parameter.explanation);
    if (parameter.recall_curve) recall_curve(ui, frame, state, parameter);
    const CurveTrack track = track_of(ui, parameter);
    const bool automatic = parameter.automatic != nullptr && parameter.get(p) <= 0.0F;
    float value = automatic ? parameter.automatic(p, std::ssize(frame.layout->words)) : parameter.get(p);
    bool changed = slider(ui, state.part(parameter.id).c_str(), value, parameter.low, parameter.high,
                          parameter.logarithmic, ui.theme.accent);
    if (changed) parameter.set(p, value);
    if (!parameter.stops.empty()) changed |= stops(ui, state, track, parameter);
    if (parameter.automatic == nullptr) return changed;
    const std::string id = state.part(parameter.id) + "_auto";
    if (button(ui, id.c_str(), "auto", parameter.automatic_explanation, automatic)) {
        parameter.set(p, 0.0F);
        changed = true;
    }
    ImGui::SameLine(0, ui.px(6));
    return changed;
}

} // namespace wordfield::app
