// SPDX-License-Identifier: MIT
// The chosen word's neighbours in the two embeddings that are compared, side by side.
#include "app/panels/word/word_sections.hpp"
#include "app/story/model_comparison.hpp"

#include <algorithm>
#include <cmath>

namespace wordfield::app {
namespace {

/// One of the two lists.
struct ComparedSide {
    const char* id;
    const std::vector<ComparedNeighbour>& list;
    const std::string &name, &other; ///< of the embeddings
    bool first;                      ///< A: what is not in both was lost; else it was gained
};

// Kept: a dot; lost: a minus; gained: a plus.
void draw_fate(const Ui& ui, ImVec2 at, bool both, bool first) {
    ImDrawList* const draw = ImGui::GetWindowDrawList();
    const float reach = ui.px(3.5F), thick = ui.px(1.6F);
    if (both) return draw->AddCircleFilled(at, ui.px(3), ui.theme.good);
    const ImU32 colour = first ? ui.theme.warm : ui.theme.accent;
    draw->AddLine({at.x - reach, at.y}, {at.x + reach, at.y}, colour, thick);
    if (!first) draw->AddLine({at.x, at.y - reach}, {at.x, at.y + reach}, colour, thick);
}

std::string fate_of(const ComparedNeighbour& n, const std::string& word, const ComparedSide& side) {
    const std::string here =
        format("%s, cosine %.2f in %s", word.c_str(), static_cast<double>(n.cosine), side.name.c_str());
    const std::string there = format("number %s there, cosine %.2f", with_commas(n.other_rank).c_str(),
                                     static_cast<double>(n.other_cosine));
    if (n.both) return here + "; kept: " + there;
    return here + (side.first ? "; lost in " : "; gained: in ") + side.other +
           (side.first ? ": " : " it is ") + there;
}

void neighbour_line(Ui& ui, const Frame& frame, const ComparedNeighbour& n, const ComparedSide& side,
                    float width, Selection& selection, Outbox& out) {
    const TokenId word = frame.models->token(n.word);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    ImGui::PushID(word);
    if (ImGui::InvisibleButton(side.id, {width, ui.fonts.body_px + ui.px(4)})) {
        selection.click(word, ImGui::GetIO().KeyCtrl);
        out.post(FlyTo{word});
    }
    if (ImGui::IsItemHovered()) selection.hover(word);
    explain(ui, fate_of(n, frame.word(word), side).c_str());
    ImGui::PopID();
    draw_fate(ui, {at.x + ui.px(5), at.y + ui.fonts.body_px * 0.6F}, n.both, side.first);
    const std::string shown = fit(ui.fonts.body, ui.fonts.body_px, frame.word(word), width - ui.px(18));
    ImGui::GetWindowDrawList()->AddText(ui.fonts.body, ui.fonts.body_px, {at.x + ui.px(14), at.y},
                                        selection.is_lit(word) ? ui.theme.accent
                                        : n.both               ? ui.theme.text
                                                               : ui.theme.dim,
                                        shown.c_str());
}

void column(Ui& ui, const Frame& frame, const ComparedSide& side, float width, Selection& selection,
            Outbox& out) {
    ImGui::BeginGroup();
    text(ui, ui.fonts.small, ui.theme.dim,
         fit(ui.fonts.small, ui.fonts.small_px, side.name, width - ui.px(8)));
    explain(ui, side.name.c_str());
    for (const ComparedNeighbour& n : side.list) neighbour_line(ui, frame, n, side, width, selection, out);
    ImGui::EndGroup();
    ui.rects.mark_item(std::string{"models."} + side.id);
}

// "kept 4 of 10 · change 0.31 (mean 0.22)"
void figures_of_word(const Ui& ui, const ModelComparison& models, const ComparedWord& word) {
    const auto kept = std::ranges::count(word.a, true, &ComparedNeighbour::both);
    std::string line = format("kept %d of %zu", static_cast<int>(kept), word.a.size());
    if (const float change = word.change.change(); std::isfinite(change))
        line += format(" · change %.2f", static_cast<double>(change));
    if (models.figures() && models.figures()->ranked > 0)
        line += format(" (mean %.2f)", models.figures()->mean_change);
    text(ui, ui.fonts.small, ui.theme.text, line);
    explain(ui, word.change.aligned == word.change.aligned
                    ? "How many of the word's nearest words both have; and 1 − cosine of its two vectors "
                      "after one embedding was turned onto the other (orthogonal Procrustes)."
                    : "How many of the word's nearest words both have; and 1 − cosine of its cosines with "
                      "all of them in the one and in the other embedding.");
}

// What the marks mean, drawn as they are.
void legend(const Ui& ui) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float px = ui.fonts.small_px, middle = at.y + px * 0.55F;
    float x = at.x;
    const auto entry = [&](const char* name, bool both, bool first) {
        draw_fate(ui, {x + ui.px(5), middle}, both, first);
        ImGui::GetWindowDrawList()->AddText(ui.fonts.small, px, {x + ui.px(14), at.y}, ui.theme.dim, name);
        x += ui.px(28) + text_width(ui.fonts.small, px, name);
    };
    entry("kept", true, true);
    entry("lost", false, true);
    entry("gained", false, false);
    ImGui::Dummy({x - at.x, px + ui.px(4)});
    explain(ui, "Kept: near in both. Lost: near in the embedding at the left alone. Gained: near in the one "
                "at the right alone.");
}

void neighbours_in_both(Ui& ui, const Frame& frame, const ModelComparison& models, Selection& selection,
                        Outbox& out) {
    const auto subject = selection.subject();
    if (!subject) return remark(ui, "Choose a word to see its neighbours in both.");
    if (!models.place_of(*subject))
        return remark(ui, "“" + frame.word(*subject) + "” is not one of the words in common.");
    const ComparedWord* const word = models.word();
    if (word == nullptr) return remark(ui, "Looking for its neighbours …");
    figures_of_word(ui, models, *word);
    const auto [name_a, name_b] =
        models.names(model_name(*frame.moment, frame.name_of_run(frame.moment->run)));
    const float width = std::floor(ImGui::GetContentRegionAvail().x * 0.5F);
    column(ui, frame, {"before", word->a, name_a, name_b, true}, width, selection, out);
    ImGui::SameLine(width);
    column(ui, frame, {"after", word->b, name_b, name_a, false}, width, selection, out);
    legend(ui);
}

// Words that the two see most differently, as buttons.
void moved_most(Ui& ui, const Frame& frame, const ModelComparison& models, Selection& selection) {
    constexpr std::size_t most = 12;
    const std::vector<TokenId>& list = models.moved_most();
    if (list.empty()) return;
    text(ui, ui.fonts.small, ui.theme.dim, "Moved most");
    explain(ui, "Words whose meaning differs most between the two. Arrows on the map lead from where the "
                "map at the right has them.");
    const float right = ImGui::GetCursorPosX() + ImGui::GetContentRegionAvail().x;
    float at = ImGui::GetCursorPosX();
    for (std::size_t i = 0; i < std::min(most, list.size()); ++i) {
        const TokenId word = list[i];
        const float width = text_width(ui.fonts.body, ui.fonts.body_px, frame.word(word)) + ui.px(16);
        if (i > 0 && at + width < right) ImGui::SameLine(0, ui.px(4));
        if (i > 0 && at + width >= right) at = ImGui::GetCursorPosX();
        const WordChange& one = models.figures()->most[i];
        if (button(ui, ("models.differ." + frame.word(word)).c_str(), frame.word(word).c_str(),
                   format("change %.2f; %.0f of its ten nearest words in common",
                          static_cast<double>(one.change()), 10 * static_cast<double>(one.overlap))
                       .c_str(),
                   selection.is_pinned(word)))
            selection.click(word, ImGui::GetIO().KeyCtrl);
        at += width + ui.px(4);
    }
}

// Above the lists: these change their height while a model learns, and a button must not slip from under the
// pointer.
void what_to_do(Ui& ui, Outbox& out) {
    if (button(ui, "models.details", "Curve and table …",
               "Opens the page below the map: overlap of neighbourhoods of every size, and the words that "
               "moved most and least"))
        out.post(LookInside{Inside::Embeddings});
    ImGui::SameLine(0, ui.px(6));
    if (button(ui, "models.forget", "Stop comparing",
               "Ends the comparison and takes away the second map; nothing of the model changes"))
        out.post(ForgetKeptModel{});
}

std::string shared_on_average(const ModelComparison& models) {
    const OverlapPoint* const ten = models.figures() ? models.figures()->overlap_at(10) : nullptr;
    return ten == nullptr ? std::string{} : format("%.1f of 10 in common on average", 10 * ten->mean);
}

} // namespace

void two_models_section(Ui& ui, const Frame& frame, Selection& selection, Outbox& out, Sections& sections) {
    const ModelComparison* const models = frame.models;
    if (models == nullptr || !models->active()) return;
    if (!sections.begin({"Two embeddings", shared_on_average(*models),
                         "Of a word's ten nearest words (centred cosine among the words in common), how many "
                         "both embeddings have, on average."}))
        return;
    what_to_do(ui, out);
    neighbours_in_both(ui, frame, *models, selection, out);
    moved_most(ui, frame, *models, selection);
}

} // namespace wordfield::app
