// SPDX-License-Identifier: MIT
#include "app/panels/tour.hpp"

#include "app/desk/panel_view.hpp"
#include "app/ui/lesson.hpp"

#include <algorithm>
#include <cmath>

namespace wordfield::app {
namespace {

constexpr float card_width = 340, card_height = 236;
constexpr const char* example = "coffee"; // the word that the second step speaks of

Panel panel_named(std::string_view name) {
    for (const PanelEntry& entry : panels())
        if (entry.info.name == name) return entry.info.id;
    return Panel::Map;
}

float overlap(float low_a, float high_a, float low_b, float high_b) {
    return std::max(0.0F, std::min(high_a, high_b) - std::max(low_a, low_b));
}

// Of `below`, what `card` lies over.
float hidden_share(const Area& card, const Area& below) {
    return overlap(card.low.x, card.high().x, below.low.x, below.high().x) *
           overlap(card.low.y, card.high().y, below.low.y, below.high().y) /
           (below.size.x * below.size.y + 1.0F);
}

} // namespace

ImVec2 place_of_card(ImVec2 size, ImVec2 window, const Area& panel, const Area& map,
                     std::span<const ImVec2> dots) {
    constexpr float gap = 14.0F, step = 20.0F;
    constexpr float hidden_panel = 400.0F; // dots that the panel is worth, were it wholly hidden,
    constexpr float hidden_map = 300.0F;   // and the map beside its dots
    constexpr float window_away = 30.0F;   // dots that the width of the window is worth, in distance
    const ImVec2 middle{panel.low.x + 0.5F * panel.size.x, panel.low.y + 0.5F * panel.size.y};
    const std::size_t stride = 1 + dots.size() / 1000; // of very many, some
    ImVec2 best{gap, gap};
    float least = INFINITY;
    for (float y = gap + 40.0F; y <= window.y - size.y - gap; y += step)
        for (float x = gap; x <= window.x - size.x - gap; x += step) {
            float cost = 0.0F;
            for (std::size_t i = 0; i < dots.size(); i += stride)
                cost += dots[i].x > x - 6 && dots[i].x < x + size.x + 6 && dots[i].y > y - 6 &&
                                dots[i].y < y + size.y + 6
                            ? static_cast<float>(stride)
                            : 0.0F;
            const Area card{{x, y}, size};
            cost += hidden_panel * hidden_share(card, panel) + hidden_map * hidden_share(card, map);
            const float away = std::hypot(x + 0.5F * size.x - middle.x, y + 0.5F * size.y - middle.y);
            cost += window_away * away / window.x;
            if (cost < least) {
                least = cost;
                best = {x, y};
            }
        }
    return best;
}

void Tour::start() {
    go_to(0);
}

void Tour::leave() {
    step_ = -1;
    seen_ = true;
}

void Tour::go_to(int step) {
    step_ = step;
    fresh_ = true;
    task_done_ = false;
}

void Tour::begin_step(const Frame& frame, View& view) {
    fresh_ = false;
    const bool about_a_word = tour_steps()[step_].done == "choose another word";
    if (const auto word = frame.corpus().lexicon.vocabulary.find(example); about_a_word && word)
        view.selection.pin_only(*word);
    at_start_ = {view.selection.focus(), view.selection.layer, view.selection.head, frame.running()};
}

// What the tasks of assets/lessons/tour.txt are told by.
bool Tour::is_done(std::string_view what, const Frame& frame, const View& view) const {
    const Selection& selection = view.selection;
    if (what == "choose a word")
        return selection.focus().has_value() && selection.focus() != at_start_.chosen;
    if (what == "choose another word")
        return selection.focus().has_value() && selection.focus() != at_start_.chosen;
    if (what == "pause") return frame.running() != at_start_.running;
    if (what == "choose another head")
        return selection.layer != at_start_.layer || selection.head != at_start_.head;
    if (what == "heat") return selection.temperature >= 2.6F;
    return false;
}

void Tour::buttons(Ui& ui, int steps) {
    const ImVec2 origin = ImGui::GetWindowPos();
    for (int i = 0; i < steps; ++i)
        ImGui::GetWindowDrawList()->AddCircleFilled(
            {origin.x + ui.px(24) + ui.px(13) * static_cast<float>(i), origin.y + ui.px(card_height - 29)},
            ui.px(3.5F), i == step_ ? ui.theme.accent : ui.theme.border);
    const ImVec2 size{ui.px(62), 0};
    ImGui::SetCursorPos({ui.px(card_width) - 3 * size.x - ui.px(18 + 12), ui.px(card_height - 42)});
    if (button(ui, "tour.skip", "Skip", "Leave the tour (Esc); the list of shortcuts ( ? ) has it again",
               false, size)) {
        leave();
        return;
    }
    ImGui::SameLine(0, ui.px(6));
    if (button(ui, "tour.back", "Back", "The step before", false, size) && step_ > 0) return go_to(step_ - 1);
    ImGui::SameLine(0, ui.px(6));
    const bool last = step_ + 1 == steps;
    const char* about = last ? "Enjoy" : "The next step; what there is to do here can be left out";
    if (!button(ui, "tour.next", last ? "Done" : "Next", about, task_done_, size)) return;
    if (last)
        leave();
    else
        go_to(step_ + 1);
}

void Tour::card(Ui& ui) {
    const Lesson& lesson = tour_steps()[step_];
    ImGui::PushStyleColor(ImGuiCol_WindowBg, ui.theme.panel);
    ImGui::PushStyleColor(ImGuiCol_Border, ui.theme.accent);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 1.0F);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, ui.px(8));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2{ui.px(18), ui.px(14)});
    ImGui::SetNextWindowSize({ui.px(card_width), ui.px(card_height)});
    ImGui::Begin("Tour", nullptr, // it can be dragged by its title
                 ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoSavedSettings |
                     ImGuiWindowFlags_NoFocusOnAppearing | ImGuiWindowFlags_NoNav);
    const ImVec2 begin = ImGui::GetCursorPos();
    ImGui::InvisibleButton("grip", {-1, ui.fonts.title_px + ui.px(6)});
    if (ImGui::IsItemActive()) {
        const ImVec2 at = ImGui::GetWindowPos(), way = ImGui::GetIO().MouseDelta;
        ImGui::SetWindowPos({at.x + way.x, at.y + way.y});
    }
    if (ImGui::IsItemHovered()) ImGui::SetMouseCursor(ImGuiMouseCursor_ResizeAll);
    ui.rects.mark_item("tour.grip");
    ImGui::SetCursorPos(begin);
    text(ui, ui.fonts.title, ui.theme.strong, lesson.title);
    ImGui::PushTextWrapPos(0.0F);
    for (const std::string& paragraph : lesson.paragraphs) {
        ImGui::Dummy({0, ui.px(1)});
        text(ui, ui.fonts.body, ui.theme.text, paragraph);
    }
    ImGui::PopTextWrapPos();
    ImGui::SetCursorPosY(ui.px(card_height - 70));
    ImGui::AlignTextToFramePadding();
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float box = ui.px(13), y = at.y + ui.px(3);
    ImDrawList* draw = ImGui::GetWindowDrawList();
    const ImU32 colour = task_done_ ? ui.theme.good : ui.theme.accent;
    draw->AddRect({at.x, y}, {at.x + box, y + box}, colour, ui.px(3), 0, ui.px(1.4F));
    if (task_done_) {
        const ImVec2 tick[] = {{at.x + 0.2F * box, y + 0.5F * box},
                               {at.x + 0.43F * box, y + 0.75F * box},
                               {at.x + 0.82F * box, y + 0.25F * box}};
        draw->AddPolyline(tick, 3, colour, ImDrawFlags_None, ui.px(2));
    }
    ImGui::SetCursorPosX(ImGui::GetCursorPosX() + box + ui.px(8));
    text(ui, ui.fonts.bold, task_done_ ? ui.theme.good : ui.theme.strong, lesson.task);
    const ImVec2 low = ImGui::GetWindowPos();
    ui.rects.mark("tour.card", low, {low.x + ImGui::GetWindowWidth(), low.y + ImGui::GetWindowHeight()});
    buttons(ui, static_cast<int>(tour_steps().size()));
    ImGui::End();
    ImGui::PopStyleVar(3);
    ImGui::PopStyleColor(2);
}

void Tour::draw(Ui& ui, const Frame& frame, View& view, const Areas& areas, std::span<const ImVec2> dots) {
    if (step_ < 0 || step_ >= static_cast<int>(tour_steps().size())) return;
    const Lesson& lesson = tour_steps()[step_];
    const Panel panel = panel_named(lesson.panel);
    view.workspace.show(panel, true);
    const Area& own = area_of(areas, panel);
    const Area& area = own.size.x > 1 ? own : area_inside(areas); // which stands in its place
    const ImVec2 window = ImGui::GetIO().DisplaySize;
    const bool resized = window.x != window_.x || window.y != window_.y;
    if (fresh_ || resized) {
        window_ = window;
        ImGui::SetNextWindowPos(place_of_card({ui.px(card_width), ui.px(card_height)}, window, area,
                                              area_of(areas, Panel::Map), dots));
    }
    if (fresh_) begin_step(frame, view);
    task_done_ = task_done_ || is_done(lesson.done, frame, view);
    ImGui::GetForegroundDrawList()->AddRect({area.low.x + 1, area.low.y + 1},
                                            {area.high().x - 1, area.high().y - 1}, ui.theme.accent, ui.px(4),
                                            0, ui.px(2));
    card(ui);
}

} // namespace wordfield::app
