// SPDX-License-Identifier: MIT
#include "app/ui/ui.hpp"

#include <algorithm>
#include <cmath>

namespace wordfield::app {
namespace {

/// A slider while it is drawn.
struct SliderTrack {
    float low, high; ///< values at its ends
    bool logarithmic;
    ImVec2 at;
    float width, height, knob; ///< px

    [[nodiscard]] float fraction(float value) const {
        return logarithmic ? std::log(value / low) / std::log(high / low) : (value - low) / (high - low);
    }
    [[nodiscard]] float x(float value) const {
        return at.x + knob + (width - 2 * knob) * std::clamp(fraction(value), 0.0F, 1.0F);
    }
    [[nodiscard]] float value_at(float x) const {
        const float t = std::clamp((x - at.x - knob) / std::max(1.0F, width - 2 * knob), 0.0F, 1.0F);
        return logarithmic ? low * std::pow(high / low, t) : low + (high - low) * t;
    }
};

std::string tick_name(float value) {
    const std::string name = plain_number(static_cast<double>(value));
    return name.starts_with("0.") ? name.substr(1) : name;
}

// What the mouse asks for while it holds the slider.
float pulled_to(const Ui& ui, const SliderTrack& track, const SliderMarks& marks) {
    const ImGuiIO& io = ImGui::GetIO();
    // The second press of a double-click is no drag: else it would undo what it has just done.
    if (marks.reset && io.MouseClickedLastCount[0] == 2 && !ImGui::IsMouseDragging(0)) return *marks.reset;
    for (const float tick : marks.ticks)
        if (std::abs(track.x(tick) - io.MousePos.x) < ui.px(3)) return tick;
    return track.value_at(io.MousePos.x);
}

void draw_ticks(const Ui& ui, const SliderTrack& track, const SliderMarks& marks) {
    const float px = ui.fonts.small_px * 0.85F, y = track.at.y + track.height * 0.5F;
    ImDrawList* const draw = ImGui::GetWindowDrawList();
    for (const float tick : marks.ticks) {
        const float x = std::round(track.x(tick));
        const std::string name = tick_name(tick);
        draw->AddLine({x, y - ui.px(4)}, {x, y + ui.px(5)}, with_alpha(ui.theme.dim, 0.8F));
        draw->AddText(ui.fonts.small, px,
                      {x - text_width(ui.fonts.small, px, name) * 0.5F, track.at.y + track.height - ui.px(2)},
                      ui.theme.dim, name.c_str());
    }
}

void draw_track(const Ui& ui, const SliderTrack& track, float value, ImU32 colour, bool lit) {
    ImDrawList* const draw = ImGui::GetWindowDrawList();
    const float y = track.at.y + track.height * 0.5F, x = track.x(value), half = ui.px(2);
    draw->AddRectFilled({track.at.x, y - half}, {track.at.x + track.width, y + half}, ui.theme.raised, half);
    draw->AddRectFilled({track.at.x, y - half}, {x, y + half}, colour, half);
    draw->AddCircleFilled({x, y}, lit ? track.knob * 1.15F : track.knob, colour);
}

void begin_typing(TypedValue& typed, ImGuiID slider, float value) {
    typed = {.slider = slider, .fresh = true};
    const std::string text = plain_number(static_cast<double>(value), 4);
    text.copy(typed.text.data(), typed.text.size() - 1);
}

// The field in the slider's place: Enter takes what is typed, Esc or a click elsewhere leaves things as they
// are.
bool type_value(Ui& ui, const char* id, float& value, const SliderTrack& track) {
    TypedValue& typed = ui.typed;
    ImGui::PushFont(ui.fonts.small);
    ImGui::PushStyleVar(ImGuiStyleVar_FramePadding,
                        ImVec2{ui.px(6), std::floor((track.height - ui.fonts.small_px) * 0.5F)});
    ImGui::SetNextItemWidth(track.width);
    if (typed.fresh) ImGui::SetKeyboardFocusHere();
    const bool entered =
        ImGui::InputText((std::string{"##typed."} + id).c_str(), typed.text.data(), typed.text.size(),
                         ImGuiInputTextFlags_EnterReturnsTrue | ImGuiInputTextFlags_AutoSelectAll);
    ImGui::PopStyleVar();
    ImGui::PopFont();
    ui.rects.mark_item(id);
    if (ImGui::IsItemActive()) typed.fresh = false;
    const std::string range = plain_number(static_cast<double>(track.low), 3) + " to " +
                              plain_number(static_cast<double>(track.high), 3);
    if (ImGui::IsItemActive() || typed.refused)
        explain_area(ui, ImGui::GetItemRectMin(), ImGui::GetItemRectMax(),
                     (typed.refused ? "This is no number from " + range + ". Type one, then Enter."
                                    : "Type a number from " + range + ", then Enter.")
                         .c_str());
    if (entered) {
        if (const auto wished = typed_value(typed.text.data(), track.low, track.high)) {
            value = *wished;
            typed = {};
            return true;
        }
        typed.refused = typed.fresh = true;
    } else if (ImGui::IsItemDeactivated()) {
        typed = {};
    }
    return false;
}

} // namespace

std::optional<float> typed_value(std::string_view text, float low, float high) {
    const auto number = typed_number(text);
    if (!number) return std::nullopt;
    // 0.1 is a value of a slider that ends at 0.1F.
    const auto value = static_cast<float>(*number);
    return value >= low && value <= high ? std::optional{value} : std::nullopt;
}

bool slider(Ui& ui, const char* id, float& value, float low, float high, bool logarithmic, ImU32 colour,
            float wished_width, const SliderMarks& marks) {
    const float wide = wished_width > 0 ? wished_width : ImGui::GetContentRegionAvail().x;
    const SliderTrack track{low,
                            high,
                            logarithmic,
                            ImGui::GetCursorScreenPos(),
                            std::max(8.0F, wide),
                            std::round(ui.px(18)),
                            ui.px(6.5F)};
    const float ticks = marks.ticks.empty() ? 0.0F : std::round(ui.fonts.small_px * 0.85F);
    if (ui.typed.slider == ImGui::GetID(id)) return type_value(ui, id, value, track);
    ImGui::InvisibleButton(id, {track.width, track.height + ticks});
    ui.rects.mark_item(id);
    bool changed = false;
    if (ImGui::IsItemActivated() && ImGui::GetIO().KeyCtrl) {
        begin_typing(ui.typed, ImGui::GetID(id), value);
    } else if (ImGui::IsItemActive()) {
        const float wished = pulled_to(ui, track, marks);
        changed = wished != value;
        value = wished;
    }
    draw_ticks(ui, track, marks);
    draw_track(ui, track, value, colour, ImGui::IsItemHovered() || ImGui::IsItemActive());
    return changed;
}

} // namespace wordfield::app
