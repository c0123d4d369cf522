// SPDX-License-Identifier: MIT
// The buttons of the experiments on the live model.
#include "app/panels/word/word_sections.hpp"

#include <algorithm>
#include <optional>

namespace wordfield::app {
namespace {

constexpr float shake_radians = 1.0F; // about 57 degrees: far enough to leave the neighbourhood

// Buttons in lines that break where the panel ends.
class ButtonLine {
public:
    explicit ButtonLine(Ui& ui) : ui_{ui} {}
    bool operator()(const char* id, const std::string& label, const char* explanation, bool lit = false) {
        const float width =
            text_width(ui_.fonts.small, ui_.fonts.small_px, label) + 2 * ImGui::GetStyle().FramePadding.x;
        if (any_) {
            ImGui::SameLine(0, ui_.px(5));
            if (ImGui::GetContentRegionAvail().x < width) ImGui::NewLine();
        }
        any_ = true;
        return button(ui_, id, label.c_str(), explanation, lit);
    }

private:
    Ui& ui_;
    bool any_ = false;
};

void twins(ButtonLine& line, const Frame& frame, const Selection& selection, Outbox& out) {
    if (selection.pinned.size() < 2) return;
    const TokenId from = selection.pinned[selection.pinned.size() - 2];
    const TokenId to = selection.pinned.back();
    if (line("whatif.twins", "make twins",
             ("Copy the row of “" + frame.word(from) + "” onto “" + frame.word(to) +
              "”, then watch the loss force them apart")
                 .c_str()))
        out.post(RowEdit{CopyRow{from, to}});
    if (line("whatif.swap", "swap", "Exchange the rows of the two words chosen last"))
        out.post(RowEdit{SwapRows{from, to}});
}

// What can be done to one row.
void row_buttons(ButtonLine& line, const Frame& frame, TokenId id, Outbox& out) {
    const Moment& s = *frame.moment;
    const bool frozen = s.is_frozen(id);
    if (line("whatif.freeze", frozen ? "unfreeze" : "freeze",
             frozen ? "Let training change this row again"
                    : "Keep this row as it is while everything else goes on learning",
             frozen))
        out.post(FreezeRow{id, !frozen});
    if (line("whatif.shake", "shake",
             "Turn this row by about 57 degrees in a random direction, then watch training pull it back"))
        out.post(RowEdit{ShakeRow{id, shake_radians, 1.0F, static_cast<std::uint64_t>(s.step) + 1}});
    if (line("whatif.zero", "zero", "Set all weights of this row to zero")) out.post(RowEdit{ZeroRow{id}});
}

// The chosen head, and all heads of its layer.
void head_buttons(ButtonLine& line, const Frame& frame, const Selection& selection, Outbox& out) {
    const Moment& s = *frame.moment;
    const auto H = static_cast<std::size_t>(std::max(0, s.model.heads));
    const auto first = static_cast<std::size_t>(selection.layer) * H;
    if (!frame.can().attention || H == 0 || first + H > s.ablated_heads.size()) return;
    const bool ablated = s.is_ablated(selection.layer, selection.head);
    if (line("whatif.silence",
             format("%s L%d H%d", ablated ? "restore" : "ablate", selection.layer + 1, selection.head + 1),
             "Multiply the output of the chosen attention head by zero, in training and for the sentence "
             "of the Attention panel",
             ablated))
        out.post(AblateHead{selection.layer, selection.head, !ablated});
    bool all = true;
    for (std::size_t h = 0; h < H; ++h) all = all && s.ablated_heads[first + h];
    if (!line("whatif.silence_layer", format("%s layer %d", all ? "restore" : "ablate", selection.layer + 1),
              "Ablate every head of this layer: its attention adds nothing any more", all))
        return;
    for (int h = 0; h < s.model.heads; ++h) out.post(AblateHead{selection.layer, h, !all});
}

// An earlier step is what it was.
void look_ahead(const Ui& ui, ButtonLine& line, Outbox& out) {
    remark(ui, "They change the model that trains, and not the step that you are looking at.");
    if (line("whatif.branch", "Branch from here …",
             "Another run that goes on from this step with a head or rows changed (Ctrl+B)"))
        out.post(AskBranch{});
    if (line("whatif.live", "Back to live", "To the step that training has come to (End)"))
        out.post(GoLive{});
}

} // namespace

void what_if_section(Ui& ui, const Frame& frame, std::optional<TokenId> id, Selection& selection,
                     Outbox& out) {
    const Moment& s = *frame.moment;
    heading(ui, "What if …", selection.pinned.size() < 2 ? "Ctrl-click a second word for twins" : "",
            "Experiments on the live model. Weights are dispositions: disturb one and see what changes "
            "downstream, and whether training mends it. Each leaves a mark in the loss curve.");
    ButtonLine line{ui};
    if (!frame.live) return look_ahead(ui, line, out);
    twins(line, frame, selection, out);
    if (id) row_buttons(line, frame, *id, out);
    if (line("whatif.drag", "drag words",
             "While this is on, dragging a word on the map gives it the mean of the rows around the place "
             "where you let go (Ctrl+Alt+drag does it at any time)",
             selection.drag_words))
        selection.drag_words = !selection.drag_words;
    head_buttons(line, frame, selection, out);
    if (s.undoable_edits > 0 && line("whatif.undo", format("undo (%d)", s.undoable_edits),
                                     "Take back the last edit of a row (Ctrl+Z)"))
        out.post(UndoRowEdit{});
}

} // namespace wordfield::app
