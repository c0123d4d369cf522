// SPDX-License-Identifier: MIT
#include "app/panels/training_groups.hpp"

#include <algorithm>

namespace wordfield::app {

void parameters(Ui& ui, const Frame& frame) {
    const Moment& s = *frame.moment;
    figure(ui, "Parameters", with_commas(s.parameters),
           "All the numbers that training changes, by group, in the colours above. The embedding matrix is "
           "part of them, a weight like any other.");
    const ImVec2 low = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x, height = ui.px(6);
    ImGui::Dummy({width, height});
    ui.rects.mark_item("training.parameters");
    float x = low.x;
    for (std::size_t i = 0; i < s.groups.size() && s.parameters > 0; ++i) {
        const double share = static_cast<double>(s.groups[i].parameters) / static_cast<double>(s.parameters);
        const float w = width * static_cast<float>(share);
        const glm::vec3 c = render::category_style(static_cast<int>(i), ui.theme.dark).colour;
        ImGui::GetWindowDrawList()->AddRectFilled({x, low.y}, {x + std::max(1.0F, w - 1), low.y + height},
                                                  from_rgb(c.r, c.g, c.b), ui.px(2));
        explain_area(ui, {x, low.y}, {x + w, low.y + height},
                     format("%s: %s parameters, %.1f%% of all", s.groups[i].name.c_str(),
                            with_commas(s.groups[i].parameters).c_str(), 100 * share)
                         .c_str());
        x += w;
    }
}

void updates(Ui& ui, const Frame& frame, Outbox& out) {
    const auto& groups = frame.moment->groups;
    float total = 0;
    for (const GroupStats& group : groups) total += group.update_norm;
    figure(ui, "Update size per step", total > 0 ? format("%.3f", total) : std::string{"–"},
           "How far the last step moved each group of parameters (Euclidean norm). The embedding is moved "
           "like everything else.");
    const ImVec2 low = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x;
    ImGui::Dummy({width, ui.px(9)});
    ImDrawList* draw = ImGui::GetWindowDrawList();
    draw->AddRectFilled(low, {low.x + width, low.y + ui.px(9)}, ui.theme.raised, ui.px(2));
    float x = low.x;
    for (std::size_t i = 0; i < groups.size() && total > 0; ++i) {
        const float w = width * groups[i].update_norm / total;
        const glm::vec3 c = render::category_style(static_cast<int>(i), ui.theme.dark).colour;
        draw->AddRectFilled({x, low.y}, {x + std::max(1.0F, w - 1), low.y + ui.px(9)},
                            from_rgb(c.r, c.g, c.b), ui.px(2));
        explain_area(ui, {x, low.y}, {x + w, low.y + ui.px(9)},
                     format("%s: %s parameters, update %.4f, gradient %.4f, norm %.2f",
                            groups[i].name.c_str(), with_commas(groups[i].parameters).c_str(),
                            groups[i].update_norm, groups[i].gradient_norm, groups[i].norm)
                         .c_str());
        x += w;
    }
    for (std::size_t i = 0; i < groups.size(); ++i) {
        const glm::vec3 c = render::category_style(static_cast<int>(i), ui.theme.dark).colour;
        const float wanted = text_width(ui.fonts.small, ui.fonts.small_px, groups[i].name) + ui.px(20);
        if (i > 0) {
            ImGui::SameLine(0, ui.px(8));
            if (ImGui::GetContentRegionAvail().x < wanted) ImGui::NewLine();
        }
        const ImVec2 at = ImGui::GetCursorScreenPos();
        draw->AddCircleFilled({at.x + ui.px(4), at.y + ui.fonts.small_px * 0.55F}, ui.px(3.5F),
                              from_rgb(c.r, c.g, c.b));
        ImGui::SetCursorPosX(ImGui::GetCursorPosX() + ui.px(11));
        text(ui, ui.fonts.small, groups[i].frozen ? ui.theme.accent : ui.theme.dim,
             groups[i].frozen ? groups[i].name + " (frozen)" : groups[i].name);
        if (ImGui::IsItemClicked()) out.post(FreezeGroup{groups[i].name, !groups[i].frozen});
        explain(ui, "Click: keep this group of parameters as it is, or let it learn again.");
    }
}

} // namespace wordfield::app
