// SPDX-License-Identifier: MIT
#include "app/panels/map/map.hpp"

#include "app/map/word_colours.hpp"
#include "app/panels/map/map_marks.hpp"
#include "app/panels/map/map_parts.hpp"
#include "app/panels/map/map_time.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <string_view>

namespace wordfield::app {
namespace {

constexpr std::size_t many_words = 3000; // their dots are small anyway

void find_corners(const Layout& layout, MapState& state) {
    state.low = glm::vec3{0.0F};
    state.high = glm::vec3{0.0F};
    const Matrix& places = layout.positions;
    for (Index i = 0; i < places.rows(); ++i) {
        const glm::vec3 at{places(i, 0), places(i, 1), places(i, 2)};
        state.low = i == 0 ? at : glm::min(state.low, at);
        state.high = i == 0 ? at : glm::max(state.high, at);
    }
}

void take_layout(const Ui& ui, const Frame& frame, MapState& state) {
    if (!frame.layout || frame.layout == state.aimed) return;
    const bool begins = !state.aimed;
    state.aimed = frame.layout;
    state.motion.aim(*frame.layout, frame.corpus().lexicon.vocabulary.size());
    state.camera.set_mode(frame.layout->config.dims == 3 ? render::Camera::Mode::Orbit
                                                         : render::Camera::Mode::Flat);
    state.fit_due = true;
    state.regions_named.aim(*frame.layout, frame.corpus().lexicon);
    find_corners(*frame.layout, state);
    if (begins && state.follow) fit_map_at_once(ui, state, *frame.layout);
}

// The measured shares, by word, for the rings around all of them.
void take_kept(const Frame& frame, MapState& state) {
    const Layout& layout = *frame.layout;
    if (!state.trust_all || state.kept_from == frame.layout) return;
    state.kept_from = frame.layout;
    ++state.kept_version;
    state.kept_of.assign(frame.corpus().lexicon.vocabulary.size(), std::numeric_limits<float>::quiet_NaN());
    if (!layout.quality) return;
    for (std::size_t i = 0; i < layout.quality->asked.size(); ++i)
        state.kept_of[layout.quality->asked[i]] = layout.quality->kept_each[i];
}

// Where words lie close together they are drawn smaller, so that a cluster keeps its grain; in steps, so that
// not every turn of the wheel hands all of them over anew.
float marker_radius(const Ui& ui, const MapState& state, std::size_t count) {
    constexpr float step = 0.1F; // of the logarithm
    const float apart = state.aimed->spacing * state.camera.state().zoom;
    const bool small = state.names_over_dots && count <= many_words; // room for words between them
    const float least = ui.px(count > many_words ? 1.8F : small ? 2.0F : 2.6F);
    const float radius = std::clamp((small ? 0.25F : 0.5F) * apart, least, ui.px(5.0F));
    return std::clamp(std::exp(step * std::round(std::log(radius) / step)), least, ui.px(5.0F));
}

SceneOptions scene_options(PanelContext& context, MapState& state) {
    auto& [ui, info, area, frame, view, out] = context;
    const CategoryFilter& categories = view.categories;
    const std::size_t all = state.motion.words().size();
    const std::size_t count = std::max<std::size_t>(all - state.motion.placed(), 1); // of the map's own
    SceneOptions options{.trails = state.trails && all <= MapMotion::most_trails,
                         .neighbours = state.neighbours,
                         .scale = ui.scale,
                         .lit_category = categories.hovered,
                         .dimmed = state.leads() && view.selection.path};
    options.radius_px = marker_radius(ui, state, count);
    options.hidden = categories.hidden;
    if (frame.colours != nullptr) {
        options.colours = frame.colours->colours();
        options.colours_version = frame.colours->version();
    }
    if (state.trust_all) {
        options.kept = state.kept_of;
        options.kept_version = state.kept_version;
    }
    if (const auto subject = view.selection.subject(); state.trust && subject)
        if (const WordTrust* trust = state.trust_book.of(*subject)) options.missing = trust->missing;
    return options;
}

void render_scene(PanelContext& context, MapState& state) {
    auto& [ui, info, area, frame, view, out] = context;
    take_kept(frame, state);
    state.trust_book.show(frame.layout, frame.time);
    const auto changes =
        state.live.update(frame, state.motion, view.selection, ui.theme, scene_options(context, state));
    if (!state.picture) state.picture = std::make_unique<MapPicture>();
    state.picture->take(state.scene(), changes);
    state.picture->draw(state.scene(), state.camera, state.motion.way(), ui.theme.ground);
    state.picture->show(area, state.scene().presence);
}

// The stillness of the map as a number: scripts read it from --ui-state.
void note_jump(const Frame& frame, MapState& state) {
    if (frame.moment->step <= MotionRecord::settled_step || !frame.live) return;
    const glm::vec3 size = state.high - state.low;
    const float width = std::max({size.x, size.y, size.z});
    if (width > 0) state.largest_jump = std::max(state.largest_jump, state.motion.median_step() / width);
}

void waiting(const Ui& ui, const Area& area, const char* words) {
    ImGui::GetWindowDrawList()->AddRectFilled(area.low, area.high(), ui.theme.ground);
    const float width = text_width(ui.fonts.body, ui.fonts.body_px, words);
    ImGui::GetWindowDrawList()->AddText(
        ui.fonts.body, ui.fonts.body_px,
        {area.low.x + (area.size.x - width) * 0.5F, area.low.y + area.size.y * 0.5F}, ui.theme.dim, words);
}

void draw_ready_map(PanelContext& context, MapState& state) {
    auto& [ui, info, area, frame, view, out] = context;
    take_layout(ui, frame, state);
    follow_map(ui, frame, state);
    const bool gliding = state.motion.advance(frame.dt);
    const bool naming = state.regions_named.advance(frame.dt);
    note_jump(frame, state);
    const bool flying = state.camera.update(frame.dt);
    render_scene(context, state);
    draw_map_axes(ui, area, frame, state);
    draw_map_trust(ui, area, state, view.selection);
    draw_map_locks(ui, area, frame, state);
    if (state.leads()) {
        draw_word_trails(context, state);
        draw_differences(context, state);
    }
    if (state.leads()) draw_map_marks(context, state);
    draw_map_labels(context, state);
    map_mouse(context, state);
    state.controls.clear();
    state.signs.clear();
    if (state.leads()) draw_map_path(context, state);
    if (view.filmed)
        map_film_caption(context, state);
    else if (view.map_alone)
        map_caption(context, state);
    else
        map_badges(context, state, map_tool_bar(context, state));
    state.animating = gliding || naming || flying || state.placer.fading() ||
                      state.trust_book.out_of_date() || state.picture->unfinished() ||
                      (state.follow && state.fit_due) || (state.under_mouse && !state.has_rested(frame.time));
}

// "Map", "Second map": its window, and its panel in the book of rectangles.
std::string title(const MapState& state) {
    std::string name = map_name(state).substr(std::string_view{"the "}.size());
    name[0] = static_cast<char>(name[0] - 'a' + 'A');
    return name;
}

} // namespace

std::string map_name(const MapState& state) {
    constexpr const char* numerals[] = {"", "second ", "third ", "fourth "};
    return std::string{"the "} + numerals[state.index] + "map";
}

bool isolate_words(MapState& state, std::vector<TokenId> words) {
    if (words.size() < 3) return false;
    std::sort(words.begin(), words.end());
    if (words == state.settings.words) return false;
    state.words_before.push_back(std::exchange(state.settings.words, std::move(words)));
    state.follow = true;
    return true;
}

bool unisolate_words(MapState& state) {
    if (state.words_before.empty()) return false;
    state.settings.words = std::move(state.words_before.back());
    state.words_before.pop_back();
    state.follow = true;
    return true;
}

void show_default_words(MapState& state) {
    state.settings.words.clear();
    state.words_before.clear();
    state.follow = true;
}

MapSettings without_words(MapSettings settings) {
    settings.words.clear();
    settings.pinned.clear();
    settings.kept_rows.reset();
    settings.kept_words.reset();
    settings.beside.reset();
    settings.from.reset();
    settings.projection.axes.clear();
    return settings;
}

void forget_words(MapState& state) {
    MapState fresh;
    static_cast<MapLook&>(fresh) = state;
    fresh.index = state.index;
    fresh.settings = without_words(std::move(state.settings));
    fresh.view.open = state.view.open;
    fresh.camera = state.camera;
    fresh.picture = std::move(state.picture);
    state = std::move(fresh);
}

void draw_map(PanelContext& context, MapState& state) {
    auto& [ui, info, area, frame, view, out] = context;
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2{0, 0});
    begin_panel(ui, title(state).c_str(), area,
                ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse |
                    ImGuiWindowFlags_NoBackground);
    ImGui::PopStyleVar();
    const bool resized = state.camera.viewport() != glm::vec2{area.size.x, area.size.y};
    state.camera.set_viewport(area.size.x, area.size.y);
    fill_canvas(ui, state, out);
    if (resized && state.follow && state.aimed) fit_map_at_once(ui, state, *state.aimed);
    const bool ready = frame.moment && frame.layout;
    if (!ready) {
        state.animating = false;
        state.controls.clear();
        state.signs.clear();
    }
    if (ready)
        draw_ready_map(context, state);
    else if (frame.moment && state.aimed && state.picture)
        state.picture->show(area, 1.0F); // a run has begun whose first map is on its way
    else
        waiting(ui, area, frame.moment ? "The map is being made …" : "");
    end_panel();
    if (frame.moment && frame.layout && state.view.open) draw_map_settings(ui, area, frame, state, out);
}

} // namespace wordfield::app
