// SPDX-License-Identifier: MIT
// Why a word moves: where the loss pulls its row, who is pulled along, and which sentences do it.
#include "app/panels/word/word_sections.hpp"

#include "app/story/pull_sum.hpp"
#include "app/story/row_motion.hpp"
#include "model/analysis/excerpt.hpp"
#include "model/analysis/row_health.hpp"

#include <algorithm>
#include <cmath>

namespace wordfield::app {
namespace {

constexpr std::size_t windows_shown = 5;

// Bars: the cosines of other rows' pulls with this one's. `faint`: they mean little.
void company(Ui& ui, const Frame& frame, const Pull& pull, bool faint, Selection& selection) {
    for (const Index row : pull.strongest) {
        const auto other = static_cast<TokenId>(row);
        const float cosine = pull.cosine[row];
        ImGui::PushID(other);
        const std::string value = format("%+.2f", cosine);
        if (bar_row(ui, "pull",
                    {frame.word(other), value, 0.5F * cosine, 0.5F,
                     faint        ? with_alpha(ui.theme.dim, 0.5F)
                     : cosine > 0 ? ui.theme.good
                                  : ui.theme.warm,
                     selection.is_lit(other)}))
            selection.click(other, ImGui::GetIO().KeyCtrl);
        if (ImGui::IsItemHovered()) selection.hover(other);
        ui.rects.mark_item("pull." + frame.word(other));
        ImGui::PopID();
    }
}

void reliability(const Ui& ui, const RowMotion& motion, float least) {
    remark(ui, motion.noise         ? "Mostly noise now: this word has settled."
               : motion.reliability ? "This pull stands out from noise."
                                    : "Whether this is more than noise shows after some steps.");
    if (!motion.reliability) return;
    const std::string limit = std::isfinite(least)
                                  ? format("From %.2f on, at most one in ten words is mere noise.", least)
                                  : "No word's pull stands out from noise now.";
    figure(ui, "Reliability of the pull", format("%+.2f", *motion.reliability),
           ("Cosine between the pulls of odd and of even steps (of a skip-gram: of blocks of 16): near 1 for "
            "a word that is really drawn "
            "somewhere. "
            "Noise is below zero as often as above, so the words below zero show how large it gets. " +
            limit)
               .c_str());
}

void movement(Ui& ui, const Frame& frame, const RowMotion& motion, Selection& selection) {
    if (frame.why->from_step() >= 0)
        figure(
            ui, format("Distance moved since step %s", with_commas(frame.why->from_step()).c_str()),
            format("%.4f", motion.step_length),
            "How far the row really went, less what all rows did alike. An optimiser such as Adam does not "
            "walk straight along the pull: it remembers earlier steps and gives every weight its own pace.");
    figure(ui, "Its cosine with the pull", format("%+.2f", motion.agreement),
           "Between where the loss pulls the row and where it really went.");
    if (motion.on_map)
        figure(ui, "Visible on the map",
               format("%.0f%% of the pull, %.0f%% of the movement", 100 * motion.pull.shown,
                      100 * motion.step.shown),
               "Share of the squared length that lies in the directions which the map shows around this "
               "word, estimated from how its nearest words lie. The rest goes where a flat picture cannot.");
    else
        remark(ui, "This word is not on the map, so it has no arrows there.");
    if (button(
            ui, "word.arrows", "Arrows on the map",
            "Green: where the loss pulls chosen words. Orange: where they really went. Direction only; the "
            "longer, the more of it the map can show",
            selection.show_pull))
        selection.show_pull = !selection.show_pull;
}

void window_line(Ui& ui, const Frame& frame, const WindowGradient& window, TokenId id, float strongest) {
    const float width = ImGui::GetContentRegionAvail().x;
    const float bar = ui.px(34);
    const float px = ui.fonts.small_px;
    const Excerpt excerpt =
        excerpt_around(frame.corpus().lexicon.vocabulary, window.tokens, id, width - bar - ui.px(8),
                       [&](std::string_view words) { return text_width(ui.fonts.small, px, words); });
    const ImVec2 low = ImGui::GetCursorScreenPos();
    ImGui::Dummy({width, px * 1.45F});
    ImDrawList* draw = ImGui::GetWindowDrawList();
    const float share = strongest > 0 ? window.gradient_norm / strongest : 0.0F;
    draw->AddRectFilled({low.x, low.y + px * 0.35F},
                        {low.x + std::max(1.0F, bar * share), low.y + px * 0.95F},
                        window.along > 0 ? ui.theme.good : ui.theme.warm, ui.px(2));
    float x = low.x + bar + ui.px(8);
    const auto write = [&](const std::string& words, ImFont* face, ImU32 colour) {
        draw->AddText(face, px, {x, low.y + px * 0.1F}, colour, words.c_str());
        x += text_width(face, px, words);
    };
    write(excerpt.before, ui.fonts.small, ui.theme.dim);
    write(excerpt.word, ui.fonts.bold, ui.theme.accent);
    write(excerpt.after, ui.fonts.small, ui.theme.dim);
    explain(ui, (sentence(frame.corpus().lexicon.vocabulary, window.tokens) +
                 format("\n\nLength of the row's gradient from this window alone, as a share of a batch: %s. "
                        "Cosine with the mean gradient: %+.2f.",
                        plain_number(window.gradient_norm).c_str(), window.along))
                    .c_str());
}

void windows(Ui& ui, const Frame& frame, TokenId id, bool chosen) {
    if (!frame.can().window_gradients) {
        remark(ui, "Which sentences pull is looked for with a GPT only: a " + frame.kind().noun +
                       " learns word by word, not from windows.");
        return;
    }
    const Pulling* const pulling = frame.pulling.get();
    if (pulling == nullptr || pulling->row != id) {
        remark(ui, chosen ? "Looking for the sentences that pull on it …"
                          : "Click the word to see which sentences pull on it.");
        return;
    }
    if (pulling->windows.empty()) {
        remark(ui, "No sentence of the training text has this word.");
        return;
    }
    text(ui, ui.fonts.small, ui.theme.dim, "Sentences that pull hardest");
    explain(ui,
            format("%zu windows of the training text that contain this word, spread evenly over it, by the "
                   "length of the row's gradient from each alone, with the weights of step %s. Green goes "
                   "along with the mean pull, orange against it. All other windows pull, too, a little: "
                   "there the word was a wrong guess.",
                   pulling->windows.size(), with_commas(pulling->moment->step).c_str())
                .c_str());
    for (std::size_t i = 0; i < std::min(windows_shown, pulling->windows.size()); ++i) {
        ImGui::PushID(static_cast<int>(i));
        window_line(ui, frame, pulling->windows[i], id, pulling->windows.front().gradient_norm);
        ui.rects.mark_item(format("pulling.%d", static_cast<int>(i)));
        ImGui::PopID();
    }
}

// What is wrong with the row, if anything.
void row_flag(const Ui& ui, const Moment& s, TokenId id) {
    const std::string flag = flag_sentence(s, id);
    if (flag.empty()) return;
    ImGui::PushStyleColor(ImGuiCol_Text, ui.theme.warm);
    ImGui::PushTextWrapPos(0.0F);
    ImGui::TextUnformatted(flag.c_str());
    ImGui::PopTextWrapPos();
    ImGui::PopStyleColor();
}

// The pull summed over the steps in which the row moved most.
void when_it_moved(Ui& ui, const Frame& frame, TokenId id, PullSums& sums, Selection& selection) {
    const auto& sum = sums.of(frame, id);
    if (!sum) {
        remark(ui,
               "Nothing has been recorded of its way yet: a run that is opened from a file is followed from "
               "there on.");
        return;
    }
    remark(
        ui,
        format(
            "The pulls of steps %s to %s added up: in those it covered %.0f%% of the distance it has moved.",
            with_commas(sum->from + 1).c_str(), with_commas(sum->to).c_str(), 100 * sum->share));
    explain(ui,
            "Minus the gradient of this row, summed over every one of these steps, less what pulls all rows "
            "alike. The stretch is the shortest between kept moments in which the row went half of its way. "
            "The bars are cosines with the summed pulls of other words.");
    company(ui, frame, sum->pull, false, selection);
    figure(ui, "Length of the sum", plain_number(sum->pull.strength),
           "Of the summed gradients of this row, the common drift taken out.");
    figure(ui, "Its cosine with the movement", format("%+.2f", sum->agreement),
           "Between the summed pull and where the row really went in these steps. An optimiser such as Adam "
           "gives every weight its own pace, so it is not 1.");
}

void now(Ui& ui, const Frame& frame, TokenId id, const RowMotion& motion, Selection& selection) {
    reliability(ui, motion, frame.moment->least_reliable);
    company(ui, frame, *frame.why->pull(), motion.noise, selection);
    movement(ui, frame, motion, selection);
    windows(ui, frame, id, selection.focus() == id);
}

} // namespace

void pull_section(Ui& ui, const Frame& frame, TokenId id, PullPage& page, Selection& selection,
                  Sections& sections) {
    const RowMotion* const motion = frame.why != nullptr ? frame.why->of(id) : nullptr;
    const bool known = motion != nullptr && frame.why->pull();
    if (!sections.begin(
            {"Why it moves", known ? "‖∂loss/∂row‖ " + plain_number(motion->pull_length) : std::string{},
             "Words in similar company get similar gradients, so they drift together. At the right: the "
             "length "
             "of this row's pull now, averaged over some twenty steps, less what all rows have in common."}))
        return;
    if (!known) return remark(ui, "Nothing has pulled on it yet: training has not begun.");
    constexpr const char* names[] = {"when it moved most", "now"};
    constexpr const char* explanations[] = {
        "The pulls of the steps in which this word's row moved most, added up: why it is where it is.",
        "The pull averaged over the last twenty steps or so, and how far it can be told from noise."};
    segmented(ui, "pull", names, page.shown, explanations);
    if (page.shown == 0)
        when_it_moved(ui, frame, id, page.sums, selection);
    else
        now(ui, frame, id, *motion, selection);
    row_flag(ui, *frame.moment, id);
}

} // namespace wordfield::app
