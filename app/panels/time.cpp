// SPDX-License-Identifier: MIT
// The time bar. Dragging it shows an earlier step; training goes on meanwhile.
#include "app/panels/panels.hpp"

#include "app/insight/timeline.hpp"
#include "app/ui/lesson.hpp"

#include <algorithm>
#include <utility>

namespace wordfield::app {
namespace {

void transport_buttons(Ui& ui, const Frame& frame, Outbox& out) {
    const bool running = frame.snapshot->state == RunState::Running;
    if (button(ui, "time.start", "|<",
               "Look at step 0: rows of noise, before anything was learned (arrow keys move through time)"))
        out.scrub = 0;
    ImGui::SameLine(0, ui.px(4));
    if (button(ui, "time.play", running ? "Pause" : "Play",
               running ? "Pause training (Space)" : "Go on training (Space)", false, {ui.px(52), 0}))
        out.post(SetRunning{!running});
    ImGui::SameLine(0, ui.px(4));
    if (button(ui, "time.step", "Step", "Train one step, then pause ( . )")) out.post(RunSteps{1});
}

} // namespace

void draw_time(Ui& ui, const Area& area, const Frame& frame, Outbox& out) {
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2{ui.px(10), ui.px(8)});
    begin_panel(ui, "Time", area, ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse);
    ImGui::PopStyleVar();
    if (frame.snapshot && frame.timeline && !frame.timeline->moments().empty()) {
        transport_buttons(ui, frame, out);
        const auto& moments = frame.timeline->moments();
        const auto last = static_cast<float>(std::max<std::int64_t>(moments.back().snapshot->step, 1));
        ImGui::SameLine(0, ui.px(12));
        ImGui::AlignTextToFramePadding();
        text(ui, ui.fonts.small, ui.theme.dim, "0");
        ImGui::SameLine(0, ui.px(8));
        const float live_width = ui.px(128);
        const float width = ImGui::GetContentRegionAvail().x - live_width;
        float at = frame.live ? last : static_cast<float>(frame.snapshot->step);
        ImGui::SetCursorPosY(ImGui::GetCursorPosY() + ui.px(2));
        if (slider(ui, "time.scrub", at, 0.0F, last, false, frame.live ? ui.theme.accent : ui.theme.warm,
                   width))
            out.scrub = static_cast<std::int64_t>(at);
        explain(ui, "Every kept moment of this run. Drag to look back; training goes on meanwhile.");
        ImGui::SameLine(0, ui.px(10));
        const std::string label =
            frame.live ? "live" : format("step %s — back to live", with_commas(frame.snapshot->step).c_str());
        if (button(ui, "time.live", frame.live ? "live" : "back to live",
                   frame.live ? "The window follows the training" : label.c_str(), !frame.live))
            out.go_live = true;
        ImGui::SameLine(0, ui.px(8));
        ImGui::SetCursorPosY(ImGui::GetCursorPosY() + ui.px(4));
        help_mark(ui, std::exchange(ui.help_for, {}));
    }
    end_panel();
}

} // namespace wordfield::app
