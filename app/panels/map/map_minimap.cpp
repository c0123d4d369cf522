// SPDX-License-Identifier: MIT
// The whole map in a corner, while the view holds only a part of it.
#include "app/panels/map/map_parts.hpp"

#include <algorithm>

namespace wordfield::app {
namespace {

constexpr std::size_t most_dots = 1200; // a minimap of more is one blot, and costs more than it tells
constexpr float most_seen = 0.7F;       // of the map's box: with more of it in view it is not wanted

struct Mini {
    ImVec2 low, size;
    glm::vec2 middle;
    float scale; // px per world unit
    [[nodiscard]] ImVec2 at(glm::vec2 world) const {
        return {low.x + size.x * 0.5F + (world.x - middle.x) * scale,
                low.y + size.y * 0.5F - (world.y - middle.y) * scale};
    }
    [[nodiscard]] glm::vec2 world(ImVec2 px) const {
        return {middle.x + (px.x - low.x - size.x * 0.5F) / scale,
                middle.y - (px.y - low.y - size.y * 0.5F) / scale};
    }
};

Mini mini_of(const Ui& ui, const Area& area, glm::vec2 least, glm::vec2 most) {
    const ImVec2 size{ui.px(132), ui.px(96)};
    const float scale = 0.9F * std::min(size.x / std::max(most.x - least.x, 1e-6F),
                                        size.y / std::max(most.y - least.y, 1e-6F));
    return {{area.high().x - size.x - ui.px(10), area.high().y - size.y - ui.px(40)},
            size,
            0.5F * (least + most),
            scale};
}

// Of the box around all words, the share that is in view.
float share_seen(const Area& area, const MapState& state) {
    const glm::vec2 low{state.low}, size = glm::max(glm::vec2{state.high} - low, glm::vec2{1e-6F});
    const glm::vec2 a{state.camera.unproject({0.0F, area.size.y})},
        b{state.camera.unproject({area.size.x, 0.0F})};
    const glm::vec2 seen = glm::min(b, low + size) - glm::max(a, low);
    return seen.x > 0 && seen.y > 0 ? seen.x * seen.y / (size.x * size.y) : 0.0F;
}

void draw_dots(const Mini& mini, const Frame& frame, const MapState& state) {
    ImDrawList* draw = ImGui::GetWindowDrawList();
    const auto& words = frame.layout->words;
    const std::size_t stride = 1 + words.size() / most_dots;
    for (std::size_t i = 0; i < words.size(); i += stride) {
        const ImVec2 p = mini.at(glm::vec2{state.motion.position(words[i])});
        draw->AddRectFilled({p.x - 0.7F, p.y - 0.7F}, {p.x + 0.8F, p.y + 0.8F},
                            with_alpha(word_colour(frame, words[i]), 0.75F));
    }
}

} // namespace

void draw_minimap(Ui& ui, const Area& area, const Frame& frame, MapState& state) {
    if (state.camera.mode() != render::Camera::Mode::Flat || frame.layout->words.size() < 2) return;
    const Mini mini = mini_of(ui, area, glm::vec2{state.low}, glm::vec2{state.high});
    if (share_seen(area, state) > most_seen) return;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    const ImVec2 high{mini.low.x + mini.size.x, mini.low.y + mini.size.y};
    draw->AddRectFilled(mini.low, high, with_alpha(ui.theme.panel, 0.94F), ui.px(4));
    draw->PushClipRect(mini.low, high, true);
    draw_dots(mini, frame, state);
    const ImVec2 corner = mini.at(glm::vec2{state.camera.unproject({0.0F, 0.0F})});
    const ImVec2 opposite = mini.at(glm::vec2{state.camera.unproject({area.size.x, area.size.y})});
    draw->AddRectFilled(corner, opposite, with_alpha(ui.theme.accent, 0.14F));
    draw->AddRect(corner, opposite, ui.theme.accent);
    draw->PopClipRect();
    draw->AddRect(mini.low, high, ui.theme.border, ui.px(4));
    ImGui::SetCursorScreenPos(mini.low);
    ImGui::InvisibleButton("minimap", mini.size);
    ui.rects.mark_item(state.part("minimap"));
    explain(ui, "The whole map; the frame is what you see. Click or drag to go somewhere else.");
    state.controls.push_back({mini.low, mini.size});
    if (ImGui::IsItemActive()) {
        auto there = state.camera.state();
        const glm::vec2 goal = mini.world(ImGui::GetIO().MousePos);
        there.target = {goal, there.target.z};
        state.follow = false;
        state.camera_moved = true;
        state.camera.jump_to(there);
    }
}

} // namespace wordfield::app
