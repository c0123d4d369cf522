// SPDX-License-Identifier: MIT
// The inspector: a page about one word, one about several, and one for experiments on the live model.
#include "app/panels/panels.hpp"

#include "app/panels/word/word_sections.hpp"
#include "app/ui/lesson.hpp"
#include "app/ui/marker.hpp"

#include <algorithm>
#include <utility>

namespace wordfield::app {
namespace {

enum class WordPage { Word, Several, WhatIf };

struct WordState {
    WordPage page = WordPage::Word;
    std::size_t chosen = 0; ///< 0, 1, 2 or 3 for more: when it changes, so does the page
    bool numbers = false;   ///< the row as numbers, too
    LayersPart layers;
    PullPage pull;
    PairPage pair;
    GroupPage group;
};

void title(Ui& ui, const Frame& frame, TokenId id, Outbox& out) {
    const Corpus& corpus = frame.corpus();
    const int category = corpus.lexicon.category[id];
    const ImVec2 at = ImGui::GetCursorScreenPos();
    draw_marker(ImGui::GetWindowDrawList(), {at.x + ui.px(8), at.y + ui.fonts.title_px * 0.55F}, ui.px(7),
                frame.words->style(id).shape, frame.words->colour(id));
    ImGui::SetCursorPosX(ImGui::GetCursorPosX() + ui.px(24));
    const float room = ImGui::GetContentRegionAvail().x - ui.px(120);
    text(ui, ui.fonts.title, ui.theme.strong, fit(ui.fonts.title, ui.fonts.title_px, frame.word(id), room));
    ImGui::SameLine(ImGui::GetWindowContentRegionMax().x - ui.px(88));
    if (button(ui, "word.fly", "Show on map",
               "Move the map to this word (double-click on a word does the same)"))
        out.post(FlyTo{id});
    const std::string name = category < 0 ? std::string{"no category"} : corpus.lexicon.categories[category];
    const std::int64_t count = corpus.lexicon.vocabulary.count(id);
    const std::string seen = count > 0 || frame.can().trains ? " · seen " + with_commas(count) + "×" : "";
    remark(ui, format("id %d · %s%s%s", id, name.c_str(), seen.c_str(),
                      frame.moment->is_frozen(id) ? " · frozen" : ""));
    explain(ui, "The row number in the embedding matrix, the category from the labels (the model never sees "
                "it), and the count in the corpus.");
}

// The chosen words: a click brings one to the front. Not where they are so many that they would flood it.
void chosen_words(Ui& ui, const Frame& frame, Selection& selection) {
    constexpr std::size_t most = 12;
    if (selection.pinned.size() < 2 || selection.pinned.size() > most) return;
    for (const TokenId other : std::vector<TokenId>{selection.pinned}) { // a copy: a click changes the list
        ImGui::PushID(other);
        const float width = text_width(ui.fonts.small, ui.fonts.small_px, frame.word(other)) + ui.px(18);
        if (ImGui::GetContentRegionAvail().x < width) ImGui::NewLine();
        if (button(ui, "pinned", frame.word(other).c_str(),
                   "Click: look at this word. Ctrl-click: let it go.", other == selection.focus())) {
            selection.toggle(other);
            if (!ImGui::GetIO().KeyCtrl) selection.pinned.push_back(other);
        }
        if (ImGui::IsItemHovered()) selection.hover(other);
        ImGui::PopID();
        ImGui::SameLine(0, ui.px(4));
    }
    ImGui::NewLine();
}

void guide(Ui& ui, bool trains) {
    text(ui, ui.fonts.bold, ui.theme.strong, "No word chosen");
    if (!trains)
        return remark(ui,
                      "Every dot on the map is a word of the file: one of its rows, drawn so that near rows "
                      "lie near.\n\nHover a word to look at it, click to choose it, Ctrl-click to add "
                      "another. Shift-drag on the map takes all words in a box; Esc lets go.");
    remark(ui, "Every dot on the map is a word: one row of the embedding matrix, drawn so that near rows lie "
               "near.\n\n"
               "At step 0 the rows are noise. Each step the model predicts the next word of the corpus and "
               "every row moves a little, "
               "pulled by the company that its word keeps.\n\nHover a word to look at it, click to choose "
               "it, Ctrl-click to add another. "
               "Shift-drag on the map takes all words in a box; Esc lets go.");
}

// Of a file with several tables of vectors: another one of them.
void tensor_choice(Ui& ui, const TensorChoice& tensors, Outbox& out) {
    ImGui::SetNextItemWidth(ImGui::GetContentRegionAvail().x);
    const bool open = ImGui::BeginCombo("##tensor", tensors.taken.c_str(), ImGuiComboFlags_HeightLarge);
    ui.rects.mark_item("file.tensor");
    if (!open) return explain(ui, "The file has several tables of vectors. Choose which of them is shown.");
    for (const std::string& name : tensors.names) {
        if (ImGui::Selectable(name.c_str(), name == tensors.taken) && name != tensors.taken)
            out.post(OpenFile{tensors.path, {}, name});
        ui.rects.mark_item("file.tensor." + name);
    }
    ImGui::EndCombo();
}

void corpus_section(Ui& ui, const Frame& frame, Outbox& out, Sections& sections) {
    if (!sections.begin({frame.can().trains ? "This corpus" : "This file", frame.corpus().name})) return;
    const Corpus& corpus = frame.corpus();
    if (!corpus.tensors.names.empty()) tensor_choice(ui, corpus.tensors, out);
    if (frame.can().trains)
        figure(ui, "Tokens",
               with_commas(static_cast<std::int64_t>(corpus.text.train.size() + corpus.text.heldout.size())),
               "Words and marks of the text, counted with repetition.");
    figure(ui, "Vocabulary", with_commas(corpus.lexicon.vocabulary.size()) + " words",
           "Different words and marks: rows of the embedding matrix.");
    figure(ui, "Categories", std::to_string(corpus.lexicon.categories.size()),
           "Labels for colours and purity. The model never sees them.");
    if (corpus.text.entropy_floor)
        figure(ui, "Entropy", format("%.3f nats a token", *corpus.text.entropy_floor),
               "The mean surprise of the corpus's own random choices: no model can predict better than that "
               "in the long run.");
    if (const std::string& verdict = frame.history->advice.verdict(); !verdict.empty()) remark(ui, verdict);
    for (const std::string& note : corpus.notes) remark(ui, note);
}

// Two chosen words are compared, more are summed up; who experiments goes on with that.
void follow_choice(WordState& state, std::size_t count) {
    const std::size_t chosen = std::min<std::size_t>(count, 3);
    if (chosen == state.chosen) return;
    state.chosen = chosen;
    if (state.page != WordPage::WhatIf) state.page = chosen < 2 ? WordPage::Word : WordPage::Several;
}

void tab(Ui& ui, WordState& state, WordPage page, const char* id, const char* name, const char* explanation) {
    const bool on = state.page == page;
    ImGui::PushStyleColor(ImGuiCol_Button, on ? ui.theme.accent_dim : with_alpha(ui.theme.raised, 0.0F));
    ImGui::PushStyleColor(ImGuiCol_Text, on ? ui.theme.accent : ui.theme.dim);
    ImGui::PushFont(ui.fonts.small);
    if (ImGui::Button(name)) state.page = page;
    ImGui::PopFont();
    ImGui::PopStyleColor(2);
    ui.rects.mark_item(id);
    explain(ui, explanation);
    ImGui::SameLine(0, ui.px(2));
}

void tabs(Ui& ui, WordState& state, bool trains) {
    ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, ImVec2{ui.px(9), ui.px(3)});
    tab(ui, state, WordPage::Word, "word.tab.word", "Word", "One word: its row, its company, why it moves");
    if (state.chosen == 2)
        tab(ui, state, WordPage::Several, "word.tab.several", "Compare",
            "The two chosen words side by side, and why they are together");
    if (state.chosen > 2)
        tab(ui, state, WordPage::Several, "word.tab.several", "Summary",
            "What the chosen words are together");
    if (trains)
        tab(ui, state, WordPage::WhatIf, "word.tab.whatif", "What if …",
            "Experiments on the live model, and what became of the last one");
    ImGui::PopStyleVar();
    ImGui::SameLine(ImGui::GetWindowContentRegionMax().x - ui.px(18));
    help_mark(ui, std::exchange(ui.help_for, {}));
    ImGui::Dummy({0, ui.px(2)});
}

class WordPanel : public PanelView {
public:
    void draw(PanelContext& context) override;
    void forget_words() override {
        state_ = {.page = state_.page, .chosen = state_.chosen, .pull = {state_.pull.shown, {}}};
    }
    [[nodiscard]] bool animating(const View& view) const override { return view.arithmetic.playing >= 0; }

private:
    void word_page(PanelContext& context, Sections& sections);

