// SPDX-License-Identifier: MIT
// The last experiment: loss and next words before it and now, side by side, and the way of the row it
// touched.
#include "app/panels/word/word_sections.hpp"

#include "app/story/experiments.hpp"
#include "app/story/row_motion.hpp"
#include "app/ui/plot.hpp"
#include "model/analysis/distribution.hpp"

#include <algorithm>
#include <array>

namespace wordfield::app {
namespace {

constexpr std::size_t words_shown = 5;

void losses(Ui& ui, const Experiment& e, const Moment& now) {
    if (!e.measured) return;
    const MeasuredEdit& m = *e.measured;
    figure(ui, "Held-out loss",
           format("%.3f → %.3f nats (%+.3f ± %.3f)", m.before, m.after, rounded(m.after - m.before, 3), m.error),
           "Right before the experiment and right after it, with no step of training in between. Both on the "
           "same "
           "windows of text, so the difference is surer than either: ± is its standard error.");
    if (now.heldout_step > m.step)
        figure(ui, "Since then",
               format("%.3f nats at step %s", now.heldout_loss, with_commas(now.heldout_step).c_str()),
               "Held-out loss as it was measured last. Training has gone on meanwhile.");
}

// One word: its probability before as a pale bar, now as a full one.
void word_row(Ui& ui, const Frame& frame, TokenId word, double before, double now, double largest) {
    const float width = ImGui::GetContentRegionAvail().x, px = ui.fonts.small_px, height = px * 1.9F;
    const float label = ui.px(86), value = ui.px(92), track = std::max(8.0F, width - label - value);
    const ImVec2 low = ImGui::GetCursorScreenPos();
    ImGui::Dummy({width, height});
    ImDrawList* draw = ImGui::GetWindowDrawList();
    const std::string name = fit(ui.fonts.small, px, frame.word(word), label - ui.px(6));
    draw->AddText(ui.fonts.small, px, {low.x, low.y + (height - px) * 0.5F}, ui.theme.text, name.c_str());
    const auto bar = [&](double p, float y, ImU32 colour) {
        draw->AddRectFilled({low.x + label, low.y + y * height},
                            {low.x + label + std::max(1.0F, track * static_cast<float>(p / largest)),
                             low.y + (y + 0.34F) * height},
                            colour, ui.px(2));
    };
    bar(before, 0.12F, with_alpha(ui.theme.dim, 0.6F));
    bar(now, 0.52F, ui.theme.accent);
    const std::string figures = format("%.1f → %.1f%%", 100 * before, 100 * now);
    draw->AddText(ui.fonts.small, px,
                  {low.x + width - text_width(ui.fonts.small, px, figures), low.y + (height - px) * 0.5F},
                  ui.theme.dim, figures.c_str());
    explain(ui, format("“%s” as the next word: %.2f%% before the experiment (grey), %.2f%% now (blue).",
                       frame.word(word).c_str(), 100 * before, 100 * now)
                    .c_str());
}

void distributions(Ui& ui, const Frame& frame, const Selection& selection) {
    if (!frame.before || frame.trace->logits.rows() == 0) return;
    const Trace &before = *frame.before, &now = *frame.trace;
    const int at = position_of(now, selection.position);
    const auto p = distribution_at(before, at, static_cast<double>(selection.temperature), true);
    const auto q = distribution_at(now, at, static_cast<double>(selection.temperature), true);
    std::vector<TokenId> words;
    for (const auto* ranked : {&p.ranked, &q.ranked})
        for (std::size_t i = 0; i < std::min<std::size_t>(3, ranked->size()); ++i)
            if (std::ranges::find(words, (*ranked)[i]) == words.end()) words.push_back((*ranked)[i]);
    if (words.size() > words_shown) words.resize(words_shown);
    const auto probability = [](const Distribution& d, TokenId w) { return d.probability[w]; };
    double largest = 1e-9;
    for (const TokenId w : words) largest = std::max({largest, probability(p, w), probability(q, w)});
    text(ui, ui.fonts.small, ui.theme.dim,
         format("Next word after “%s”: before, now", frame.word(now.tokens[at]).c_str()));
    for (const TokenId w : words) word_row(ui, frame, w, probability(p, w), probability(q, w), largest);
    ui.rects.mark_item("whatif.distribution");
}

void way_of_row(Ui& ui, const Frame& frame, const Experiment& e) {
    if (e.kind == Experiment::Kind::Other || e.distance.points().size() < 2) return;
    const bool twins = e.kind == Experiment::Kind::Twins;
    float largest = e.distance_before;
    for (const Curve::Point& p : e.distance.points()) largest = std::max(largest, p.value);
    figure(ui, twins ? "Distance between the two" : "Distance to its old neighbours",
           format("%.2f, before: %.2f", e.distance.points().back().value, e.distance_before),
           twins ? "Euclidean distance of the two rows since they were made one. No two words are used quite "
                   "alike, so the loss forces them apart."
                 : "Mean Euclidean distance from the row to the eight words that were nearest to it before. "
                   "When it falls, training pulls the row back.");
    if (twins && frame.why != nullptr)
        if (const auto cosine = frame.why->pull_cosine(e.rows[0], e.rows[1]))
            figure(ui, "Cosine of their pulls", format("%+.2f", *cosine),
                   "Of the averaged gradients of the two rows, less what all rows share: below 1 they are "
                   "being pulled apart.");
    const std::array curves{PlotCurve{e.distance.points(), ui.theme.accent, "distance"}};
    const std::array levels{PlotLevel{e.distance_before, ui.theme.dim, "before", "As it was before."}};
    draw_plot(ui, "whatif.distance",
              {curves,
               levels,
               0.0F,
               1.08F * largest,
               "",
               frame.live ? -1.0 : static_cast<double>(frame.moment->step),
               {},
               static_cast<double>(e.step)},
              {ImGui::GetContentRegionAvail().x, ui.px(70)});
}

} // namespace

void before_and_after(Ui& ui, const Frame& frame, const Selection& selection) {
    const Experiment* e = frame.experiments != nullptr ? frame.experiments->latest() : nullptr;
    if (e == nullptr || e->age(*frame.moment) < 0) return;
    ImGui::Dummy({0, ui.px(3)});
    heading(ui, e->what, format("%s steps ago", with_commas(e->age(*frame.moment)).c_str()),
            "The last experiment that has not been taken back: the moment before it against the moment "
            "that is shown.");
    losses(ui, *e, *frame.moment);
    way_of_row(ui, frame, *e);
    distributions(ui, frame, selection);
}

} // namespace wordfield::app
