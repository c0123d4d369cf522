// SPDX-License-Identifier: MIT
#include "app/panels/word_sections.hpp"

#include "model/geometry/pull.hpp"

#include <algorithm>
#include <cmath>

namespace wordfield::app {

void pull_section(Ui& ui, const Frame& frame, TokenId id, Selection& selection) {
    const Snapshot& s = *frame.snapshot;
    if (!s.mean_gradient || s.step < 1) return;
    const Pull pull = pull_of(*s.mean_gradient, id, 4);
    heading(ui, "Pull of the last steps", format("‖∂loss/∂row‖ %.1e", pull.strength),
            "Minus the gradient of this row, averaged over some twenty steps, less what pulls all rows "
            "alike. The bars are cosines with the pulls of other words: "
            "words in similar company get similar gradients, so they drift together.");
    for (const Index row : pull.strongest) {
        const auto other = static_cast<TokenId>(row);
        const float cosine = pull.cosine[row];
        ImGui::PushID(other);
        const std::string value = format("%+.2f", cosine);
        if (bar_row(ui, "pull",
                    {frame.word(other), value, 0.5F * cosine, 0.5F,
                     cosine > 0 ? ui.theme.good : ui.theme.warm, selection.is_lit(other)}))
            selection.click(other, ImGui::GetIO().KeyCtrl);
        if (ImGui::IsItemHovered()) selection.hover(other);
        ImGui::PopID();
    }
}

} // namespace wordfield::app
