// SPDX-License-Identifier: MIT
#include "app/panels/word/word_sections.hpp"

#include "model/analysis/distribution.hpp"
#include "model/analysis/logit_lens.hpp"

#include <algorithm>
#include <cmath>

namespace wordfield::app {
namespace {

constexpr int per_layer = 3, near_contexts_shown = 5;

void lens_word(Ui& ui, const Frame& frame, const LensWord& w, ImVec2 low, ImVec2 size, Selection& selection) {
    ImGui::SetCursorScreenPos(low);
    ImGui::PushID(w.word);
    if (ImGui::InvisibleButton("lens", size)) selection.click(w.word, ImGui::GetIO().KeyCtrl);
    ImGui::PopID();
    const bool hovered = ImGui::IsItemHovered();
    if (hovered) selection.hover(w.word);
    explain(ui, format("“%s” with probability %.3f", frame.word(w.word).c_str(), w.probability).c_str());
    ImDrawList* draw = ImGui::GetWindowDrawList();
    const ImVec2 high{low.x + size.x, low.y + size.y};
    draw->AddRectFilled(low, high, mix(ui.theme.raised, ui.theme.accent, 0.75F * std::sqrt(w.probability)),
                        ui.px(4));
    if (selection.is_lit(w.word)) draw->AddRect(low, high, ui.theme.accent, ui.px(4));
    const std::string word = fit(ui.fonts.small, ui.fonts.small_px, frame.word(w.word), size.x - ui.px(8));
    draw->AddText(ui.fonts.small, ui.fonts.small_px,
                  {low.x + (size.x - text_width(ui.fonts.small, ui.fonts.small_px, word)) * 0.5F,
                   low.y + (size.y - ui.fonts.small_px) * 0.5F},
                  hovered ? ui.theme.strong : ui.theme.text, word.c_str());
}

} // namespace

void layers_section(Ui& ui, const Frame& frame, LayersPart& part, Selection& selection, Outbox& out,
                    Sections& sections) {
    if (frame.trace->lens.empty() || frame.trace->tokens.empty()) return;
    const int position = position_of(*frame.trace, selection.position);
    if (!sections.begin(
            {"Through the layers",
             format("what “%s” would say next", frame.word(frame.trace->tokens[position]).c_str()),
             "The logit lens: the vector of this token of the sentence after each layer, put through the "
             "final norm and compared with every row of the matrix. "
             "At the embedding it still mostly says itself; layer by layer it turns into the next word.",
             false}))
        return;
    const auto& column =
        part.lens.get(frame.trace, position, [&] { return lens_column(*frame.trace, position, per_layer); });
    const float label = ui.px(74);
    const float width = ImGui::GetContentRegionAvail().x - label;
    const ImVec2 size{width / per_layer - ui.px(4), ui.px(22)};
    const int layers = static_cast<int>(frame.trace->lens.size());
    for (int layer = 0; layer < layers; ++layer) {
        const std::string name = layer == 0            ? "embedding"
                                 : layer == layers - 1 ? "output"
                                                       : format("layer %d", layer);
        const ImVec2 at = ImGui::GetCursorScreenPos();
        ImGui::GetWindowDrawList()->AddText(ui.fonts.small, ui.fonts.small_px,
                                            {at.x, at.y + (size.y - ui.fonts.small_px) * 0.5F}, ui.theme.dim,
                                            name.c_str());
        ImGui::PushID(layer);
        const auto& words = column[layer];
        for (std::size_t i = 0; i < words.size(); ++i)
            lens_word(ui, frame, words[i], {at.x + label + static_cast<float>(i) * (size.x + ui.px(4)), at.y},
                      size, selection);
        ImGui::PopID();
        ImGui::SetCursorScreenPos({at.x, at.y + size.y + ui.px(3)});
    }
    if (button(ui, "layers.open", "All positions / compare sentences …",
               "Open the same for every position of the sentence, and compare it with a second sentence")) {
        out.post(LookInside{Inside::Layers, true});
    }
    ImGui::SameLine(0, ui.px(6));
    if (button(ui, "layers.path", "Path on the map",
               "Draw the way of this token's vector through the layers on the map", selection.path))
        selection.path = !selection.path;
    if (selection.path && frame.contexts)
        near_contexts(
            ui, frame,
            part.contexts.get(frame.contexts, position,
                              [&] { return path_contexts(*frame.contexts, position, near_contexts_shown); }),
            selection, out);
}

} // namespace wordfield::app
