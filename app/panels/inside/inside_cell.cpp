// SPDX-License-Identifier: MIT
// One cell of an attention map, opened: query times key, the row through the softmax, and what the weight
// then carries into the residual stream and the logits.
#include "app/panels/inside/inside.hpp"

#include "app/panels/value_strip.hpp"
#include "model/analysis/distribution.hpp"
#include "render/colormap.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace wordfield::app {
namespace {

constexpr int shown_logits = 4;

CellPage opened(const Trace& trace, const CellId& id) {
    CellPage page;
    page.cell = open_cell(trace, id);
    page.next = distribution_at(trace, id.row, 1.0, true).ranked;
    page.next.resize(std::min<std::size_t>(page.next.size(), shown_logits));
    page.largest = 1e-6F;
    for (const TokenId word : page.next) {
        page.added.push_back(page.cell.brought.dot(readout_direction(trace, id.row, word)));
        page.largest = std::max(page.largest, std::abs(page.added.back()));
    }
    return page;
}

struct Line {
    const char* name;
    const char* what;
    const RowVector* values;
    float largest;
    std::string result;
    const char* explanation;
};

// A name, the strip, and its number at the right.
void strip_line(const Ui& ui, const Line& line, float label, float result_width) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x, height = ui.px(16);
    ImDrawList* draw = ImGui::GetWindowDrawList();
    const std::string name = fit(ui.fonts.small, ui.fonts.small_px, line.name, label - ui.px(4));
    draw->AddText(ui.fonts.small, ui.fonts.small_px, {at.x, at.y + (height - ui.fonts.small_px) * 0.5F},
                  ui.theme.dim, name.c_str());
    explain_area(ui, at, {at.x + label - ui.px(4), at.y + height}, line.explanation);
    value_strip(ui, {line.values->data(), static_cast<std::size_t>(line.values->size())}, line.largest,
                {at.x + label, at.y}, {width - label - result_width, height}, line.what);
    draw->AddText(ui.fonts.small, ui.fonts.small_px,
                  {at.x + width - text_width(ui.fonts.small, ui.fonts.small_px, line.result),
                   at.y + (height - ui.fonts.small_px) * 0.5F},
                  ui.theme.text, line.result.c_str());
    ImGui::Dummy({width, height});
}

float largest_of(const RowVector& a) {
    return a.cwiseAbs().maxCoeff();
}

void query_times_key(Ui& ui, const OpenedCell& cell, const std::string& from, const std::string& to) {
    const float scale = std::max(largest_of(cell.query), largest_of(cell.key));
    const std::string query = "query of “" + from + "”", key = "key of “" + to + "”";
    const float label = ui.px(104), result = ui.px(62);
    strip_line(ui,
               {query.c_str(), "Query", &cell.query, scale, "",
                "What the looking word asks for: its vector, normed, times this head's query weights."},
               label, result);
    strip_line(ui,
               {key.c_str(), "Key", &cell.key, scale, "",
                "What the other word offers: its vector, normed, times this head's key weights."},
               label, result);
    strip_line(ui,
               {"product", "Query times key", &cell.product, largest_of(cell.product),
                format("Σ = %.2f", cell.dot),
                "Dimension by dimension, query times key. Their sum is the dot product q·k."},
               label, result);
    text(ui, ui.fonts.small, ui.theme.warm,
         format("q·k = %.2f, ÷ √%d = %.3f: the score", cell.dot, static_cast<int>(cell.query.size()),
                cell.score));
    explain(ui,
            "The dot product grows with the width of the head; divided by its square root, scores stay in "
            "a range where the softmax is neither flat nor all or nothing (Vaswani et al. 2017).");
}

void embeddings(Ui& ui, const OpenedCell& cell, const std::string& from, const std::string& to) {
    heading(ui, "For comparison: the two embedding rows", {},
            "How alike the two words' rows of the embedding are. Attention asks another question: what does "
            "this word need now? Alike words need not look at each other.");
    figure(ui, "cosine", format("%.3f", cell.cosine),
           "Of the angle between the two rows of the embedding matrix: 1 the same direction, 0 at right "
           "angles.");
    figure(ui, "dot product", format("%.3f", cell.embedding_dot),
           "Of the two rows: cosine times both lengths.");
    figure(ui, "Euclidean distance", format("%.3f", cell.distance), "Between the two rows.");
    const double weight = cell.weights[cell.id.column];
    remark(ui, format("“%s” gives “%s” %.0f%% of its attention in this head. Attention is not similarity.",
                      from.c_str(), to.c_str(), 100 * weight));
}

void choose(Selection& selection, int row, int column) {
    selection.cell_row = row;
    selection.cell_column = column;
}

struct ScoreTable {
    ImVec2 low;
    float label, cell, line;
    [[nodiscard]] ImVec2 at(std::size_t column, int row) const {
        return {low.x + label + cell * static_cast<float>(column), low.y + line * static_cast<float>(row)};
    }
};

