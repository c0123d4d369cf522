// SPDX-License-Identifier: MIT
#include "app/panels/map/map.hpp"

#include "app/map/word_colours.hpp"
#include "app/panels/map/map_marks.hpp"
#include "app/panels/map/map_parts.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <string_view>

namespace wordfield::app {
namespace {

// Kept free around the map, so that labels at its rim are not cut.
float margin(const MapState& state) {
    return std::min(56.0F, 0.14F * state.camera.viewport().x);
}

std::vector<glm::vec3> goals(const Layout& layout) {
    std::vector<glm::vec3> points;
    points.reserve(layout.words.size());
    for (Index i = 0; i < layout.positions.rows(); ++i)
        points.emplace_back(layout.positions(i, 0), layout.positions(i, 1), layout.positions(i, 2));
    return points;
}

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

void take_layout(const Frame& frame, MapState& state) {
    if (!frame.layout || frame.layout == state.aimed) return;
    const bool begins = !state.aimed;
    state.aimed = frame.layout;
    state.motion.aim(*frame.layout, frame.corpus().lexicon.vocabulary.size());
    state.camera.set_mode(frame.layout->config.dims == 3 ? render::Camera::Mode::Orbit
                                                         : render::Camera::Mode::Flat);
    state.fit_due = true;
    find_corners(*frame.layout, state);
    if (begins && state.follow) state.camera.jump_to(state.camera.fit(goals(*frame.layout), margin(state)));
}

void follow(const Frame& frame, MapState& state) {
    if (!state.follow || !state.fit_due || state.camera.moving()) return;
    state.fit_due = false;
    const auto fitted = state.camera.fit(goals(*frame.layout), margin(state));
    const float ratio = fitted.zoom / state.camera.state().zoom;
    const float off = glm::length(fitted.target - state.camera.state().target) * fitted.zoom; // px
    const bool far = off > 0.06F * std::min(state.camera.viewport().x, state.camera.viewport().y);
    if (far || ratio < 0.93F || ratio > 1.08F)
        state.camera.fly_to(fitted); // small changes are not worth a motion
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

SceneOptions scene_options(PanelContext& context, MapState& state) {
    auto& [ui, info, area, frame, view, out] = context;
    const CategoryFilter& categories = view.categories;
    const std::size_t count = std::max<std::size_t>(state.motion.words().size(), 1);
    SceneOptions options{.trails = state.trails && count <= MapMotion::most_trails,
                         .neighbours = state.neighbours,
                         .scale = ui.scale,
                         .lit_category = categories.hovered};
    // Many points on little room are drawn smaller, so that a cloud of them keeps its grain.
    const float room = std::sqrt(area.size.x * area.size.y / static_cast<float>(count));
    options.radius_px = std::clamp(0.17F * room, ui.px(1.8F), ui.px(5.0F));
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
    state.picture->draw(state.camera, state.motion.way(), ui.theme.ground);
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
    take_layout(frame, state);
    follow(frame, state);
    const bool gliding = state.motion.advance(frame.dt);
    note_jump(frame, state);
    const bool flying = state.camera.update(frame.dt);
    render_scene(context, state);
    draw_map_trust(ui, area, state, view.selection);
    draw_map_locks(ui, area, frame, state);
    if (state.leads()) draw_map_marks(context, state);
    draw_map_labels(context, state);
    map_mouse(context, state);
    if (state.leads()) draw_map_path(context, state);
    state.controls.clear();
    const ImVec2 end = map_tool_bar(context, state);
    map_badges(context, state, end);
    state.animating = gliding || flying || state.placer.fading() || state.trust_book.out_of_date() ||
                      state.picture->unfinished();
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

void frame_map(MapState& state, const Frame& frame, const Selection& selection, bool all) {
    if (!frame.layout) return;
    std::vector<glm::vec3> points;
    if (!all && !selection.pinned.empty()) {
        const auto add = [&](TokenId id) {
            if (state.motion.shows(id)) points.push_back(state.motion.position(id));
        };
        for (const TokenId id : selection.pinned) add(id);
        for (std::size_t i = 0; i < std::min<std::size_t>(8, frame.neighbours.size()); ++i)
            add(static_cast<TokenId>(frame.neighbours[i].row));
    }
    state.follow = points.empty();
    const float rim = margin(state);
    state.camera.fly_to(
        state.camera.fit(points.empty() ? goals(*frame.layout) : points, points.empty() ? rim : 3 * rim));
}

void fly_to_word(MapState& state, TokenId id) {
    if (!state.motion.shows(id)) return;
    state.follow = false;
    state.camera.fly_to(state.camera.centred_on(state.motion.position(id), state.camera.state().zoom * 1.5F));
}

bool isolate_words(MapState& state, const Selection& selection) {
    if (selection.pinned.size() < 3) return false;
    std::vector<TokenId> words = selection.pinned;
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
    settings.beside.reset();
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
    if (resized && state.follow && state.aimed)
        state.camera.jump_to(state.camera.fit(goals(*state.aimed), margin(state)));
    if (frame.moment && frame.layout)
        draw_ready_map(context, state);
    else if (frame.moment && state.aimed && state.picture)
        state.picture->show(area, 1.0F); // a run has begun whose first map is on its way
    else
        waiting(ui, area, frame.moment ? "The map is being made …" : "");
    end_panel();
    if (frame.moment && frame.layout && state.view.open) draw_map_settings(ui, area, frame, state, out);
}

} // namespace wordfield::app
