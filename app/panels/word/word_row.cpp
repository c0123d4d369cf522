// SPDX-License-Identifier: MIT
// The chosen word's row of the matrix, its figures and its nearest words.
#include "app/panels/word/word_sections.hpp"

#include "app/panels/value_strip.hpp"
#include "app/panels/word_menu.hpp"

#include <algorithm>
#include <cmath>

namespace wordfield::app {
namespace {

void colour_bar(const Ui& ui, float largest) {
    const ImVec2 low = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    const std::string left = format("−%.2f", largest);
    const std::string right = format("+%.2f", largest);
    const float pad = ui.px(40);
    constexpr int steps = 48;
    for (int i = 0; i < steps; ++i) {
        const float x0 = low.x + pad + (width - 2 * pad) * static_cast<float>(i) / steps;
        const float x1 = low.x + pad + (width - 2 * pad) * static_cast<float>(i + 1) / steps;
        draw->AddRectFilled({x0, low.y + ui.px(4)}, {x1 + 0.5F, low.y + ui.px(10)},
                            signed_colour(ui, 2.0F * (static_cast<float>(i) + 0.5F) / steps - 1.0F, 1.0F));
    }
    draw->AddText(ui.fonts.small, ui.fonts.small_px, low, ui.theme.dim, left.c_str());
    draw->AddText(ui.fonts.small, ui.fonts.small_px,
                  {low.x + width - text_width(ui.fonts.small, ui.fonts.small_px, right), low.y}, ui.theme.dim,
                  right.c_str());
    ImGui::Dummy({width, ui.fonts.small_px + ui.px(2)});
}

// The row as colours, 32 cells a line; each cell tells its number.
void row_strip(Ui& ui, const Frame& frame, TokenId id) {
    const RowVector row = frame.moment->embedding->row(id);
    const int dims = static_cast<int>(row.size());
    const int per_line = std::min(dims, dims % 32 == 0 || dims > 48 ? 32 : dims);
    const int lines = std::min(6, (dims + per_line - 1) / per_line);
    const float width = ImGui::GetContentRegionAvail().x;
    const float cell = width / static_cast<float>(per_line);
    const float height = ui.px(17);
    const ImVec2 low = ImGui::GetCursorScreenPos();
    ImDrawList* draw = ImGui::GetWindowDrawList();
    for (int i = 0; i < std::min(dims, lines * per_line); ++i) {
        const float value = row[i];
        const ImVec2 a{low.x + cell * static_cast<float>(i % per_line),
                       low.y + (height + 1) * static_cast<float>(i / per_line)};
        const ImVec2 b{a.x + cell - 1, a.y + height};
        draw->AddRectFilled(a, b, signed_colour(ui, value, frame.words->largest_weight()));
        if (ImGui::IsMouseHoveringRect(a, b)) {
            draw->AddRect(a, b, ui.theme.strong);
            explain_area(ui, a, b, format("dimension %d: %+.4f", i, value).c_str());
        }
    }
    ImGui::Dummy({width, (height + 1) * static_cast<float>(lines)});
    ui.rects.mark_item("word.row");
}

// The row as numbers, one below the other: points under points.
void row_numbers(Ui& ui, const Frame& frame, TokenId id) {
    const RowVector row = frame.moment->embedding->row(id);
    const float px = ui.fonts.small_px, line = px * 1.3F, width = ImGui::GetContentRegionAvail().x;
    const float least = text_width(ui.fonts.small, px, "+0.000") + ui.px(8);
    const int columns = std::max(1, static_cast<int>(width / least));
    const ImVec2 low = ImGui::GetCursorScreenPos();
    std::string copied;
    for (int i = 0; i < row.size(); ++i) {
        const std::string number = format("%+.3f", row[i]);
        const float right = low.x + width * static_cast<float>(i % columns + 1) / static_cast<float>(columns);
        ImGui::GetWindowDrawList()->AddText(
            ui.fonts.small, px,
            {right - text_width(ui.fonts.small, px, number), low.y + line * static_cast<float>(i / columns)},
            ui.theme.dim, number.c_str());
        copied += (i == 0 ? "" : "\t") + number;
    }
    ImGui::Dummy({width, line * static_cast<float>((row.size() + columns - 1) / columns)});
    if (button(ui, "word.copy", "Copy", "Copy the row as numbers, parted by tabs, to the clipboard"))
        ImGui::SetClipboardText(copied.c_str());
}

} // namespace

void row_section(Ui& ui, const Frame& frame, TokenId id, bool& numbers, Sections& sections) {
    const Moment& s = *frame.moment;
    if (!sections.begin(
            {"Its row of the matrix", format("row %d · %d weights", id, s.model.dim),
             "The same numbers in two roles: weights that training changes, and coordinates of a point. "
             "Looking a word up is only reading this row."}))
        return;
    row_strip(ui, frame, id);
    colour_bar(ui, frame.words->largest_weight());
    figure(ui, "Norm", format("%.3f", frame.words->norm(id)),
           "Length of the row: square root of the sum of its squared weights.");
    if (frame.can().trains)
        figure(ui, "Distance moved since step 0", format("%.3f", frame.words->moved(id)),
               "Euclidean distance between the row now and its noise at step 0.");
    if (s.mean_gradient)
        figure(ui, "Gradient", plain_number(s.mean_gradient->row(id).norm()),
               "Length of the loss's gradient with respect to this row, averaged over some twenty steps: how "
               "hard the contexts pull.");
    if (button(ui, "word.numbers", numbers ? "Hide numbers" : "Show numbers", "The row as numbers", numbers))
        numbers = !numbers;
    if (numbers) row_numbers(ui, frame, id);
}

namespace {

const char* measure_explanation(int measure) {
    switch (measure) {
    case 1:
        return "Dot product of the rows: what the network itself computes. Long rows win.";
    case 2:
        return "Euclidean distance between the rows: small is near.";
    default:
        return "Cosine of the angle between the rows, seen from the mean row: 1 is the same direction, 0 "
               "unrelated, −1 opposite.";
    }
}

std::string neighbours_as_lines(const Frame& frame) {
    std::string lines;
    for (const Neighbour& n : frame.neighbours)
        lines += format("%s\t%.4f\n", frame.word(static_cast<TokenId>(n.row)).c_str(),
                        static_cast<double>(n.value));
    return lines;
}

void near_rows(Ui& ui, const Frame& frame, std::size_t shown, Selection& selection, Outbox& out) {
    float widest = 1e-9F;
    for (const Neighbour& n : frame.neighbours) widest = std::max(widest, std::abs(n.value));
    if (selection.measure == 0) widest = 1.0F;
    for (std::size_t i = 0; i < std::min(shown, frame.neighbours.size()); ++i) {
        const Neighbour& n = frame.neighbours[i];
        const auto id = static_cast<TokenId>(n.row);
        ImGui::PushID(id);
        const std::string value = format("%.2f", n.value);
        if (bar_row(ui, "near",
                    {.label = frame.word(id),
                     .value = value,
                     .fraction = std::max(0.0F, n.value / widest),
                     .colour = frame.words->colour(id),
                     .strong = selection.is_lit(id),
                     .frozen = frame.moment->is_frozen(id)}))
            selection.click(id, ImGui::GetIO().KeyCtrl);
        if (ImGui::IsItemHovered()) {
            selection.hover(id);
            if (ImGui::IsMouseDoubleClicked(0)) out.post(FlyTo{id});
        }
        ui.rects.mark_item("near." + frame.word(id));
        word_menu(ui, frame, selection, out, id, {value, [&] { return neighbours_as_lines(frame); }});
        ImGui::PopID();
    }
}

} // namespace

void neighbour_section(Ui& ui, const Frame& frame, Selection& selection, Outbox& out, Sections& sections) {
    if (!sections.begin({"Nearest words", {}, measure_explanation(selection.measure)})) return;
    constexpr const char* names[] = {"cosine", "dot", "distance"};
    const char* const explanations[] = {measure_explanation(0), measure_explanation(1),
                                        measure_explanation(2)};
    segmented(ui, "word.measure", names, selection.measure, explanations);
    near_rows(ui, frame, 8, selection, out);
}

float preview_height(const Ui& ui) {
    return ui.px(196);
}

void preview(Ui& ui, const Frame& frame, TokenId id, Selection& selection, Outbox& out) {
    row_strip(ui, frame, id);
    ImGui::Dummy({0, ui.px(4)});
    near_rows(ui, frame, 5, selection, out);
}

} // namespace wordfield::app
