// SPDX-License-Identifier: MIT
#include "app/panels/map/map_time.hpp"

#include "app/panels/map/map_parts.hpp"
#include "app/panels/map/map_strokes.hpp"
#include "app/panels/map/maps.hpp"
#include "app/story/model_comparison.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

namespace wordfield::app {
namespace {

constexpr std::size_t most_words = 6; // whose trails can be told apart

float distance(ImVec2 a, ImVec2 b) {
    return std::hypot(a.x - b.x, a.y - b.y);
}

std::vector<ImVec2> seen_places(const Area& area, const MapState& state, const WordTrail& trail) {
    std::vector<ImVec2> points;
    for (const auto& [step, at] : trail.places)
        points.push_back(on_screen(area, state, {at[0], at[1], at[2]}));
    if (state.motion.shows(trail.word))
        points.push_back(on_screen(area, state, state.motion.position(trail.word)));
    return points;
}

// Old parts of the way are faint.
void draw_way(const Ui& ui, const std::vector<ImVec2>& points, ImU32 colour) {
    ImDrawList* const draw = ImGui::GetWindowDrawList();
    for (std::size_t i = 1; i < points.size(); ++i) {
        const float share = static_cast<float>(i) / static_cast<float>(points.size());
        draw->AddLine(points[i - 1], points[i], with_alpha(colour, 0.25F + 0.6F * share), ui.px(1.6F));
    }
}

// "step 0", "step 300": where the way began, and then wherever there is room for a name.
void name_steps(const Ui& ui, const WordTrail& trail, const std::vector<ImVec2>& points, ImU32 colour) {
    ImDrawList* const draw = ImGui::GetWindowDrawList();
    ImVec2 last{-1e6F, -1e6F};
    for (std::size_t i = 0; i < trail.places.size(); ++i) {
        if (distance(points[i], last) < ui.px(70) || distance(points[i], points.back()) < ui.px(40)) continue;
        last = points[i];
        const std::string words = with_commas(trail.places[i].step);
        draw->AddCircleFilled(points[i], ui.px(2.6F), colour);
        draw->AddText(ui.fonts.small, ui.fonts.small_px * 0.9F,
                      {points[i].x + ui.px(5), points[i].y - ui.fonts.small_px * 0.5F}, ui.theme.dim,
                      words.c_str());
    }
}

// The moment of the way that the mouse is over looks at that moment.
void reach_for(PanelContext& context, const WordTrail& trail, const std::vector<ImVec2>& points) {
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    const float reach = context.ui.px(5);
    for (std::size_t i = 0; i < trail.places.size(); ++i) {
        if (distance(points[i], mouse) > reach || !ImGui::IsWindowHovered()) continue;
        const std::int64_t step = trail.places[i].step;
        ImGui::GetWindowDrawList()->AddCircle(points[i], context.ui.px(5), context.ui.theme.strong, 0,
                                              context.ui.px(1.5F));
        ImGui::SetTooltip("%s at step %s: click to look at it", context.frame.word(trail.word).c_str(),
                          with_commas(step).c_str());
        if (ImGui::IsMouseClicked(0)) context.out.post(Scrub{step});
        return;
    }
}

// Those that are chosen, or else the ones that moved most.
std::vector<TokenId> words_to_compare(const ModelComparison& models, const Selection& selection) {
    constexpr std::size_t most = 14;
    if (!selection.pinned.empty()) return selection.pinned;
    const std::vector<TokenId>& words = models.moved_most();
    return {words.begin(), words.begin() + static_cast<std::ptrdiff_t>(std::min(most, words.size()))};
}

} // namespace

void draw_word_trails(PanelContext& context, MapState& state) {
    const auto& frame = context.frame;
    const std::vector<TokenId>& pinned = context.view.selection.pinned;
    if (!state.trails || pinned.empty() || pinned.size() > most_words || !frame.layout ||
        frame.timeline == nullptr)
        return;
    for (const WordTrail& trail : state.word_trails.of(*frame.timeline, pinned, frame.layout)) {
        if (trail.places.size() < 2) continue;
        const std::vector<ImVec2> points = seen_places(context.area, state, trail);
        const ImU32 colour = word_colour(frame, trail.word);
        draw_way(context.ui, points, colour);
        name_steps(context.ui, trail, points, colour);
        reach_for(context, trail, points);
    }
}

void draw_differences(PanelContext& context, const MapState& state) {
    const auto& [ui, info, area, frame, view, out] = context;
    if (frame.models == nullptr || !frame.models->active() || view.maps->views().size() < 2) return;
    const MapState& other = view.maps->views()[1];
    if (!other.settings.kept_rows || !other.aimed || other.aimed->config.dims != state.aimed->config.dims)
        return;
    for (const TokenId word : words_to_compare(*frame.models, view.selection)) {
        if (!state.motion.shows(word) || !other.motion.shows(word)) continue;
        const ImVec2 from = on_screen(area, state, other.motion.position(word)),
                     to = on_screen(area, state, state.motion.position(word));
        if (distance(from, to) < ui.px(8)) continue;
        ImGui::GetWindowDrawList()->AddCircle(from, ui.px(3), with_alpha(ui.theme.good, 0.9F));
        arrow(ui, from, {to.x - from.x, to.y - from.y}, with_alpha(ui.theme.good, 0.75F), ui.px(1.6F));
    }
}

} // namespace wordfield::app
