// SPDX-License-Identifier: MIT
#include "app/panels/word_sections.hpp"

#include "model/core/error.hpp"
#include "model/geometry/expression.hpp"

#include <algorithm>

namespace wordfield::app {
namespace {

constexpr double renew_seconds = 0.25; // ranks of a big vocabulary cost milliseconds

void solve_again(const Frame& frame, ArithmeticState& state) {
    const bool typed = state.solved_text != state.text;
    const bool moved = state.snapshot != frame.snapshot && frame.time - state.solved_at > renew_seconds;
    if (!typed && !moved) return;
    state.solved_text = state.text;
    state.solved_at = frame.time;
    state.snapshot = frame.snapshot;
    state.error.clear();
    try {
        state.terms = parse_expression(frame.corpus().vocabulary, state.text);
        state.result = solve(*frame.snapshot->embedding, state.terms);
    } catch (const Error& error) {
        state.error = error.what();
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
        if (ImGui::IsMouseDoubleClicked(0)) out.fly_to = candidate.word;
    }
    explain(ui, format("cosine %.3f · rank %d without the words of the question, %d with them",
                       candidate.cosine, candidate.rank_without, candidate.rank)
                    .c_str());
    ui.rects.mark_item("arithmetic." + frame.word(candidate.word));
    ImGui::PopID();
}

} // namespace

void arithmetic_section(Ui& ui, const Frame& frame, ArithmeticState& state, Selection& selection,
                        Outbox& out) {
    solve_again(frame, state);
    const Candidate* best = state.result.winner();
    heading(ui, "Arithmetic",
            best != nullptr ? format("rank %d with the question's own words", best->rank) : "",
            "Rows of length one, added and subtracted; then all words by their cosine to the sum. The words "
            "of the question are left out of the list, because the "
            "sum always lies near them: the rank with them is the honest one to compare.");
    ImGui::SetNextItemWidth(-1);
    ImGui::InputTextWithHint("##arithmetic", "king - man + woman", state.text, sizeof state.text);
    ui.rects.mark_item("word.arithmetic");
    if (!state.error.empty()) {
        remark(ui, state.error);
        return;
    }
    int shown = 0;
    for (const Candidate& candidate : state.result.candidates) {
        if (candidate.rank_without == 0) continue;
        winner_row(ui, frame, candidate, shown == 0, selection, out);
        if (++shown == 3) break;
    }
}

} // namespace wordfield::app
