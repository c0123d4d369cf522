// SPDX-License-Identifier: MIT
#include "app/panels/category_list.hpp"

#include "app/ui/context_menu.hpp"
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

std::string purity_text(const Frame& frame, const std::string& category) {
    if (!frame.layout || !frame.layout->purity) return {};
    const auto found = frame.layout->purity->per_category.find(category);
    return found == frame.layout->purity->per_category.end() ? std::string{} : format("%.2f", found->second);
}

bool is_alone(const CategoryFilter& filter, int category) {
    return std::ranges::count(filter.hidden, 0) == 1 && !filter.is_hidden(category);
}

void show_only(CategoryFilter& filter, int category) {
    std::ranges::fill(filter.hidden, 1);
    filter.hidden[category] = 0;
}

void show_all(CategoryFilter& filter) {
    std::ranges::fill(filter.hidden, 0);
}

void press_line(Ui& ui, const Frame& frame, const CategoryLine& line, CategoryFilter& filter) {
    const bool clicked = ImGui::InvisibleButton(line.name.c_str(), line.size);
    ui.rects.mark_item("category." + line.name);
    if (ImGui::IsItemHovered() && ImGui::IsMouseDoubleClicked(0))
        filter.alone_from = line.category; // its second click does not show all again
    if (clicked) click_category(filter, line.category, ImGui::GetIO().KeyCtrl);
    if (ImGui::IsItemHovered()) filter.hovered = line.category;
    explain(ui, ("Click: only this category on the map; once more: all again. Ctrl-click: add it, or take it "
                 "away. The bar is its neighbour purity: the share of the ten nearest words that are of the "
                 "same category." +
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

// What every line says, as a spreadsheet takes it.
std::string categories_as_lines(const Frame& frame, const std::vector<int>& words) {
    std::string lines = "category\twords\tpurity\n";
    for (std::size_t i = 0; i < words.size(); ++i) {
        const std::string& name = frame.corpus().lexicon.categories[i];
        lines += name + "\t" + std::to_string(words[i]) + "\t" + purity_text(frame, name) + "\n";
    }
    return lines;
}

void category_menu(Ui& ui, const Frame& frame, CategoryFilter& filter, int category,
                   const std::vector<int>& words) {
    const std::string& name = frame.corpus().lexicon.categories[category];
    if (!begin_context_menu(ui, name.c_str())) return;
    if (context_item(ui, "Show only this category", !is_alone(filter, category))) show_only(filter, category);
    if (context_item(ui, filter.is_hidden(category) ? "Show it" : "Hide it")) filter.hidden[category] ^= 1;
    if (context_item(ui, "Show all categories")) show_all(filter);
    ImGui::Separator();
    copy_item(ui, "Copy the name", [&] { return name; });
    if (const std::string purity = purity_text(frame, name); !purity.empty())
        copy_item(ui, ("Copy " + purity).c_str(), [&] { return purity; });
    copy_item(ui, "Copy the list as TSV", [&] { return categories_as_lines(frame, words); });
    end_context_menu();
}

// One category: marker, name, how many words it has, how pure its neighbourhoods are.
void category_line(Ui& ui, const Frame& frame, CategoryFilter& filter, int category,
                   const std::vector<int>& words) {
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
    small_figure(ui, line, low.x + width * 0.6F, std::to_string(words[category]));
    purity_bar(ui, frame, line, colour);
    category_menu(ui, frame, filter, category, words);
}

// What the columns are; and, in the same line, the way back.
void column_heads(Ui& ui, CategoryFilter& filter) {
    const ImVec2 low = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x, start = low.x + width * 0.64F;
    const auto head = [&](float x, const char* name) {
        ImGui::GetWindowDrawList()->AddText(ui.fonts.small, ui.fonts.small_px, {x, low.y + ui.px(3)},
                                            ui.theme.dim, name);
    };
    const bool any_hidden = std::ranges::count(filter.hidden, 0) < std::ssize(filter.hidden);
    const float words = low.x + width * 0.6F - text_width(ui.fonts.small, ui.fonts.small_px, "words");
    head(words, "words");
    head(start, "purity");
    explain_area(
        ui, {start, low.y}, {low.x + width, low.y + ui.px(22)},
        "Neighbours of one category: of a word's ten nearest words, the share that is of its own category, "
        "averaged over the category. 1 is perfect.");
    if (!any_hidden) {
        head(low.x + ui.px(24), "category");
        ImGui::Dummy({1, ui.px(22)});
        return;
    }
    if (button(ui, "words.show_all", "Show all", "Show every category on the map again", true,
               {0, ui.px(20)}))
        show_all(filter);
    ImGui::SetCursorScreenPos({low.x, low.y + ui.px(22)});
    ImGui::Dummy({1, ImGui::GetStyle().ItemSpacing.y * 0.0F});
}

} // namespace

void click_category(CategoryFilter& filter, int category, bool adds) {
    if (adds) {
        filter.hidden[category] ^= 1;
        return;
    }
    const bool alone = is_alone(filter, category) && filter.alone_from != category;
    filter.alone_from = -1;
    alone ? show_all(filter) : show_only(filter, category);
}

void category_list(Ui& ui, const Frame& frame, CategoryFilter& filter) {
    const Corpus& corpus = frame.corpus();
    if (corpus.lexicon.categories.empty()) {
        remark(
            ui,
            "This text has no categories: nobody has said which of its words belong together. The colours of "
            "the map are groups that k-means finds among the rows.");
        return;
    }
    std::vector<int> words(corpus.lexicon.categories.size(), 0);
    for (const int category : corpus.lexicon.category)
        if (category >= 0) ++words[category];
    column_heads(ui, filter);
    ImGui::BeginChild("categories");
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2{0, 0});
    for (int i = 0; i < static_cast<int>(words.size()); ++i) category_line(ui, frame, filter, i, words);
    ImGui::PopStyleVar();
    ImGui::EndChild();
}

} // namespace wordfield::app
