// SPDX-License-Identifier: MIT
// Two embeddings compared: how far neighbourhoods of every size are the same, and which words moved.
#include "app/panels/inside/inside.hpp"
#include "app/panels/inside/overlap_curve.hpp"
#include "app/story/model_comparison.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace wordfield::app {
namespace {

std::string figure_or_dash(float value, int digits) {
    return std::isfinite(value) ? format("%.*f", digits, static_cast<double>(value)) : "–";
}

double or_zero(float value) {
    return std::isfinite(value) ? static_cast<double>(value) : 0.0;
}

// Of two widths there is no other change than the local one.
FigureRow row_of(const Frame& frame, const WordChange& one, bool aligned) {
    const std::string& word = frame.word(frame.models->token(one.word));
    const FigureCell overlap{figure_or_dash(one.overlap, 1), or_zero(one.overlap)},
        local{figure_or_dash(one.local, 3), or_zero(one.local)};
    std::vector<FigureCell> cells{local, overlap};
    if (aligned) cells = {{figure_or_dash(one.aligned, 3), or_zero(one.aligned)}, overlap, local};
    return {word, std::move(cells), "Click: choose “" + word + "” and fly to it."};
}

std::vector<FigureColumn> columns_of(bool aligned) {
    const FigureColumn overlap{"Overlap@10", "Share of the word's ten nearest words that both have, 0 to 1."},
        local{
            "Local change",
            "1 − cosine of the word's cosines with its 25 nearest words of either embedding, in the one and "
            "in the other, 0 to 2.",
            true, false},
        change{"Change",
               "1 − cosine of the word's two vectors after one embedding was turned onto the other "
               "(orthogonal Procrustes), 0 to 2.",
               true, false};
    return aligned ? std::vector{change, overlap, local} : std::vector{local, overlap};
}

void make_table(const Frame& frame, EmbeddingsPage& page) {
    const auto& figures = frame.models->figures();
    if (page.figures == figures && page.shown_end == page.end) return;
    std::vector<FigureRow> rows;
    const std::vector<WordChange>& list = page.end == 0 ? figures->most : figures->least;
    page.words.clear();
    for (const WordChange& one : list) {
        rows.push_back(row_of(frame, one, figures->aligned));
        page.words.push_back(frame.models->token(one.word));
    }
    if (page.table.empty() || page.shown_end != page.end || page.figures->aligned != figures->aligned)
        page.table = FigureTable{"Word", columns_of(figures->aligned), std::move(rows)};
    else
        page.table.show(std::move(rows));
    page.figures = figures;
    page.shown_end = page.end;
}

void table(Ui& ui, const Frame& frame, EmbeddingsPage& page, View& view, Outbox& out, float height) {
    make_table(frame, page);
    if (page.words.empty()) {
        remark(ui, "No word in common is frequent enough to be ranked: choose a smaller number of times.");
        return;
    }
    std::optional<std::size_t> chosen;
    if (const auto focus = view.selection.focus())
        if (const auto at = std::ranges::find(page.words, *focus); at != page.words.end())
            chosen = static_cast<std::size_t>(at - page.words.begin());
    const auto touched = page.table.draw(ui, "embeddings", height, chosen);
    if (touched.hovered) view.selection.hover(page.words[*touched.hovered]);
    if (!touched.clicked) return;
    view.selection.click(page.words[*touched.clicked], ImGui::GetIO().KeyCtrl);
    out.post(FlyTo{page.words[*touched.clicked]});
}

// Words that are rarer are not ranked.
void floors(Ui& ui, const ModelComparison& models, Outbox& out) {
    constexpr std::array<std::int64_t, 4> counts{1, 20, 100, 1000};
    int chosen = static_cast<int>(std::ranges::find(counts, models.least_count()) - counts.begin());
    if (segmented(ui, "embeddings.floor", std::array{"all words", "20+ times", "100+", "1,000+"}, chosen,
                  std::array{"Rank all words, however rare: the vector of a rare word is mostly chance",
                             "Rank words that occur 20 times or more",
                             "Rank words that occur 100 times or more",
                             "Rank words that occur 1,000 times or more"}))
        out.post(RankFrom{counts[static_cast<std::size_t>(chosen)]});
}

// Which end of the list, and away with all of it; from which frequency.
void table_controls(Ui& ui, const Frame& frame, EmbeddingsPage& page, float width, Outbox& out) {
    const ImVec2 low = ImGui::GetCursorPos();
    segmented(ui, "embeddings.end", std::array{"moved most", "moved least"}, page.end,
              std::array{"The words whose vectors differ most between the two",
                         "The words whose vectors differ least between the two"});
    constexpr const char* stop = "Stop comparing";
    const float stop_width = text_width(ui.fonts.body, ui.fonts.body_px, stop) + ui.px(20);
    ImGui::SameLine(low.x + width - stop_width);
    if (button(ui, "embeddings.stop", stop,
               "Ends the comparison and takes away the second map; nothing of the model changes", false,
               {stop_width, 0}))
        out.post(ForgetKeptModel{});
    if (frame.models->knows_counts()) floors(ui, *frame.models, out);
}

std::string sample_of(const EmbeddingComparison& figures) {
    return figures.asked == figures.words ? "over all of them"
                                          : format("over %s of them", with_commas(figures.asked).c_str());
}

// "388 words in common", and of what.
void headline(Ui& ui, const Frame& frame, float width) {
    const ModelComparison& models = *frame.models;
    const EmbeddingComparison& figures = *models.figures();
    const auto [a, b] = models.names(model_name(*frame.moment, frame.name_of_run(frame.moment->run)));
    text(ui, ui.fonts.bold, ui.theme.strong,
         fit(ui.fonts.bold, ui.fonts.body_px, with_commas(figures.words) + " words in common", width));
    ui.rects.mark_item("embeddings.words");
    const std::string here = with_commas(frame.corpus().lexicon.vocabulary.size()) + " words";
    const std::string there = models.file() ? with_commas(models.file()->size) + " words" : here;
    for (const std::string& line : {"A  " + a + " (" + here + ")", "B  " + b + " (" + there + ")"}) {
        text(ui, ui.fonts.small, ui.theme.dim, fit(ui.fonts.small, ui.fonts.small_px, line, width));
        explain(ui, line.c_str());
    }
    text(ui, ui.fonts.small, ui.theme.dim,
         fit(ui.fonts.small, ui.fonts.small_px, "neighbours in common, " + sample_of(figures), width));
    explain(ui, "The share of a word's k nearest words (centred cosine among the words in common) that both "
                "embeddings have, on average; the band is two standard errors to either side, the grey line "
                "what chance would share.");
}

void nothing_compared(Ui& ui, const Frame& frame, Outbox& out) {
    remark(ui, "Compares the vectors that the window shows with those of a file, or of a step of this run: "
               "which words kept their neighbours, and which moved.");
    if (button(ui, "embeddings.file", "Compare with a file …",
               "Vectors of any kind that can be opened (Ctrl+Shift+O)", true))
        out.post(AskCompare{});
    if (!frame.can().trains) return;
    ImGui::SameLine(0, ui.px(6));
    if (button(ui, "embeddings.step", "Compare with this step",
               "Keeps the step that is shown now, and compares later ones with it"))
        out.post(CompareWithStep{});
}

} // namespace

void embeddings_page(Ui& ui, const Frame& frame, EmbeddingsPage& page, View& view, Outbox& out) {
    const ModelComparison* const models = frame.models;
    if (models == nullptr || !models->active()) return nothing_compared(ui, frame, out);
    if (!models->trouble().empty()) return remark(ui, models->trouble());
    if (!models->figures()) return remark(ui, "Comparing with " + models->name() + " …");
    const ImVec2 room = ImGui::GetContentRegionAvail();
    const float width = std::min(ui.px(380), std::floor(room.x * 0.4F)), gap = ui.px(18);
    ImGui::BeginChild("curve", {width, room.y}, false, ImGuiWindowFlags_NoScrollbar);
    headline(ui, frame, width);
    overlap_curve(ui, models->figures()->curve, ImGui::GetContentRegionAvail());
    ImGui::EndChild();
    ImGui::SameLine(0, gap);
    ImGui::BeginChild("moved", {room.x - width - gap, room.y}, false, ImGuiWindowFlags_NoScrollbar);
    table_controls(ui, frame, page, room.x - width - gap, out);
    table(ui, frame, page, view, out, ImGui::GetContentRegionAvail().y);
    ImGui::EndChild();
}

} // namespace wordfield::app
