// SPDX-License-Identifier: MIT
// The vocabulary of the panels: headings, figures, bars, sliders that all look and explain themselves the
// same way.
#pragma once

#include "app/ui/fonts.hpp"
#include "app/ui/theme.hpp"
#include "app/ui/ui_rects.hpp"
#include "model/core/number_text.hpp"

#include <imgui.h>

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace wordfield::app {

/// The value of a slider while it is typed.
struct TypedValue {
    ImGuiID slider = 0; ///< which one has a field in its place; 0 for none
    std::array<char, 32> text{};
    bool fresh = false;   ///< the field is still to take the keys
    bool refused = false; ///< what was entered is no value of this slider
};

/// What every panel needs to draw: colours, faces, the DPI scale, and the book of rectangles.
struct Ui {
    Theme theme = Theme::dark_theme();
    Fonts fonts;
    float scale = 1.0F;     ///< of the display, times text_size
    float text_size = 1.0F; ///< what the user asked for; fonts follow between two frames
    UiRects rects;
    std::string help_for; ///< the panel whose "?" its first heading draws
    TypedValue typed;
    bool close_popups = false; ///< Esc was pressed: help and menus go away in this frame

    /// A length in pixels at 96 dpi, in pixels of this display.
    [[nodiscard]] float px(float length) const { return length * scale; }
};

/// A rectangle of the workspace, in pixels of the window.
struct Area {
    ImVec2 low{0, 0};
    ImVec2 size{0, 0};
    [[nodiscard]] ImVec2 high() const { return {low.x + size.x, low.y + size.y}; }
    [[nodiscard]] bool contains(ImVec2 p) const {
        return p.x >= low.x && p.y >= low.y && p.x < low.x + size.x && p.y < low.y + size.y;
    }
};

/// A panel fills `area`. Call end_panel() always, whatever begin_panel gave back.
bool begin_panel(Ui& ui, const char* name, const Area& area, ImGuiWindowFlags extra = 0);
void end_panel();

/// A box of its own over the panels, `width` wide at 96 dpi and as high as what is in it.
void begin_dialog(const Ui& ui, const char* name, float width);
void end_dialog();

/// Text in one of the faces; does not wrap.
void text(const Ui& ui, ImFont* font, ImU32 colour, std::string_view words);
/// As text, ending at the right edge of the panel, on the line of the item before.
void text_right(const Ui& ui, ImFont* font, ImU32 colour, std::string_view words);
/// "Nearest words                 cosine": a section's name, and a remark at the right, cut with an ellipsis
/// to fit. The first one of a panel has the panel's "?" behind its name.
void heading(Ui& ui, std::string_view name, std::string_view remark = {}, const char* explanation = nullptr);
/// "Batch × context          32 × 32": a figure with its name; `explanation` appears on hover.
void figure(const Ui& ui, std::string_view name, std::string_view value, const char* explanation);
/// One plain sentence while the mouse rests on the item before.
void explain(const Ui& ui, const char* sentence);
/// The same for a rectangle that is no item.
void explain_area(const Ui& ui, ImVec2 low, ImVec2 high, const char* sentence);
/// Wrapped text in the dim colour.
void remark(const Ui& ui, std::string_view words);
/// How high a remark is that has so much room, px.
float remark_height(const Ui& ui, std::string_view words, float width);

/// `words`, shortened with an ellipsis until it is at most `width` pixels wide.
std::string fit(const ImFont* font, float px, std::string_view words, float width);
float text_width(const ImFont* font, float px, std::string_view words);

/// A sentence: how sure a mean over so many words is.
std::string over_words(double error, std::int64_t words);

struct BarRow {
    std::string_view label;
    std::string_view value;
    float fraction = 0.0F; ///< of the widest bar; negative draws to the left of `zero`
    float zero = 0.0F;     ///< where the bar begins, as a fraction of the track
    ImU32 colour = 0;
    bool strong = false; ///< label in the bold face
    float label_width = 0.0F;
    float value_width = 0.0F;
    bool frozen = false; ///< a lock behind the label: a word whose row training leaves alone
    bool track = false;  ///< shows how long a full bar would be
};
/// A line of a bar chart; returns true when it was clicked. Ask ImGui::IsItemHovered() for the rest.
bool bar_row(const Ui& ui, const char* id, const BarRow& row);

/// A row of buttons of which one is chosen. True when the choice changed.
bool segmented(Ui& ui, const char* id, std::span<const char* const> names, int& chosen,
               std::span<const char* const> explanations = {});
/// What a slider may have beside its ends.
struct SliderMarks {
    std::span<const float> ticks{}; ///< named below the track; the knob stops at them
    std::optional<float> reset{};   ///< what a double-click sets
};
/// A slider as a thin track with a knob; `logarithmic` needs positive ends. Ctrl-click turns it into a field
/// for the exact value. True while it is being changed.
bool slider(Ui& ui, const char* id, float& value, float low, float high, bool logarithmic, ImU32 colour,
            float width = 0.0F, const SliderMarks& marks = {});
/// What was typed as a value between `low` and `high`; nothing where it is no such number.
std::optional<float> typed_value(std::string_view text, float low, float high);
/// A button with a tooltip, named in the book of rectangles. `lit` draws it as switched on.
bool button(Ui& ui, const char* id, const char* label, const char* explanation, bool lit = false,
            ImVec2 size = {0, 0});

/// A thin line across the panel with some air on both sides.
void divider(const Ui& ui);

} // namespace wordfield::app
