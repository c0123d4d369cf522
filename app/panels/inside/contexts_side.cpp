// SPDX-License-Identifier: MIT
// Beside the map of occurrences: how they gather, stage by stage; what the colours mean; the occurrence that
// was kept and those that are nearest to it.
#include "app/panels/inside/contexts_page.hpp"

#include <algorithm>
#include <cmath>

namespace wordfield::app {
namespace {

constexpr int nearest_shown = 10;

void figure_line(const Ui& ui, const std::string& name, const std::vector<std::string>& figures, ImU32 colour,
                 const std::vector<const char*>& explanations) {
    const ImVec2 low = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x, px = ui.fonts.small_px, line = px + ui.px(4);
    const float first = ui.px(84), each = (width - first) / static_cast<float>(figures.size());
    ImDrawList* const draw = ImGui::GetWindowDrawList();
    draw->AddText(ui.fonts.small, px, low, colour, fit(ui.fonts.small, px, name, first - ui.px(4)).c_str());
    for (std::size_t c = 0; c < figures.size(); ++c) {
        const float right = low.x + first + each * static_cast<float>(c + 1);
        draw->AddText(ui.fonts.small, px, {right - text_width(ui.fonts.small, px, figures[c]), low.y}, colour,
                      figures[c].c_str());
        explain_area(ui, {right - each, low.y}, {right, low.y + line}, explanations[c]);
    }
    ImGui::Dummy({width, line});
}

struct StageShare {
    double word = 0, next = 0, sense = 0;
    int senses = 0; // how many of them have one
};

// Of the kept occurrence's nearest.
StageShare share_of(const Occurrences& all, int at, const std::vector<NearOccurrence>& nearest) {
    StageShare share;
    const auto a = static_cast<std::size_t>(at);
    const double each = 1.0 / static_cast<double>(std::max<std::size_t>(1, nearest.size()));
    for (const NearOccurrence& one : nearest) {
        const auto b = static_cast<std::size_t>(one.occurrence);
        const bool word = all.token[a] == all.token[b];
        share.word += word ? each : 0.0;
        share.next += all.next[a] == all.next[b] ? each : 0.0;
        if (word && all.sense[b] >= 0) {
            ++share.senses;
            share.sense += all.sense[a] == all.sense[b] ? 1.0 : 0.0;
        }
    }
    return share;
}

/// A column of the table: a figure of each stage.
struct StageColumn {
    const char* name;
    std::vector<std::string> figures; // of each stage
    const char* explanation;
};

std::vector<std::string> figures_of(const std::vector<double>& values) {
    std::vector<std::string> figures;
    for (const double value : values) figures.push_back(format("%.2f", value));
    return figures;
}

// Of everything.
std::vector<StageColumn> columns_of_all(const ContextFinding& found) {
    std::vector<StageColumn> columns;
    if (!found.word)
        columns.push_back(
            {"word", figures_of(found.gathering.same_word),
             "Of the ten occurrences nearest to one (centred cosine, all dimensions), the share "
             "that are the same word; mean over 256 occurrences."});
    columns.push_back({"next", figures_of(found.gathering.same_next),
                       "Of the ten nearest, the share that the same word follows; mean over at most 256 "
                       "occurrences."});
    if (!found.purity.empty())
        columns.push_back(
            {"sense", figures_of(mean_purity(found.purity).purity),
             "Purity by sense: of the nearest occurrences of the same word, the share that have "
             "the same sense; mean over the words of two senses. By chance a little below .5."});
    if (found.word && !found.told.empty())
        columns.push_back({"told", figures_of(mean_purity(found.told).purity),
                           "Purity by sense among the occurrences whose sense is told by what stands before "
                           "them: of the others no network that reads from left to right can know it."});
    return columns;
}

// Of what lies around the kept occurrence.
std::vector<StageColumn> columns_of_kept(const ContextsPage& page) {
    const ContextFinding& found = *page.shown;
    std::vector<StageColumn> columns{
        {"word", {}, "Of the ten occurrences nearest to the kept one, the share that are the same word."},
        {"next", {}, "The share of the ten that the same word follows."}};
    if (!found.purity.empty())
        columns.push_back(
            {"sense", {}, "Of those of the ten that are the same word, the share that have its sense."});
    for (const auto& nearest : page.near.stages) {
        const StageShare share = share_of(*found.occurrences, *page.kept, nearest);
        columns[0].figures.push_back(format("%.1f", share.word));
        columns[1].figures.push_back(format("%.1f", share.next));
        if (columns.size() > 2)
            columns[2].figures.push_back(share.senses > 0 ? format("%.2f", share.sense / share.senses) : "–");
    }
    if (found.word) columns.erase(columns.begin()); // all are
    return columns;
}

void stage_table(ContextsFrame& page) {
    const int stages = static_cast<int>(page.page.shown->stages->size());
    const auto columns = page.page.kept ? columns_of_kept(page.page) : columns_of_all(*page.page.shown);
    std::vector<std::string> names;
    std::vector<const char*> explanations;
    for (const StageColumn& column : columns) {
        names.emplace_back(column.name);
        explanations.push_back(column.explanation);
    }
    figure_line(page.ui, "same, of 10", names, page.ui.theme.dim, explanations);
    for (int s = 0; s < stages; ++s) {
        const auto stage = static_cast<std::size_t>(s);
        std::vector<std::string> figures;
        for (const StageColumn& column : columns)
            figures.push_back(stage < column.figures.size() ? column.figures[stage] : "…");
        const bool here = std::lround(page.page.stage) == s;
        figure_line(page.ui, stage_name(s, stages), figures, here ? page.ui.theme.strong : page.ui.theme.text,
                    explanations);
        if (ImGui::IsItemClicked()) page.page.target = static_cast<float>(s);
        page.ui.rects.mark_item(format("contexts.figures.%d", s));
        if (stage < columns.front().figures.size()) page.ui.rects.mark_item(format("contexts.known.%d", s));
    }
}

void legend_entry(ContextsFrame& page, int group, float width) {
    const Ui& ui = page.ui;
    const OccurrenceGroups::Group& one = page.groups.groups[static_cast<std::size_t>(group)];
    const float px = ui.fonts.small_px;
    const ImVec2 low = ImGui::GetCursorScreenPos();
    ImGui::PushID(group);
    ImGui::InvisibleButton("group", {width, px + ui.px(4)});
    ImGui::PopID();
    page.ui.rects.mark_item(format("contexts.group.%d", group));
    const bool over = ImGui::IsItemHovered();
    if (over) page.next_lit = group;
    explain(ui, format("%s: %s occurrences. While the mouse is here, they alone stand out.", one.name.c_str(),
                       with_commas(one.count).c_str())
                    .c_str());
    ImDrawList* const draw = ImGui::GetWindowDrawList();
    draw->AddCircleFilled({low.x + ui.px(4), low.y + px * 0.55F}, ui.px(3.5F),
                          group_colour(ui, page.groups, group));
    draw->AddText(ui.fonts.small, px, {low.x + ui.px(12), low.y}, over ? ui.theme.strong : ui.theme.text,
                  fit(ui.fonts.small, px, one.name, width - ui.px(14)).c_str());
}

void group_legend(ContextsFrame& page) {
    const float width = ImGui::GetContentRegionAvail().x * 0.5F;
    for (int g = 0; g < std::ssize(page.groups.groups); ++g) {
        if (g % 2 == 1) ImGui::SameLine(width, 0);
        legend_entry(page, g, width - page.ui.px(4));
    }
}

// Word by word: does it part by sense?
void purity_table(ContextsFrame& page) {
    const ContextFinding& found = *page.page.shown;
    const int stages = static_cast<int>(found.stages->size());
    if (page.page.colours != static_cast<int>(GroupBy::Sense) || found.purity.empty() || found.word) return;
    divider(page.ui);
    std::vector<std::string> names{"embedding"};
    for (int s = 1; s + 1 < stages; ++s)
        if (stages <= 5) names.push_back(format("block %d", s));
    names.emplace_back("output");
    const std::vector<const char*> explanations(
        names.size(), "Of the nearest occurrences of the same word, the share that have the same sense. By "
                      "chance a little below .5.");
    figure_line(page.ui, "by sense", names, page.ui.theme.dim, explanations);
    for (const SensePurity& word : found.purity) {
        std::vector<std::string> figures;
        for (int s = 0; s < stages; ++s)
            if (stages <= 5 || s == 0 || s + 1 == stages)
                figures.push_back(format("%.2f", word.purity[static_cast<std::size_t>(s)]));
        figure_line(page.ui, page.frame.word(word.word), figures, page.ui.theme.text, explanations);
    }
}

// ---- the kept occurrence
void passage_words(ContextsFrame& page) {
    const Ui& ui = page.ui;
    const Occurrences& all = *page.page.shown->occurrences;
    const auto passage = static_cast<std::size_t>(all.passage_of(*page.page.kept));
    const ImVec2 low = ImGui::GetCursorScreenPos();
    const float right = low.x + ImGui::GetContentRegionAvail().x, px = ui.fonts.small_px;
    const float line = px + ui.px(3), gap = text_width(ui.fonts.small, px, " ");
    ImDrawList* const draw = ImGui::GetWindowDrawList();
    ImVec2 at = low;
    for (int i = all.first[passage]; i < all.first[passage + 1]; ++i) {
        const std::string& word = page.frame.word(all.text[static_cast<std::size_t>(i)]);
        const float wide = text_width(ui.fonts.small, px, word);
        if (at.x + wide > right && at.x > low.x) at = {low.x, at.y + line};
        const bool here = i == all.at[static_cast<std::size_t>(*page.page.kept)];
        if (here)
            draw->AddRectFilled({at.x - ui.px(2), at.y - 1}, {at.x + wide + ui.px(2), at.y + line},
                                ui.theme.accent_dim, ui.px(3));
        draw->AddText(ui.fonts.small, px, at, here ? ui.theme.accent : ui.theme.text, word.c_str());
        at.x += wide + gap;
    }
    ImGui::Dummy({right - low.x, at.y + line - low.y});
    page.ui.rects.mark_item("contexts.sentence");
}

// One stage a frame: all of them at once would take longer than a frame has.
void find_nearest(ContextsPage& page) {
    NearByStage& near = page.near;
    if (near.finding != page.shown || near.occurrence != *page.kept) near = {page.shown, *page.kept, {}};
    if (near.stages.size() < page.shown->stages->size())
        near.stages.push_back(
            nearest_occurrences((*page.shown->stages)[near.stages.size()], *page.kept, nearest_shown));
}

void near_line(ContextsFrame& page, const NearOccurrence& near, int rank) {
    const Ui& ui = page.ui;
    const ImVec2 low = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x, px = ui.fonts.small_px, line = px + ui.px(4);
    ImGui::PushID(rank);
    const bool clicked = ImGui::InvisibleButton("near", {width, line});
    ImGui::PopID();
    page.ui.rects.mark_item(format("contexts.near.%d", rank));
    const Snippet around = snippet_of(page.frame, *page.page.shown->occurrences, near.occurrence, 3);
    if (ImGui::IsItemHovered()) page.next_hovered = near.occurrence;
    explain(ui, format("%s [%s] %s\nCosine %.3f at this stage, less the mean of all. Click: keep this one "
                       "instead.",
                       around.before.c_str(), around.word.c_str(), around.after.c_str(),
                       static_cast<double>(near.cosine))
                    .c_str());
    ImDrawList* const draw = ImGui::GetWindowDrawList();
    const float word = text_width(ui.fonts.small, px, around.word), value = ui.px(34);
    const float middle = low.x + (width - value) * 0.5F;
    const std::string before = around.before; // cut at its left end
    const float before_width = text_width(ui.fonts.small, px, before);
    draw->PushClipRect(low, {low.x + width - value, low.y + line}, true);
    const ImU32 colour = ImGui::IsItemHovered() ? ui.theme.strong : ui.theme.dim;
    draw->AddText(ui.fonts.small, px, {middle - word * 0.5F - ui.px(4) - before_width, low.y}, colour,
                  before.c_str());
    draw->AddText(ui.fonts.small, px, {middle - word * 0.5F, low.y}, ui.theme.accent, around.word.c_str());
    draw->AddText(ui.fonts.small, px, {middle + word * 0.5F + ui.px(4), low.y}, colour, around.after.c_str());
    draw->PopClipRect();
    draw->AddText(ui.fonts.small, px, {low.x + width - value + ui.px(6), low.y}, ui.theme.text,
                  format("%.2f", static_cast<double>(near.cosine)).c_str());
    if (clicked) page.page.kept = near.occurrence;
}

// False once it is let go.
bool kept_buttons(ContextsFrame& page) {
    const ContextFinding& found = *page.page.shown;
    if (button(page.ui, "contexts.release", "Let go",
               "Forget the kept occurrence and show the legend again")) {
        page.page.kept.reset();
        return false;
    }
    const TokenId word = found.occurrences->token[static_cast<std::size_t>(*page.page.kept)];
    ImGui::SameLine(0, page.ui.px(8));
    if (found.word) {
        if (button(page.ui, "contexts.all", "All words", "Show the occurrences of all words again"))
            look_at_word(page.frame, page.page, {});
    } else if (const std::string name =
                   fit(page.ui.fonts.small, page.ui.fonts.small_px, page.frame.word(word), page.ui.px(80));
               button(page.ui, "contexts.only", ("Only “" + name + "”").c_str(),
                      "Show the occurrences of this word alone, on a plane of their own")) {
        look_at_word(page.frame, page.page, word);
    }
    return true;
}

void kept_occurrence(ContextsFrame& page) {
    find_nearest(page.page);
    stage_table(page);
    divider(page.ui);
    passage_words(page);
    if (!kept_buttons(page)) return;
    const auto stage = static_cast<std::size_t>(std::lround(page.page.stage));
    const int stages = static_cast<int>(page.page.shown->stages->size());
    text(page.ui, page.ui.fonts.small, page.ui.theme.dim,
         "nearest, " + stage_name(static_cast<int>(stage), stages));
    if (stage >= page.page.near.stages.size()) return;
    int rank = 0;
    const std::vector<NearOccurrence> nearest = page.page.near.stages[stage]; // a click changes the list
    for (const NearOccurrence& near : nearest) near_line(page, near, rank++);
}

} // namespace

void contexts_side(ContextsFrame& page) {
    if (page.page.kept) {
        kept_occurrence(page);
        return;
    }
    stage_table(page);
    divider(page.ui);
    group_legend(page);
    purity_table(page);
    if (page.frame.trace && !page.frame.trace->tokens.empty() &&
        button(page.ui, "contexts.own", "Typed sentence",
               "Draw the words of the sentence in the Attention panel on this map, too",
               page.page.own_sentence))
        page.page.own_sentence = !page.page.own_sentence;
}

} // namespace wordfield::app
