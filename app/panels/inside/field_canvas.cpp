// SPDX-License-Identifier: MIT
// The arrows of the field: each a mean over a region, with a circle at its tip for how far the occurrences'
// own arrows lie from it.
#include "app/panels/inside/field_page.hpp"

#include "app/panels/inside/contexts_page.hpp"

#include <algorithm>
#include <cmath>
#include <map>

namespace wordfield::app {
namespace {

// Of the lengths of the arrows, the one that a tenth of them exceed.
float long_arrow(const std::vector<FieldCell>& cells) {
    std::vector<float> lengths;
    for (const FieldCell& cell : cells) lengths.push_back(cell.arrow.norm());
    std::sort(lengths.begin(), lengths.end());
    return lengths.empty() ? 0.0F : lengths[lengths.size() * 9 / 10];
}

void cloud(ImDrawList& draw, const Ui& ui, const FieldView& view, const Matrix& positions) {
    const ImU32 colour = with_alpha(ui.theme.dim, 0.22F);
    const float half = ui.px(1);
    for (Index i = 0; i < positions.rows(); i += 2) { // half of them show where the others are
        const ImVec2 at = view.screen(positions.row(i).transpose());
        draw.AddRectFilled({at.x - half, at.y - half}, {at.x + half, at.y + half}, colour);
    }
}

void arrow(ImDrawList& draw, const Ui& ui, ImVec2 from, ImVec2 to, ImU32 colour, float thick) {
    const float x = to.x - from.x, y = to.y - from.y, length = std::sqrt(x * x + y * y);
    if (length < 1.0F) {
        draw.AddCircleFilled(from, ui.px(1.5F), colour);
        return;
    }
    const float head = std::min(ui.px(7), length * 0.5F), ux = x / length, uy = y / length;
    const ImVec2 neck{to.x - ux * head, to.y - uy * head};
    draw.AddLine(from, neck, colour, thick);
    draw.AddTriangleFilled(to, {neck.x - uy * head * 0.45F, neck.y + ux * head * 0.45F},
                           {neck.x + uy * head * 0.45F, neck.y - ux * head * 0.45F}, colour);
}

// A ring, of few corners and hard lines where nobody looks at it: there are some hundred of them.
void spread(ImDrawList& draw, const Ui& ui, ImVec2 about, float radius, bool lit) {
    const ImDrawListFlags flags = draw.Flags;
    if (!lit) draw.Flags &= ~(ImDrawListFlags_AntiAliasedLines | ImDrawListFlags_AntiAliasedLinesUseTex);
    draw.AddCircle(about, radius, with_alpha(ui.theme.dim, lit ? 0.7F : 0.13F), lit ? 0 : 20);
    draw.Flags = flags;
}

// The more of the change the plane shows, the stronger.
ImU32 cell_colour(const Ui& ui, const FieldCell& cell) {
    return with_alpha(mix(ui.theme.dim, ui.theme.accent, std::sqrt(std::clamp(cell.shown, 0.0F, 1.0F))),
                      0.45F + 0.5F * cell.shown);
}

// A region's mean arrow and, at its tip, how far its occurrences' own lie from it.
void region(ImDrawList& draw, const Ui& ui, const FieldView& view, const ShownField& shown, int c, bool lit) {
    const FieldCell& cell = shown.cells[static_cast<std::size_t>(c)];
    const ImVec2 from = view.screen(cell.at), to = view.screen(cell.at + shown.factor * cell.arrow);
    spread(draw, ui, to, shown.factor * cell.spread * view.scale, lit);
    arrow(draw, ui, from, to, lit ? ui.theme.strong : cell_colour(ui, cell), ui.px(1.5F));
}

// All of it, on the picture that is kept.
const FieldView& draw_field(const Ui& ui, FieldPage& page, const ShownField& shown, const Area& area) {
    const FieldLook look{area.low.x, area.low.y, area.size.x,  area.size.y, page.layer,
                         page.part,  page.head,  page.regions, ui.scale,    ui.theme.dark};
    return page.pictured.get(page.shown, look, [&] {
        const FieldView view = field_view(shown, area.low, area.size);
        page.picture.draw(area, ui.theme.ground, [&](ImDrawList& draw) {
            cloud(draw, ui, view, part_of(page).positions);
            for (int c = 0; c < std::ssize(shown.cells); ++c) region(draw, ui, view, shown, c, false);
        });
        return view;
    });
}

int cell_under_mouse(const Ui& ui, const FieldView& view, const std::vector<FieldCell>& cells) {
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    float least = ui.px(14) * ui.px(14);
    int nearest = -1;
    for (int c = 0; c < std::ssize(cells); ++c) {
        const ImVec2 at = view.screen(cells[static_cast<std::size_t>(c)].at);
        const float x = at.x - mouse.x, y = at.y - mouse.y;
        if (x * x + y * y < least) least = x * x + y * y, nearest = c;
    }
    return nearest;
}

// The words that a region holds most of.
std::string commonest_words(const Frame& frame, const Occurrences& all, const FieldCell& cell) {
    std::map<TokenId, int> counts;
    for (const int i : cell.occurrences) ++counts[all.token[static_cast<std::size_t>(i)]];
    std::vector<std::pair<TokenId, int>> ranked(counts.begin(), counts.end());
    std::stable_sort(ranked.begin(), ranked.end(),
                     [](const auto& a, const auto& b) { return a.second > b.second; });
    std::string words;
    for (std::size_t k = 0; k < std::min<std::size_t>(6, ranked.size()); ++k)
        words += (k > 0 ? ", " : "") + frame.word(ranked[k].first);
    return words;
}

void tell(const Ui& ui, const Frame& frame, const FieldPage& page, const FieldCell& cell) {
    explain(ui,
            format("%zu occurrences here, most of them: %s\nMean arrow %.2f long; its occurrences' own lie "
                   "%.2f from it (root mean square), as the circle shows.\nThe plane shows %.0f%% of what "
                   "is added to them.",
                   cell.occurrences.size(), commonest_words(frame, *page.shown->occurrences, cell).c_str(),
                   static_cast<double>(cell.arrow.norm()), static_cast<double>(cell.spread),
                   100 * static_cast<double>(cell.shown))
                .c_str());
}

} // namespace

ShownField shown_field(const FieldPart& part, int regions) {
    ShownField shown{field_cells(part.positions, part.change, regions, 8), range_of(part.positions, 0),
                     range_of(part.positions, 1)};
    const float wide = std::max({shown.x.high - shown.x.low, shown.y.high - shown.y.low, 1e-6F});
    const float length = long_arrow(shown.cells);
    if (length > 0) shown.factor = 0.12F * wide / length;
    const auto include = [&](const Eigen::Vector2f& p) {
        shown.x = {std::min(shown.x.low, p[0]), std::max(shown.x.high, p[0])};
        shown.y = {std::min(shown.y.low, p[1]), std::max(shown.y.high, p[1])};
    };
    for (const FieldCell& cell : shown.cells) {
        include(cell.at);
        include(cell.at + shown.factor * cell.arrow);
    }
    return shown;
}

FieldView field_view(const ShownField& shown, ImVec2 low, ImVec2 size) {
    const float x = std::max(shown.x.high - shown.x.low, 1e-6F),
                y = std::max(shown.y.high - shown.y.low, 1e-6F);
    return {{low.x + size.x * 0.5F, low.y + size.y * 0.5F},
            0.9F * std::min(size.x / x, size.y / y),
            {(shown.x.low + shown.x.high) * 0.5F, (shown.y.low + shown.y.high) * 0.5F}};
}

void field_canvas(Ui& ui, const Frame& frame, FieldPage& page, ImVec2 size) {
    if (size.x < 20 || size.y < 20) return;
    const ImVec2 low = ImGui::GetCursorScreenPos(), high{low.x + size.x, low.y + size.y};
    ImGui::InvisibleButton("field", size);
    ui.rects.mark_item("field.map");
    const FieldPart part = part_of(page);
    const ShownField& shown = page.drawn.get(page.shown, page.layer, page.part, page.head, page.regions,
                                             [&] { return shown_field(part, page.regions); });
    const auto& cells = shown.cells;
    const FieldView& view = draw_field(ui, page, shown, {low, size});
    page.picture.show(ui, ui.px(4));
    ImDrawList* const draw = ImGui::GetWindowDrawList();
    draw->PushClipRect(low, high, true);
    page.hovered = ImGui::IsItemHovered() ? cell_under_mouse(ui, view, cells) : -1;
    if (page.hovered >= 0) {
        region(*draw, ui, view, shown, page.hovered, true);
        const FieldCell& cell = cells[static_cast<std::size_t>(page.hovered)];
        for (const int i : cell.occurrences) {
            const Eigen::Vector2f at = part.positions.row(i).transpose();
            draw->AddLine(view.screen(at),
                          view.screen(at + shown.factor * part.change.arrows.row(i).transpose()),
                          with_alpha(ui.theme.warm, 0.45F));
        }
        tell(ui, frame, page, cell);
    }
    draw->PopClipRect();
}

} // namespace wordfield::app
