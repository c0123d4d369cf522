// SPDX-License-Identifier: MIT
// The time bar. Dragging it shows an earlier step; training goes on meanwhile.
#include "app/panels/history_menu.hpp"
#include "app/panels/panels.hpp"
#include "app/panels/time_bar.hpp"

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
        play_or_pause(*frame.moment, frame.running(), out);
    ImGui::SameLine(0, ui.px(4));
    if (button(ui, "time.step", "Step", what_step_does(frame))) train_one_step(out);
}

} // namespace

// What is trained is seen: playing leaves the look back, pausing does not.
void play_or_pause(const Moment& moment, bool running, Outbox& out) {
    if (!moment.capabilities.trains) return;
    out.post(SetRunning{!running});
    if (!running) out.post(GoLive{});
}

const char* what_play_does(const Frame& frame) {
    if (!frame.can().trains)
        return "There is nothing to train: these vectors are as their file has them. Open a text to train a "
               "model.";
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
    if (words.empty() || ImGui::IsPopupOpen(nullptr, ImGuiPopupFlags_AnyPopup))
        return; // it would lie over that
    const float width = text_width(ui.fonts.bold, ui.fonts.body_px, words);
    const float beside = ui.px(260); // of the signs that stand there left and right
    const float lift = map.size.x < width + 2 * beside ? ui.px(34) : 0.0F; // no room between them
    const ImVec2 low{map.low.x + std::max(0.0F, (map.size.x - width) * 0.5F),
                     map.high().y - ui.px(26) - lift};
    const ImVec2 box_low{low.x - ui.px(14), low.y - ui.px(4)};
    const ImVec2 box_high{low.x + width + ui.px(14), map.high().y - ui.px(3) - lift};
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
    void forget_words() override { menu_ = {}; }

private:
    void bar(PanelContext& context, float width);
    static void replay_buttons(PanelContext& context);
    static void working(Ui& ui, const Replay& replay, float width, Outbox& out);

    HistoryMenu menu_;
    std::int64_t menu_step_ = 0; // where the bar's own menu was opened
};

void TimePanel::bar(PanelContext& context, float width) {
    auto& [ui, info, area, frame, view, out] = context;
    const auto& moments = frame.timeline->moments();
    const TimeBar bar{.first = moments.front().moment->step,
                      .last = std::max(moments.back().moment->step, frame.newest->step),
                      .shown = frame.live ? frame.newest->step : frame.moment->step,
                      .live = frame.live,
                      .marks = frame.marks,
                      .churn = frame.churn};
    const TimeBarAsks asks = draw_time_bar(ui, bar, {width, ui.px(30)}, menu_step_);
    view.over_time = asks.hovered;
    if (asks.scrub) out.post(Scrub{*asks.scrub});
    if (asks.exactly) out.post(ShowExactly{*asks.exactly});
    if (asks.branch) out.post(AskBranch{*asks.branch});
}

// In the place of the bar, while a step is being made again.
void TimePanel::working(Ui& ui, const Replay& replay, float width, Outbox& out) {
    const float share =
        replay.total > 0 ? static_cast<float>(replay.done) / static_cast<float>(replay.total) : 1.0F;
    const ImVec2 low = ImGui::GetCursorScreenPos();
    const float cancel = ui.px(66), height = ui.px(24);
    const ImVec2 size{width - cancel - ui.px(8), height};
    ImDrawList* const draw = ImGui::GetWindowDrawList();
    draw->AddRectFilled(low, {low.x + size.x, low.y + height}, ui.theme.raised, ui.px(4));
    draw->AddRectFilled(low, {low.x + size.x * share, low.y + height}, with_alpha(ui.theme.warm, 0.45F),
                        ui.px(4));
    const std::string words =
        fit(ui.fonts.small, ui.fonts.small_px,
            format("Making step %s again: %s of %s steps", with_commas(replay.step).c_str(),
                   with_commas(replay.done).c_str(), with_commas(replay.total).c_str()),
            size.x - ui.px(16));
    draw->AddText(ui.fonts.small, ui.fonts.small_px,
                  {low.x + ui.px(8), low.y + (height - ui.fonts.small_px) * 0.5F}, ui.theme.strong,
                  words.c_str());
    ImGui::Dummy(size);
    ui.rects.mark_item("time.replaying");
    ImGui::SameLine(0, ui.px(8));
    if (button(ui, "time.cancel", "Cancel", "Give it up (Esc)")) out.post(CancelReplay{});
}

void TimePanel::replay_buttons(PanelContext& context) {
    auto& [ui, info, area, frame, view, out] = context;
    const bool plays = view.playback.playing();
    if (button(ui, "time.replay", plays ? "Stop" : "Replay",
               plays ? "Stop here (P)" : "Play through the kept steps, as a film; training goes on (P)",
               plays))
        out.post(TogglePlayback{});
    ImGui::SameLine(0, ui.px(6));
    const std::string label =
        frame.live ? "LIVE" : format("step %s", with_commas(frame.moment->step).c_str());
    if (button(ui, "time.live", frame.live ? "LIVE" : "Back to live",
               frame.live ? "The window follows the training (End)"
                          : ("Looking at " + label + ": back to the newest (End)").c_str(),
               frame.live))
        out.post(GoLive{});
    ImGui::SameLine(0, ui.px(6));
}

void TimePanel::draw(PanelContext& context) {
    auto& [ui, info, area, frame, view, out] = context;
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2{ui.px(10), ui.px(8)});
    begin_panel(context, ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse);
    ImGui::PopStyleVar();
    view.over_time = false;
    if (frame.moment && frame.timeline && !frame.timeline->moments().empty()) {
        const float top = ImGui::GetCursorPosY();
        ImGui::SetCursorPosY(top + ui.px(4));
        transport_buttons(ui, frame, out);
        ImGui::SameLine(0, ui.px(12));
        const float right = ui.px(frame.live ? 226 : 268); // replay, live, history, help
        const float width = std::max(ui.px(60), ImGui::GetContentRegionAvail().x - right);
        ImGui::SetCursorPosY(top + (frame.replay ? ui.px(4) : -ui.px(4)));
        if (frame.replay)
            working(ui, *frame.replay, width, out);
        else
            bar(context, width);
        ImGui::SameLine(0, ui.px(10));
        ImGui::SetCursorPosY(top + ui.px(4));
        replay_buttons(context);
        draw_history_menu(context, menu_);
        ImGui::SameLine(0, ui.px(8));
        ImGui::SetCursorPosY(top + ui.px(8));
        help_mark(ui, std::exchange(ui.help_for, {}));
    }
    end_panel();
}

} // namespace

PanelEntry time_panel() {
    return {{.id = Panel::Time,
             .name = "Time",
             .key = 5,
             .lesson = "Time",
             .place = PanelPlace::BelowMap,
             .untrained =
                 "These vectors come from a file and are not trained, so there are no steps to go back to."},
            make_panel<TimePanel>};
}

} // namespace wordfield::app
