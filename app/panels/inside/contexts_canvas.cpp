// SPDX-License-Identifier: MIT
// The map of occurrences: some thousand points as little pictures of a disc, on a picture that is kept.
#include "app/panels/inside/contexts_page.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace wordfield::app {
namespace {

constexpr float hover_reach = 8; // px at 96 dpi within which the mouse means a point

/// From the map to the screen.
struct ContextsView {
    ImVec2 middle; // of the canvas, px
    float scale;   // px to one unit of the map
    ImVec2 centre; // of the map
    [[nodiscard]] ImVec2 screen(float x, float y) const {
        return {middle.x + (x - centre.x) * scale, middle.y - (y - centre.y) * scale};
    }
};

// The point between two stages and between two findings.
class Places {
public:
    explicit Places(const ContextsPage& page) {
        const auto& now = page.shown->map->positions;
        const float last = static_cast<float>(now.size()) - 1.0F;
        const auto a = static_cast<std::size_t>(std::clamp(std::floor(page.stage), 0.0F, last));
        const std::size_t b = std::min(a + 1, now.size() - 1);
        const float t = page.stage - static_cast<float>(a), u = page.arrived;
        between_ = smooth(t);
        come_ = smooth(u);
        a_ = &now[a], b_ = &now[b], from_a_ = &page.from[a], from_b_ = &page.from[b];
    }
    [[nodiscard]] ImVec2 operator[](Index i) const { return {at(i, 0), at(i, 1)}; }

private:
    static float smooth(float t) { return t * t * (3.0F - 2.0F * t); }
    [[nodiscard]] float at(Index i, Index axis) const {
        const float now = (*a_)(i, axis) + between_ * ((*b_)(i, axis) - (*a_)(i, axis));
        if (come_ >= 1.0F) return now;
        const float before = (*from_a_)(i, axis) + between_ * ((*from_b_)(i, axis) - (*from_a_)(i, axis));
        return before + come_ * (now - before);
    }
    float between_, come_;
    const Matrix *a_, *b_, *from_a_, *from_b_;
};

// All stages fit into the canvas, so that nothing is scaled on the way.
ContextsView view_of(const ContextsPage& page, ImVec2 low, ImVec2 size) {
    float x = 1e-3F, y = 1e-3F;
    for (const Matrix& positions : page.shown->map->positions) {
        x = std::max(x, positions.col(0).cwiseAbs().maxCoeff());
        y = std::max(y, positions.col(1).cwiseAbs().maxCoeff());
    }
    const float fit_scale = 0.94F * std::min(size.x / (2 * x), size.y / (2 * y));
    return {{low.x + size.x * 0.5F, low.y + size.y * 0.5F}, fit_scale * page.camera.zoom, page.camera.centre};
}

// The wheel zooms about the mouse, a drag of the middle button moves the map, a double-click shows all of it.
void steer(ContextsPage& page, const ContextsView& view) {
    const ImGuiIO& io = ImGui::GetIO();
    ContextsCamera& camera = page.camera;
    if (ImGui::IsItemHovered() && io.MouseWheel != 0) {
        const float zoom = std::clamp(camera.zoom * std::pow(1.2F, io.MouseWheel), 1.0F, 40.0F);
        const ImVec2 off{(io.MousePos.x - view.middle.x) / view.scale,
                         (view.middle.y - io.MousePos.y) / view.scale};
        const float keep = 1.0F - camera.zoom / zoom;
        camera.centre = {camera.centre.x + off.x * keep, camera.centre.y + off.y * keep};
        camera.zoom = zoom;
        if (zoom == 1.0F) camera.centre = {0, 0};
    }
    if (ImGui::IsItemActive() && ImGui::IsMouseDragging(0)) {
        camera.centre.x -= io.MouseDelta.x / view.scale;
        camera.centre.y += io.MouseDelta.y / view.scale;
    }
    if (ImGui::IsItemHovered() && ImGui::IsMouseDoubleClicked(0)) camera = {};
}

struct Disc {
    ImVec2 low_uv, high_uv;
};

Disc disc_of(const Ui& ui) {
    const ImFontGlyph* const glyph = ui.fonts.bold->FindGlyph(0x2022); // a bullet
    return {{glyph->U0, glyph->V0}, {glyph->U1, glyph->V1}};
}

bool stands_out(const ContextsFrame& page, int i) {
    const Selection& selection = page.view.selection;
    const auto index = static_cast<std::size_t>(i);
    const int group = page.groups.group[index];
    if (page.page.lit_group >= 0) return group == page.page.lit_group;
    if (!selection.pinned.empty() && page.page.colours == static_cast<int>(GroupBy::Word))
        return selection.is_pinned(page.page.shown->occurrences->token[index]);
    return group >= 0;
}

OccurrencePoints points_of(const ContextsFrame& page, const ContextsView& view) {
    const Places places{page.page};
    const int n = page.page.shown->occurrences->size();
    OccurrencePoints points;
    points.at.reserve(static_cast<std::size_t>(n));
    std::vector<int> bright;
    for (int i = 0; i < n; ++i) {
        const ImVec2 place = places[i];
        points.at.push_back(view.screen(place.x, place.y));
        (stands_out(page, i) ? bright : points.order).push_back(i);
    }
    points.faint = points.order.size();
    points.order.insert(points.order.end(), bright.begin(), bright.end());
    return points;
}

void draw_points(ImDrawList& draw, const ContextsFrame& page, const OccurrencePoints& points) {
    const Ui& ui = page.ui;
    const Disc disc = disc_of(ui);
    const ImU32 faint = with_alpha(ui.theme.dim, 0.28F);
    std::vector<ImU32> colours;
    for (int g = 0; g < std::ssize(page.groups.groups); ++g)
        colours.push_back(with_alpha(group_colour(ui, page.groups, g), 0.85F));
    // A few are to be found among the many.
    const std::size_t bright = points.order.size() - points.faint;
    const float radius = bright < 200 ? 4.4F : bright < 800 ? 3.4F : 2.6F;
    for (std::size_t k = 0; k < points.order.size(); ++k) {
        const bool out = k >= points.faint;
        const int i = points.order[k];
        const int group = page.groups.group[static_cast<std::size_t>(i)];
        const ImVec2 at = points.at[static_cast<std::size_t>(i)];
        const float half = ui.px(out ? radius : 1.7F);
        if (k % 4096 == 0) {
            const int rest = static_cast<int>(std::min<std::size_t>(4096, points.order.size() - k));
            draw.PrimReserve(6 * rest, 4 * rest);
        }
        draw.PrimRectUV({at.x - half, at.y - half}, {at.x + half, at.y + half}, disc.low_uv, disc.high_uv,
                        !out         ? faint
                        : group >= 0 ? colours[static_cast<std::size_t>(group)]
                                     : ui.theme.accent);
    }
}

OccurrenceLook look_of(const ContextsFrame& page, const Area& area) {
    const ContextsPage& state = page.page;
    const bool by_word = state.colours == static_cast<int>(GroupBy::Word);
    return {area.low.x,      area.low.y,
            area.size.x,     area.size.y,
            state.camera,    state.stage,
            state.arrived,   state.colours,
            state.lit_group, by_word ? page.view.selection.pinned : std::vector<TokenId>{},
            page.ui.scale,   page.ui.theme.dark};
}

int nearest_point(const Ui& ui, const OccurrencePoints& points) {
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    float least = ui.px(hover_reach) * ui.px(hover_reach);
    int nearest = -1;
    for (const int i : points.order) { // of two at one place the one that stands out
        const ImVec2 at = points.at[static_cast<std::size_t>(i)];
        const float x = at.x - mouse.x, y = at.y - mouse.y;
        if (x * x + y * y > least) continue;
        least = x * x + y * y;
        nearest = i;
    }
    return nearest;
}

void ring(const ContextsFrame& page, const OccurrencePoints& points, int i, ImU32 colour, float radius) {
    if (i < 0 || i >= std::ssize(points.at)) return;
    ImGui::GetWindowDrawList()->AddCircle(points.at[static_cast<std::size_t>(i)], page.ui.px(radius), colour,
                                          0, page.ui.px(1.6F));
}

// The word beside its point; where all are the same word, what stands around it.
void name_point(const ContextsFrame& page, const OccurrencePoints& points, int i, ImU32 colour) {
    const Ui& ui = page.ui;
    const ImVec2 at = points.at[static_cast<std::size_t>(i)];
    const Snippet around = snippet_of(page.frame, *page.page.shown->occurrences, i, 2);
    const std::string word =
        page.page.shown->word ? around.before + " " + around.word + " " + around.after : around.word;
    ImDrawList* const draw = ImGui::GetWindowDrawList();
    const ImVec2 low{at.x + ui.px(8), at.y - ui.fonts.small_px * 0.55F};
    draw->AddText(ui.fonts.small, ui.fonts.small_px, {low.x + 1, low.y + 1}, ui.theme.ground, word.c_str());
    draw->AddText(ui.fonts.small, ui.fonts.small_px, low, colour, word.c_str());
}

std::string told_of(const ContextsFrame& page, int i) {
    const Occurrences& all = *page.page.shown->occurrences;
    const auto index = static_cast<std::size_t>(i);
    const Snippet around = snippet_of(page.frame, all, i, 24);
    std::string words = around.before + " [" + around.word + "] " + around.after +
                        "\nAfter it the model expects “" + page.frame.word(page.page.shown->said[index]) +
                        "”";
    if (all.next[index] >= 0) words += "; the text has “" + page.frame.word(all.next[index]) + "”";
    words += ".";
    if (const int sense = all.sense[index]; sense >= 0)
        words += " Sense: " + all.senses[static_cast<std::size_t>(sense)].name + ".";
    return words + " Click: keep it.";
}

void mouse_on_map(ContextsFrame& page, const OccurrencePoints& points) {
    if (!ImGui::IsItemHovered()) return;
    const int i = nearest_point(page.ui, points);
    const ImVec2 dragged = ImGui::GetMouseDragDelta(0);
    const bool released = ImGui::IsMouseReleased(0) && std::abs(dragged.x) + std::abs(dragged.y) < 4;
    if (released && i >= 0) {
        page.page.kept = i;
        page.view.selection.pin_only(page.page.shown->occurrences->token[static_cast<std::size_t>(i)]);
    } else if (released) {
        page.page.kept.reset();
    }
    if (i < 0 || ImGui::IsMouseDragging(0)) return;
    page.next_hovered = i;
    page.view.selection.hover(page.page.shown->occurrences->token[static_cast<std::size_t>(i)]);
    explain(page.ui, told_of(page, i).c_str());
}

// The typed sentence by the trace of now, on the same plane.
void draw_sentence(const ContextsFrame& page, const ContextsView& view) {
    const auto& trace = page.frame.trace;
    const ContextFinding& found = *page.page.shown;
    const std::size_t stages = found.stages->size();
    if (!trace || trace->residual.size() + 1 != stages || trace->final_hidden.rows() == 0 ||
        trace->final_hidden.cols() !=
            found.map->basis.rows()) // another model's, whose places are on their way
        return;
    const auto a = static_cast<std::size_t>(page.page.stage), b = std::min(a + 1, stages - 1);
    const float t = page.page.stage - static_cast<float>(a), eased = t * t * (3.0F - 2.0F * t);
    const auto place = [&](std::size_t s, Index i) -> Eigen::RowVector2f {
        const Matrix& rows = s + 1 < stages ? trace->residual[s] : trace->final_hidden;
        const RowVector x = rows.row(i) - found.means[s];
        return x * found.map->basis / std::max(x.norm(), 1e-12F);
    };
    const Ui& ui = page.ui;
    ImDrawList* const draw = ImGui::GetWindowDrawList();
    for (Index i = 0; i < std::ssize(trace->tokens); ++i) {
        if (found.word && trace->tokens[static_cast<std::size_t>(i)] != *found.word) continue;
        const Eigen::RowVector2f at = place(a, i) + eased * (place(b, i) - place(a, i));
        const ImVec2 p = view.screen(at[0], at[1]);
        draw->AddCircleFilled(p, ui.px(3), ui.theme.warm);
        draw->AddText(ui.fonts.small, ui.fonts.small_px, {p.x + ui.px(5), p.y - ui.fonts.small_px * 0.55F},
                      ui.theme.warm, page.frame.word(trace->tokens[static_cast<std::size_t>(i)]).c_str());
    }
}

} // namespace

