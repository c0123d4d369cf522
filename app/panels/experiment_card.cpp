// SPDX-License-Identifier: MIT
#include "app/panels/experiment_card.hpp"

#include "app/story/experiments.hpp"
#include "app/ui/free_corner.hpp"

#include <algorithm>

namespace wordfield::app {
namespace {

constexpr float card_px = 232;
constexpr float top_px = 42, foot_px = 30; // tool bar and badges at the top of the map, and at its foot

std::string mended_words(float share) {
    if (share >= 1.0F) return "training has mended it";
    if (share <= -0.005F) return format("training takes it further: %.0f%%", -100 * share);
    return format("training has mended %.0f%%", 100 * std::max(share, 0.0F));
}

void mended_bar(Ui& ui, const char* id, float share, const std::string& explanation) {
    const float width = ImGui::GetContentRegionAvail().x, height = ui.px(6);
    text(ui, ui.fonts.small, ui.theme.text, mended_words(share));
    explain(ui, explanation.c_str());
    const ImVec2 low = ImGui::GetCursorScreenPos();
    ImGui::Dummy({width, height});
    ui.rects.mark_item(id);
    explain(ui, explanation.c_str());
    ImDrawList* const draw = ImGui::GetWindowDrawList();
    draw->AddRectFilled(low, {low.x + width, low.y + height}, ui.theme.raised, ui.px(3));
    draw->AddRectFilled(low, {low.x + width * std::clamp(share, 0.0F, 1.0F), low.y + height}, ui.theme.good,
                        ui.px(3));
}

void distance(Ui& ui, const Experiment& e) {
    const auto share = share_mended(e);
    if (!share) return;
    const bool twins = e.kind == Experiment::Kind::Twins;
    mended_bar(ui, "experiment.mended", *share,
               format("%s: %.2f before, %.2f right after, %.2f now. Mended is the part of that change which "
                      "training has taken back: 1 − (now − before) / (after − before).",
                      twins ? "Distance between the two rows"
                            : "Mean distance of the row to its eight old neighbours",
                      e.distance_before, *e.distance_after, e.distance_now));
    figure(ui, "Distance",
           format("%.2f → %.2f, now %.2f", e.distance_before, *e.distance_after, e.distance_now),
           "Euclidean, in the space of the rows: before the experiment, right after it, now.");
}

void loss(Ui& ui, const Experiment& e, const Moment& now) {
    if (!e.measured) return;
    const bool later = now.heldout_step > e.measured->step;
    if (const auto share = loss_mended(e, now); share && !share_mended(e))
        mended_bar(
            ui, "experiment.loss_mended", *share,
            "The part of the loss it cost that training has made good since: 1 − (now − before) / (after "
            "− before).");
    figure(ui, "Held-out loss",
           format("%.3f → %.3f", e.measured->before, e.measured->after) +
               (later ? format(", now %.3f", now.heldout_loss) : std::string{}),
           "Nats: right before the experiment, right after it, and as it was measured last.");
}

} // namespace

void ExperimentCard::title(Ui& ui, const Experiment& e, Outbox& out) {
    const float buttons = ui.px(72);
    text(ui, ui.fonts.bold, ui.theme.strong,
         fit(ui.fonts.bold, ui.fonts.body_px, e.what, ImGui::GetContentRegionAvail().x - buttons));
    explain(ui, (e.what + ": an experiment that goes on. The page What if … of the inspector has all of it.")
                    .c_str());
    ImGui::SameLine(ImGui::GetWindowContentRegionMax().x - buttons + ui.px(4));
    ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, ImVec2{ui.px(6), ui.px(1)});
    if (!e.inverse.empty() && button(ui, "experiment.undo", "Undo", "Take this experiment back"))
        for (const Command& command : e.inverse) out.post_any(command);
    ImGui::SameLine(ImGui::GetWindowContentRegionMax().x - ui.px(20));
    if (button(ui, "experiment.close", "×", "Close this card; the experiment goes on", false,
               {ui.px(20), 0})) {
        closed_step_ = e.step;
        closed_ = e.what;
    }
    ImGui::PopStyleVar();
}

void ExperimentCard::draw(Ui& ui, const Area& map, const Frame& frame, std::span<const ImVec2> points,
                          std::span<const Area> controls, Outbox& out) {
    const Experiment* const e = frame.experiments != nullptr ? frame.experiments->running() : nullptr;
    if (e == nullptr || !frame.newest || (e->step == closed_step_ && e->what == closed_)) {
        corner_ = -1;
        return;
    }
    const float margin = ui.px(12);
    const ImVec2 expected{ui.px(card_px), std::max(size_.y, ui.px(60))};
    if (map.size.x < expected.x + 2 * margin ||
        map.size.y < expected.y + 2 * margin + ui.px(top_px + foot_px))
        return;
    const Area free{{map.low.x, map.low.y + ui.px(top_px)},
                    {map.size.x, map.size.y - ui.px(top_px + foot_px)}};
    const CornerPlace place = free_corner(free, expected, margin, points, controls, corner_);
    corner_ = place.corner;
    ImGui::SetNextWindowPos(place.area.low);
    ImGui::SetNextWindowSize({ui.px(card_px), 0});
    ImGui::PushStyleColor(ImGuiCol_WindowBg, with_alpha(ui.theme.panel, 0.96F));
    ImGui::PushStyleColor(ImGuiCol_Border, ui.theme.accent_dim);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 1.0F);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, ui.px(6));
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2{ui.px(8), ui.px(3)});
    ImGui::Begin("Experiment", nullptr,
                 ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoMove |
                     ImGuiWindowFlags_NoFocusOnAppearing | ImGuiWindowFlags_NoNav);
    title(ui, *e, out);
    distance(ui, *e);
    loss(ui, *e, *frame.newest);
    const std::int64_t age = std::max<std::int64_t>(e->age(*frame.newest), 0);
    remark(ui, age == 0   ? "just now"
               : age == 1 ? "1 step ago"
                          : format("%s steps ago", with_commas(age).c_str()));
    size_ = ImGui::GetWindowSize();
    ui.rects.mark("experiment.card", ImGui::GetWindowPos(),
                  {ImGui::GetWindowPos().x + size_.x, ImGui::GetWindowPos().y + size_.y});
    ImGui::End();
    ImGui::PopStyleVar(3);
    ImGui::PopStyleColor(2);
}

} // namespace wordfield::app
