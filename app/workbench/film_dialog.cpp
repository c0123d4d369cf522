// SPDX-License-Identifier: MIT
#include "app/workbench/film_dialog.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace wordfield::app {
namespace {

constexpr std::array<double, 5> lengths{5, 10, 20, 30, 60};
constexpr std::array<int, 3> rates{15, 30, 60};
struct FilmSize {
    glm::ivec2 size;
    int scale;
};
constexpr std::array<FilmSize, 4> sizes{
    {{{1280, 720}, 1}, {{1920, 1080}, 1}, {{1280, 1280}, 1}, {{1920, 1080}, 2}}};

void film_row(Ui& ui, const char* name, const char* explanation) {
    text(ui, ui.fonts.body, ui.theme.dim, name);
    explain(ui, explanation);
    ImGui::SameLine(ui.px(160));
}

void step_row(Ui& ui, const char* id, const char* name, const char* explanation, float& step,
              const FilmableSteps& steps) {
    film_row(ui, name, explanation);
    if (steps.last > steps.first)
        slider(ui, id, step, static_cast<float>(steps.first), static_cast<float>(steps.last), false,
               ui.theme.accent, ui.px(220));
    else
        ImGui::Dummy({ui.px(220), ui.fonts.body_px});
    step = std::round(step);
    ImGui::SameLine(0, ui.px(12));
    text(ui, ui.fonts.body, ui.theme.text, with_commas(std::llround(step)));
}

} // namespace

void FilmDialog::open(const FilmableSteps& steps) {
    steps_ = steps;
    from_ = static_cast<float>(steps.first);
    to_ = static_cast<float>(steps.last);
    open_ = true;
}

void FilmDialog::steps(Ui& ui) {
    step_row(ui, "film.from", "From step", "The step that the film begins with. Ctrl-click: type it.", from_,
             steps_);
    step_row(ui, "film.to", "To step", "The step that the film ends with. Ctrl-click: type it.", to_, steps_);
    to_ = std::max(from_, to_);
}

void FilmDialog::choices(Ui& ui) {
    film_row(ui, "Seconds", "How long the film is; the steps are spread evenly over it.");
    segmented(ui, "film.seconds", std::array{"5", "10", "20", "30", "60"}, length_);
    film_row(ui, "Frames a second", "30 is smooth; 60 is smoother and takes twice as long to make.");
    segmented(ui, "film.fps", std::array{"15", "30", "60"}, rate_);
    film_row(ui, "Size", "Of a frame, px. In the largest one everything is drawn twice as large.");
    segmented(ui, "film.size", std::array{"1280 × 720", "1920 × 1080", "1280 × 1280", "3840 × 2160"}, size_);
}

std::optional<FilmRequest> FilmDialog::draw(Ui& ui, bool enter_is_meant) {
    if (!open_) return std::nullopt;
    begin_dialog(ui, "Film", 560);
    text(ui, ui.fonts.bold, ui.theme.strong, "Film the run so far");
    remark(ui,
           "Every kept step of this run, one after the other; words glide from each to the next. Training "
           "goes on meanwhile.");
    film_row(ui, "What is shown", "The map alone, with a title and the step, or all panels of the window.");
    int of = of_ == FilmOf::Map ? 0 : 1;
    segmented(ui, "film.of", std::array{"The map", "The window"}, of);
    of_ = of == 0 ? FilmOf::Map : FilmOf::Window;
    steps(ui);
    choices(ui);
    const FilmSize& size = sizes[static_cast<std::size_t>(size_)];
    const FilmRequest request{.of = of_,
                              .from = std::llround(from_),
                              .to = std::llround(to_),
                              .seconds = lengths[static_cast<std::size_t>(length_)],
                              .fps = rates[static_cast<std::size_t>(rate_)],
                              .size = size.size,
                              .scale = size.scale};
    const int frames = FilmSchedule{0, 0, request.seconds, request.fps}.frames();
    remark(ui, with_commas(frames) + " frames from " + with_commas(steps_.maps) + " kept maps.");
    const bool entered = enter_is_meant && !ImGui::GetIO().WantTextInput && !ImGui::IsAnyItemActive() &&
                         ImGui::IsKeyPressed(ImGui::GetKeyIndex(ImGuiKey_Enter), false);
    const bool confirmed =
        button(ui, "film.confirm", "Choose a file …", "A film (.mp4, .webm, .gif) or a folder (Enter)", true);
    ImGui::SameLine();
    if (button(ui, "film.cancel", "Cancel", "Esc does the same")) open_ = false;
    end_dialog();
    if (!open_ || !(confirmed || entered)) return std::nullopt;
    open_ = false;
    return request;
}

bool draw_film_progress(Ui& ui, float progress) {
    const ImVec2 window = ImGui::GetIO().DisplaySize;
    ImGui::SetNextWindowPos({window.x * 0.5F, ui.px(100)}, ImGuiCond_Always, {0.5F, 0.0F});
    ImGui::PushStyleColor(ImGuiCol_WindowBg, ui.theme.raised);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, ui.px(8));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2{ui.px(14), ui.px(10)});
    ImGui::Begin("Filming", nullptr,
                 ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_AlwaysAutoResize |
                     ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoMove |
                     ImGuiWindowFlags_NoFocusOnAppearing | ImGuiWindowFlags_NoNav);
    ImGui::AlignTextToFramePadding();
    text(ui, ui.fonts.body, ui.theme.strong, format("Filming … %.0f%%", 100 * static_cast<double>(progress)));
    ImGui::SameLine(ui.px(130));
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const ImVec2 low{at.x, at.y + (ImGui::GetFrameHeight() - ui.px(6)) * 0.5F};
    const ImVec2 size{ui.px(180), ui.px(6)};
    ImDrawList* const draw = ImGui::GetWindowDrawList();
    draw->AddRectFilled(low, {low.x + size.x, low.y + size.y}, ui.theme.panel, ui.px(3));
    draw->AddRectFilled(low, {low.x + size.x * std::clamp(progress, 0.0F, 1.0F), low.y + size.y},
                        ui.theme.accent, ui.px(3));
    ui.rects.mark("film.progress", low, {low.x + size.x, low.y + size.y});
    ImGui::Dummy({size.x, ImGui::GetFrameHeight()});
    ImGui::SameLine(0, ui.px(12));
    const bool cancelled = button(ui, "film.stop", "Cancel", "Stop filming; nothing of it stays");
    ImGui::End();
    ImGui::PopStyleVar(2);
    ImGui::PopStyleColor();
    return cancelled;
}

} // namespace wordfield::app
