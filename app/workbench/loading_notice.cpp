// SPDX-License-Identifier: MIT
#include "app/workbench/loading_notice.hpp"

#include <algorithm>

namespace wordfield::app {
namespace {

// A window of its own in the middle (or, over a running model, at the top): it has buttons.
void begin_notice(Ui& ui, float height) {
    const ImVec2 window = ImGui::GetIO().DisplaySize;
    ImGui::SetNextWindowPos({window.x * 0.5F, window.y * height}, ImGuiCond_Always, {0.5F, 0.5F});
    ImGui::SetNextWindowSize({ui.px(460), 0});
    ImGui::PushStyleColor(ImGuiCol_WindowBg, ui.theme.panel);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, ui.px(8));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2{ui.px(20), ui.px(16)});
    ImGui::Begin("Loading", nullptr,
                 ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoMove);
}

void end_notice() {
    ImGui::End();
    ImGui::PopStyleVar(2);
    ImGui::PopStyleColor();
}

void progress_bar(Ui& ui, float fraction) {
    const ImVec2 low = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x, height = ui.px(6);
    ImDrawList* const draw = ImGui::GetWindowDrawList();
    draw->AddRectFilled(low, {low.x + width, low.y + height}, ui.theme.raised, ui.px(3));
    draw->AddRectFilled(low, {low.x + width * std::clamp(fraction, 0.0F, 1.0F), low.y + height},
                        ui.theme.accent, ui.px(3));
    ui.rects.mark("loading.bar", low, {low.x + width, low.y + height});
    ImGui::Dummy({width, height + ui.px(4)});
}

} // namespace

LoadingAnswer draw_loading(Ui& ui, const LoadState& loading, bool window_is_empty) {
    auto answer = LoadingAnswer::None;
    if (loading.busy) {
        begin_notice(ui, window_is_empty ? 0.5F : 0.2F);
        text(ui, ui.fonts.body, ui.theme.text,
             fit(ui.fonts.body, ui.fonts.body_px, "Reading " + loading.what, ui.px(360)) +
                 format(" … %.0f%%", 100 * static_cast<double>(loading.fraction)));
        progress_bar(ui, loading.fraction);
        if (button(ui, "loading.cancel", "Cancel",
                   window_is_empty ? "Stop reading" : "Stop reading; the model that is there goes on"))
            answer = LoadingAnswer::Cancel;
        end_notice();
    } else if (window_is_empty && !loading.error.empty()) {
        begin_notice(ui, 0.5F);
        text(ui, ui.fonts.title, ui.theme.warm, "This could not be opened");
        remark(ui, loading.error);
        ImGui::Dummy({0, ui.px(4)});
        if (button(ui, "loading.builtin", "Use the built-in corpus", "Begin with the text that comes along",
                   true))
            answer = LoadingAnswer::Builtin;
        ImGui::SameLine();
        if (button(ui, "loading.open", "Open another …", "Any UTF-8 text or .grammar file (Ctrl+O)"))
            answer = LoadingAnswer::Another;
        end_notice();
    }
    return answer;
}

} // namespace wordfield::app
