// SPDX-License-Identifier: MIT
#include "app/panels/inside/second_sentence.hpp"

namespace wordfield::app {
namespace {

constexpr const char* example_fruit = "anna is tired . every apple";
constexpr const char* example_firm = "anna is tired . shares of apple";

} // namespace

void second_sentence_field(Ui& ui, const Frame& frame, View& view, Outbox& out, const std::string& id) {
    char words[1024] = "";
    view.second_sentence.copy(words, sizeof words - 1);
    const bool has_example =
        frame.corpus().lexicon.vocabulary.find("apple") && frame.corpus().lexicon.vocabulary.find("shares");
    const float button_width = has_example ? ui.px(130) : 0.0F;
    ImGui::SetNextItemWidth(ImGui::GetContentRegionAvail().x - button_width - ui.px(8));
    ImGui::InputTextWithHint("##compare", "Type a second sentence with the same word, to compare", words,
                             sizeof words);
    view.second_sentence = words;
    ui.rects.mark_item(id + ".sentence");
    if (!ImGui::IsItemActive())
        explain(ui,
                "A second sentence for the same weights. The word that is chosen in the first one is looked "
                "for here.");
    if (has_example) {
        ImGui::SameLine(0, ui.px(8));
        if (button(ui, (id + ".example").c_str(), "Apple and apple",
                   "The fruit and the firm: two sentences that end in the same word", false,
                   {button_width, 0})) {
            view.second_sentence = example_firm;
            out.post(SetSentence{example_fruit});
            view.selection.position = -1;
            view.selection.path = true;
        }
    }
}

} // namespace wordfield::app
