// SPDX-License-Identifier: MIT
// The axes of a map whose axes mean something: a line through the middle, an arrow, a name, its share of the
// variance.
#include "app/panels/map/map_parts.hpp"
#include "model/map/axis_text.hpp"

#include <glm/common.hpp>

#include <algorithm>
#include <cmath>
#include <optional>

namespace wordfield::app {
namespace {

struct AxisName {
    std::string name, explanation;
};

AxisName name_of_word_axis(const Lexicon& lexicon, const WordAxis& axis) {
    const auto named = relation_axes(lexicon);
    const auto relation = std::ranges::find(named, axis, &NamedAxis::axis);
    const Vocabulary& words = lexicon.vocabulary;
    const std::string ends = words.word(axis.from.front()) + " → " + words.word(axis.to.front());
    return {relation == named.end() ? ends : relation->name + ": " + ends,
            "From the mean of the words at its beginning to the mean of those at its end: " +
                short_axis_text(words, axis, 6) + "."};
}

AxisName name_of_axis(const Frame& frame, const Layout& layout, int i) {
    const ProjectionConfig& config = layout.config;
    switch (projection_info(config.method).choice) {
    case ProjectionChoice::WordAxes:
        if (i < std::ssize(config.axes)) return name_of_word_axis(frame.corpus().lexicon, config.axes[i]);
        return {"largest rest", "The main component of what the other axes leave over"};
    case ProjectionChoice::Components:
        return {format("component %d", config.components[i] + 1),
                "A principal component: the direction in which rows differ most, once those before it are "
                "taken out. Which way it points is arbitrary."};
    case ProjectionChoice::Columns:
        return {format("column %d", config.components[i]), "One number of each row, as it is"};
    case ProjectionChoice::Nothing:
        break;
    }
    return {};
}

// How far a map reaches along a direction, at most.
float reach_along(const MapState& state, glm::vec3 direction) {
    const glm::vec3 far = glm::max(glm::abs(state.low), glm::abs(state.high));
    return glm::dot(glm::abs(direction), far);
}

// Nothing for what lies beside or behind the eye.
std::optional<ImVec2> on_canvas(const Area& area, const MapState& state, glm::vec3 place) {
    constexpr float before_the_eye = 0.05F;
    const glm::vec3 p = state.camera.project(place);
    if (p.z < before_the_eye) return std::nullopt;
    return ImVec2{area.low.x + p.x, area.low.y + p.y};
}

// The part of the way from a to b that lies in the box, 0 to 1; a should lie in it.
float share_inside(ImVec2 a, ImVec2 b, ImVec2 low, ImVec2 high) {
    float share = 1.0F;
    const auto cut = [&](float from, float to, float least, float most) {
        if (to > most) share = std::min(share, (most - from) / (to - from));
        if (to < least) share = std::min(share, (least - from) / (to - from));
    };
    cut(a.x, b.x, low.x, high.x);
    cut(a.y, b.y, low.y, high.y);
    return std::max(share, 0.0F);
}

void arrow_head(const Ui& ui, ImVec2 tip, ImVec2 along, ImU32 colour) {
    const float length = ui.px(8), half = ui.px(3.5F);
    const ImVec2 neck{tip.x - along.x * length, tip.y - along.y * length};
    ImGui::GetWindowDrawList()->AddTriangleFilled(tip, {neck.x - along.y * half, neck.y + along.x * half},
                                                  {neck.x + along.y * half, neck.y - along.x * half}, colour);
}

// Beside the tip, and wholly on the canvas.
ImVec2 place_of_name(const Ui& ui, ImVec2 tip, ImVec2 along, float width, ImVec2 low, ImVec2 high) {
    const float px = ui.fonts.body_px;
    ImVec2 at{tip.x - width * 0.5F - along.x * (width * 0.5F + ui.px(4)),
              tip.y - px * 0.5F + (std::abs(along.x) > std::abs(along.y) ? -ui.px(14) : 0.0F)};
    if (std::abs(along.y) >= std::abs(along.x)) at.x = tip.x + ui.px(10);
    return {std::clamp(at.x, low.x, std::max(low.x, high.x - width)),
            std::clamp(at.y, low.y, std::max(low.y, high.y - px))};
}

void draw_axis(Ui& ui, const Area& area, const Frame& frame, MapState& state, int i) {
    const Layout& layout = *frame.layout;
    const glm::vec3 direction{layout.axes(i, 0), layout.axes(i, 1), layout.axes(i, 2)};
    const float reach = 1.06F * reach_along(state, direction);
    const auto at_middle = on_canvas(area, state, {}), at_far = on_canvas(area, state, reach * direction),
               at_back = on_canvas(area, state, -reach * direction);
    if (!at_middle || !at_far || !at_back) return;
    const ImVec2 middle = *at_middle, far = *at_far, back = *at_back;
    const ImVec2 low{area.low.x + ui.px(14), area.low.y + ui.px(52)};
    const ImVec2 high{area.high().x - ui.px(14), area.high().y - ui.px(42)};
    const float length = std::hypot(far.x - middle.x, far.y - middle.y);
    const bool seen =
        middle.x > low.x && middle.x < high.x && middle.y > low.y && middle.y < high.y && length > ui.px(20);
    if (!seen) return;
    const float share = share_inside(middle, far, low, high);
    const ImVec2 along{(far.x - middle.x) / length, (far.y - middle.y) / length};
    const ImVec2 tip{middle.x + along.x * length * share, middle.y + along.y * length * share};
    const ImU32 colour = with_alpha(ui.theme.dim, 0.55F);
    ImDrawList* draw = ImGui::GetWindowDrawList();
    draw->AddLine(back, tip, with_alpha(ui.theme.dim, 0.28F), ui.px(1));
    arrow_head(ui, tip, along, colour);
    AxisName name = name_of_axis(frame, layout, i);
    if (i < std::ssize(layout.explained_variance))
        name.name += format(" · %.0f%%", 100 * layout.explained_variance[i]);
    const float width = text_width(ui.fonts.body, ui.fonts.body_px, name.name);
    const ImVec2 at = place_of_name(ui, tip, along, width, low, high);
    draw->AddText(ui.fonts.body, ui.fonts.body_px, at, ui.theme.text, name.name.c_str());
    const ImVec2 end{at.x + width, at.y + ui.fonts.body_px};
    ui.rects.mark(state.part("axis_name.") + std::to_string(i), at, end);
    state.signs.push_back({at, {width, ui.fonts.body_px}});
    explain_area(ui, at, end,
                 (name.explanation + " The share is that of the rows' variance along it.").c_str());
}

} // namespace

void draw_map_axes(Ui& ui, const Area& area, const Frame& frame, MapState& state) {
    ImGui::GetWindowDrawList()->PushClipRect(area.low, area.high(), true);
    for (Index i = 0; i < frame.layout->axes.rows(); ++i)
        draw_axis(ui, area, frame, state, static_cast<int>(i));
    ImGui::GetWindowDrawList()->PopClipRect();
}

} // namespace wordfield::app
