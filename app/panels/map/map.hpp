// SPDX-License-Identifier: MIT
// A map, the hero of the window: its state and its drawing. There may be several of them, side by side.
#pragma once

#include "app/map/map_look.hpp"
#include "app/map/map_motion.hpp"
#include "app/map/neighbour_cache.hpp"
#include "app/map/region_names.hpp"
#include "app/map/scene_builder.hpp"
#include "app/panels/map/map_marks.hpp"
#include "app/panels/map/map_path.hpp"
#include "app/panels/map/map_picture.hpp"
#include "app/panels/map/map_settings.hpp"
#include "app/panels/panels.hpp"
#include "app/story/word_trails.hpp"
#include "model/core/cached.hpp"
#include "model/map/map_maker.hpp"
#include "render/camera.hpp"
#include "render/labels.hpp"

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace wordfield::app {

struct MapState : MapLook {
    int index = 0;        ///< from the left
    MapSettings settings; ///< what its thread is asked for
    MapSettingsView view; ///< the popover in which that is chosen
    std::vector<std::vector<TokenId>>
        words_before; ///< choices of words that isolating replaced, oldest first

    std::shared_ptr<const Layout> newest; ///< that its thread has made; null for none
    render::Camera camera;
    MapMotion motion;
    render::LabelPlacer placer;
    std::shared_ptr<const Layout> aimed;
    std::unique_ptr<MapPicture> picture; ///< made when there is an OpenGL context
    bool camera_moved = false;           ///< by hand, in this frame
    bool follow = true;                  ///< keep the whole map in view until the user takes the camera
    bool frame_all = false; ///< with its outermost words, which are left outside while a map forms
    float largest_jump =
        0.0F; ///< of the median word from one frame to the next since step 50, in widths of the map
    bool animating = false; ///< another frame would look different even if nothing new arrives

    LiveScene live;
    RegionNames regions_named;
    PathState path;
    struct Written {
        TokenId word;
        Area place; ///< px of the window
    };
    std::vector<Written> written;       ///< labels of words, of the last frame: they can be pointed at, too
    std::optional<TokenId> under_mouse; ///< that the hand pointed at last: it stays while the mouse rests
    ImVec2 mouse_before{-1, -1};        ///< in the last frame
    bool told_elsewhere = false;        ///< it was clicked: no tooltip covers its neighbours
    double under_mouse_since = 0.0;     ///< seconds, as Frame::time
    std::optional<ImVec2> box_from;     ///< corner of the box being dragged, px of the window
    bool lasso_tool = false;            ///< a plain drag draws a lasso
    std::vector<glm::vec2> lasso;       ///< the line being drawn, px of the canvas; empty for none
    ImVec2 pressed_at{0, 0};
    bool dragged = false;
    MapMarks marks;

    std::vector<Area> controls; ///< of the last frame, lying over the map: they are not the map
    std::vector<Area> signs;    ///< of the last frame: badges, captions, legends; no label goes under them
    Cached<std::vector<TokenId>, std::shared_ptr<const Corpus>>
        by_count; ///< (V) the words in the order of their counts; empty where that is the order of their ids
    glm::vec3 low{0.0F}, high{0.0F}; ///< corners of the newest layout
    bool fit_due = false; ///< a new map has come since the camera last looked whether all of it is in view

    WordTrails word_trails;
    NeighbourCache trust_book;
    std::vector<float>
        kept_of; ///< (V) share of a word's neighbours that the map kept; NaN where not measured
    std::shared_ptr<const Layout> kept_from;
    std::uint64_t kept_version = 0;
    std::vector<float> label_widths; ///< (V) of ordinary labels, px; 0 for one not measured yet
    float label_widths_px = 0.0F;    ///< the size that they were measured at
    const void* label_widths_corpus = nullptr;

    /// Whether it is the one at the left: what belongs to all maps is drawn and set there.
    [[nodiscard]] bool leads() const { return index == 0; }
    /// What a part of it is called in the book of rectangles: "map.canvas", of the next map "map2.canvas".
    [[nodiscard]] std::string part(const char* what) const {
        return (leads() ? "map" : "map" + std::to_string(index + 1)) + "." + what;
    }
    [[nodiscard]] const Scene& scene() const { return live.scene(); }
    /// (n) where each point of the scene is, in px of the canvas.
    [[nodiscard]] std::span<const glm::vec3> screen() const {
        return picture ? picture->screen() : std::span<const glm::vec3>{};
    }
    /// Whether the mouse has been on a word long enough for more to be said of it.
    [[nodiscard]] bool has_rested(double now) const {
        constexpr double long_enough = 0.5; // seconds
        return now - under_mouse_since >= long_enough;
    }
    [[nodiscard]] bool isolated() const { return !settings.words.empty(); }
};

/// As a sentence has it: "the map", "the second map".
std::string map_name(const MapState& state);
void draw_map(PanelContext& context, MapState& state);

/// Brings the pinned words and their neighbours, or everything when nothing is pinned, into view.
void frame_map(const Ui& ui, MapState& state, const Frame& frame, const Selection& selection, bool all);
/// Brings points of the map into view, with some room around them.
void frame_points(const Ui& ui, MapState& state, std::span<const glm::vec3> points, float head = 0.0F);
void fly_to_word(MapState& state, TokenId id);

/// Puts only these words on the map (three at least; false where there are fewer).
bool isolate_words(MapState& state, std::vector<TokenId> words);
/// The choice of words before the last isolation. False when there was none.
bool unisolate_words(MapState& state);
/// The fields of the popover say what the settings have.
void write_axes(MapState& state, const Corpus& corpus);
/// Content words, or all, as the settings say.
void show_default_words(MapState& state);

/// Settings for a map of another corpus: without the words, rows and axes of the one before.
MapSettings without_words(MapSettings settings);
/// Another corpus: everything but the look and the settings speaks of words that are gone.
void forget_words(MapState& state);

} // namespace wordfield::app
