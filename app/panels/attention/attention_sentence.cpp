// SPDX-License-Identifier: MIT
// The sentence that everything below the map is about: its tokens with their ids, and the field to type it
// in.
#include "app/panels/attention/attention_parts.hpp"

#include "app/ui/marker.hpp"
#include "model/analysis/distribution.hpp"

#include <iterator>
#include <string>

namespace wordfield::app {

namespace {

/// A token of the sentence as it lies on the screen.
struct Chip {
    int place; ///< in the sentence
    TokenId id;
    std::string number;
    bool frozen;
    ImVec2 low;
    float word_width, width, height; ///< px

    [[nodiscard]] ImVec2 high() const { return {low.x + width, low.y + height}; }
};

Chip chip_at(const Ui& ui, const Frame& frame, int place, ImVec2 low) {
    const TokenId id = frame.trace->tokens[place];
    Chip chip{.place = place,
              .id = id,
              .number = std::to_string(id),
              .frozen = frame.moment->is_frozen(id),
              .low = low,
              .word_width = text_width(ui.fonts.body, ui.fonts.body_px, frame.word(id)),
              .height = ui.px(22)};
    chip.width = chip.word_width + text_width(ui.fonts.small, ui.fonts.small_px * 0.85F, chip.number) +
                 ui.px(chip.frozen ? 29 : 16);
    return chip;
}

void press_chip(Ui& ui, const Chip& chip, Selection& selection) {
    ImGui::SetCursorScreenPos(chip.low);
    ImGui::PushID(chip.place);
    if (ImGui::InvisibleButton("token", {chip.width, chip.height})) {
        selection.position = chip.place;
        selection.click(chip.id, ImGui::GetIO().KeyCtrl);
    }
    ImGui::PopID();
    ui.rects.mark_item(format("token.%d", chip.place));
    if (ImGui::IsItemHovered()) selection.hover(chip.id);
    explain(ui,
            chip.id == Vocabulary::unknown ? "This word is not in the vocabulary: the model sees <unk>, the "
                                             "row for all unknown words."
            : chip.frozen
                ? "A token and its id, the number of its row. The lock: training leaves this row alone."
                : "A token and its id, the number of its row. Click: see its next-word distribution and its "
                  "row.");
}

void draw_chip(Ui& ui, const Frame& frame, const Chip& chip, bool chosen, bool lit) {
    ImDrawList* draw = ImGui::GetWindowDrawList();
    const ImVec2 low = chip.low, high = chip.high();
    draw->AddRectFilled(low, high, lit ? ui.theme.accent_dim : ui.theme.raised, ui.px(4));
    if (chosen) draw->AddRect(low, high, ui.theme.accent, ui.px(4));
    const ImU32 colour = chip.id == Vocabulary::unknown ? ui.theme.warm
                         : lit                          ? ui.theme.strong
                                                        : ui.theme.text;
    draw->AddText(ui.fonts.body, ui.fonts.body_px,
                  {low.x + ui.px(6), low.y + (chip.height - ui.fonts.body_px) * 0.5F}, colour,
                  frame.word(chip.id).c_str());
    const float small = ui.fonts.small_px * 0.85F;
    draw->AddText(ui.fonts.small, small,
                  {low.x + ui.px(10) + chip.word_width, low.y + (chip.height - small) * 0.6F}, ui.theme.dim,
                  chip.number.c_str());
    if (!chip.frozen) return;
    const ImVec2 lock{high.x - ui.px(14), low.y + ui.px(5)};
    draw_lock(draw, lock, ui.fonts.body_px * 0.75F, ui.theme.warm);
    ui.rects.mark(format("token.lock.%d", chip.place), lock, {lock.x + ui.px(8), lock.y + ui.px(9)});
}

} // namespace

void token_chips(Ui& ui, const Frame& frame, Selection& selection) {
    const Trace& trace = *frame.trace;
    const int position = position_of(trace, selection.position); // as it was before a click
    const float right = ImGui::GetWindowPos().x + ImGui::GetWindowContentRegionMax().x;
    ImVec2 at = ImGui::GetCursorScreenPos();
    const float below = at.y + ui.px(22) + ui.px(4);
    for (int i = 0; i < std::ssize(trace.tokens); ++i) {
        const Chip chip = chip_at(ui, frame, i, at);
        if (chip.high().x > right) break;
        press_chip(ui, chip, selection);
        draw_chip(ui, frame, chip, i == position, selection.is_lit(chip.id));
        at.x = chip.high().x + ui.px(4);
    }
    ImGui::SetCursorScreenPos({ImGui::GetWindowPos().x + ImGui::GetStyle().WindowPadding.x, below});
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
