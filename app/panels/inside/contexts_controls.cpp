// SPDX-License-Identifier: MIT
// What is chosen on the page of words in context: the stage, the word, the colours.
#include "app/panels/inside/contexts_page.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace wordfield::app {
namespace {

void play_button(Ui& ui, ContextsPage& page, float last) {
    const bool plays = page.stage != page.target;
    if (button(ui, "contexts.play", plays ? "Stop" : "Play",
               plays ? "Stop here" : "Let the points flow from the embedding to the output", false,
               {ui.px(48), 0})) {
        if (plays) {
            page.target = page.stage;
        } else {
            if (page.stage >= last) page.stage = 0.0F;
            page.target = last;
        }
    }
}

// The names of the stages below the slider, where they fit; a click goes there.
void stage_names(Ui& ui, ContextsPage& page, ImVec2 low, float width, int stages) {
    const float px = ui.fonts.small_px, knob = ui.px(6.5F), line = px + ui.px(4);
    float free = low.x - ui.px(20);
    for (int s = 0; s < stages; ++s) {
        const std::string name = stage_name(s, stages);
        const float wide = text_width(ui.fonts.small, px, name);
        const float middle =
            low.x + knob +
            (width - 2 * knob) * static_cast<float>(s) / static_cast<float>(std::max(1, stages - 1));
        const float x = std::clamp(middle - wide * 0.5F, low.x, low.x + width - wide);
        const bool last = s + 1 == stages;
        if (x < free ||
            (!last && x + wide + ui.px(10) > low.x + width - text_width(ui.fonts.small, px, "output")))
            continue;
        free = x + wide + ui.px(10);
        ImGui::SetCursorScreenPos({x, low.y});
        ImGui::PushID(s);
        if (ImGui::InvisibleButton("stage", {wide, line})) page.target = static_cast<float>(s);
        ImGui::PopID();
        ui.rects.mark_item(format("contexts.stage.%d", s));
        const bool here = std::abs(page.stage - static_cast<float>(s)) < 0.01F;
        explain(ui, s == 0
                        ? "The word's row and its position: where every occurrence begins. Click: go there."
                    : last ? "After the final layer norm: what is compared with every row for the next word. "
                             "Click: go there."
                           : "The residual stream after so many blocks. Click: go there.");
        ImGui::GetWindowDrawList()->AddText(ui.fonts.small, px, {x, low.y + ui.px(1)},
                                            here                     ? ui.theme.accent
                                            : ImGui::IsItemHovered() ? ui.theme.strong
                                                                     : ui.theme.dim,
                                            name.c_str());
    }
}

} // namespace

void contexts_scrubber(Ui& ui, ContextsPage& page) {
    const int stages = static_cast<int>(page.shown->stages->size());
    const float last = static_cast<float>(stages - 1);
    play_button(ui, page, last);
    ImGui::SameLine(0, ui.px(10));
    const ImVec2 low = ImGui::GetCursorScreenPos();
    const float width = std::min(ui.px(420), ImGui::GetContentRegionAvail().x - ui.px(8));
    if (slider(ui, "contexts.stage", page.stage, 0.0F, last, false, ui.theme.accent, width))
        page.target = page.stage;
    explain(ui, "From the embedding through the blocks to the output; drag to move the points along.");
    stage_names(ui, page, {low.x, low.y + ui.px(18)}, width, stages);
    ImGui::SetCursorScreenPos({ImGui::GetWindowPos().x, low.y + ui.px(20) + ui.fonts.small_px});
    ImGui::Dummy({0, 0});
}

