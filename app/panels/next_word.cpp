// SPDX-License-Identifier: MIT
// What may come next: softmax of the logits at the chosen position, at a temperature, and sampling from it.
#include "app/panels/panels.hpp"

#include "app/panels/word_menu.hpp"
#include "model/analysis/distribution.hpp"
#include "model/core/rng.hpp"

#include <algorithm>
#include <cmath>

namespace wordfield::app {
namespace {

/// Words that are written by sampling.
struct Sampling {
    int wanted = 0;              ///< words still to be written
    std::uint64_t waits_for = 0; ///< number of the sentence whose distribution is needed for the next one
    std::uint64_t draws = 0;     ///< how often chance was asked: part of the seed
};

std::string probability(double p) {
    if (p >= 0.0995) return format("%.0f%%", 100 * p);
    if (p >= 0.00095) return format("%.1f%%", 100 * p);
    return "<0.1%";
}

// As many of the likeliest words as there is room for.
void bars(PanelContext& context, float height) {
    auto& [ui, info, area, frame, view, out] = context;
    Selection& selection = view.selection;
    const Distribution& d = view.next_word.all();
    const CutDistribution& cut = view.next_word.cut();
    const float row = std::round(ui.fonts.body_px * 1.5F) + ImGui::GetStyle().ItemSpacing.y;
    const int count = std::clamp(static_cast<int>(height / row), 3, static_cast<int>(d.ranked.size()));
    const int position = position_of(*frame.trace, selection.position);
    const double top = cut.left.probability[d.ranked.front()];
    for (int i = 0; i < count; ++i) {
        const TokenId id = d.ranked[i];
        const double before = d.probability[id];
        const bool stays = i < cut.kept;
        const double p = stays ? cut.left.probability[id] : before;
        const std::string value = stays ? probability(p) : "cut";
        const bool lit = selection.is_lit(id);
        const ImU32 colour = !stays          ? with_alpha(ui.theme.dim, 0.35F)
                             : i == 0 || lit ? ui.theme.accent
                                             : mix(ui.theme.accent, ui.theme.panel, 0.5F);
        ImGui::PushID(id);
        const bool clicked = bar_row(ui, "bar",
                                     {.label = frame.word(id),
                                      .value = value,
                                      .fraction = static_cast<float>(p / top),
                                      .colour = colour,
                                      .strong = i == 0 || lit,
                                      .frozen = frame.moment->is_frozen(id)});
        if (ImGui::IsItemHovered()) {
            selection.hover(id);
            if (ImGui::IsMouseDoubleClicked(0)) out.post(FlyTo{id});
        }
        const float logit = frame.trace->logits(position, id);
        explain(ui, format("p = %.4f%s · logit %.3f · energy %.3f", before,
                           !stays              ? ", cut off"
                           : cut.share < 0.999 ? format(", %.4f after the cut", p).c_str()
                                               : "",
                           logit, -logit)
                        .c_str());
        ui.rects.mark_item("next." + frame.word(id));
        word_menu(ui, frame, selection, out, id, {format("%.4f", before)});
        if (clicked) selection.click(id, ImGui::GetIO().KeyCtrl);
        ImGui::PopID();
    }
}

// Writes the next word behind the sentence. The distribution must be that of the last position.
void sample_one(const Frame& frame, Sampling& state, const View& view, Outbox& out) {
    const Trace& trace = *frame.trace;
    const int last = static_cast<int>(trace.tokens.size()) - 1;
    Pcg32 chance{frame.moment->train.seed + static_cast<std::uint64_t>(frame.moment->step) * 1000003U,
                 ++state.draws};
    const TokenId next =
        draw_word(apply_top_k_top_p(distribution_at(trace, last, view.selection.temperature), view.cut).left,
                  chance.uniform_double());
    std::vector<TokenId> tokens = trace.tokens;
    tokens.push_back(next);
    out.post(SetSentence{frame.corpus().decode(tokens)});
    state.waits_for = frame.sentence_number;
    --state.wanted;
}

void sampling(Ui& ui, const Frame& frame, Sampling& state, View& view, Outbox& out) {
    if (!frame.live) state.wanted = 0; // an earlier step answers for the sentence of then alone
    const float half = (ImGui::GetContentRegionAvail().x - ui.px(6)) / 2;
    if (button(ui, "next.sample", "Sample a word",
               "Draw the next word by chance from this distribution and write it behind the sentence", false,
               {half, 0})) {
        state.wanted = 1;
        state.waits_for = 0;
        if (!frame.live) out.post(GoLive{});
    }
    ImGui::SameLine(0, ui.px(6));
    const bool busy = state.wanted > 0;
    if (button(ui, "next.sample_many", busy ? "Stop" : "Write ten",
               "Draw ten words, one after the other, each given all that came before", busy, {half, 0})) {
        state.wanted = busy ? 0 : 10;
        state.waits_for = 0;
        if (!frame.live) out.post(GoLive{});
    }
    const bool fresh = state.waits_for == 0 || frame.sentence_number > state.waits_for;
    if (state.wanted > 0 && fresh && frame.live && !frame.trace->tokens.empty()) {
        view.selection.position = -1;
        sample_one(frame, state, view, out);
    }
}

// Ways into the drawer that opens what stands here.
void inside_buttons(Ui& ui, Outbox& out) {
    const float half = (ImGui::GetContentRegionAvail().x - ui.px(6)) / 2;
    if (button(ui, "next.physics", "Physics …",
               "Open the softmax as physics: energy, entropy, free energy and heat capacity over the "
               "temperature, and the cuts top-k and top-p",
               false, {half, 0})) {
        out.post(LookInside{Inside::Softmax, true});
    }
    ImGui::SameLine(0, ui.px(6));
    if (button(ui, "next.lineup", "Line-up …",
               "Open the line-up: which parts of the model speak for which of these words", false,
               {half, 0})) {
        out.post(LookInside{Inside::LineUp, true});
    }
}

class NextWordPanel : public PanelView {
public:
    void draw(PanelContext& context) override;
    void rest(View&) override { sampling_.wanted = 0; } // nobody writes where nobody looks
    void forget_words() override { sampling_ = {.draws = sampling_.draws}; }
    [[nodiscard]] bool animating(const View&) const override { return sampling_.wanted > 0; }

private:
    Sampling sampling_;
};

void NextWordPanel::draw(PanelContext& context) {
    auto& [ui, info, area, frame, view, out] = context;
    auto& selection = view.selection;
    begin_panel(context);
    if (frame.trace && frame.trace->logits.rows() > 0) {
        const Trace& trace = *frame.trace;
        const int at = position_of(trace, selection.position);
        view.next_word.update(frame.trace, at, selection.temperature, view.cut);
        const Distribution& d = view.next_word.all();
        const std::string& after = frame.word(trace.tokens[at]);
        const CutDistribution& cut = view.next_word.cut();
        const std::string note = view.cut.on()
                                     ? format("cut to %d word%s", cut.kept, cut.kept == 1 ? "" : "s")
                                     : format("%.2f bits", d.entropy / std::log(2.0));
        // A long word gives way, never the figure's unit.
        const std::string title = frame.kind().words.prediction + " “";
        const float room = ImGui::GetContentRegionAvail().x -
                           text_width(ui.fonts.small, ui.fonts.small_px, note) -
                           text_width(ui.fonts.bold, ui.fonts.body_px, title + "”") - ui.px(36);
        heading(ui, title + fit(ui.fonts.bold, ui.fonts.body_px, after, room) + "”", note,
                frame.kind().words.predicted_by.c_str());
        const float below = ui.px(140);
        bars(context, area.size.y - below - ui.px(34));
        ImGui::SetCursorPosY(std::max(ImGui::GetCursorPosY(), area.size.y - below));
        figure(ui, "Temperature", format("%.2f · %.1f words", selection.temperature, std::exp(d.entropy)),
               "Logits are divided by T before the softmax. Cold picks the winner, hot forgets what was "
               "learned. The second number is exp(H): so many words of equal chance would be as uncertain.");
        slider(ui, "next.temperature", selection.temperature, 0.05F, 5.0F, true, ui.theme.warm);
        if (ImGui::IsItemHovered() && ImGui::IsMouseDoubleClicked(0)) selection.temperature = 1.0F;
        explain(
            ui,
            "Drag; double-click for T = 1. Cold (left): the winner takes all. Hot (right): anything goes.");
        sampling(ui, frame, sampling_, view, out);
        inside_buttons(ui, out);
    }
    end_panel();
}

} // namespace

PanelEntry next_word_panel() {
    return {{.id = Panel::NextWord,
             .name = "Next word",
             .key = 7,
             .lesson = "Next word",
             .place = PanelPlace::Bottom},
            make_panel<NextWordPanel>};
}

} // namespace wordfield::app
