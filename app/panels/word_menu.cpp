// SPDX-License-Identifier: MIT
#include "app/panels/word_menu.hpp"

#include "app/ui/context_menu.hpp"

namespace wordfield::app {
namespace {

void choice_items(Ui& ui, const Frame& frame, Selection& selection, TokenId id) {
    const bool chosen = selection.is_pinned(id);
    if (context_item(ui, ("Choose “" + frame.word(id) + "”").c_str(),
                     !(chosen && selection.pinned.size() == 1)))
        selection.pin_only(id);
    if (chosen ? context_item(ui, "Take it from the chosen words")
               : context_item(ui, "Add it to the chosen words"))
        selection.toggle(id);
}

void copy_items(Ui& ui, const Frame& frame, TokenId id, const WordFigures& figures) {
    copy_item(ui, "Copy the word", [&] { return frame.word(id); });
    if (!figures.number.empty())
        copy_item(ui, ("Copy " + figures.number).c_str(), [&] { return figures.number; });
    if (figures.as_lines) copy_item(ui, "Copy the list as TSV", figures.as_lines);
}

} // namespace

void word_menu_items(Ui& ui, const Frame& frame, Selection& selection, Outbox& out, TokenId id,
                     const WordFigures& figures) {
    choice_items(ui, frame, selection, id);
    if (context_item(ui, "Fly to it")) out.post(FlyTo{id});
    if (context_item(ui, "Only the chosen words on the map", selection.pinned.size() >= 3))
        out.post(Isolate{});
    const bool frozen = frame.moment->is_frozen(id);
    if (context_item(ui, frozen ? "Unfreeze its row" : "Freeze its row", frame.live)) {
        out.post(FreezeRow{id, !frozen});
    }
    ImGui::Separator();
    copy_items(ui, frame, id, figures);
}

void word_menu(Ui& ui, const Frame& frame, Selection& selection, Outbox& out, TokenId id,
               const WordFigures& figures) {
    if (!begin_context_menu(ui, "word_menu")) return;
    word_menu_items(ui, frame, selection, out, id, figures);
    end_context_menu();
}

} // namespace wordfield::app
