// SPDX-License-Identifier: MIT
#include "app/ui/figure_table.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

namespace wordfield::app {

/// Where things lie in a line, px from its left.
struct FigureTable::Places {
    float name_end;           ///< where a name has to end
    float height;             ///< of a line
    float width;              ///< of a column
    float figure;             ///< of the figure in it, where a bar follows
    std::vector<float> begin; ///< of each column
};

FigureTable::FigureTable(std::string name, std::vector<FigureColumn> columns, std::vector<FigureRow> rows)
    : name_{std::move(name)}, columns_{std::move(columns)}, rows_{std::move(rows)}, order_(rows_.size()) {
    std::iota(order_.begin(), order_.end(), std::size_t{0});
}

FigureTable::Places FigureTable::places(const Ui& ui) const {
    const float width = ImGui::GetContentRegionAvail().x - ui.px(14);
    const float name = std::min(ui.px(190), width * 0.3F);
    Places places{name - ui.px(8),
                  std::round(ui.fonts.body_px * 1.62F),
                  (width - name) / static_cast<float>(std::max<std::size_t>(columns_.size(), 1)),
                  text_width(ui.fonts.body, ui.fonts.body_px, "0.00 ± 0.00") + ui.px(10),
                  {}};
    for (std::size_t i = 0; i < columns_.size(); ++i)
        places.begin.push_back(name + static_cast<float>(i) * places.width);
    return places;
}

void FigureTable::sort_by(int column) {
    descending_ = sorted_by_ == column ? !descending_ : column >= 0;
    sorted_by_ = column;
    sort();
}

void FigureTable::sort() {
    if (sorted_by_ == as_given) return;
    std::ranges::stable_sort(order_, [&](std::size_t a, std::size_t b) {
        if (descending_) std::swap(a, b);
        if (sorted_by_ < 0) return rows_[a].name < rows_[b].name;
        return rows_[a].cells[sorted_by_].value < rows_[b].cells[sorted_by_].value;
    });
}

void FigureTable::show(std::vector<FigureRow> rows) {
    rows_ = std::move(rows);
    order_.resize(rows_.size());
    std::iota(order_.begin(), order_.end(), std::size_t{0});
    sort();
}

void FigureTable::names(Ui& ui, const char* id, const Places& places) {
    const ImVec2 low = ImGui::GetCursorPos();
    for (int column = by_name; column < std::ssize(columns_); ++column) {
        const std::string& name = column < 0 ? name_ : columns_[column].name;
        const float x = column < 0 ? 0.0F : places.begin[column];
        ImGui::SetCursorPos({low.x + ui.px(4) + x, low.y});
        const ImVec2 at = ImGui::GetCursorScreenPos();
        ImGui::PushID(column);
        const float width = (column < 0 ? places.name_end : places.width) - ui.px(8);
        if (ImGui::InvisibleButton("sort", {width, ui.fonts.small_px + ui.px(6)})) sort_by(column);
        ImGui::PopID();
        ui.rects.mark_item(std::string{id} + ".sort." + name);
        explain(ui, column < 0 ? "Click to sort by the alphabet." : columns_[column].explanation.c_str());
        ImGui::GetWindowDrawList()->AddText(ui.fonts.small, ui.fonts.small_px, at,
                                            column == sorted_by_ ? ui.theme.accent : ui.theme.dim,
                                            fit(ui.fonts.small, ui.fonts.small_px, name, width).c_str());
    }
}

namespace {

// From 0 to where the value ends, a whisker for the spread, a tick for what chance gives.
void draw_cell_bar(const Ui& ui, const FigureCell& cell, ImU32 colour, ImVec2 low, ImVec2 size) {
    ImDrawList* draw = ImGui::GetWindowDrawList();
    const auto x = [&](double value) {
        return low.x + size.x * static_cast<float>(std::clamp(value, 0.0, 1.0));
    };
    const float middle = low.y + size.y * 0.5F, thick = ui.px(3.5F);
    draw->AddRectFilled({low.x, middle - thick}, {low.x + size.x, middle + thick}, ui.theme.raised, ui.px(2));
    draw->AddRectFilled({low.x, middle - thick}, {x(cell.value), middle + thick}, with_alpha(colour, 0.7F),
                        ui.px(2));
    if (cell.spread > 0)
        draw->AddLine({x(cell.value - cell.spread), middle}, {x(cell.value + cell.spread), middle},
                      ui.theme.strong, ui.px(1.5F));
    if (cell.mark)
        draw->AddLine({x(*cell.mark), middle - thick - ui.px(2)}, {x(*cell.mark), middle + thick + ui.px(2)},
                      ui.theme.warm, ui.px(1.5F));
}

} // namespace

void FigureTable::line(Ui& ui, const Places& places, const FigureRow& row, bool lit) const {
    const ImVec2 low = ImGui::GetItemRectMin();
    ImDrawList* draw = ImGui::GetWindowDrawList();
    if (lit || ImGui::IsItemHovered())
        draw->AddRectFilled(low, ImGui::GetItemRectMax(), lit ? ui.theme.accent_dim : ui.theme.raised,
                            ui.px(4));
    const float y = low.y + (places.height - ui.fonts.body_px) * 0.5F;
    const std::string name = fit(ui.fonts.body, ui.fonts.body_px, row.name, places.name_end - ui.px(4));
    draw->AddText(ui.fonts.body, ui.fonts.body_px, {low.x + ui.px(4), y},
                  lit ? ui.theme.strong : ui.theme.text, name.c_str());
    for (std::size_t i = 0; i < columns_.size(); ++i) {
        const FigureCell& cell = row.cells[i];
        const float x = low.x + ui.px(4) + places.begin[i], room = places.width - ui.px(12);
        const std::string words = fit(ui.fonts.body, ui.fonts.body_px, cell.words, room);
        draw->AddText(ui.fonts.body, ui.fonts.body_px, {x, y}, ui.theme.text, words.c_str());
        const float bar = room - places.figure;
        if (columns_[i].bar && !cell.words.empty() && bar > ui.px(16))
            draw_cell_bar(ui, cell, columns_[i].good ? ui.theme.good : ui.theme.dim,
                          {x + places.figure, low.y}, {bar, places.height});
    }
}

void FigureTable::scroll_to(std::size_t row, float line) {
    const auto place = std::ranges::find(order_, row) - order_.begin();
    const float y = static_cast<float>(place) * line, top = ImGui::GetScrollY();
    if (y < top || y + line > top + ImGui::GetWindowHeight())
        ImGui::SetScrollY(y - ImGui::GetWindowHeight() * 0.4F);
}

FigureTable::Touched FigureTable::draw(Ui& ui, const char* id, float height,
                                       std::optional<std::size_t> chosen) {
    Touched touched;
    ImGui::PushID(id);
    const float top = ImGui::GetCursorPosY();
    const Places at = places(ui);
    names(ui, id, at);
    const float left = height - (ImGui::GetCursorPosY() - top);
    ImGui::BeginChild("rows", {0, std::min(left, static_cast<float>(rows_.size()) * at.height)}, false,
                      ImGuiWindowFlags_NoNav);
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2{0, 0});
    if (chosen != followed_ && (followed_ = chosen)) scroll_to(*chosen, at.height);
    ImGuiListClipper clipper;
    clipper.Begin(static_cast<int>(rows_.size()), at.height);
    while (clipper.Step())
        for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i) {
            const std::size_t place = order_[i];
            const FigureRow& row = rows_[place];
            ImGui::PushID(i);
            if (ImGui::InvisibleButton("line", {ImGui::GetContentRegionAvail().x, at.height}))
                touched.clicked = place;
            ImGui::PopID();
            ui.rects.mark_item(std::string{id} + ".row." + row.name);
            if (ImGui::IsItemHovered()) touched.hovered = place;
            line(ui, at, row, chosen == place);
            if (!row.explanation.empty()) explain(ui, row.explanation.c_str());
        }
    ImGui::PopStyleVar();
    ImGui::EndChild();
    ImGui::PopID();
    return touched;
}

} // namespace wordfield::app
