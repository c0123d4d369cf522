// SPDX-License-Identifier: MIT
// The chosen word's neighbours in the model that was kept and in the one that is there, side by side.
#include "app/panels/word/word_sections.hpp"
#include "app/story/model_comparison.hpp"

#include <algorithm>

namespace wordfield::app {
namespace {

void column(Ui& ui, const Frame& frame, const char* id, std::span<const Neighbour> list,
            std::span<const Neighbour> other, float width, Selection& selection) {
    for (const Neighbour& n : list) {
        const auto word = static_cast<TokenId>(n.row);
        const bool both = std::ranges::count(other, n.row, &Neighbour::row) > 0;
        const ImVec2 at = ImGui::GetCursorScreenPos();
        ImGui::PushID(word);
        if (ImGui::InvisibleButton(id, {width, ui.fonts.body_px + ui.px(4)}))
            selection.click(word, ImGui::GetIO().KeyCtrl);
        if (ImGui::IsItemHovered()) selection.hover(word);
        explain(ui, format("%s, cosine %.2f%s", frame.word(word).c_str(), n.value,
                           both ? ", near in both models" : "")
                        .c_str());
        ImGui::PopID();
        const std::string shown = fit(ui.fonts.body, ui.fonts.body_px, frame.word(word), width - ui.px(14));
        ImDrawList* const draw = ImGui::GetWindowDrawList();
        if (both)
            draw->AddCircleFilled({at.x + ui.px(4), at.y + ui.fonts.body_px * 0.6F}, ui.px(3), ui.theme.good);
        draw->AddText(ui.fonts.body, ui.fonts.body_px, {at.x + ui.px(12), at.y},
                      selection.is_lit(word) ? ui.theme.accent
                      : both                 ? ui.theme.text
                                             : ui.theme.dim,
                      shown.c_str());
    }
}

void columns(Ui& ui, const Frame& frame, const ModelComparison& models, Selection& selection) {
    const float width = std::floor(ImGui::GetContentRegionAvail().x * 0.5F);
    ImGui::BeginGroup();
    column(ui, frame, "before", models.before(), models.after(), width, selection);
    ImGui::EndGroup();
    ui.rects.mark_item("models.before");
    ImGui::SameLine(width);
    ImGui::BeginGroup();
    column(ui, frame, "after", models.after(), models.before(), width, selection);
    ImGui::EndGroup();
    ui.rects.mark_item("models.after");
}

// Words that the two models see most differently, as buttons.
void most_different(Ui& ui, const Frame& frame, const ModelComparison& models, Selection& selection) {
    constexpr std::size_t most = 12;
    const auto& list = models.most_different();
    if (list.empty()) return;
    text(ui, ui.fonts.small, ui.theme.dim, "Differ most");
    explain(ui,
            "Words of whose ten nearest the two models share fewest. Arrows on the map lead from where the "
            "kept model has them.");
    const float right = ImGui::GetCursorPosX() + ImGui::GetContentRegionAvail().x;
    float at = ImGui::GetCursorPosX();
    for (std::size_t i = 0; i < std::min(most, list.size()); ++i) {
        const auto& [word, shared] = list[i];
        const float width = text_width(ui.fonts.body, ui.fonts.body_px, frame.word(word)) + ui.px(16);
        if (i > 0 && at + width < right) ImGui::SameLine(0, ui.px(4));
        if (i > 0 && at + width >= right) at = ImGui::GetCursorPosX();
        if (button(ui, ("models.differ." + frame.word(word)).c_str(), frame.word(word).c_str(),
                   format("%.0f of its ten nearest words in common", 10 * shared).c_str(),
                   selection.is_pinned(word)))
            selection.click(word, ImGui::GetIO().KeyCtrl);
        at += width + ui.px(4);
    }
}

} // namespace

void two_models_section(Ui& ui, const Frame& frame, Selection& selection, Outbox& out, Sections& sections) {
    const ModelComparison* const models = frame.models;
    if (models == nullptr || !models->kept()) return;
    const auto agreement = models->agreement();
    if (!sections.begin(
            {"Two models",
             agreement ? format("%.1f of 10 in common on average", 10 * *agreement) : std::string{},
             format(
                 "Of a word's ten nearest words (centred cosine), how many both models agree on, on average "
                 "over %zu words. A green dot marks a neighbour that both have.",
                 models->words())
                 .c_str()}))
        return;
    const float half = std::floor(ImGui::GetContentRegionAvail().x * 0.5F);
    text(ui, ui.fonts.small, ui.theme.dim, models->name());
    ImGui::SameLine(half);
    text(ui, ui.fonts.small, ui.theme.dim, model_name(*frame.moment, frame.name_of_run(frame.moment->run)));
    if (models->before().empty())
        remark(ui, "Choose a word to see its neighbours in both.");
    else
        columns(ui, frame, *models, selection);
    most_different(ui, frame, *models, selection);
    if (button(ui, "models.forget", "Stop comparing", "Forgets the kept model and ends the comparison"))
        out.post(ForgetKeptModel{});
}

} // namespace wordfield::app