void centred(const Ui& ui, const std::string& words, ImVec2 at, const ScoreTable& t, ImU32 colour) {
    const std::string shown = fit(ui.fonts.small, ui.fonts.small_px, words, t.cell - 2);
    const float width = text_width(ui.fonts.small, ui.fonts.small_px, shown);
    ImGui::GetWindowDrawList()->AddText(
        ui.fonts.small, ui.fonts.small_px,
        {at.x + (t.cell - width) * 0.5F, at.y + (t.line - ui.fonts.small_px) * 0.5F}, colour, shown.c_str());
}

void score_column(Ui& ui, const OpenedCell& cell, const std::string& word, std::size_t column,
                  const ScoreTable& t, Selection& selection) {
    const bool masked = column >= cell.scores.size();
    const bool chosen = static_cast<int>(column) == cell.id.column;
    ImGui::SetCursorScreenPos(t.at(column, 0));
    ImGui::PushID(static_cast<int>(column));
    if (ImGui::InvisibleButton("column", {t.cell, 4 * t.line}) && !masked)
        choose(selection, cell.id.row, static_cast<int>(column));
    ImGui::PopID();
    ui.rects.mark_item(format("cell.column.%zu", column));
    const bool roomy = t.cell >= ui.px(30);
    centred(ui, word, t.at(column, 0), t, chosen ? ui.theme.accent : masked ? ui.theme.dim : ui.theme.text);
    const ImVec2 low = t.at(column, 3), high{low.x + t.cell - 1, low.y + t.line - 1};
    ImDrawList* draw = ImGui::GetWindowDrawList();
    if (masked) {
        explain(
            ui,
            "Comes later in the sentence: masked. Its score counts as minus infinity, so its weight is 0.");
        if (t.cell >= ui.px(46)) centred(ui, "masked", t.at(column, 1), t, with_alpha(ui.theme.dim, 0.5F));
        draw->AddRectFilled(low, high, with_alpha(ui.theme.raised, 0.35F));
        return;
    }
    explain(ui, format("“%s”: score %.3f; e^(score - %.3f) = %.4f; ÷ Z = %.3f gives the weight %.4f. Click: "
                       "open this cell.",
                       word.c_str(), cell.scores[column], cell.top, cell.powers[column], cell.z,
                       cell.weights[column])
                    .c_str());
    if (roomy) {
        centred(ui, format("%.2f", cell.scores[column]), t.at(column, 1), t, ui.theme.text);
        centred(ui, format("%.3f", cell.powers[column]), t.at(column, 2), t, ui.theme.text);
    }
    const auto weight = static_cast<float>(cell.weights[column]);
    const glm::vec3 c = render::sample(render::Colormap::Viridis, weight);
    draw->AddRectFilled(low, high, from_rgb(c.r, c.g, c.b), ui.px(2));
    if (roomy)
        centred(ui, format("%.3f", weight), low, t,
                weight > 0.6F ? IM_COL32(20, 24, 30, 255) : IM_COL32(236, 240, 245, 255));
    if (chosen)
        draw->AddRect(t.at(column, 0), {high.x, high.y + 1}, ui.theme.accent, ui.px(3), 0, ui.px(1.5F));
}

// The whole row: scores, mask, exp, Z, weights.
void score_table(Ui& ui, const Frame& frame, const OpenedCell& cell, Selection& selection) {
    const auto& tokens = frame.trace->tokens;
    const float width = ImGui::GetContentRegionAvail().x, label = ui.px(104), z_width = ui.px(62);
    const ScoreTable t{
        ImGui::GetCursorScreenPos(), label,
        std::floor(std::min(ui.px(74), (width - label - z_width) / static_cast<float>(tokens.size()))),
        ui.fonts.small_px + ui.px(5)};
    constexpr const char* names[] = {"looks at", "score", "e^(score - top)", "weight = that ÷ Z"};
    for (int row = 0; row < 4; ++row)
        ImGui::GetWindowDrawList()->AddText(ui.fonts.small, ui.fonts.small_px,
                                            {t.low.x, t.at(0, row).y + ui.px(2)}, ui.theme.dim, names[row]);
    for (std::size_t i = 0; i < tokens.size(); ++i)
        score_column(ui, cell, frame.word(tokens[i]), i, t, selection);
    const ImVec2 z = t.at(tokens.size(), 2);
    const std::string words = format("Z = %.3f", cell.z);
    ImGui::GetWindowDrawList()->AddText(ui.fonts.small, ui.fonts.small_px, {z.x + ui.px(8), z.y + ui.px(2)},
                                        ui.theme.warm, words.c_str());
    explain_area(ui, z, {z.x + z_width, z.y + t.line},
                 "The sum over the row. The highest score is taken off everywhere before exp, which changes "
                 "no weight and keeps the numbers small.");
    ImGui::SetCursorScreenPos({t.low.x, t.low.y + 4 * t.line + ui.px(6)});
}

