// SPDX-License-Identifier: MIT
// A vector inside the model has no place of its own on a map of rows. It is drawn at the weighted mean of the
// shown words it is nearest to, and says so.
#include "app/panels/map/map_parts.hpp"

#include "model/analysis/distribution.hpp"
#include "model/analysis/excerpt.hpp"
#include "model/geometry/mean_row.hpp"

#include <algorithm>
#include <cmath>
#include <span>
#include <utility>

namespace wordfield::app {
namespace {

constexpr int anchors = 3;
constexpr int contexts_listed = 5;
constexpr double interval = 0.25; // seconds between two looks while training runs

std::vector<std::vector<Anchor>> anchored(const Trace& trace, int place, const Frame& frame,
                                          const RowVector& mean) {
    std::vector<std::vector<Anchor>> layers;
    for (const Matrix& layer : trace.lens)
        layers.push_back(
            anchors_of(layer.row(place), *frame.moment->embedding, mean, frame.layout->words, anchors));
    return layers;
}

void take_path(const Frame& frame, const Selection& selection, PathState& path) {
    const Moment& s = *frame.moment;
    const int position = position_of(*frame.trace, selection.position);
    const bool same =
        path.trace == frame.trace && path.other == frame.comparison && path.layout == frame.layout;
    const bool hurried = path.trace && (path.other == nullptr) == (frame.comparison == nullptr) &&
                         frame.live && frame.running() && frame.time - path.made_at < interval &&
                         path.trace->tokens == frame.trace->tokens &&
                         path.trace->logits.cols() == frame.trace->logits.cols();
    if (path.position == position && (same || hurried)) return;
    path.trace = frame.trace;
    path.other = frame.comparison;
    path.layout = frame.layout;
    path.position = position;
    path.made_at = frame.time;
    const RowVector mean = mean_row(*s.embedding);
    path.here = anchored(*frame.trace, position, frame, mean);
    path.there.clear();
    if (!frame.comparison) return;
    if (const auto place = last_position_of(*frame.comparison, frame.trace->tokens[position]))
        path.there = anchored(*frame.comparison, *place, frame, mean);
}

bool all_shown(const MapState& state, const std::vector<std::vector<Anchor>>& layers) {
    for (const auto& layer : layers)
        for (const Anchor& a : layer)
            if (!state.motion.shows(a.word)) return false; // the map is being exchanged
    return true;
}

ImVec2 to_screen(const MapState& state, const Area& area, glm::vec3 point) {
    const auto at = state.camera.project(point);
    return {area.low.x + at.x, area.low.y + at.y};
}

ImVec2 place_of_anchors(const MapState& state, const Area& area, const std::vector<Anchor>& layer) {
    glm::vec3 mean{0.0F};
    for (const Anchor& a : layer) mean += a.weight * state.motion.position(a.word);
    return to_screen(state, area, mean);
}

void dashed(ImVec2 a, ImVec2 b, ImU32 colour, float dash, float width) {
    const float length = std::hypot(b.x - a.x, b.y - a.y);
    for (float t = 0; t < length; t += 2 * dash) {
        const float from = t / length, to = std::min(1.0F, (t + dash) / length);
        ImGui::GetWindowDrawList()->AddLine({a.x + (b.x - a.x) * from, a.y + (b.y - a.y) * from},
                                            {a.x + (b.x - a.x) * to, a.y + (b.y - a.y) * to}, colour, width);
    }
}

/// The way of one token through the layers.
struct Way {
    const std::vector<std::vector<Anchor>>& layers;
    TokenId word;
    ImU32 colour;
    const char* name; ///< of its sentence: "here", "there"
    std::string sentence;
    std::vector<NearContext> ends_near; ///< places of the text with nearly the same last vector
};

// The end of a context, where the likeness is, and what the text says next, within `most` px.
std::string end_of(const Ui& ui, const Frame& frame, const NearContext& context, float most) {
    const std::string next = context.next ? "” → " + frame.word(*context.next) : std::string{"”"};
    const float room = most - text_width(ui.fonts.small, ui.fonts.small_px, "ends like “" + next);
    const auto measure = [&](std::string_view words) {
        return text_width(ui.fonts.small, ui.fonts.small_px, words);
    };
    return excerpt_up_to_end(frame.corpus().lexicon.vocabulary, context.tokens, context.whole, room,
                             measure) +
           next;
}

std::string ends_alike(const Ui& ui, const Frame& frame, const Way& way) {
    std::string lines;
    for (const NearContext& context : way.ends_near)
        lines += format("\n%.2f  “", context.cosine) + end_of(ui, frame, context, ui.px(280));
    return lines.empty() ? lines : "\n\nThe text at which the last vector is nearest:" + lines;
}

std::string what_a_stop_says(const Ui& ui, const Frame& frame, const Way& way, std::size_t index) {
    const bool ends = index + 1 == way.layers.size();
    std::string near;
    for (const Anchor& a : way.layers[index])
        near += format("%s%s %.2f", near.empty() ? "" : ", ", frame.word(a.word).c_str(), a.cosine);
    const std::string where = index == 0 ? "embedding and position"
                              : ends     ? "the last layer"
                                         : format("layer %zu", index);
    return format(
               "“%s” %s, after %s. Drawn at the weighted mean of the shown words whose rows it is nearest to "
               "in direction (cosine): %s.",
               frame.word(way.word).c_str(), way.name, where.c_str(), near.c_str()) +
           (ends ? ends_alike(ui, frame, way) : std::string{});
}

// True while the mouse is on it.
bool stop(Ui& ui, const Way& way, std::size_t index, ImVec2 at) {
    const ImU32 colour = way.colour;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    const float radius = ui.px(8);
    draw->AddCircleFilled(at, radius, ui.theme.ground);
    draw->AddCircle(at, radius, colour, 0, ui.px(2));
    const std::string number = std::to_string(index);
    draw->AddText(ui.fonts.small, ui.fonts.small_px,
                  {at.x - text_width(ui.fonts.small, ui.fonts.small_px, number) * 0.5F,
                   at.y - ui.fonts.small_px * 0.5F},
                  colour, number.c_str());
    const ImVec2 low{at.x - radius, at.y - radius}, high{at.x + radius, at.y + radius};
    ui.rects.mark(format("map.path.%s.%zu", way.name, index), low, high);
    return ImGui::IsMouseHoveringRect(low, high);
}

// Which of its circles the mouse is on: the last one, where some lie upon each other.
std::optional<std::size_t> draw_way(Ui& ui, const Area& area, const MapState& state, const Way& way) {
    const ImU32 colour = way.colour;
    std::vector<ImVec2> stops;
    for (const auto& layer : way.layers) stops.push_back(place_of_anchors(state, area, layer));
    if (state.motion.shows(way.word))
        dashed(to_screen(state, area, state.motion.position(way.word)), stops.front(),
               with_alpha(colour, 0.5F), ui.px(3), ui.px(1.5F));
    for (std::size_t i = 1; i < stops.size(); ++i) dashed(stops[i - 1], stops[i], colour, ui.px(5), ui.px(2));
    std::optional<std::size_t> under_mouse;
    for (std::size_t i = 0; i < stops.size(); ++i)
        if (stop(ui, way, i, stops[i])) under_mouse = i;
    return under_mouse;
}

// Stops and the words that they lie between: where all stops fall together, those are what is to be seen.
std::vector<glm::vec3> places_to_frame(const MapState& state) {
    std::vector<glm::vec3> places;
    for (const auto* layers : {&state.path.here, &state.path.there})
        for (const auto& layer : *layers) {
            glm::vec3 mean{0.0F};
            for (const Anchor& a : layer) {
                mean += a.weight * state.motion.position(a.word);
                places.push_back(state.motion.position(a.word));
            }
            places.push_back(mean);
        }
    return places;
}

bool is_in_view(const Ui& ui, const MapState& state, const Area& area,
                const std::vector<std::vector<Anchor>>& layers) {
    const float rim = ui.px(10);
    return std::ranges::all_of(layers, [&](const std::vector<Anchor>& layer) {
        const ImVec2 at = place_of_anchors(state, area, layer);
        const ImVec2 high = area.high();
        return at.x > area.low.x + rim && at.y > area.low.y + rim && at.x < high.x - rim &&
               at.y < high.y - rim && !state.path.legend.contains(at);
    });
}

// A new path comes into view; while training moves it, it stays there, until somebody takes the camera.
void keep_path_in_view(const Ui& ui, const Area& area, MapState& state) {
    const int paths = state.path.there.empty() ? 1 : 2;
    const bool is_new = paths > state.path.framed;
    if (state.camera_moved) state.path.follow = false;
    if (is_new) state.path.follow = true;
    if (!state.path.follow || (!is_new && state.camera.moving())) return;
    const bool seen =
        is_in_view(ui, state, area, state.path.here) && is_in_view(ui, state, area, state.path.there);
    if (!is_new && seen) return;
    state.path.framed = paths;
    frame_points(ui, state, places_to_frame(state), state.path.legend.size.y);
}

std::string sentence_of(const Frame& frame, const Trace& trace) {
    return frame.corpus().decode(trace.tokens);
}

// Which colour is which sentence, and what its end is like, below the tool bar.
void legend_of_ways(Ui& ui, const Area& area, const Frame& frame, MapState& state,
                    std::span<const Way> ways) {
    const float line = ui.fonts.small_px + ui.px(5), most = std::min(ui.px(300), 0.6F * area.size.x);
    struct Line {
        std::string words;
        const Way* way; ///< whose colour stands before it; null for none
    };
    std::vector<Line> lines;
    float width = 0.0F;
    const auto add = [&](const std::string& words, const Way* way) {
        lines.push_back({fit(ui.fonts.small, ui.fonts.small_px, words, most), way});
        width = std::max(width, text_width(ui.fonts.small, ui.fonts.small_px, lines.back().words));
    };
    for (const Way& way : ways) {
        add("“" + frame.word(way.word) + "” in “" + way.sentence + "”", &way);
        const std::size_t count = std::min<std::size_t>(way.ends_near.size(), ways.size() > 1 ? 2 : 3);
        for (std::size_t i = 0; i < count; ++i)
            add((i == 0 ? "ends like “" : "and “") + end_of(ui, frame, way.ends_near[i], most), nullptr);
    }
    const ImVec2 low{area.low.x + ui.px(10), area.low.y + ui.px(50)};
    const ImVec2 high{low.x + width + ui.px(46), low.y + line * static_cast<float>(lines.size()) + ui.px(7)};
    ImDrawList* draw = ImGui::GetWindowDrawList();
    draw->AddRectFilled(low, high, with_alpha(ui.theme.panel, 0.92F), ui.px(5));
    draw->AddRect(low, high, ui.theme.border, ui.px(5));
    float y = low.y + ui.px(5);
    for (const Line& l : lines) {
        if (l.way != nullptr)
            dashed({low.x + ui.px(9), y + ui.fonts.small_px * 0.5F},
                   {low.x + ui.px(30), y + ui.fonts.small_px * 0.5F}, l.way->colour, ui.px(5), ui.px(2));
        draw->AddText(ui.fonts.small, ui.fonts.small_px, {low.x + ui.px(37), y},
                      l.way != nullptr ? ui.theme.text : ui.theme.dim, l.words.c_str());
        y += line;
    }
    state.path.legend = {low, {high.x - low.x, high.y - low.y}};
    state.signs.push_back(state.path.legend);
    ui.rects.mark("map.path.legend", low, high);
    explain_area(
        ui, low, high,
        "The vector of this token on its way through the layers: 0 is the embedding with its position, the "
        "last circle is what the next word is read from. Each circle lies at the words it points to most. It "
        "ends like the place of the text whose last vector is nearest to it (rest on the last circle for "
        "more).");
}

PathContexts contexts_of(const Frame& frame, PathState& path) {
    if (!frame.contexts) return {};
    return path.contexts.get(frame.contexts, path.position,
                             [&] { return path_contexts(*frame.contexts, path.position, contexts_listed); });
}

} // namespace

void draw_map_path(PanelContext& context, MapState& state) {
    auto& [ui, info, area, frame, view, out] = context;
    const Selection& selection = view.selection;
    if (!selection.path) {
        state.path.framed = 0;
        state.path.legend = {};
    }
    state.path.under_mouse = false;
    if (!selection.path || frame.trace->lens.empty() || frame.layout->words.empty()) return;
    take_path(frame, selection, state.path);
    if (!all_shown(state, state.path.here) || !all_shown(state, state.path.there)) return;
    keep_path_in_view(ui, area, state);
    const TokenId word = frame.trace->tokens[state.path.position];
    const PathContexts ends = contexts_of(frame, state.path);
    std::vector<Way> ways{
        {state.path.here, word, ui.theme.accent, "here", sentence_of(frame, *frame.trace), ends.here}};
    if (!state.path.there.empty() && frame.comparison)
        ways.push_back({state.path.there, word, ui.theme.warm, "there", sentence_of(frame, *frame.comparison),
                        ends.there});
    ImGui::GetWindowDrawList()->PushClipRect(area.low, area.high(), true);
    std::string said;
    for (const Way& way : ways)
        if (const auto index = draw_way(ui, area, state, way))
            said = what_a_stop_says(ui, frame, way, *index);
    state.path.under_mouse = !said.empty();
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    if (!said.empty()) explain_area(ui, {mouse.x - 1, mouse.y - 1}, {mouse.x + 1, mouse.y + 1}, said.c_str());
    legend_of_ways(ui, area, frame, state, ways);
    ImGui::GetWindowDrawList()->PopClipRect();
}

} // namespace wordfield::app
