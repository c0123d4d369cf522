// SPDX-License-Identifier: MIT
// One pair of opposites in full: which directions keep them apart, and where in the layers they part.
#include "app/panels/inside/opposites_page.hpp"

#include <algorithm>
#include <numeric>

namespace wordfield::app {
namespace {

// The components along which the pair differs most.
void apart_along(Ui& ui, const Frame& frame, const OppositesFinding& found, const OppositeFigures& one) {
    constexpr std::size_t listed = 4;
    if (one.components.empty()) return;
    heading(
        ui, "Kept apart along", {},
        "The principal components of all words' rows, and which share of the squared difference of the two "
        "lies along each. Each is named by the words at its ends.");
    std::vector<std::size_t> order(one.components.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, std::ranges::greater{}, [&](std::size_t c) { return one.components[c]; });
    order.resize(std::min(order.size(), listed));
    const float label = std::min(ui.px(150), ImGui::GetContentRegionAvail().x * 0.62F);
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2{ui.px(8), 0});
    for (const std::size_t c : order) {
        const auto [low, high] =
            c < found.space->ends.size() ? found.space->ends[c] : std::pair<TokenId, TokenId>{0, 0};
        const std::string name = format("%zu: %s – %s", c + 1, frame.word(low).c_str(),
                                        frame.word(high).c_str()),
                          share = format("%.0f%%", 100 * one.components[c]);
        ImGui::PushID(static_cast<int>(c));
        bar_row(ui, "component",
                {name, share, static_cast<float>(one.components[c]), 0.0F, ui.theme.good, false, label});
        ImGui::PopID();
        ui.rects.mark_item(format("opposites.component.%zu", c));
        explain(ui,
                format("Component %zu, from “%s” to “%s”: %.1f%% of the squared difference. Of all words' "
                       "variance it has %.1f%%.",
                       c + 1, frame.word(low).c_str(), frame.word(high).c_str(), 100 * one.components[c],
                       100 * found.space->variances(static_cast<Index>(c)))
                    .c_str());
    }
    ImGui::PopStyleVar();
}

std::string stage_name(std::size_t stage) {
    return stage == 0 ? "embedding" : format("after block %zu", stage);
}

// The stage before which the cosine falls most; 0 for none.
std::size_t parting_stage(const std::vector<RunningMean>& cosine) {
    std::size_t most = 0;
    double fall = 0.0;
    for (std::size_t stage = 1; stage < cosine.size(); ++stage)
        if (const double here = cosine[stage - 1].mean() - cosine[stage].mean(); here > fall)
            fall = here, most = stage;
    return most;
}

void through_layers(Ui& ui, const PartedLayers& parted) {
    const auto& cosine = parted.pair.cosine;
    const std::size_t parts = parting_stage(cosine);
    heading(
        ui, "Through the layers", parts > 0 ? format("they part most in block %zu", parts) : std::string{},
        "Both words are put into the same sentences of held-out text, where one of them stands. The bars are "
        "the cosine of the two vectors at their place, after each block.");
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2{ui.px(8), 0});
    for (std::size_t stage = 0; stage < cosine.size(); ++stage) {
        const double value = cosine[stage].mean();
        const bool compared = stage < parted.fellow.cosine.size();
        const std::string name = stage_name(stage),
                          words = compared ? format("%.2f (%.2f)", value, parted.fellow.cosine[stage].mean())
                                           : format("%.2f", value);
        ImGui::PushID(static_cast<int>(stage));
        bar_row(ui, "stage",
                {name, words, std::clamp(static_cast<float>(value), 0.0F, 1.0F), 0.0F, ui.theme.good,
                 stage == parts && parts > 0, ui.px(84), ui.px(76)});
        ImGui::PopID();
        ui.rects.mark_item(format("opposites.stage.%zu", stage));
        explain(ui, format("Cosine %.3f ± %.3f of the two vectors in %lld places of the text%s.", value,
                           cosine[stage].error(), static_cast<long long>(cosine[stage].count()),
                           compared ? "; in brackets, with a fellow word in the place of the other" : "")
                        .c_str());
    }
    ImGui::PopStyleVar();
    if (parted.pair.divergence.count() == 0) return remark(ui, "neither word stands in the held-out text");
    figure(ui, "next word",
           format("%.2f ± %.2f bits (%.2f)", parted.pair.divergence.mean(), parted.pair.divergence.error(),
                  parted.fellow.divergence.mean()),
           "How much what comes next differs: the Jensen-Shannon divergence of the two distributions, 0 the "
           "same, 1 nothing in common. In brackets, with a fellow word in the place of the other.");
    ui.rects.mark_item("opposites.divergence");
}

} // namespace

std::string pair_name(const Frame& frame, const Opposite& pair) {
    return frame.word(pair.first) + " / " + frame.word(pair.second);
}

void told_pair(Ui& ui, const Frame& frame, const OppositesFinding& found, std::size_t row,
               Selection& selection) {
    const OppositeFigures& one = found.figures[row];
    text(ui, ui.fonts.bold, ui.theme.strong, pair_name(frame, one.words));
    ui.rects.mark_item("opposites.pair");
    ImGui::SameLine(0, ui.px(10));
    if (button(ui, "opposites.choose", "choose both", "Chooses both words, here and on the map"))
        selection.pinned = {one.words.first, one.words.second};
    const std::string fellows =
        one.category < 0
            ? "any two words"
            : "two of “" + frame.corpus().lexicon.categories[static_cast<std::size_t>(one.category)] + "”";
    remark(ui,
           format("cosine %.2f, %s have %.2f on average", one.cosine, fellows.c_str(), one.fellows_cosine));
    if (found.common && row < found.common->along.size())
        figure(
            ui, "along the others' direction", format("%+.2f", found.common->along[row]),
            "Cosine of this pair's difference with the mean direction of all other pairs, in which it has no "
            "say: above 0 the others tell which word is which.");
    apart_along(ui, frame, found, one);
    if (!frame.can().layers) return;
    if (row < found.layers.size())
        through_layers(ui, found.layers[row]);
    else
        remark(ui, "putting them into sentences …");
}

} // namespace wordfield::app
