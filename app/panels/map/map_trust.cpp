// SPDX-License-Identifier: MIT
// Honesty in place: what the map did to the neighbourhoods of the words that somebody looks at.
#include "app/panels/map/map_parts.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace wordfield::app {
namespace {

constexpr std::size_t most_arcs = 12; // words chosen with a box are looked at as a crowd, not one by one

// A ring that is full where the whole neighbourhood was kept, begun at the top, clockwise.
void arc(const Ui& ui, ImVec2 centre, float radius, float share) {
    ImDrawList* draw = ImGui::GetWindowDrawList();
    const float width = ui.px(3);
    draw->AddCircle(centre, radius, with_alpha(ui.theme.warm, 0.35F), 32, width);
    if (share <= 0.0F) return;
    constexpr float turn = 2.0F * std::numbers::pi_v<float>;
    const float top = -0.25F * turn;
    draw->PathArcTo(centre, radius, top, top + share * turn, 32);
    draw->PathStroke(mix(ui.theme.warm, ui.theme.good, share), ImDrawFlags_None, width);
}

void cross(const Ui& ui, ImVec2 at, float r) {
    ImDrawList* draw = ImGui::GetWindowDrawList();
    for (const float side : {-1.0F, 1.0F})
        draw->AddLine({at.x - r, at.y - side * r}, {at.x + r, at.y + side * r}, ui.theme.warm, ui.px(1.8F));
}

std::string list_of(const Frame& frame, const std::vector<TokenId>& words) {
    std::string text;
    for (std::size_t i = 0; i < std::min<std::size_t>(words.size(), 5); ++i)
        text += (i > 0 ? ", " : "") + frame.word(words[i]);
    return words.size() > 5 ? text + " …" : text;
}

} // namespace

void draw_map_trust(Ui& ui, const Area& area, MapState& state, const Selection& selection) {
    if (!state.trust) return;
    const auto subject = selection.subject();
    const WordTrust* of_subject = subject ? state.trust_book.of(*subject) : nullptr;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    draw->PushClipRect(area.low, area.high(), true);
    for (std::size_t i = 0; i < state.scene.words.size(); ++i) {
        if (!state.camera.visible(state.screen[i])) continue;
        const TokenId id = state.scene.words[i];
        const ImVec2 at{area.low.x + state.screen[i].x, area.low.y + state.screen[i].y};
        const render::PointInstance& point = state.scene.points[i];
        if (of_subject != nullptr && std::find(of_subject->intruding.begin(), of_subject->intruding.end(),
                                               id) != of_subject->intruding.end())
            cross(ui, at, point.radius_px + ui.px(1));
        const bool looked_at =
            selection.hovered() == id || (selection.is_pinned(id) && selection.pinned.size() <= most_arcs);
        const WordTrust* trust = looked_at ? state.trust_book.of(id) : nullptr;
        if (trust != nullptr) arc(ui, at, point.radius_px + 2 * point.ring_px + ui.px(5), trust->share);
    }
    draw->PopClipRect();
}

std::string trust_sentence(const Frame& frame, MapState& state, TokenId word) {
    const WordTrust* trust = state.trust_book.of(word);
    if (trust == nullptr) return {};
    const std::size_t all = trust->kept.size() + trust->missing.size();
    std::string text = format("The map keeps %zu of its %zu nearest words near.", trust->kept.size(), all);
    if (!trust->missing.empty()) text += "\nTorn away: " + list_of(frame, trust->missing);
    if (!trust->intruding.empty()) text += "\nOnly the map puts here: " + list_of(frame, trust->intruding);
    return text;
}

} // namespace wordfield::app
