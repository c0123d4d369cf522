// SPDX-License-Identifier: MIT
#include "app/panels/inside/word_chances.hpp"

#include <algorithm>

namespace wordfield::app {
namespace {

std::string percent(float share) {
    return format(share < 0.0995F ? "%.1f%%" : "%.0f%%", 100 * static_cast<double>(share));
}

} // namespace

void word_chances(Ui& ui, const Frame& frame, std::span<const WordChance> chances, std::size_t most,
                  Selection& selection) {
    const float label = ui.px(84), value = ui.px(92);
    for (const WordChance& chance : chances.first(std::min(most, chances.size()))) {
        const ImVec2 low = ImGui::GetCursorScreenPos();
        const float track = ImGui::GetContentRegionAvail().x - label - value;
        const std::string figures = percent(chance.before) + " → " + percent(chance.after);
        if (bar_row(ui, ("chance." + frame.word(chance.word)).c_str(),
                    {frame.word(chance.word), figures, chance.after, 0,
                     chance.after >= chance.before ? ui.theme.good : ui.theme.warm,
                     selection.is_lit(chance.word), label, value, false, true}))
            selection.click(chance.word, ImGui::GetIO().KeyCtrl);
        if (ImGui::IsItemHovered()) selection.hover(chance.word);
        explain(ui, "The next word's probability before and after. The tick is where it was.");
        const float x = low.x + label + track * std::clamp(chance.before, 0.0F, 1.0F);
        ImGui::GetWindowDrawList()->AddLine({x, low.y + 1}, {x, ImGui::GetItemRectMax().y - 1},
                                            ui.theme.strong, ui.px(1.5F));
    }
}

} // namespace wordfield::app
