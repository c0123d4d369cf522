// SPDX-License-Identifier: MIT
#include "app/panels/category_list.hpp"

#include "app/ui/marker.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

namespace wordfield::app {
namespace {

std::string purity_error(const Frame& frame, const std::string& category) {
    if (!frame.layout || !frame.layout->purity) return {};
    const auto found = frame.layout->purity->category_error.find(category);
    if (found == frame.layout->purity->category_error.end()) return {};
    return format(" ± %.3f is its standard error over the category's words.", found->second);
}

/// A category's line on the screen.
struct CategoryLine {
    int category;
    const std::string& name;
    ImVec2 low, size;
    float small_y; ///< of figures, px
};

// Click hides or shows it; Ctrl-click shows it alone.
void press_line(Ui& ui, const Frame& frame, const CategoryLine& line, CategoryFilter& filter) {
    auto& hidden = filter.hidden;
    const bool clicked = ImGui::InvisibleButton(line.name.c_str(), line.size);
    ui.rects.mark_item("category." + line.name);
    if (clicked && ImGui::GetIO().KeyCtrl) {
        const bool alone = std::count(hidden.begin(), hidden.end(), 0) == 1 && hidden[line.category] == 0;
        std::fill(hidden.begin(), hidden.end(), alone ? 0 : 1);
        hidden[line.category] = 0;
    } else if (clicked) {
        hidden[line.category] ^= 1;
    }
    if (ImGui::IsItemHovered()) filter.hovered = line.category;
    explain(ui,
            ("Click: hide or show on the map. Ctrl-click: show this category alone, or all again. The bar "
             "is its neighbour purity: the share of the ten nearest words that are of the same category." +
             purity_error(frame, line.name))
                .c_str());
}

// A figure that ends at `right`.
void small_figure(const Ui& ui, const CategoryLine& line, float right, const std::string& figure) {
    ImGui::GetWindowDrawList()->AddText(
        ui.fonts.small, ui.fonts.small_px,
        {right - text_width(ui.fonts.small, ui.fonts.small_px, figure), line.small_y}, ui.theme.dim,
        figure.c_str());
}

void purity_bar(const Ui& ui, const Frame& frame, const CategoryLine& line, ImU32 colour) {
    if (!frame.layout || !frame.layout->purity) return;
    const auto found = frame.layout->purity->per_category.find(line.name);
    if (found == frame.layout->purity->per_category.end()) return;
    const ImVec2 low = line.low, size = line.size;
    const float start = low.x + size.x * 0.64F;
    const float track = size.x * 0.36F - ui.px(42);
    ImGui::GetWindowDrawList()->AddRectFilled(
        {start, low.y + size.y * 0.36F},
        {start + std::max(1.0F, track * found->second), low.y + size.y * 0.64F}, colour, ui.px(2));
    small_figure(ui, line, low.x + size.x - ui.px(8), format("%.2f", found->second));
}

// One category: marker, name, how many words it has, how pure its neighbourhoods are.
void category_line(Ui& ui, const Frame& frame, CategoryFilter& filter, int category, int words) {
    const float height = std::round(ui.fonts.body_px * 1.62F);
    const ImVec2 low = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x;
    const CategoryLine line{category,
                            frame.corpus().lexicon.categories[category],
                            low,
                            {width, height},
                            low.y + (height - ui.fonts.small_px) * 0.5F};
    press_line(ui, frame, line, filter);
    const bool off = filter.is_hidden(category);
    ImDrawList* draw = ImGui::GetWindowDrawList();
    if (ImGui::IsItemHovered())
        draw->AddRectFilled(low, {low.x + width, low.y + height}, ui.theme.raised, ui.px(4));
    const ImU32 colour = with_alpha(frame.words->category_colour(category), off ? 0.25F : 1.0F);
    draw_marker(draw, {low.x + ui.px(12), low.y + height * 0.5F}, ui.px(4.5F),
                frame.words->category_style(category).shape, colour);
    const std::string label = fit(ui.fonts.body, ui.fonts.body_px, line.name, width * 0.42F);
    draw->AddText(ui.fonts.body, ui.fonts.body_px,
                  {low.x + ui.px(24), low.y + (height - ui.fonts.body_px) * 0.5F},
                  off ? ui.theme.dim : ui.theme.text, label.c_str());
    small_figure(ui, line, low.x + width * 0.6F, std::to_string(words));
    purity_bar(ui, frame, line, colour);
}

} // namespace

void category_list(Ui& ui, const Frame& frame, CategoryFilter& filter) {
    const Corpus& corpus = frame.corpus();
    if (corpus.lexicon.categories.empty()) {
        remark(ui,
               "This corpus has no categories; the colours of the map are groups that k-means finds among "
               "its rows. Give some with --labels FILE.tsv: a word, a tab and its category on each line.");
        return;
    }
    std::vector<int> words(corpus.lexicon.categories.size(), 0);
    for (const int category : corpus.lexicon.category)
        if (category >= 0) ++words[category];
    const bool any_hidden = std::count(filter.hidden.begin(), filter.hidden.end(), 0) <
                            static_cast<std::ptrdiff_t>(filter.hidden.size());
    if (any_hidden && button(ui, "words.show_all", "Show all", "Show every category on the map again"))
        std::fill(filter.hidden.begin(), filter.hidden.end(), 0);
    ImGui::BeginChild("categories");
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2{0, 0});
    for (int i = 0; i < static_cast<int>(words.size()); ++i) category_line(ui, frame, filter, i, words[i]);
    ImGui::PopStyleVar();
    ImGui::EndChild();
}

} // namespace wordfield::app
