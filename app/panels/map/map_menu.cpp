// SPDX-License-Identifier: MIT
// The menus behind the right button: of the word that was pressed, and of the empty ground.
#include "app/panels/map/map_parts.hpp"
#include "app/panels/word_menu.hpp"
#include "app/ui/context_menu.hpp"
#include "model/core/number_text.hpp"

namespace wordfield::app {
namespace {

void menu_of_word(PanelContext& context, std::optional<TokenId> pressed) {
    auto& [ui, info, area, frame, view, out] = context;
    const ImGuiID word = ImGui::GetID("word of the menu");
    if (pressed) {
        ImGui::GetStateStorage()->SetInt(word, *pressed);
        ImGui::OpenPopup("word_menu");
    }
    const TokenId id = ImGui::GetStateStorage()->GetInt(word, 0);
    if (id >= frame.corpus().lexicon.vocabulary.size() || !begin_context_popup(ui, "word_menu")) return;
    word_menu_items(ui, frame, view.selection, out, id, {});
    end_context_menu();
}

// A word and its place a line, as the map's settings made them.
std::string layout_as_lines(const Frame& frame) {
    const Layout& layout = *frame.layout;
    const int dims = layout.positions.col(2).isZero() ? 2 : 3;
    std::string lines = dims == 3 ? "word\tx\ty\tz\n" : "word\tx\ty\n";
    for (std::size_t i = 0; i < layout.words.size(); ++i) {
        lines += frame.word(layout.words[i]);
        for (int axis = 0; axis < dims; ++axis)
            lines += format("\t%.6g", static_cast<double>(layout.positions(static_cast<Index>(i), axis)));
        lines += "\n";
    }
    return lines;
}

void items_of_ground(Ui& ui, const Frame& frame, MapState& state, View& view, Outbox& out) {
    const bool chosen = !view.selection.pinned.empty();
    if (context_item(ui, "Fit everything")) out.post(FrameMap{.all = true});
    if (context_item(ui, "Fit the chosen words", chosen)) out.post(FrameMap{.all = false});
    if (context_item(ui, "Only the chosen words on the map", view.selection.pinned.size() >= 3))
        out.post(Isolate{});
    if (context_item(ui, "Choose no word", chosen)) view.selection.clear();
    ImGui::Separator();
    if (context_item(ui, view.map_alone ? "All panels" : "The map alone")) out.post(ToggleMapAlone{});
    if (context_item(ui, state.names_over_dots ? "Keep names off the dots" : "Let names lie over dots"))
        state.names_over_dots = !state.names_over_dots;
    if (context_item(ui, "Poster …")) out.post(AskPoster{});
    ImGui::Separator();
    copy_item(ui, "Copy the words' places as TSV", [&] { return layout_as_lines(frame); });
}

} // namespace

void map_menus(PanelContext& context, MapState& state, bool asked) {
    auto& [ui, info, area, frame, view, out] = context;
    menu_of_word(context, asked ? state.under_mouse : std::nullopt);
    if (asked && !state.under_mouse) ImGui::OpenPopup("map_menu");
    if (!frame.layout || !begin_context_popup(ui, "map_menu")) return;
    items_of_ground(ui, frame, state, view, out);
    end_context_menu();
}

} // namespace wordfield::app