    WordState state_;
};

// With nothing chosen, the word under the mouse has a box of its own, and nothing below it moves.
void unchosen(PanelContext& context) {
    auto& [ui, info, area, frame, view, out] = context;
    const float height = preview_height(ui) + 2 * ImGui::GetTextLineHeight() + ui.px(14);
    ImGui::BeginChild("under the mouse", {0, height}, false,
                      ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse);
    if (const auto hovered = view.selection.hovered()) {
        title(ui, frame, *hovered, out);
        preview(ui, frame, *hovered, view.selection, out);
    } else {
        guide(ui, frame.can().trains);
    }
    ImGui::EndChild();
    ui.rects.mark_item("word.preview");
}

void WordPanel::word_page(PanelContext& context, Sections& sections) {
    auto& [ui, info, area, frame, view, out] = context;
    Selection& selection = view.selection;
    if (const auto id = selection.focus()) {
        title(ui, frame, *id, out);
        chosen_words(ui, frame, selection);
        row_section(ui, frame, *id, state_.numbers, sections);
        neighbour_section(ui, frame, selection, out, sections);
        two_models_section(ui, frame, selection, out, sections);
        if (frame.can().trains) pull_section(ui, frame, *id, state_.pull, selection, sections);
    } else {
        unchosen(context);
        corpus_section(ui, frame, out, sections);
        two_models_section(ui, frame, selection, out, sections);
    }
    arithmetic_section(ui, frame, view.arithmetic, selection, out, sections);
    relations_section(ui, frame, view.arithmetic, selection, sections);
    layers_section(ui, frame, state_.layers, selection, out, sections);
}

void WordPanel::draw(PanelContext& context) {
    auto& [ui, info, area, frame, view, out] = context;
    begin_panel(context, ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse);
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2{ui.px(8), ui.px(2)});
    if (frame.moment) {
        follow_choice(state_, view.selection.pinned.size());
        if (!frame.can().trains && state_.page == WordPage::WhatIf) state_.page = WordPage::Word;
        tabs(ui, state_, frame.can().trains);
        ImGui::BeginChild(format("page %d", static_cast<int>(state_.page)).c_str()); // rolls below the tabs
        Sections sections{ui, view.workspace.sections};
        switch (state_.page) {
        case WordPage::Word:
            word_page(context, sections);
            break;
        case WordPage::Several:
            if (state_.chosen == 2)
                compare_page(ui, frame, state_.pair, view.selection, sections);
            else
                summary_page(ui, frame, state_.group, view.selection, out, sections);
            break;
        case WordPage::WhatIf:
            if (view.selection.pinned.size() < 2) {
                if (const auto id = view.selection.focus()) title(ui, frame, *id, out);
            } else {
                chosen_words(ui, frame, view.selection);
            }
            what_if_section(ui, frame, view.selection.focus(), view.selection, out);
            before_and_after(ui, frame, view.selection);
            break;
        }
        ImGui::EndChild();
    }
    ImGui::PopStyleVar();
    end_panel();
}

} // namespace

PanelEntry word_panel() {
    return {{.id = Panel::Word,
             .name = "Word",
             .key = 8,
             .lesson = "Word",
             .place = PanelPlace::Right,
             .share = {.wished = 0.6F, .least = 0.3F, .most = 0.8F}},
            make_panel<WordPanel>};
}

} // namespace wordfield::app
