// SPDX-License-Identifier: MIT
// Two chosen words beside each other: their rows, how alike they are now and were, who is near both.
#include "app/panels/word/word_sections.hpp"

#include "app/panels/value_strip.hpp"
#include "app/story/row_motion.hpp"
#include "app/ui/marker.hpp"
#include "app/ui/plot.hpp"

#include <algorithm>
#include <array>

namespace wordfield::app {
namespace {

void name_line(Ui& ui, const Frame& frame, TokenId id, Selection& selection) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    draw_marker(ImGui::GetWindowDrawList(), {at.x + ui.px(6), at.y + ui.fonts.body_px * 0.6F}, ui.px(5),
                frame.words->style(id).shape, frame.words->colour(id));
    ImGui::SetCursorPosX(ImGui::GetCursorPosX() + ui.px(18));
    text(ui, ui.fonts.bold, ui.theme.strong, frame.word(id));
    if (ImGui::IsItemHovered()) selection.hover(id);
    const int category = frame.corpus().lexicon.category[id];
    text_right(ui, ui.fonts.small, ui.theme.dim,
               format("%s · seen %s×",
                      category < 0 ? "no category" : frame.corpus().lexicon.categories[category].c_str(),
                      with_commas(frame.corpus().lexicon.vocabulary.count(id)).c_str()));
}

void strip(Ui& ui, const Frame& frame, TokenId id, const char* name) {
    const RowVector row = frame.moment->embedding->row(id);
    const ImVec2 low = ImGui::GetCursorScreenPos();
    const ImVec2 size{ImGui::GetContentRegionAvail().x, ui.px(16)};
    value_strip(ui, {row.data(), static_cast<std::size_t>(row.size())}, frame.words->largest_weight(), low,
                size, frame.word(id).c_str());
    ImGui::Dummy(size);
    ui.rects.mark_item(name);
}

// The rows one over the other, so that a column is one dimension.
void rows_section(Ui& ui, const Frame& frame, WordPair pair, Selection& selection) {
    name_line(ui, frame, pair.first, selection);
    strip(ui, frame, pair.first, "pair.row.first");
    ImGui::Dummy({0, ui.px(1)});
    strip(ui, frame, pair.second, "pair.row.second");
    name_line(ui, frame, pair.second, selection);
}

void measures_section(Ui& ui, const Frame& frame, WordPair pair, const PairFigures& figures) {
    figure(ui, "Cosine", format("%+.3f", figures.cosine),
           "Of the angle between the two rows, seen from the mean row: 1 the same direction, 0 unrelated.");
    figure(ui, "Dot product", format("%.3f", figures.dot),
           "Of the two rows: what the network computes with.");
    figure(ui, "Distance", format("%.3f", figures.distance), "Euclidean distance between the two rows.");
    const auto pulls = frame.why != nullptr ? frame.why->pull_cosine(pair.first, pair.second) : std::nullopt;
    figure(ui, "Cosine of their pulls now", pulls ? format("%+.2f", *pulls) : std::string{"–"},
           "Of their gradients, averaged over some twenty steps, less what all rows share: near 1 they are "
           "being pulled the same way.");
}

void cosine_curve(Ui& ui, const Frame& frame, WordPair pair, PairPage& page) {
    const auto& kept = frame.timeline->moments();
    const auto newest = kept.empty() ? nullptr : kept.back().moment;
    const auto& points = page.curve.get(frame.moment, newest, pair, [&] {
        return page.history.update(*frame.timeline, frame.moment->step, pair);
    });
    text(ui, ui.fonts.small, ui.theme.dim, "Their cosine over the run");
    explain(ui, "At the moments of the run that were kept, seen from each moment's mean row.");
    const std::array curves{PlotCurve{points, ui.theme.accent, "cosine"}};
    draw_plot(ui, "pair.cosine", {curves, {}, -1.0F, 1.0F, ""},
              {ImGui::GetContentRegionAvail().x, ui.px(64)});
}

void shared_near(Ui& ui, const Frame& frame, const PairFigures& figures, Selection& selection,
                 Sections& sections) {
    constexpr std::size_t most = 12;
    if (!sections.begin({"Near both", format("%zu of 20", figures.shared.size()),
                         "Words that are among the twenty nearest (cosine) of either, the nearest first."}))
        return;
    if (figures.shared.empty()) return remark(ui, "No word is among the twenty nearest of both.");
    for (std::size_t i = 0; i < std::min(most, figures.shared.size()); ++i) {
        const TokenId id = figures.shared[i];
        const float width = text_width(ui.fonts.small, ui.fonts.small_px, frame.word(id)) + ui.px(18);
        if (i > 0) ImGui::SameLine(0, ui.px(4));
        if (i > 0 && ImGui::GetContentRegionAvail().x < width) ImGui::NewLine();
        ImGui::PushID(id);
        if (button(ui, "pair.near", frame.word(id).c_str(),
                   "Click: look at this word. Ctrl-click: choose it, too."))
            selection.click(id, ImGui::GetIO().KeyCtrl);
        if (ImGui::IsItemHovered()) selection.hover(id);
        ImGui::PopID();
    }
}

} // namespace

void compare_page(Ui& ui, const Frame& frame, PairPage& page, Selection& selection, Sections& sections) {
    const WordPair pair{selection.pinned[0], selection.pinned[1]};
    const PairFigures& figures = page.figures.get(
        frame.moment, pair, [&] { return pair_figures(*frame.moment->embedding, frame.rows->mean, pair); });
    if (sections.begin({"Two words",
                        {},
                        "Their rows of the matrix, one over the other: each column is one "
                        "dimension."})) {
        rows_section(ui, frame, pair, selection);
        ImGui::Dummy({0, ui.px(2)});
        measures_section(ui, frame, pair, figures);
        cosine_curve(ui, frame, pair, page);
    }
    together_sections(ui, frame, pair, page, selection, sections);
    shared_near(ui, frame, figures, selection, sections);
}

} // namespace wordfield::app
