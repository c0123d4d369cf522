// SPDX-License-Identifier: MIT
// Many chosen words: what they are together, and what can be done with all of them.
#include "app/panels/word/word_sections.hpp"

#include <algorithm>

namespace wordfield::app {
namespace {

constexpr std::size_t categories_shown = 6;

void kinds(Ui& ui, const Frame& frame, const WordGroup& group, std::size_t count) {
    const auto& names = frame.corpus().lexicon.categories;
    for (std::size_t i = 0; i < std::min(categories_shown, group.categories.size()); ++i) {
        const auto [category, words] = group.categories[i];
        const std::string value = std::to_string(words);
        const float share = static_cast<float>(words) / static_cast<float>(count);
        ImGui::PushID(category);
        bar_row(ui, "category",
                {category < 0 ? "no category" : names[category], value, share, 0.0F, ui.theme.accent, false,
                 ui.px(112)});
        explain(ui, format("%d of the %zu chosen words.", words, count).c_str());
        ImGui::PopID();
    }
    if (group.categories.size() > categories_shown)
        remark(ui, format("and %zu more categories", group.categories.size() - categories_shown));
}

void member(Ui& ui, const Frame& frame, const char* id, const char* name, TokenId word, float cosine,
            const char* explanation, Selection& selection) {
    ImGui::AlignTextToFramePadding();
    text(ui, ui.fonts.small, ui.theme.dim, name);
    explain(ui, explanation);
    ImGui::SameLine(ui.px(130));
    if (button(ui, id, frame.word(word).c_str(), "Look at this word, with the others still chosen")) {
        std::erase(selection.pinned, word);
        selection.pinned.push_back(word);
    }
    if (ImGui::IsItemHovered()) selection.hover(word);
    text_right(ui, ui.fonts.small, ui.theme.text, format("%+.2f", cosine));
}

float of(const WordGroup& group, std::span<const TokenId> words, TokenId word) {
    return group.to_others[static_cast<std::size_t>(std::ranges::find(words, word) - words.begin())];
}

// One word a line, with tabs: for a table program.
std::string list_of(const Frame& frame, const WordGroup& group, std::span<const TokenId> words) {
    std::string list = "word\tid\tcategory\tcount\tcosine to the others\n";
    const auto& lexicon = frame.corpus().lexicon;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const int category = lexicon.category[words[i]];
        list += frame.word(words[i]) + "\t" + std::to_string(words[i]) + "\t" +
                (category < 0 ? std::string{} : lexicon.categories[category]) + "\t" +
                std::to_string(lexicon.vocabulary.count(words[i])) + "\t" +
                format("%.4f", group.to_others[i]) + "\n";
    }
    return list;
}

void actions(Ui& ui, const Frame& frame, const WordGroup& group, Selection& selection, Outbox& out) {
    if (button(ui, "group.isolate", "Isolate",
               "Put only these words on the map (I); Esc brings the others back"))
        out.post(Isolate{});
    ImGui::SameLine(0, ui.px(5));
    const bool frozen =
        std::ranges::all_of(selection.pinned, [&](TokenId id) { return frame.newest->is_frozen(id); });
    if (button(ui, "group.freeze", frozen ? "Unfreeze all" : "Freeze all",
               frozen ? "Let training change these rows again"
                      : "Keep these rows as they are while everything else goes on learning",
               frozen))
        for (const TokenId id : selection.pinned)
            if (frame.newest->is_frozen(id) == frozen) out.post(FreezeRow{id, !frozen});
    ImGui::SameLine(0, ui.px(5));
    if (button(ui, "group.copy", "Copy list",
               "Copy the words to the clipboard, one a line with tabs: id, "
               "category, count, mean cosine to the others"))
        ImGui::SetClipboardText(list_of(frame, group, selection.pinned).c_str());
    ImGui::SameLine(0, ui.px(5));
    if (button(ui, "group.clear", "Let go", "Choose none of them any more (Esc)")) selection.clear();
}

} // namespace

void summary_page(Ui& ui, const Frame& frame, GroupPage& page, Selection& selection, Outbox& out,
                  Sections& sections) {
    const std::vector<TokenId> words = selection.pinned;
    const WordGroup& group = page.group.get(frame.moment, words, [&] {
        return group_of(*frame.moment->embedding, frame.rows->mean, frame.corpus().lexicon.category, words);
    });
    if (!sections.begin({"Chosen words", std::to_string(words.size()),
                         "What the chosen words have in common, in the full space."}))
        return;
    figure(
        ui, "Mean cosine to each other", format("%+.3f", group.mean_cosine),
        "Over all pairs of the chosen words, seen from the mean row: 1 for one direction, 0 for words that "
        "have nothing in common.");
    member(ui, frame, "group.central", "Most central", group.central, of(group, words, group.central),
           "The word with the largest mean cosine to the other chosen ones.", selection);
    member(ui, frame, "group.outlier", "Outlier", group.outlier, of(group, words, group.outlier),
           "The word with the smallest mean cosine to the other chosen ones.", selection);
    ImGui::Dummy({0, ui.px(3)});
    kinds(ui, frame, group, words.size());
    ImGui::Dummy({0, ui.px(3)});
    actions(ui, frame, group, selection, out);
}

} // namespace wordfield::app
