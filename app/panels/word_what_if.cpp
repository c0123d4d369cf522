// SPDX-License-Identifier: MIT
#include "app/panels/word_sections.hpp"

#include <algorithm>

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

} // namespace

void what_if_section(Ui& ui, const Frame& frame, TokenId id, const Selection& selection, Outbox& out) {
    const Snapshot& s = *frame.snapshot;
    heading(ui, "What if…", selection.pinned.size() < 2 ? "Ctrl-click a second word for twins" : "",
            "Experiments on the live model. Weights are dispositions: disturb one and see what changes "
            "downstream, and whether training mends it.");
    ButtonLine line{ui};
    twins(line, frame, selection, out);
    const bool frozen = std::find(s.frozen_rows.begin(), s.frozen_rows.end(), id) != s.frozen_rows.end();
    if (line("whatif.freeze", frozen ? "thaw" : "freeze",
             frozen ? "Let training change this row again"
                    : "Keep this row as it is while everything else goes on learning",
             frozen))
        out.post(FreezeRow{id, !frozen});
    if (line("whatif.shake", "shake",
             "Turn this row by about 57 degrees in a random direction, then watch training pull it back"))
        out.post(RowEdit{ShakeRow{id, shake_radians, 1.0F, static_cast<std::uint64_t>(s.step) + 1}});
    if (line("whatif.zero", "zero", "Set all weights of this row to zero")) out.post(RowEdit{ZeroRow{id}});
    const auto head = static_cast<std::size_t>(selection.layer * s.model.heads + selection.head);
    const bool silent = head < s.silent_heads.size() && s.silent_heads[head];
    if (line("whatif.silence",
             format("%s L%d H%d", silent ? "wake" : "silence", selection.layer + 1, selection.head + 1),
             "Multiply the output of the chosen attention head by zero, in training and in the sentence "
             "below the map",
             silent))
        out.post(SilenceHead{selection.layer, selection.head, !silent});
    if (s.undoable_edits > 0 && line("whatif.undo", format("undo (%d)", s.undoable_edits),
                                     "Take back the last edit of a row (Ctrl+Z)"))
        out.post(UndoRowEdit{});
}

} // namespace wordfield::app
