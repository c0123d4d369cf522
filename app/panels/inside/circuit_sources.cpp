// SPDX-License-Identifier: MIT
// What a source of a score is: where an earlier head looked, what a vector pushes towards.
#include "app/panels/inside/circuit_page.hpp"

#include <algorithm>

namespace wordfield::app {

std::string name_at(const ScoreSplit& split, int source) {
    return source == std::ssize(split.parts) ? "all"
                                             : source_name(split.parts[static_cast<std::size_t>(source)]);
}

std::string short_name_at(const ScoreSplit& split, int source) {
    const Part& part = split.parts[static_cast<std::size_t>(source)];
    if (part.kind == Part::Kind::Token) return "word";
    if (part.kind == Part::Kind::FeedForward) return format("L%d FF", part.layer + 1);
    return source_name(part);
}

double value_at(const ScoreSplit& split, int query, int key) {
    const auto P = static_cast<int>(split.parts.size());
    if (query < P && key < P) return split.terms(query, key);
    if (query < P) return split.terms.row(query).sum();
    return key < P ? split.terms.col(key).sum() : split.terms.sum();
}

namespace {

// Where an earlier head looked from here: its three largest weights.
void head_source(const CircuitView& v, const Part& part, int position, const char* side) {
    Ui& ui = v.ui;
    const Trace& trace = *v.frame.trace;
    const auto row = trace.attention_of(part.layer, part.head).row(position);
    std::vector<int> columns(static_cast<std::size_t>(position) + 1);
    for (std::size_t i = 0; i < columns.size(); ++i) columns[i] = static_cast<int>(i);
    std::ranges::stable_sort(columns, std::ranges::greater{}, [&](int column) { return row(column); });
    std::string words =
        trace.is_ablated(part.layer, part.head) ? "ablated: adds nothing; looked at" : "looked at";
    for (std::size_t i = 0; i < std::min<std::size_t>(columns.size(), 3); ++i)
        words += format("%s “%s” %.0f%%", i > 0 ? "," : "",
                        v.frame.word(trace.tokens[static_cast<std::size_t>(columns[i])]).c_str(),
                        100.0 * static_cast<double>(row(columns[i])));
    const bool open = button(ui, format("circuit.follow.%s", side).c_str(), "open",
                             "See why this earlier head looked there");
    ImGui::SameLine(0, ui.px(8));
    remark(ui, words);
    if (!open) return;
    v.selection.layer = part.layer;
    v.selection.head = part.head;
    v.selection.position = v.selection.cell_row = position;
    v.selection.cell_column = columns.front();
    v.page.chosen = {};
}

using Pushed = Cached<std::vector<TokenId>, std::shared_ptr<const Trace>, int, int, int>;

void pushed_words(const CircuitView& v, const Part& part, int position, Pushed& cache) {
    constexpr std::size_t most = 4;
    const auto& trace = v.frame.trace;
    const int key = (part.layer * 8 + static_cast<int>(part.kind)) * 4096 + part.head;
    const auto& words = cache.get(trace, key, v.cell.layer, position, [&] {
        return words_raised(*trace, written_by(*trace, part, v.cell.layer, position), most);
    });
    std::string line = "pushes towards";
    for (std::size_t i = 0; i < words.size(); ++i)
        line += (i > 0 ? ", “" : " “") + v.frame.word(words[i]) + "”";
    remark(v.ui, line);
    explain(v.ui,
            "The words whose logit its vector raises most, straight through the last layer norm's gain: "
            "what it would say if it were all there was.");
}

} // namespace

void told_source(const CircuitView& v, const CircuitScore& score, int source, bool of_query) {
    Ui& ui = v.ui;
    const ScoreSplit& split = score.split;
    const Part& part = split.parts[static_cast<std::size_t>(source)];
    const int position = of_query ? v.cell.row : v.cell.column, P = static_cast<int>(split.parts.size());
    const char* const side = of_query ? "query" : "key";
    const TokenId word = v.frame.trace->tokens[static_cast<std::size_t>(position)];
    text(ui, ui.fonts.small, ui.theme.strong,
         format("%s of “%s” ← %s: %+.3f", side, v.frame.word(word).c_str(), name_at(split, source).c_str(),
                of_query ? value_at(split, source, P) : value_at(split, P, source)));
    ui.rects.mark_item(std::string{"circuit.told."} + side);
    explain(ui, "A part of the word's vector before this layer, and the sum of all its terms of the score.");
    switch (part.kind) {
    case Part::Kind::Token:
        if (button(ui, format("circuit.follow.%s", side).c_str(), "choose", "Choose this word"))
            v.selection.pin_only(word);
        ImGui::SameLine(0, ui.px(8));
        return remark(ui, "the word's own row of the embedding");
    case Part::Kind::Position:
        return remark(ui, format("place %d of the sentence, whatever word stands there", position + 1));
    case Part::Kind::Bias:
        return remark(ui, "numbers that are the same for every word: biases of the norm, of queries and keys "
                          "and of earlier layers");
    case Part::Kind::Head:
        if (part.head >= 0) head_source(v, part, position, side);
        break;
    case Part::Kind::FeedForward:
        break;
    }
    pushed_words(v, part, position, of_query ? v.page.pushed_query : v.page.pushed_key);
}

} // namespace wordfield::app
