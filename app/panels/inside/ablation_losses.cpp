// SPDX-License-Identifier: MIT
#include "app/panels/inside/ablation_parts.hpp"

#include "model/analysis/excerpt.hpp"

#include <algorithm>
#include <cmath>

namespace wordfield::app {
namespace {

constexpr std::size_t most_relations = 5, most_firings = 5, most_words = 6;

void relations_lost(Ui& ui, const AblationFinding& found) {
    const auto &before = found.before.relations.relations, &after = found.after.relations.relations;
    std::vector<std::size_t> order(std::min(before.size(), after.size()));
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::ranges::stable_sort(order, [&](std::size_t a, std::size_t b) {
        return before[a].accuracy() - after[a].accuracy() > before[b].accuracy() - after[b].accuracy();
    });
    for (std::size_t i = 0; i < std::min(most_relations, order.size()); ++i) {
        const RelationScore &was = before[order[i]], &is = after[order[i]];
        figure(
            ui, was.name, format("%.0f%% → %.0f%%", 100 * was.accuracy(), 100 * is.accuracy()),
            "Share of the relation's questions that vector arithmetic answers, without the question's words, "
            "before and after.");
    }
}

void word_buttons(Ui& ui, const Frame& frame, const char* id, const std::vector<Written>& words,
                  Selection& selection) {
    const float right = ImGui::GetCursorPosX() + ImGui::GetContentRegionAvail().x;
    float at = ImGui::GetCursorPosX();
    for (std::size_t i = 0; i < std::min(most_words, words.size()); ++i) {
        const std::string& word = frame.word(words[i].word);
        const float width = text_width(ui.fonts.body, ui.fonts.body_px, word) + ui.px(20);
        if (i > 0 && at + width < right) ImGui::SameLine(0, ui.px(4));
        if (i > 0 && at + width >= right) at = ImGui::GetCursorPosX();
        if (button(
                ui, (std::string{id} + "." + word).c_str(), word.c_str(),
                format("%+.3f to its logit for each unit of the neuron's activation, before the final norm's "
                       "division",
                       static_cast<double>(words[i].logit))
                    .c_str(),
                selection.is_pinned(words[i].word)))
            selection.click(words[i].word, ImGui::GetIO().KeyCtrl);
        at += width + ui.px(4);
    }
}

} // namespace

void ablation_losses(Ui& ui, const Frame& frame, const AblationFinding& found, Selection& selection) {
    figure(
        ui, "Held-out loss",
        format("%.3f %+.4f ± %.4f nats", found.loss_before, found.loss_change.mean, found.loss_change.error),
        "Of text that is not trained on, and what it changes by, with the standard error over windows.");
    if (found.complete && found.before.purity.words > 0)
        figure(ui, "Neighbours of one category",
               format("%.3f → %.3f", found.before.purity.overall, found.after.purity.overall),
               "Purity: the share of a word's nearest words that have its category, before and after.");
    if (found.complete && found.choice.kind != AblationChoice::Kind::Neuron) relations_lost(ui, found);
    if (found.words.empty()) return;
    text(ui, ui.fonts.small, ui.theme.dim, "Words foretold worst without it");
    for (const WordLoss& word : found.words) {
        if (&word - found.words.data() >= 4) break;
        if (bar_row(ui, ("suffers." + frame.word(word.word)).c_str(),
                    {frame.word(word.word), format("%.2f → %.2f", word.before, word.after),
                     static_cast<float>(std::clamp((word.after - word.before) / 4.0, 0.0, 1.0)), 0,
                     ui.theme.warm, selection.is_lit(word.word), ui.px(84), ui.px(92), false, true}))
            selection.click(word.word, ImGui::GetIO().KeyCtrl);
        if (ImGui::IsItemHovered()) selection.hover(word.word);
        explain(ui,
                format("Mean -log p of the word where it came next, %d times in the text, nats.", word.count)
                    .c_str());
    }
}

void neuron_told(Ui& ui, const Frame& frame, const NeuronFinding& found, Selection& selection) {
    heading(ui, "When it fires",
            format("above 0 at %.0f%% of the words", 100 * static_cast<double>(found.share)),
            "Where in the held-out text its activation is largest: up to the word at which it fires.");
    const float value = ui.px(40), room = ImGui::GetContentRegionAvail().x - value;
    const auto width = [&](std::string_view words) {
        return text_width(ui.fonts.small, ui.fonts.small_px, words);
    };
    for (std::size_t i = 0; i < std::min(most_firings, found.firings.size()); ++i) {
        const Firing& firing = found.firings[i];
        text(ui, ui.fonts.small, ui.theme.text,
             excerpt_up_to_end(frame.corpus().lexicon.vocabulary, firing.tokens, true, room, width));
        text_right(ui, ui.fonts.small, ui.theme.dim, format("%.2f", static_cast<double>(firing.activation)));
    }
    heading(
        ui, "What it writes", {},
        "The words whose logits it raises and lowers directly: its row of the second matrix, compared with "
        "every row of the embedding.");
    text(ui, ui.fonts.small, ui.theme.good, "raises");
    word_buttons(ui, frame, "neuron.raises", found.raised, selection);
    text(ui, ui.fonts.small, ui.theme.warm, "lowers");
    word_buttons(ui, frame, "neuron.lowers", found.lowered, selection);
}

} // namespace wordfield::app
