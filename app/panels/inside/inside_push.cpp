// SPDX-License-Identifier: MIT
// Push: one vector of the sentence's pass disturbed a little, how that grows or fades, and how little it
// takes to change the next word.
#include "app/panels/inside/inside.hpp"

#include "app/panels/inside/finding_of.hpp"
#include "app/panels/inside/stream_grid.hpp"
#include "app/panels/inside/word_chances.hpp"
#include "model/analysis/distribution.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace wordfield::app {
namespace {

using Way = PushChoice::Way;

void ways(Ui& ui, const Frame& frame, PushPage& page, const Selection& selection) {
    constexpr const char* names[] = {"Random", "Towards a word", "Gradient"};
    constexpr const char* explanations[] = {
        "In a random direction, the same until another one is drawn.",
        "From this word's row towards that of the word which is chosen on the map or in the list.",
        ("Where the second likeliest next word gains most on the likeliest: the gradient of their logits' "
         "difference.")};
    int way = static_cast<int>(page.choice.way);
    if (segmented(ui, "push.way", names, way, explanations)) page.choice.way = static_cast<Way>(way);
    if (page.choice.way == Way::Random) {
        ImGui::SameLine(0, ui.px(8));
        if (button(ui, "push.another", "Another", "Draw another random direction")) ++page.choice.seed;
    }
    if (page.choice.way != Way::Word) return;
    if (const auto word = selection.focus()) page.choice.word = *word;
    ImGui::SameLine(0, ui.px(8));
    ImGui::AlignTextToFramePadding();
    text(ui, ui.fonts.small, ui.theme.dim, "“" + frame.word(page.choice.word) + "”");
    explain(ui, "Choose another word on the map or in the list.");
}

void length_slider(Ui& ui, PushPage& page) {
    constexpr std::array ticks{0.01F, 0.1F, 1.0F};
    figure(ui, "Length of the push",
           format("%.0f%% of the vector", static_cast<double>(100 * page.choice.length)),
           "In lengths of the vector that is pushed.");
    (void)slider(ui, "push.length", page.choice.length, 0.01F, 4.0F, true, ui.theme.accent, 0.0F,
                 {ticks, 0.3F});
}

StreamGridCell grown_cell(const Ui& ui, const Frame& frame, const PushedRun* run, StreamCell at,
                          StreamCell pushed) {
    const std::string where = "“" + frame.word(frame.trace->tokens[at.position]) + "”, " +
                              layer_label(at.stage, static_cast<int>(frame.trace->residual.size()));
    StreamGridCell cell{"", ui.theme.raised, where + ". Click: push this vector.", at == pushed};
    if (run == nullptr || at.stage >= run->growth.rows() || at.position >= run->growth.cols()) return cell;
    const float growth = run->growth(at.stage, at.position);
    if (growth <= 0) return cell;
    cell.words = format("×%.2f", static_cast<double>(growth));
    cell.colour = growth >= 1
                      ? mix(ui.theme.raised, ui.theme.warm, 0.8F * std::min(1.0F, std::log2(1 + growth) / 3))
                      : mix(ui.theme.raised, ui.theme.accent, 0.7F * growth);
    cell.explanation =
        format("%s: the push has come here %.2f times as long as it began; the vector changes by "
               "%.1f%% of its own length. Click: push this vector.",
               where.c_str(), static_cast<double>(growth),
               static_cast<double>(100 * run->change(at.stage, at.position)));
    return cell;
}

std::string median_told(std::vector<double> lengths, int draws) {
    if (lengths.empty()) return "…";
    std::ranges::sort(lengths);
    const auto never = std::ranges::count_if(lengths, [](double length) { return std::isinf(length); });
    const double median = lengths[lengths.size() / 2];
    const std::string told = std::isinf(median) ? "more than 800%" : format("%.0f%%", 100 * median);
    return told + (never > 0 ? format(" (%d of %d never)", static_cast<int>(never), draws) : std::string{});
}

void turning(Ui& ui, const Frame& frame, const TurnFinding& found) {
    heading(
        ui, "How little changes the next word", {},
        "The shortest push of this vector that makes another word the likeliest: DeepFool's steps "
        "(Moosavi-Dezfooli and others 2016), then back along the line; the true shortest may be shorter.");
    if (found.turn) {
        figure(ui, "Shortest found",
               format("%.1f%% → “%s”", 100 * found.turn->length, frame.word(found.turn->word).c_str()),
               "In lengths of the vector, and the word that comes first then.");
        std::string words;
        for (const TokenId word : found.towards) words += (words.empty() ? "" : ", ") + frame.word(word);
        figure(ui, "In the direction of", words,
               "Words whose rows, seen from the mean row, lie most in its direction.");
    } else {
        figure(ui, "Shortest found", "none", "Twenty steps did not lead to another word.");
    }
    figure(ui, "Random directions", median_told(found.random, found.draws),
           "The median over random directions of the length at which the next word changes, looked for up to "
           "eight lengths of the vector.");
}

} // namespace

void push_page(Ui& ui, const Frame& frame, PushPage& page, View& view, Outbox& out) {
    const Trace& trace = *frame.trace;
    page.choice.at.stage = std::clamp(page.choice.at.stage, 0, static_cast<int>(trace.residual.size()) - 1);
    page.choice.at.position = position_of(trace, view.selection.position);
    out.ask(std::make_shared<const PushInquiry>(page.choice));
    out.ask(std::make_shared<const TurnInquiry>(page.choice.at));
    const auto* const push = finding_of<PushFinding>(frame);
    const bool fits = push != nullptr && push->run.at == page.choice.at;
    const auto* const turn = finding_of<TurnFinding>(frame);
    const bool wide = ImGui::GetContentRegionAvail().x > ui.px(520);
    if (!ImGui::BeginTable("push", wide ? 2 : 1)) return;
    ImGui::TableNextColumn();
    ways(ui, frame, page, view.selection);
    length_slider(ui, page);
    const auto touch = stream_grid(ui, frame, {"push.at", trace, [&](StreamCell at) {
                                                   return grown_cell(ui, frame, fits ? &push->run : nullptr,
                                                                     at, page.choice.at);
                                               }});
    if (touch.clicked) {
        page.choice.at = *touch.clicked;
        view.selection.position = touch.clicked->position;
    }
    ImGui::TableNextColumn();
    heading(
        ui, "Next word with the push", fits ? format("KL %.3g nats", push->run.divergence) : std::string{},
        "The next word's distribution before and after, and the Kullback-Leibler divergence between them.");
    if (fits) word_chances(ui, frame, push->run.chances, 5, view.selection);
    if (turn != nullptr && turn->at == page.choice.at) turning(ui, frame, *turn);
    ImGui::EndTable();
}

} // namespace wordfield::app
