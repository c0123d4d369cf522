// SPDX-License-Identifier: MIT
// The pieces of the map panel, one file each.
#pragma once

#include "app/panels/map/map.hpp"
#include "model/map/projection_info.hpp"

namespace wordfield::app {

/// Words beside their points, as many as fit without overlapping; fills the book of visible words.
void draw_map_labels(PanelContext& context, MapState& state);
/// The way of the chosen token of the sentence through the layers, and of the second sentence's, while asked
/// for.
void draw_map_path(PanelContext& context, MapState& state);
/// Hover, click, Ctrl-click, box, lasso, pan, orbit, zoom, double-click.
void map_mouse(PanelContext& context, MapState& state);
/// What can be done with a word, or with the map; `asked`: the right button was pressed.
void map_menus(PanelContext& context, MapState& state, bool asked);
/// The tool bar over the map. Returns its right edge and its lower edge.
ImVec2 map_tool_bar(PanelContext& context, MapState& state);
/// What lies at the rim: how far the map can be believed, how many words it shows, the legend of colours,
/// progress, the way back from an isolation.
void map_badges(PanelContext& context, MapState& state, ImVec2 tool_bar_end);
/// "550 of 773 words", "20,000 words mapped, 321,479 placed by their neighbours"; with whose rows they are,
/// where those are not today's.
std::string words_told(const MapState& state, const Layout& layout);
/// What that means, for a tooltip.
std::string words_explanation(const Layout& layout);
/// What a map that is alone in the window says of itself, at its foot: what it shows, and how far it can be
/// believed.
void map_caption(PanelContext& context, MapState& state);
/// What a film of the map says on every frame: whose words, what learns them, the step.
void map_film_caption(PanelContext& context, MapState& state);
/// Below these widths the map's rim has no room for everything, or for next to nothing.
[[nodiscard]] bool is_narrow(const Ui& ui, const Area& area);
[[nodiscard]] bool is_tight(const Ui& ui, const Area& area);

/// The whole map into view: at once; or slowly, when a new one has come that has outgrown the frame.
void fit_map_at_once(const Ui& ui, MapState& state, const Layout& layout);
void follow_map(const Ui& ui, const Frame& frame, MapState& state);
/// Asks for a map of the canvas's shape, where the method allows that.
void fill_canvas(const Ui& ui, MapState& state, Outbox& out);

/// The axes of a map whose axes mean something, with their names; under words' labels.
void draw_map_axes(Ui& ui, const Area& area, const Frame& frame, MapState& state);
/// Half the size of a box of the map as a camera sees it, px; the box's middle is at `at` there.
glm::vec2 seen_reach(const render::Camera& camera, glm::vec3 low, glm::vec3 high, glm::vec3 at);
/// The sum of words as a figure, where it is asked for and all of its four words are on the map.
void draw_sum_figure(PanelContext& context, MapState& state);
void draw_sum_tools(PanelContext& context, MapState& state);
[[nodiscard]] bool has_sum_figure(const Frame& frame, const MapState& state, const Selection& selection);
/// Arcs around the chosen words and the one under the mouse: how much of their neighbourhood the map kept;
/// crosses on false neighbours.
void draw_map_trust(Ui& ui, const Area& area, MapState& state, const Selection& selection);
/// The same in words, for a tooltip; empty where nothing is known.
std::string trust_sentence(const Frame& frame, MapState& state, TokenId word);

/// As points of the map are coloured: by category, or by a figure.
ImU32 word_colour(const Frame& frame, TokenId id);
/// The whole map in a corner with the part that is in view, while that is only a part.
void draw_minimap(Ui& ui, const Area& area, const Frame& frame, MapState& state);

/// Asks for the new settings to be sent to the thread of this map.
void map_settings_changed(const MapState& state, Outbox& out);

// ---- sections of the popover
/// A section's name, with air above.
void section(const Ui& ui, const char* name, const char* explanation);
void projection_settings(Ui& ui, const Frame& frame, MapState& state, Outbox& out);
/// One of its numbers: slider, values with names, a curve of what the map would keep along it where that is
/// wanted. True where it was changed.
bool map_number(Ui& ui, const Frame& frame, MapState& state, const ProjectionParameter& parameter);
void distances_settings(Ui& ui, const Frame& frame, MapState& state);
void words_settings(Ui& ui, const Frame& frame, MapState& state, Outbox& out);
void axes_settings(Ui& ui, const Frame& frame, MapState& state, Outbox& out);

} // namespace wordfield::app
