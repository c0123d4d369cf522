// SPDX-License-Identifier: MIT
// The time bar. Dragging it shows an earlier step; training goes on meanwhile.
#include "app/panels/panels.hpp"

#include "app/ui/lesson.hpp"

#include <algorithm>
#include <utility>

namespace wordfield::app {
namespace {

void transport_buttons(Ui& ui, const Frame& frame, Outbox& out) {
    if (button(ui, "time.start", "|<",
               "Look at step 0: rows of noise, before anything was learned (arrow keys move through time)"))
        out.post(Scrub{0});
    ImGui::SameLine(0, ui.px(4));
    if (button(ui, "time.play", frame.running() ? "Pause" : "Play", what_play_does(frame), false,
               {ui.px(52), 0}))
        play_or_pause(frame, out);
    ImGui::SameLine(0, ui.px(4));
    if (button(ui, "time.step", "Step", what_step_does(frame))) train_one_step(out);
}

} // namespace

// What is trained is seen: playing leaves the look back, pausing does not.
void play_or_pause(const Frame& frame, Outbox& out) {
    const bool plays = !frame.running();
    out.post(SetRunning{plays});
    if (plays) out.post(GoLive{});
}

const char* what_play_does(const Frame& frame) {
    if (frame.running())
        return frame.live ? "Pause training (Space)"
                          : "Pause training (Space); the step that is shown stays on the screen";
    return frame.live ? "Go on training (Space)" : "Return to the newest step and go on training (Space)";
}

void train_one_step(Outbox& out) {
    out.post(RunSteps{1});
    out.post(GoLive{});
}

const char* what_step_does(const Frame& frame) {
    return frame.live ? "Train one step, then pause ( . )"
                      : "Return to the newest step, train one more, then pause ( . )";
}

std::string looking_back(const Frame& frame) {
    if (frame.live || !frame.moment || !frame.newest) return {};
    const std::string now = with_commas(frame.newest->step);
    const std::string training = frame.running() ? "Training goes on at step " + now + "."
                                 : frame.status->state == RunState::Paused
                                     ? "Training is paused at step " + now + "."
                                     : "Training has stopped at step " + now + ".";
    return "Looking at step " + with_commas(frame.moment->step) + ". " + training;
}

void draw_looking_back(Ui& ui, const Area& map, const Frame& frame) {
    const std::string words = looking_back(frame);
    if (words.empty()) return;
    const float width = text_width(ui.fonts.bold, ui.fonts.body_px, words);
    const ImVec2 low{map.low.x + std::max(0.0F, (map.size.x - width) * 0.5F), map.high().y - ui.px(26)};
    const ImVec2 box_low{low.x - ui.px(14), low.y - ui.px(4)};
    const ImVec2 box_high{low.x + width + ui.px(14), map.high().y - ui.px(3)};
    ImDrawList* const draw = ImGui::GetForegroundDrawList();
    draw->PushClipRect(map.low, map.high());
    draw->AddRectFilled(box_low, box_high, ui.theme.warm, ui.px(6));
    draw->AddText(ui.fonts.bold, ui.fonts.body_px, low, ui.theme.panel, words.c_str());
    draw->PopClipRect();
    ui.rects.mark("time.looking_back", box_low, box_high);
}

namespace {

class TimePanel : public PanelView {
public:
    void draw(PanelContext& context) override;
};

void TimePanel::draw(PanelContext& context) {
    auto& [ui, info, area, frame, view, out] = context;
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2{ui.px(10), ui.px(8)});
    begin_panel(context, ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse);
    ImGui::PopStyleVar();
    if (frame.moment && frame.timeline && !frame.timeline->moments().empty()) {
        transport_buttons(ui, frame, out);
        const auto& moments = frame.timeline->moments();
        const auto last = static_cast<float>(std::max<std::int64_t>(moments.back().moment->step, 1));
        ImGui::SameLine(0, ui.px(12));
        ImGui::AlignTextToFramePadding();
        text(ui, ui.fonts.small, ui.theme.dim, "0");
        ImGui::SameLine(0, ui.px(8));
        const float live_width = ui.px(128);
        const float width = ImGui::GetContentRegionAvail().x - live_width;
        float at = frame.live ? last : static_cast<float>(frame.moment->step);
        ImGui::SetCursorPosY(ImGui::GetCursorPosY() + ui.px(2));
        if (slider(ui, "time.scrub", at, 0.0F, last, false, frame.live ? ui.theme.accent : ui.theme.warm,
                   width))
            out.post(Scrub{static_cast<std::int64_t>(at)});
        explain(ui, "Every kept moment of this run. Drag to look back; training goes on meanwhile.");
        ImGui::SameLine(0, ui.px(10));
        const std::string label =
            frame.live ? "live" : format("step %s — back to live", with_commas(frame.moment->step).c_str());
        if (button(ui, "time.live", frame.live ? "live" : "back to live",
                   frame.live ? "The window follows the training" : label.c_str(), !frame.live))
            out.post(GoLive{});
        ImGui::SameLine(0, ui.px(8));
        ImGui::SetCursorPosY(ImGui::GetCursorPosY() + ui.px(4));
        help_mark(ui, std::exchange(ui.help_for, {}));
    }
    end_panel();
}

} // namespace

PanelEntry time_panel() {
    return {{.id = Panel::Time, .name = "Time", .key = 5, .lesson = "Time", .place = PanelPlace::BelowMap},
            make_panel<TimePanel>};
}

} // namespace wordfield::app