void contexts_canvas(ContextsFrame& page, ImVec2 size) {
    if (size.x < 20 || size.y < 20) return;
    const Ui& ui = page.ui;
    const ImVec2 low = ImGui::GetCursorScreenPos(), high{low.x + size.x, low.y + size.y};
    ImGui::InvisibleButton("canvas", size);
    page.ui.rects.mark_item("contexts.map");
    steer(page.page, view_of(page.page, low, size));
    const ContextsView view = view_of(page.page, low, size);
    const Area area{low, size};
    const OccurrencePoints& points = page.page.points.get(page.page.shown, look_of(page, area), [&] {
        OccurrencePoints all = points_of(page, view);
        page.page.picture.draw(area, ui.theme.ground,
                               [&](ImDrawList& list) { draw_points(list, page, all); });
        return all;
    });
    page.page.picture.show(page.ui, ui.px(4));
    ImDrawList* const draw = ImGui::GetWindowDrawList();
    draw->PushClipRect(low, high, true);
    if (page.page.own_sentence) draw_sentence(page, view);
    if (page.page.kept && page.page.near.occurrence == *page.page.kept) {
        const auto stage = static_cast<std::size_t>(std::lround(page.page.stage));
        if (stage < page.page.near.stages.size())
            for (const NearOccurrence& near : page.page.near.stages[stage])
                ring(page, points, near.occurrence, with_alpha(ui.theme.accent, 0.6F), 4);
    }
    if (page.page.kept) {
        ring(page, points, *page.page.kept, ui.theme.accent, 6);
        name_point(page, points, *page.page.kept, ui.theme.accent);
    }
    mouse_on_map(page, points);
    if (const int i = page.page.hovered; i >= 0 && i < std::ssize(points.at) && i != page.page.kept) {
        ring(page, points, i, ui.theme.strong, 6);
        name_point(page, points, i, ui.theme.strong);
    }
    draw->PopClipRect();
}

} // namespace wordfield::app
