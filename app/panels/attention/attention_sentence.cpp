// SPDX-License-Identifier: MIT
// The sentence that everything below the map is about: its tokens with their ids, and the field to type it
// in.
#include "app/panels/attention/attention_parts.hpp"

#include "app/ui/marker.hpp"
#include "model/analysis/distribution.hpp"

#include <algorithm>
#include <iterator>
#include <string>
#include <vector>

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

constexpr float chip_height = 22, chip_gap = 4; // at 96 dpi

Chip chip_of(const Ui& ui, const Frame& frame, int place) {
    const TokenId id = frame.trace->tokens[place];
    Chip chip{.place = place,
              .id = id,
              .number = std::to_string(id),
              .frozen = frame.moment->is_frozen(id),
              .low = {},
              .word_width = text_width(ui.fonts.body, ui.fonts.body_px, frame.word(id)),
              .height = ui.px(chip_height)};
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
                  fit(ui.fonts.body, ui.fonts.body_px, frame.word(chip.id), chip.word_width + 1).c_str());
    const float small = ui.fonts.small_px * 0.85F;
    draw->AddText(ui.fonts.small, small,
                  {low.x + ui.px(10) + chip.word_width, low.y + (chip.height - small) * 0.6F}, ui.theme.dim,
                  chip.number.c_str());
    if (!chip.frozen) return;
    const ImVec2 lock{high.x - ui.px(14), low.y + ui.px(5)};
    draw_lock(draw, lock, ui.fonts.body_px * 0.75F, ui.theme.warm);
    ui.rects.mark(format("token.lock.%d", chip.place), lock, {lock.x + ui.px(8), lock.y + ui.px(9)});
}

/// All tokens of the sentence, and the line on which each comes to stand.
struct Chips {
    std::vector<Chip> list;
    std::vector<int> line;
    [[nodiscard]] int lines() const { return line.empty() ? 1 : line.back() + 1; }
};

Chips chips_of(const Ui& ui, const Frame& frame, float room) {
    Chips chips;
    std::vector<float> widths;
    for (int i = 0; i < std::ssize(frame.trace->tokens); ++i) {
        chips.list.push_back(chip_of(ui, frame, i));
        Chip& chip = chips.list.back();
        const float beside = chip.width - chip.word_width; // a word as long as the panel is cut
        chip.width = std::min(chip.width, room);
        chip.word_width = chip.width - beside;
        widths.push_back(chip.width);
    }
    chips.line = wrapped(widths, room, ui.px(chip_gap));
    return chips;
}

float room_for_chips(const Ui& ui, float width) {
    return width - ui.px(22); // beside the arrows
}

// Where there are more lines than can be seen: an arrow up, one down, pale at the ends.
void line_arrows(Ui& ui, AttentionState& state, ImVec2 low, float height, int most) {
    const auto arrow = [&](const char* name, int by, float y) {
        const bool can = by < 0 ? state.chip_line > 0 : state.chip_line < most;
        ImGui::SetCursorScreenPos({low.x, y});
        if (ImGui::InvisibleButton(name, {ui.px(18), height * 0.5F}) && can) state.chip_line += by;
        ui.rects.mark_item(std::string{"attention."} + name);
        explain(ui, by < 0 ? "The tokens before these" : "The tokens after these");
        const ImVec2 c{low.x + ui.px(9), y + height * 0.25F};
        const float r = ui.px(4), tip = by < 0 ? -r * 0.6F : r * 0.6F;
        const ImU32 colour = can ? ui.theme.text : with_alpha(ui.theme.dim, 0.4F);
        ImGui::GetWindowDrawList()->AddTriangleFilled({c.x - r, c.y - tip}, {c.x + r, c.y - tip},
                                                      {c.x, c.y + tip}, colour);
    };
    arrow("chips.up", -1, low.y);
    arrow("chips.down", 1, low.y + height * 0.5F);
}

// The first line in view, so that the marked token is in view after another one was marked; the wheel turns
// the lines.
void turn_lines(AttentionState& state, const Chips& chips, int marked, int lines, const Area& area) {
    const int most = std::max(0, chips.lines() - lines);
    if (state.followed != marked && marked < std::ssize(chips.line))
        state.chip_line = std::clamp(state.chip_line, chips.line[marked] - lines + 1, chips.line[marked]);
    const bool over = ImGui::IsWindowHovered() && ImGui::IsMouseHoveringRect(area.low, area.high());
    const float wheel = ImGui::GetIO().MouseWheel;
    if (over && wheel != 0) state.chip_line += wheel > 0 ? -1 : 1;
    state.chip_line = std::clamp(state.chip_line, 0, most);
}

} // namespace

int token_lines(const Ui& ui, const Frame& frame, float width, float height) {
    const int most = height < ui.px(420) ? 2 : 4;
    return std::min(most, chips_of(ui, frame, room_for_chips(ui, width)).lines());
}

void token_chips(Ui& ui, const Frame& frame, AttentionState& state, Selection& selection, int lines) {
    const int position = position_of(*frame.trace, selection.position); // as it was before a click
    const float width = ImGui::GetContentRegionAvail().x, pitch = ui.px(chip_height + chip_gap);
    const ImVec2 low = ImGui::GetCursorScreenPos();
    Chips chips = chips_of(ui, frame, room_for_chips(ui, width));
    const float height = pitch * static_cast<float>(lines);
    turn_lines(state, chips, position, lines, {low, {width, height}});
    state.followed = position;
    const int first = state.chip_line;
    float x = low.x;
    for (std::size_t i = 0; i < chips.list.size(); ++i) {
        Chip& chip = chips.list[i];
        if (i > 0 && chips.line[i] != chips.line[i - 1]) x = low.x;
        chip.low = {x, low.y + pitch * static_cast<float>(chips.line[i] - first)};
        x = chip.high().x + ui.px(chip_gap);
        if (chips.line[i] < first || chips.line[i] >= first + lines) continue;
        press_chip(ui, chip, selection);
        draw_chip(ui, frame, chip, chip.place == position, selection.is_lit(chip.id));
    }
    if (const int hidden = chips.lines() - lines; hidden > 0)
        line_arrows(ui, state, {low.x + width - ui.px(18), low.y}, height - ui.px(chip_gap), hidden);
    ImGui::SetCursorScreenPos({low.x, low.y + height});
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
        explain(
            ui,
            format(
                "Type a sentence of this corpus's words, up to %d tokens; of a longer one the end is kept.",
                frame.moment->model.context)
                .c_str());
}

} // namespace wordfield::app
