// SPDX-License-Identifier: MIT
#include "app/panels/inside.hpp"

#include <algorithm>
#include <array>

namespace wordfield::app {
namespace {

struct Page {
    Inside page;
    const char* name;
    const char* id;
    const char* explanation;
    float height; // at 96 dpi
};

constexpr std::array pages{
    Page{Inside::Softmax, "Softmax as physics", "inside.tab.softmax",
         "The next word as a physical system: energy is minus the logit, and the temperature decides how "
         "strictly low energy wins.",
         306},
};

const Page& page_of(Inside page) {
    return *std::find_if(pages.begin(), pages.end(), [&](const Page& p) { return p.page == page; });
}

void tabs(Ui& ui, InsideState& state) {
    ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, ImVec2{ui.px(8), ui.px(3)});
    for (const Page& page : pages) {
        const bool on = state.page == page.page;
        ImGui::PushStyleColor(ImGuiCol_Button, on ? ui.theme.accent_dim : with_alpha(ui.theme.raised, 0.0F));
        ImGui::PushStyleColor(ImGuiCol_Text, on ? ui.theme.accent : ui.theme.dim);
        ImGui::PushFont(ui.fonts.small);
        if (ImGui::Button(page.name)) state.page = page.page;
        ImGui::PopFont();
        ImGui::PopStyleColor(2);
        ui.rects.mark_item(page.id);
        explain(ui, page.explanation);
        ImGui::SameLine(0, ui.px(2));
    }
    ImGui::SameLine(ImGui::GetWindowContentRegionMax().x - ui.px(48));
    if (button(ui, "inside.close", "Close", "Put this away again (Esc)", false, {ui.px(48), 0}))
        state.page.reset();
    ImGui::PopStyleVar();
}

} // namespace

Area inside_area(const Ui& ui, const InsideState& state, const Area& matrix, const Area& map) {
    const float left = matrix.size.x > 1 ? matrix.low.x : map.low.x;
    const float wished = ui.px(page_of(state.page.value_or(Inside::Softmax)).height);
    const float height = std::min(wished, map.size.y - ui.px(46)); // the map's tool bar stays free
    return {{left, map.high().y - height}, {map.high().x - left, height}};
}

void draw_inside(Ui& ui, const Area& area, const Frame& frame, InsideState& state, NextWordState& next_word,
                 Selection& selection, Outbox&) {
    if (!state.page || !frame.snapshot) return;
    ImGui::SetNextWindowPos(area.low);
    ImGui::SetNextWindowSize(area.size);
    ImGui::PushStyleColor(ImGuiCol_WindowBg, ui.theme.panel);
    ImGui::PushStyleColor(ImGuiCol_Border, ui.theme.accent_dim);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 1.0F);
    ImGui::Begin("Look inside", nullptr,
                 ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                     ImGuiWindowFlags_NoNav | ImGuiWindowFlags_NoFocusOnAppearing |
                     ImGuiWindowFlags_NoScrollWithMouse);
    ui.rects.mark("inside", area.low, area.high());
    tabs(ui, state);
    if (state.page == Inside::Softmax) softmax_page(ui, frame, state.softmax, next_word, selection);
    ImGui::End();
    ImGui::PopStyleVar();
    ImGui::PopStyleColor(2);
}

} // namespace wordfield::app
