// SPDX-License-Identifier: MIT
// Honesty in place: what the map did to the neighbourhoods of the words that somebody looks at.
#include "app/panels/map/map_parts.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <optional>
#include <vector>

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

std::vector<TokenId> looked_at(const Selection& selection) {
    std::vector<TokenId> words;
    if (selection.pinned.size() <= most_arcs) words = selection.pinned;
    if (const auto hovered = selection.hovered(); hovered && std::ranges::count(words, *hovered) == 0)
        words.push_back(*hovered);
    return words;
}

// How far the marker of a lit word reaches, its ring included.
float lit_reach(const Scene& scene, TokenId id) {
    const auto at = std::ranges::find(scene.front_words, id);
    if (at == scene.front_words.end()) return 0.0F;
    const render::PointInstance& point = scene.front[at - scene.front_words.begin()];
    return point.radius_px + 2 * point.ring_px;
}

} // namespace

void draw_map_trust(Ui& ui, const Area& area, MapState& state, const Selection& selection) {
    if (!state.trust) return;
    const auto subject = selection.subject();
    const WordTrust* of_subject = subject ? state.trust_book.of(*subject) : nullptr;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    draw->PushClipRect(area.low, area.high(), true);
    const auto place = [&](TokenId id) -> std::optional<ImVec2> {
        const int i = state.scene().index_of(id);
        if (i < 0 || !state.camera.visible(state.screen()[i])) return std::nullopt;
        return ImVec2{area.low.x + state.screen()[i].x, area.low.y + state.screen()[i].y};
    };
    if (of_subject != nullptr)
        for (const TokenId id : of_subject->intruding)
            if (const auto at = place(id))
                cross(ui, *at, state.scene().points[state.scene().index_of(id)].radius_px + ui.px(1));
    for (const TokenId id : looked_at(selection)) {
        const auto at = place(id);
        const WordTrust* trust = at ? state.trust_book.of(id) : nullptr;
        if (trust != nullptr) arc(ui, *at, lit_reach(state.scene(), id) + ui.px(5), trust->share);
    }
    draw->PopClipRect();
}

std::string trust_sentence(const Frame& frame, MapState& state, TokenId word) {
    const WordTrust* trust = state.trust_book.of(word);
    if (trust == nullptr) return {};
    const std::size_t all = trust->kept.size() + trust->missing.size();
    std::string text = format("The map keeps %zu of its %zu nearest words near.", trust->kept.size(), all);
    if (!trust->missing.empty()) text += "\nMissing here: " + list_of(frame, trust->missing);
    if (!trust->intruding.empty()) text += "\nNot really close: " + list_of(frame, trust->intruding);
    return text;
}

} // namespace wordfield::app
