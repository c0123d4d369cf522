// SPDX-License-Identifier: MIT
// The sentence that everything below the map is about: its tokens with their ids, and the field to type it
// in.
#include "app/panels/attention/attention_parts.hpp"

#include "app/ui/marker.hpp"
#include "model/analysis/distribution.hpp"

namespace wordfield::app {

void token_chips(Ui& ui, const Frame& frame, Selection& selection) {
    const Trace& trace = *frame.trace;
    const int position = position_of(trace, selection.position);
    const float right = ImGui::GetWindowPos().x + ImGui::GetWindowContentRegionMax().x;
    ImVec2 at = ImGui::GetCursorScreenPos();
    const float height = ui.px(22);
    ImDrawList* draw = ImGui::GetWindowDrawList();
    for (std::size_t i = 0; i < trace.tokens.size(); ++i) {
        const TokenId id = trace.tokens[i];
        const std::string number = std::to_string(id);
        const bool frozen = frame.moment->is_frozen(id);
        const float word_width = text_width(ui.fonts.body, ui.fonts.body_px, frame.word(id));
        const float width = word_width + text_width(ui.fonts.small, ui.fonts.small_px * 0.85F, number) +
                            ui.px(frozen ? 29 : 16);
        if (at.x + width > right) break;
        ImGui::SetCursorScreenPos(at);
        ImGui::PushID(static_cast<int>(i));
        if (ImGui::InvisibleButton("token", {width, height})) {
            selection.position = static_cast<int>(i);
            selection.click(id, ImGui::GetIO().KeyCtrl);
        }
        ImGui::PopID();
        ui.rects.mark_item(format("token.%zu", i));
        if (ImGui::IsItemHovered()) selection.hover(id);
        explain(
            ui,
            id == Vocabulary::unknown
                ? "This word is not in the vocabulary: the model sees <unk>, the row for all unknown words."
            : frozen
                ? "A token and its id, the number of its row. The lock: training leaves this row alone."
                : "A token and its id, the number of its row. Click: see its next-word distribution and its "
                  "row.");
        const bool lit = selection.is_lit(id);
        draw->AddRectFilled(at, {at.x + width, at.y + height}, lit ? ui.theme.accent_dim : ui.theme.raised,
                            ui.px(4));
        if (static_cast<int>(i) == position)
            draw->AddRect(at, {at.x + width, at.y + height}, ui.theme.accent, ui.px(4));
        const ImU32 colour = id == Vocabulary::unknown ? ui.theme.warm
                             : lit                     ? ui.theme.strong
                                                       : ui.theme.text;
        draw->AddText(ui.fonts.body, ui.fonts.body_px,
                      {at.x + ui.px(6), at.y + (height - ui.fonts.body_px) * 0.5F}, colour,
                      frame.word(id).c_str());
        draw->AddText(ui.fonts.small, ui.fonts.small_px * 0.85F,
                      {at.x + ui.px(10) + word_width, at.y + (height - ui.fonts.small_px * 0.85F) * 0.6F},
                      ui.theme.dim, number.c_str());
        if (frozen) {
            const ImVec2 lock{at.x + width - ui.px(14), at.y + ui.px(5)};
            draw_lock(draw, lock, ui.fonts.body_px * 0.75F, ui.theme.warm);
            ui.rects.mark(format("token.lock.%zu", i), lock, {lock.x + ui.px(8), lock.y + ui.px(9)});
        }
        at.x += width + ui.px(4);
    }
    ImGui::SetCursorScreenPos(
        {ImGui::GetWindowPos().x + ImGui::GetStyle().WindowPadding.x, at.y + height + ui.px(4)});
}

void sentence_field(Ui& ui, const Frame& frame, AttentionState& state, const std::string& sentence,
                    Outbox& out) {
    const std::size_t length = sentence.copy(state.sentence, sizeof state.sentence - 1);
    state.sentence[length] = '\0';
    ImGui::SetNextItemWidth(-1);
    if (ImGui::InputTextWithHint("##sentence",
                                 "Type a sentence: attention and the next word follow every key",
                                 state.sentence, sizeof state.sentence))
        out.post(SetSentence{state.sentence});
    ui.rects.mark_item("attention.sentence");
    if (!ImGui::IsItemActive())
        explain(ui,
                format("Type a sentence of this corpus's words, up to %d tokens; longer ones keep their end.",
                       frame.moment->model.context)
                    .c_str());
}

} // namespace wordfield::app
