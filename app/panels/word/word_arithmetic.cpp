// SPDX-License-Identifier: MIT
// A sum of words as it is typed: who comes nearest to it, and how honestly.
#include "app/panels/word/word_sections.hpp"

#include "model/core/error.hpp"
#include "model/geometry/expression.hpp"

#include <algorithm>

namespace wordfield::app {
namespace {

constexpr double renew_seconds = 0.25; // ranks of a big vocabulary cost milliseconds
constexpr std::size_t most_shown = 3;

// The answer that is expected of the sum as it stands.
std::optional<TokenId> wanted_of(const ArithmeticState& state) {
    return state.played == state.text ? state.wanted : std::nullopt;
}

void solve_again(const Frame& frame, ArithmeticState& state) {
    const std::optional<TokenId> wanted = wanted_of(state);
    const bool typed = state.solved_text != state.text ||
                       (wanted && state.error.empty() && state.result.of(*wanted) == nullptr);
    const bool moved = state.moment != frame.moment && frame.time - state.solved_at > renew_seconds;
    if (!typed && !moved) return;
    state.solved_text = state.text;
    state.solved_at = frame.time;
    state.moment = frame.moment;
    state.error.clear();
    try {
        state.terms = parse_expression(frame.corpus().lexicon.vocabulary, state.text);
        state.result = solve(*frame.moment->embedding, state.terms, most_shown, wanted);
    } catch (const Error& error) {
        state.error = error.what();
        state.terms.clear();
        state.result = {};
    }
}

void winner_row(Ui& ui, const Frame& frame, const Candidate& candidate, bool best, Selection& selection,
                Outbox& out) {
    ImGui::PushID(candidate.word);
    const std::string value = format("%.2f", candidate.cosine);
    const ImU32 colour = best ? ui.theme.good : frame.words->colour(candidate.word);
    if (bar_row(ui, "winner",
                {frame.word(candidate.word), value, std::max(0.0F, candidate.cosine), 0.0F, colour, best}))
        selection.click(candidate.word, ImGui::GetIO().KeyCtrl);
    if (ImGui::IsItemHovered()) {
        selection.hover(candidate.word);
        if (ImGui::IsMouseDoubleClicked(0)) out.post(FlyTo{candidate.word});
    }
    explain(ui, format("cosine %.3f · rank %d (%d if the query words count)", candidate.cosine,
                       candidate.rank_without, candidate.rank)
                    .c_str());
    ui.rects.mark_item("arithmetic." + frame.word(candidate.word));
    ImGui::PopID();
}

// What the corpus expects while a relation is played through.
void verdict(Ui& ui, const Frame& frame, const ArithmeticState& state) {
    const std::optional<TokenId> asked = wanted_of(state);
    const Candidate* wanted = asked ? state.result.of(*asked) : nullptr;
    if (wanted == nullptr) return;
    ImGui::SameLine(0, ui.px(8));
    ImGui::AlignTextToFramePadding();
    const bool right = wanted->rank_without == 1;
    text(ui, ui.fonts.small, right ? ui.theme.good : ui.theme.warm,
         right ? "right: “" + frame.word(wanted->word) + "”"
               : format("expected “%s”: rank %d", frame.word(wanted->word).c_str(), wanted->rank_without));
}

void figures(Ui& ui, const Frame& frame, const ArithmeticState& state, Selection& selection) {
    const Candidate* best = state.result.winner();
    if (best == nullptr) return;
    figure(ui, "Rank", format("1 (%d if the query words count)", best->rank),
           "The sum always lies near the words it is made of, so they are left out of the list. Counting "
           "them in is the honest comparison: often one of them is nearer than the answer.");
    figure(ui, "Distance to the answer",
           format("%.2f (the sum has length %.2f)", state.result.residual, state.result.target.norm()),
           "Distance from the sum to the winner's row of length one: 0 would be a perfect hit. Two rows in "
           "unlike directions are 1.41 apart.");
    const bool drawable = frame.sum.size() == 4;
    if (button(ui, "arithmetic.on_map", "Show on map",
               drawable ? "Draw the sum on the map: the same way from two words"
                        : "Draw the sum on the map; it needs the form a − b + c",
               selection.show_sum))
        selection.show_sum = !selection.show_sum;
    verdict(ui, frame, state);
}

} // namespace

std::vector<TokenId> sum_of(const ArithmeticState& state) {
    const Candidate* best = state.result.winner();
    if (state.terms.size() != 3 || best == nullptr) return {};
    std::vector<TokenId> plus, minus;
    for (const Term& term : state.terms) {
        if (term.factor == 1.0F) plus.push_back(term.word);
        if (term.factor == -1.0F) minus.push_back(term.word);
    }
    if (plus.size() != 2 || minus.size() != 1) return {};
    return {minus[0], plus[0], plus[1], best->word};
}

void arithmetic_section(Ui& ui, const Frame& frame, ArithmeticState& state, Selection& selection, Outbox& out,
                        Sections& sections) {
    solve_again(frame, state);
    if (!sections.begin(
            {"Arithmetic", "words, + − ( ) and factors",
             "Rows of length one, added and subtracted; then all words by their cosine to the sum. Brackets "
             "and factors work: 2 * king − (man + boy)."}))
        return;
    ImGui::SetNextItemWidth(-1);
    if (ImGui::InputTextWithHint("##arithmetic", "king - man + woman", state.text, sizeof state.text))
        state.playing = -1;
    ui.rects.mark_item("word.arithmetic");
    if (!state.error.empty()) {
        remark(ui, state.error);
        return;
    }
    std::size_t shown = 0;
    for (const Candidate& candidate : state.result.candidates) {
        if (candidate.rank_without == 0) continue;
        winner_row(ui, frame, candidate, shown == 0, selection, out);
        if (++shown == most_shown) break;
    }
    figures(ui, frame, state, selection);
}

} // namespace wordfield::app