namespace {

struct ColourChoice {
    GroupBy by;
    const char* name;
    const char* explanation;
};
constexpr std::array colour_choices{
    ColourChoice{GroupBy::Word, "word", "One colour for each of the words that occur most"},
    ColourChoice{GroupBy::Category, "category", "The colour of the word's own category"},
    ColourChoice{
        GroupBy::Next, "next word",
        "By what follows in the text: the next word's category, or the word itself where it has none"},
    ColourChoice{GroupBy::Sense, "sense",
                 "Words of two senses alone, each sense in a colour: apple the fruit, apple the firm"},
};

// One of some names where they do not stand beside each other.
void narrow_choice(Ui& ui, const char* id, const std::vector<const char*>& names, int& chosen) {
    ImGui::SetNextItemWidth(ImGui::GetContentRegionAvail().x);
    const bool open = ImGui::BeginCombo("##choice", names[static_cast<std::size_t>(chosen)]);
    ui.rects.mark_item(id);
    if (!open) return;
    for (int i = 0; i < std::ssize(names); ++i) {
        const char* const name = names[static_cast<std::size_t>(i)];
        if (ImGui::Selectable(name, i == chosen)) chosen = i;
        ui.rects.mark_item(std::string{id} + "." + name);
    }
    ImGui::EndCombo();
}

// The words that are worth looking at alone: those of two senses, those that are chosen on the map, and the
// one that is looked at.
std::vector<TokenId> words_to_choose(const Frame& frame, const ContextsPage& page, const View& view) {
    std::vector<TokenId> words;
    const auto add = [&](TokenId word) {
        if (std::ranges::count(words, word) == 0) words.push_back(word);
    };
    for (const Sense& sense : page.shown->occurrences->senses) add(sense.word);
    for (const TokenId word : view.selection.pinned) add(word);
    if (const auto word = asked_word(frame, page)) add(*word);
    return words;
}

void word_choice(Ui& ui, const Frame& frame, ContextsPage& page, const View& view) {
    ImGui::AlignTextToFramePadding();
    text(ui, ui.fonts.small, ui.theme.dim, "show");
    ImGui::SameLine(0, ui.px(8));
    ImGui::SetNextItemWidth(std::min(ui.px(160), ImGui::GetContentRegionAvail().x));
    const auto chosen = asked_word(frame, page);
    const bool open = ImGui::BeginCombo("##word", chosen ? page.word.c_str() : "all words");
    ui.rects.mark_item("contexts.word");
    if (!open)
        return explain(ui, "All words of the passages, or the occurrences of one word alone, on a plane of "
                           "their own: a word of two senses, or one that you have clicked.");
    if (ImGui::Selectable("all words", !chosen)) look_at_word(frame, page, {});
    ui.rects.mark_item("contexts.word.all");
    for (const TokenId word : words_to_choose(frame, page, view)) {
        ImGui::PushID(word);
        if (ImGui::Selectable(frame.word(word).c_str(), chosen == word)) look_at_word(frame, page, word);
        ImGui::PopID();
        ui.rects.mark_item("contexts.word." + frame.word(word));
    }
    ImGui::EndCombo();
}

// Those that mean something for this text.
void colour_choice(Ui& ui, const Frame& frame, ContextsPage& page) {
    std::vector<const char*> names, explanations;
    std::vector<int> which;
    int chosen = 0;
    for (const ColourChoice& choice : colour_choices) {
        if (!can_group(*page.shown->occurrences, frame.corpus().lexicon, choice.by)) continue;
        if (page.shown->word && (choice.by == GroupBy::Word || choice.by == GroupBy::Category)) continue;
        if (static_cast<int>(choice.by) == page.colours) chosen = static_cast<int>(names.size());
        names.push_back(choice.name);
        explanations.push_back(choice.explanation);
        which.push_back(static_cast<int>(choice.by));
    }
    ImGui::AlignTextToFramePadding();
    text(ui, ui.fonts.small, ui.theme.dim, "colour by");
    ImGui::SameLine(0, ui.px(8));
    float wide = 0.0F;
    for (const char* const name : names)
        wide += text_width(ui.fonts.small, ui.fonts.small_px, name) + ui.px(18);
    if (wide <= ImGui::GetContentRegionAvail().x)
        segmented(ui, "contexts.colour", names, chosen, explanations);
    else
        narrow_choice(ui, "contexts.colour", names, chosen);
    page.colours = which[static_cast<std::size_t>(chosen)];
}

} // namespace

std::optional<TokenId> asked_word(const Frame& frame, const ContextsPage& page) {
    return page.word.empty() ? std::nullopt : frame.corpus().lexicon.vocabulary.find(page.word);
}

void look_at_word(const Frame& frame, ContextsPage& page, std::optional<TokenId> word) {
    page.word = word ? frame.word(*word) : "";
    page.kept.reset();
    const auto& senses = page.shown->occurrences->senses;
    if (word && std::ranges::count(senses, *word, &Sense::word) > 0)
        page.colours = static_cast<int>(GroupBy::Sense);
}

void contexts_choices(Ui& ui, const Frame& frame, ContextsPage& page, const View& view) {
    word_choice(ui, frame, page, view);
    colour_choice(ui, frame, page);
}

} // namespace wordfield::app
