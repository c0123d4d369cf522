// SPDX-License-Identifier: MIT
// What may come next: softmax of the logits at the chosen position, at a temperature, and sampling from it.
#include "app/panels/panels.hpp"

#include "app/panels/word_menu.hpp"
#include "model/analysis/distribution.hpp"
#include "model/core/rng.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace wordfield::app {
namespace {

/// Words that are written by sampling.
constexpr std::size_t longest_sentence = 1000; // bytes that the field of the sentence surely holds

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

// Of the bars and the temperature: blue where the winner takes all, orange where anything goes.
ImU32 heat_colour(const Ui& ui, float temperature) {
    const float heat = std::clamp(std::log(temperature) / std::log(3.0F), 0.0F, 1.0F);
    return mix(ui.theme.accent, ui.theme.warm, heat);
}

// Names of words, and of all others, before the bars.
float label_width(const Ui& ui, bool roomy) {
    return ui.px(roomy ? 116 : 82);
}

bool is_roomy(const Ui& ui) {
    return ImGui::GetContentRegionAvail().x > ui.px(280);
}

void word_bar(PanelContext& context, int rank) {
    auto& [ui, info, area, frame, view, out] = context;
    Selection& selection = view.selection;
    const Distribution& d = view.next_word.all();
    const CutDistribution& cut = view.next_word.cut();
    const TokenId id = d.ranked[rank];
    const double before = d.probability[id];
    const bool stays = rank < cut.kept, lit = selection.is_lit(id);
    const double p = stays ? cut.left.probability[id] : before;
    const ImU32 hot = heat_colour(ui, selection.temperature);
    ImGui::PushID(id);
    const bool clicked = bar_row(ui, "bar",
                                 {.label = frame.word(id),
                                  .value = stays ? probability(p) : "cut",
                                  .fraction = static_cast<float>(p),
                                  .colour = !stays      ? with_alpha(ui.theme.dim, 0.35F)
                                            : lit       ? ui.theme.accent
                                            : rank == 0 ? hot
                                                        : mix(hot, ui.theme.panel, 0.4F),
                                  .strong = rank == 0 || lit,
                                  .label_width = label_width(ui, is_roomy(ui)),
                                  .frozen = frame.moment->is_frozen(id),
                                  .track = true});
    if (ImGui::IsItemHovered()) {
        selection.hover(id);
        if (ImGui::IsMouseDoubleClicked(0)) out.post(FlyTo{id});
    }
    const float logit = frame.trace->logits(position_of(*frame.trace, selection.position), id);
    explain(ui, format("p = %.4f%s · logit %.3f · energy %.3f\nA full track is 100%%.", before,
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

// What the words above leave: with heat it is nearly everything.
void others_bar(const PanelContext& context, int listed) {
    Ui& ui = context.ui;
    const OtherWords others =
        other_words(context.view.next_word.cut(), context.view.next_word.all().ranked, listed);
    const bool roomy = is_roomy(ui);
    bar_row(ui, "others",
            {.label = roomy ? "all other words" : "all others",
             .value = others.words > 0 ? probability(others.probability) : "none",
             .fraction = static_cast<float>(others.probability),
             .colour = with_alpha(ui.theme.dim, 0.6F),
             .label_width = label_width(ui, roomy),
             .track = true});
    ui.rects.mark_item("next.others");
    explain(ui, format("The other %s words together: p = %.4f.", with_commas(others.words).c_str(),
                       others.probability)
                    .c_str());
}

// As many of the likeliest words as there is room for, on one scale whatever the temperature.
void bars(PanelContext& context, float height) {
    const float row = std::round(context.ui.fonts.body_px * 1.5F) + ImGui::GetStyle().ItemSpacing.y;
    const int listed = std::clamp(static_cast<int>(height / row) - 1, 3,
                                  static_cast<int>(context.view.next_word.all().ranked.size()));
    for (int rank = 0; rank < listed; ++rank) word_bar(context, rank);
    others_bar(context, listed);
}

// "Next word after “every”": where there is no room for all of it, first the figure at the right gives way;
// then the word has a line of its own.
void title(Ui& ui, const Frame& frame, const std::string& word, const std::string& note) {
    const auto& words = frame.kind().words;
    const std::string whole = words.prediction + " “" + word + "”";
    const float room = ImGui::GetContentRegionAvail().x - ui.px(26); // the "?" stands behind it
    const float wide = text_width(ui.fonts.bold, ui.fonts.body_px, whole);
    const float noted = text_width(ui.fonts.small, ui.fonts.small_px, note) + ui.px(12);
    const std::string explanation = words.predicted_by + "\nHow open the choice is: " + note + ".";
    if (wide <= room)
        return heading(ui, whole, wide + noted <= room ? note : std::string{}, explanation.c_str());
    heading(ui, words.prediction, note, explanation.c_str());
    text(ui, ui.fonts.bold, ui.theme.strong,
         fit(ui.fonts.bold, ui.fonts.body_px, "“" + word + "”", ImGui::GetContentRegionAvail().x));
}

void temperature(Ui& ui, Selection& selection, double entropy) {
    const std::string t = format("T = %.2f", selection.temperature);
    const std::string like = format("like %s equal words", plain_number(std::exp(entropy), 2).c_str());
    const bool roomy = ImGui::GetContentRegionAvail().x > ui.px(290);
    figure(ui, roomy ? "Temperature" : t, roomy ? t + " · " + like : like,
           "Temperature T: logits are divided by it before the softmax. Cold picks the winner, hot forgets "
           "what was learned. As uncertain as a choice among so many words of equal chance: that is exp(H), "
           "H the entropy in nats.");
    constexpr std::array ticks{0.5F, 1.0F, 2.0F, 3.0F};
    slider(ui, "next.temperature", selection.temperature, 0.05F, 5.0F, true,
           heat_colour(ui, selection.temperature), 0.0F, {.ticks = ticks, .reset = 1.0F});
    explain(ui, "Temperature. Cold (left): the winner takes all. Hot (right): anything goes. Double-click: T "
                "= 1. Ctrl-click: type a value.");
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
    std::string words = frame.corpus().decode(tokens);
    while (words.size() > longest_sentence && tokens.size() > 1) { // the field holds no more: the oldest goes
        tokens.erase(tokens.begin());
        words = frame.corpus().decode(tokens);
    }
    out.post(SetSentence{std::move(words)});
    state.waits_for = frame.sentence_number;
    --state.wanted;
}

const char* many_name(const Ui& ui, float width) {
    const char* const whole = "Generate ten words";
    return text_width(ui.fonts.small, ui.fonts.small_px, whole) + ui.px(16) < width ? whole : "Generate ten";
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
    if (button(ui, "next.sample_many", busy ? "Stop" : many_name(ui, half),
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
void inside_buttons(Ui& ui, const Frame& frame, Outbox& out) {
    const float gap = ui.px(6), half = (ImGui::GetContentRegionAvail().x - gap) / 2;
    if (frame.can().next_token &&
        button(ui, "next.samples", "Compare T = 0.5, 1, 3 …",
               "Open ten continuations of the sentence at each of three temperatures, side by side", false,
               {2 * half + gap, 0}))
        out.post(LookInside{Inside::Samples, true});
    if (button(ui, "next.physics", "Physics …",
               "Open the softmax as physics: energy, entropy, free energy and heat capacity over the "
               "temperature, and the cuts top-k and top-p",
               false, {half, 0})) {
        out.post(LookInside{Inside::Softmax, true});
    }
    ImGui::SameLine(0, gap);
    if (button(ui, "next.lineup", "Line-up …",
               "Open the line-up: which parts of the model vote for which of these words", false,
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
        const std::string note =
            view.cut.on() ? "cut to " + with_commas(cut.kept) + (cut.kept == 1 ? " word" : " words")
                          : format("%.2f bits", d.entropy / std::log(2.0));
        title(ui, frame, after, note);
        const float below = ui.px(frame.can().next_token ? 144 : 116);
        bars(context, area.low.y + area.size.y - below - ui.px(6) - ImGui::GetCursorScreenPos().y);
        ImGui::SetCursorPosY(std::max(ImGui::GetCursorPosY(), area.size.y - below));
        temperature(ui, selection, d.entropy);
        sampling(ui, frame, sampling_, view, out);
        inside_buttons(ui, frame, out);
    }
    end_panel();
}

} // namespace

PanelEntry next_word_panel() {
    return {{.id = Panel::NextWord,
             .name = "Next word",
             .key = 7,
             .lesson = "Next word",
             .place = PanelPlace::Bottom,
             .untrained = "These vectors come from a file, without a network that could say which word comes "
                          "next."},
            make_panel<NextWordPanel>};
}

} // namespace wordfield::app
