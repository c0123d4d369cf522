// SPDX-License-Identifier: MIT
// Heads over time: where each head looks, over the whole run, on text that was never trained on.
#include "app/panels/inside/inside.hpp"

#include "app/ui/plot.hpp"

#include <algorithm>
#include <array>

namespace wordfield::app {
namespace {

constexpr std::size_t most_shown = 16;

struct Colours {
    ImU32 previous, first, itself, spread;
};

Colours colours_of(const Ui& ui) {
    return {ui.theme.warm, ui.theme.accent, ui.theme.good, with_alpha(ui.theme.dim, 0.8F)};
}

void legend_entry(const Ui& ui, ImU32 colour, const char* name, const char* explanation) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    ImGui::GetWindowDrawList()->AddCircleFilled({at.x + ui.px(4), at.y + ui.fonts.small_px * 0.55F},
                                                ui.px(3.5F), colour);
    ImGui::SetCursorPosX(ImGui::GetCursorPosX() + ui.px(11));
    text(ui, ui.fonts.small, ui.theme.dim, name);
    explain(ui, explanation);
    ImGui::SameLine(0, ui.px(12));
}

void legend(const Ui& ui, int context) {
    const Colours c = colours_of(ui);
    legend_entry(ui, c.previous, "word before", "Mean weight on the word just before the one that looks.");
    legend_entry(ui, c.first, "first word", "Mean weight on the first word of the window.");
    legend_entry(ui, c.itself, "itself", "Mean weight on the word itself.");
    legend_entry(
        ui, c.spread, "spread",
        "Entropy of the weights, as a share of that of uniform attention: 1 is even, 0 is a stare at one "
        "word.");
    text(ui, ui.fonts.small, ui.theme.dim,
         format("· uniform attention would be %.0f%%", 100 * even_head(context).previous));
}

void head_plot(Ui& ui, const Frame& frame, std::size_t index, const Area& area, Selection& selection) {
    const HeadLife& life = frame.heads->heads()[index];
    const auto [low, size] = area;
    const Moment& s = *frame.moment;
    const auto heads = static_cast<std::size_t>(s.model.heads);
    const HeadStats& now = s.head_stats[index];
    const int layer = static_cast<int>(index / heads), head = static_cast<int>(index % heads);
    const bool chosen = layer == selection.layer && head == selection.head;
    const Colours c = colours_of(ui);
    const std::array curves{PlotCurve{life.spread.points(), c.spread, "spread", true},
                            PlotCurve{life.first.points(), c.first, "first word"},
                            PlotCurve{life.itself.points(), c.itself, "itself"},
                            PlotCurve{life.previous.points(), c.previous, "word before"}};
    const float line = ui.fonts.small_px + ui.px(4);
    const std::string title =
        format("L%d H%d · %s%s", layer + 1, head + 1, s.is_ablated(layer, head) ? "ablated · " : "",
               head_habit(now, s.model.context).c_str());
    ImGui::GetWindowDrawList()->AddText(ui.fonts.small, ui.fonts.small_px, low,
                                        chosen ? ui.theme.accent : ui.theme.text,
                                        fit(ui.fonts.small, ui.fonts.small_px, title, size.x).c_str());
    explain_area(
        ui, low, {low.x + size.x, low.y + line},
        format("Now: word before %.1f ± %.1f%%, first word %.1f ± %.1f%%, itself %.1f ± %.1f%%, entropy "
               "%.2f ± %.2f nats (standard errors over windows of held-out text).",
               100 * now.previous, 100 * now.previous_error, 100 * now.first, 100 * now.first_error,
               100 * now.itself, 100 * now.itself_error, now.entropy, now.entropy_error)
            .c_str());
    ImGui::SetCursorScreenPos({low.x, low.y + line});
    draw_plot(ui, format("head.life.%d.%d", layer, head).c_str(),
              {curves, {}, 0.0F, 1.0F, "", frame.live ? -1.0 : static_cast<double>(s.step)},
              {size.x, size.y - line});
    if (chosen)
        ImGui::GetWindowDrawList()->AddRect({low.x, low.y + line}, {low.x + size.x, low.y + size.y},
                                            ui.theme.accent, ui.px(4));
    if (!ImGui::IsItemClicked()) return;
    selection.layer = layer;
    selection.head = head;
}

} // namespace

void head_page(Ui& ui, const Frame& frame, Selection& selection) {
    const Moment& s = *frame.moment;
    const auto lives = frame.heads->heads();
    if (lives.empty() || s.head_stats.size() != lives.size()) {
        remark(ui, "Where heads look is measured on held-out text every 50 steps: soon, or never where there "
                   "is none.");
        return;
    }
    legend(ui, s.model.context);
    // All heads where they fit, else those of the chosen layer.
    const auto heads = static_cast<std::size_t>(s.model.heads);
    const bool all = lives.size() <= most_shown;
    const std::size_t begin = all ? 0 : static_cast<std::size_t>(selection.layer) * heads;
    const std::size_t count = all ? lives.size() : heads;
    const std::size_t columns = std::min<std::size_t>(count, heads % 4 == 0 ? 4 : heads > 6 ? 4 : heads);
    const std::size_t rows = (count + columns - 1) / columns;
    const ImVec2 low = ImGui::GetCursorScreenPos(), room = ImGui::GetContentRegionAvail();
    const float gap = ui.px(8);
    const ImVec2 size{(room.x + gap) / static_cast<float>(columns) - gap,
                      (room.y + gap) / static_cast<float>(rows) - gap};
    for (std::size_t i = 0; i < count; ++i)
        head_plot(ui, frame, begin + i,
                  {{low.x + static_cast<float>(i % columns) * (size.x + gap),
                    low.y + static_cast<float>(i / columns) * (size.y + gap)},
                   size},
                  selection);
}

} // namespace wordfield::app