void brings(Ui& ui, const OpenedCell& cell, const std::string& to) {
    heading(
        ui, "What it brings", {},
        "The value of the word looked at, times the weight, through the head's rows of W_O: that is added "
        "to the vector of the looking word.");
    const float scale = largest_of(cell.value), label = ui.px(104), result = ui.px(8);
    const std::string value = "value of “" + to + "”";
    strip_line(
        ui,
        {value.c_str(), "Value", &cell.value, scale, "",
         "What the word hands over when it is looked at: its vector, normed, times the value weights."},
        label, result);
    strip_line(ui,
               {"weight × value", "Weight times value", &cell.weighted, scale, "",
                "The same, made as small as the weight says. The colours have the scale of the line above."},
               label, result);
    strip_line(ui,
               {"× W_O", "Added to the residual stream", &cell.brought, largest_of(cell.brought), "",
                "Through the output weights of this head: what this one cell adds to the residual stream."},
               label, result);
    figure(ui, "Share of the head's output",
           cell.ablated ? std::string{"the head is ablated"} : format("%+.0f%%", 100 * cell.share),
           "Of all that this head adds for the looking word, how much came through this cell, measured along "
           "the whole. Over the row the shares sum to 100 %.");
}

void logits(Ui& ui, const Frame& frame, const CellPage& page, Selection& selection) {
    const auto& tokens = frame.trace->tokens;
    heading(ui, "… and says about the next word",
            format("after “%s”", frame.word(tokens[page.cell.id.row]).c_str()),
            "What this one cell adds to the logits of the likeliest next words, straight through the last "
            "layer norm with its present scale. What later layers make of it is left out.");
    for (std::size_t i = 0; i < page.next.size(); ++i) {
        const TokenId word = page.next[i];
        const float added = page.added[i];
        const std::string value = format("%+.3f", added);
        ImGui::PushID(word);
        if (bar_row(ui, "added",
                    {frame.word(word), value, 0.5F * added / page.largest, 0.5F,
                     added > 0 ? ui.theme.good : ui.theme.warm, selection.is_lit(word)}))
            selection.click(word, ImGui::GetIO().KeyCtrl);
        if (ImGui::IsItemHovered()) selection.hover(word);
        explain(ui, format("This cell adds %+.4f to the logit of “%s” (%.3f).", added,
                           frame.word(word).c_str(), frame.trace->logits(page.cell.id.row, word))
                        .c_str());
        ImGui::PopID();
    }
}

} // namespace

void cell_page(Ui& ui, const Frame& frame, InsideState& state, Selection& selection) {
    const Moment& s = *frame.moment;
    const int length = static_cast<int>(frame.trace->tokens.size());
    CellId id{std::clamp(selection.layer, 0, s.model.layers - 1),
              std::clamp(selection.head, 0, s.model.heads - 1), selection.cell_row, selection.cell_column};
    if (id.row < 0 || id.row >= length) { // nothing chosen: what the chosen word looks at most
        id.row = position_of(*frame.trace, selection.position);
        Index most = 0;
        frame.trace->attention_of(id.layer, id.head).row(id.row).maxCoeff(&most);
        id.column = static_cast<int>(most);
    }
    id.column = std::clamp(id.column, 0, id.row);
    const CellPage& page = state.cell.get(frame.trace, id, [&] { return opened(*frame.trace, id); });
    const std::string& from = frame.word(frame.trace->tokens[id.row]);
    const std::string& to = frame.word(frame.trace->tokens[id.column]);
    const ImVec2 room = ImGui::GetContentRegionAvail();
    const float left = std::floor(room.x * 0.56F), gap = ui.px(16);
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2{ui.px(8), ui.px(3)});
    text(ui, ui.fonts.bold, ui.theme.strong,
         format("How much “%s” looks at “%s” in layer %d, head %d", from.c_str(), to.c_str(), id.layer + 1,
                id.head + 1));
    const ImVec2 top = ImGui::GetCursorScreenPos();
    const float upper = ui.px(80);
    ImGui::BeginChild("question", {left, upper}, false, ImGuiWindowFlags_NoScrollbar);
    query_times_key(ui, page.cell, from, to);
    ImGui::EndChild();
    ImGui::SetCursorScreenPos({top.x + left + gap, top.y - ui.px(18)});
    ImGui::BeginChild("rows", {room.x - left - gap, upper + ui.px(18)}, false, ImGuiWindowFlags_NoScrollbar);
    embeddings(ui, page.cell, from, to);
    ImGui::EndChild();
    ImGui::SetCursorScreenPos({top.x, top.y + upper + ui.px(4)});
    score_table(ui, frame, page.cell, selection);
    const ImVec2 below = ImGui::GetCursorScreenPos();
    ImGui::BeginChild("answer", {left, 0}, false, ImGuiWindowFlags_NoScrollbar);
    brings(ui, page.cell, to);
    ImGui::EndChild();
    ImGui::SetCursorScreenPos({below.x + left + gap, below.y});
    ImGui::BeginChild("logits", {room.x - left - gap, 0}, false, ImGuiWindowFlags_NoScrollbar);
    logits(ui, frame, page, selection);
    ImGui::EndChild();
    ImGui::PopStyleVar();
}

} // namespace wordfield::app
