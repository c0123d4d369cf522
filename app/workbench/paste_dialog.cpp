// SPDX-License-Identifier: MIT
#include "app/workbench/paste_dialog.hpp"

#include "app/workbench/file_dialog.hpp"

#include <algorithm>
#include <cmath>

namespace wordfield::app {
namespace {

// Dear ImGui asks for room as the text grows.
int grow(ImGuiInputTextCallbackData* data) {
    if (data->EventFlag != ImGuiInputTextFlags_CallbackResize) return 0;
    auto& text = *static_cast<std::string*>(data->UserData);
    text.resize(static_cast<std::size_t>(data->BufTextLen));
    data->Buf = text.data();
    return 0;
}

} // namespace

bool PasteDialog::draw(Ui& ui) {
    if (!open_) return false;
    begin_dialog(ui, "Paste", 640);
    app::text(ui, ui.fonts.bold, ui.theme.strong, "Paste your own text");
    remark(ui,
           "Ctrl+V puts in what you have copied; writing works, too. A new model begins at step 0 with it, "
           "and its map forms within a minute. Some ten thousand words make a good one.");
    if (begins_ == frames_to_begin) ImGui::SetKeyboardFocusHere();
    begins_ = std::max(0, begins_ - 1);
    const bool changed =
        ImGui::InputTextMultiline("##text", text_.data(), text_.capacity() + 1, {-1, std::round(ui.px(230))},
                                  ImGuiInputTextFlags_CallbackResize, grow, &text_);
    ui.rects.mark_item("paste.text");
    if (changed || counted_as_ != rules_.tokens) count_ = count_text(text_, counted_as_ = rules_.tokens);
    const bool enough = is_enough(count_);
    app::text(ui, ui.fonts.small, enough ? ui.theme.good : ui.theme.warm, say(count_));
    ui.rects.mark_item("paste.count");
    ask_text_rules(ui, "paste", rules_);
    const bool pressed = button(ui, "paste.learn", "Learn from it",
                                enough ? "Starts a new model on this text, in place of the present one"
                                       : "The text is too short",
                                enough);
    ImGui::SameLine();
    if (button(ui, "paste.cancel", "Cancel", "The text stays in the field for the next time (Esc)"))
        open_ = false;
    end_dialog();
    if (!pressed || !enough) return false;
    open_ = false;
    return true;
}

} // namespace wordfield::app
