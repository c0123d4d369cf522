// SPDX-License-Identifier: MIT
#include "app/map/word_colours.hpp"
#include "app/panels/map/map_parts.hpp"
#include "model/map/map_words.hpp"

#include <glm/common.hpp>

#include <algorithm>
#include <cmath>
#include <functional>
#include <span>

namespace wordfield::app {
namespace {

constexpr float faint = 0.3F; // alpha of a dot that has no label, and keeps none away

// Of its label and part; words have the ids from 0 on.
int id_of(const NamedRegion& region) {
    constexpr int most_parts = 4; // each has 30 % of the words at least
    return -2 - most_parts * region.label - region.part;
}

struct Face {
    ImFont* font;
    float px;
};

Face label_face(const Ui& ui, const MapState& state, bool lit) {
    // On little room smaller ones tell more.
    const float room = std::sqrt(state.camera.viewport().x * state.camera.viewport().y) / ui.px(640);
    const float size =
        std::max(10.0F, std::clamp(state.label_px, 10.0F, 32.0F) * std::clamp(room, 0.85F, 1.0F));
    const float in_place = state.names_over_dots ? 0.9F : 1.0F;
    const float px = std::round(std::max(10.0F, size * in_place) * ui.scale * (lit ? 1.12F : 1.0F));
    if (px > ui.fonts.title_px) return {ui.fonts.large, px}; // scaled down from the large face rather than up
    return {lit ? ui.fonts.bold : ui.fonts.body, px};
}

// Widths of ordinary labels are measured once for each size: of many thousands that is no work for a frame.
float label_width(MapState& state, const Frame& frame, const Face& face, bool lit, TokenId id) {
    if (lit) return text_width(face.font, face.px, frame.word(id));
    if (state.label_widths_corpus != &frame.corpus() || state.label_widths_px != face.px) {
        state.label_widths.assign(frame.corpus().lexicon.vocabulary.size(), 0.0F);
        state.label_widths_corpus = &frame.corpus();
        state.label_widths_px = face.px;
    }
    float& width = state.label_widths[id];
    if (width == 0.0F) width = text_width(face.font, face.px, frame.word(id));
    return width;
}

render::LabelClass label_class(const Selection& selection, const Frame& frame, TokenId id) {
    if (selection.hovered() == id) return render::LabelClass::Hovered;
    if (selection.is_pinned(id)) return render::LabelClass::Pinned;
    const std::size_t count = std::min<std::size_t>(8, frame.neighbours.size());
    const bool near =
        std::any_of(frame.neighbours.begin(), frame.neighbours.begin() + static_cast<std::ptrdiff_t>(count),
                    [&](const Neighbour& n) { return n.row == id; });
    return near ? render::LabelClass::Neighbour : render::LabelClass::Frequent;
}

// Of a region's name: 1 from afar, 0 where its words fill the canvas and speak for themselves.
float quietness(const MapState& state, const NamedRegion& region) {
    const glm::vec3 size = (region.high - region.low) * state.camera.state().zoom;
    const glm::vec2 canvas = state.camera.viewport();
    const float filled = std::max({size.x, size.y, size.z}) / std::max(1.0F, std::min(canvas.x, canvas.y));
    return 1.0F - glm::smoothstep(0.55F, 0.85F, filled);
}

// Larger for more words.
Face region_face(const Ui& ui, const MapState& state, const NamedRegion& region) {
    const float words = std::sqrt(static_cast<float>(region.words));
    const float room = std::sqrt(state.camera.viewport().x * state.camera.viewport().y) / ui.px(640);
    const float px =
        std::round(std::clamp(11.0F + 1.1F * words, 14.0F, 20.0F) * ui.scale * std::clamp(room, 0.8F, 1.1F) *
                   std::clamp(state.label_px, 10.0F, 32.0F) / 13.0F);
    return {ui.fonts.large, px};
}

bool is_hidden(const CategoryFilter& categories, int label) {
    return label < std::ssize(categories.hidden) && categories.hidden[label] != 0;
}

class Candidates {
public:
    Candidates(const Ui& ui, const Frame& frame, MapState& state, const View& view)
        : ui_{ui}, frame_{frame}, state_{state}, selection_{view.selection}, categories_{view.categories} {
        // The figure of a sum names its corners itself.
        if (has_sum_figure(frame, state, selection_)) named_ = frame.sum;
        std::ranges::sort(named_);
    }

    // Those that somebody looks at, then the most frequent ones, no more than can hope for room.
    std::vector<render::LabelCandidate> list() {
        const Scene& scene = state_.scene();
        for (std::size_t i = 0; i < scene.front.size(); ++i)
            add(scene.front_words[i], label_class(selection_, frame_, scene.front_words[i]), scene.front[i]);
        if (state_.regions) add_regions();
        if (!state_.labels) return std::move(list_);
        std::vector<TokenId> named = scene.front_words;
        std::ranges::sort(named);
        const auto most = named.size() + static_cast<std::size_t>(state_.placer.settings().tries);
        const std::vector<TokenId>& by_count = state_.by_count.get(
            frame_.moment->corpus, [&] { return ids_by_count(frame_.corpus().lexicon.vocabulary); });
        for (TokenId rank = 0; rank < std::ssize(scene.index) && list_.size() < most; ++rank) {
            const TokenId id = by_count.empty() ? rank : by_count[rank];
            const int point = scene.index_of(id);
            if (point >= 0 && !std::ranges::binary_search(named, id))
                add(id, render::LabelClass::Frequent, scene.points[point]);
        }
        return std::move(list_);
    }

private:
    void add_regions() {
        for (const NamedRegion& region : state_.regions_named.shown()) {
            if (!region.there || is_hidden(categories_, region.label) || quietness(state_, region) <= 0.02F)
                continue;
            const glm::vec3 at = state_.camera.project(0.5F * (region.low + region.high));
            if (!state_.camera.visible(at)) continue;
            const Face face = region_face(ui_, state_, region);
            render::LabelCandidate candidate;
            candidate.id = id_of(region);
            candidate.anchor_px = {at.x, at.y};
            candidate.size_px = {text_width(face.font, face.px, region.name), face.px * 1.05F};
            candidate.radius_px = state_.live.radius_px();
            candidate.reach_px = seen_reach(state_.camera, region.low, region.high, at);
            candidate.label_class = render::LabelClass::Region;
            candidate.weight = static_cast<float>(region.words);
            list_.push_back(candidate);
        }
    }

    void add(TokenId id, render::LabelClass kind, const render::PointInstance& point) {
        if (std::ranges::binary_search(named_, id)) return;
        const glm::vec3 at = state_.screen()[state_.scene().index_of(id)];
        if (!state_.camera.visible(at) || point.fill.alpha() < faint) return;
        const bool lit = kind >= render::LabelClass::Pinned || selection_.is_lit(id);
        const Face face = label_face(ui_, state_, lit);
        render::LabelCandidate candidate;
        candidate.id = id;
        candidate.anchor_px = {at.x, at.y};
        candidate.size_px = {label_width(state_, frame_, face, lit, id), face.px * 1.05F};
        candidate.radius_px = point.radius_px + point.ring_px * 2;
        candidate.label_class = kind;
        candidate.weight = static_cast<float>(frame_.corpus().lexicon.vocabulary.count(id));
        list_.push_back(candidate);
    }

    const Ui& ui_;
    const Frame& frame_;
    MapState& state_;
    const Selection& selection_;
    const CategoryFilter& categories_;
    std::vector<TokenId> named_; // by others
    std::vector<render::LabelCandidate> list_;
};

// While a category is brought out, labels give way to its dots alone. Words that were placed lie everywhere:
// labels give way to none of them.
std::vector<glm::vec3> strong_points(const MapState& state) {
    std::vector<glm::vec3> places;
    const std::vector<render::PointInstance>& points = state.scene().points;
    for (std::size_t i = state.scene().placed; i < points.size(); ++i)
        if (points[i].fill.alpha() >= faint) places.push_back(state.screen()[i]);
    return places;
}

// What lies over the map, as of the last frame, in px of the canvas.
std::vector<render::LabelBox> taken_boxes(const Ui& ui, const Area& area, const MapState& state) {
    const float air = ui.px(2);
    std::vector<render::LabelBox> boxes;
    for (const std::vector<Area>* list : {&state.controls, &state.signs})
        for (const Area& taken : *list)
            boxes.push_back({{taken.low.x - area.low.x - air, taken.low.y - area.low.y - air},
                             {taken.high().x - area.low.x + air, taken.high().y - area.low.y + air}});
    return boxes;
}

struct Ink {
    Face face;
    ImU32 colour;
    float alpha;
};

// A thin shade keeps words readable over lines; a name that may lie over dots has a wider one.
void write(const Ui& ui, ImVec2 at, const std::string& words, const Ink& ink, bool over_dots) {
    const ImVec2 thin[] = {{1, 1}, {-1, 0}, {0, -1}};
    const ImVec2 wide[] = {{2, 0},       {-2, 0},       {0, 2},        {0, -2},
                           {1.5F, 1.5F}, {-1.5F, 1.5F}, {1.5F, -1.5F}, {-1.5F, -1.5F}};
    ImDrawList* draw = ImGui::GetWindowDrawList();
    for (const ImVec2 offset : over_dots ? std::span<const ImVec2>{wide} : std::span<const ImVec2>{thin})
        draw->AddText(ink.face.font, ink.face.px, {at.x + offset.x, at.y + offset.y},
                      with_alpha(ui.theme.ground, ink.alpha * 0.8F), words.c_str());
    draw->AddText(ink.face.font, ink.face.px, at, with_alpha(ink.colour, ink.alpha), words.c_str());
}

class Writer {
public:
    Writer(PanelContext& context, MapState& state) : context_{context}, state_{state} {}

    void write_region(const render::PlacedLabel& label) {
        const auto shown = state_.regions_named.shown();
        const auto region = std::ranges::find(shown, label.id, id_of);
        if (region == shown.end()) return;
        const Ui& ui = context_.ui;
        const bool own = context_.frame.colours == nullptr || context_.frame.colours->colours().empty();
        const ImU32 colour = own ? context_.frame.words->category_colour(region->label) : ui.theme.dim;
        const bool focused = context_.view.selection.focus().has_value();
        const float alpha = (focused ? 0.4F : 0.9F) * label.alpha * region->presence;
        put(label, region->name,
            {region_face(ui, state_, *region), mix(colour, ui.theme.strong, 0.4F),
             alpha * quietness(state_, *region)});
    }

    void write_word(const render::PlacedLabel& label) {
        const Ui& ui = context_.ui;
        const Selection& selection = context_.view.selection;
        const bool lit = selection.is_lit(label.id);
        const auto kind = label_class(selection, context_.frame, label.id);
        const ImU32 own = word_colour(context_.frame, label.id);
        const ImU32 colour =
            lit ? ui.theme.strong
                : mix(own, ui.theme.text, state_.names_over_dots && ui.theme.dark ? 0.2F : 0.62F);
        const bool aside = kind == render::LabelClass::Frequent && selection.focus();
        put(label, context_.frame.word(label.id),
            {label_face(ui, state_, lit), colour,
             label.alpha * (lit     ? 1.0F
                            : aside ? 0.55F
                                    : 0.92F)});
    }

private:
    void put(const render::PlacedLabel& label, const std::string& words, const Ink& ink) {
        const ImVec2 at{std::round(context_.area.low.x + label.position_px.x),
                        std::round(context_.area.low.y + label.position_px.y)};
        const float width = text_width(ink.face.font, ink.face.px, words);
        if (label.side == render::LabelSide::Over) // its dot and others are not to cross it out
            ImGui::GetWindowDrawList()->AddRectFilled(
                {at.x - 1, at.y}, {at.x + width + 1, at.y + ink.face.px},
                with_alpha(context_.ui.theme.ground, 0.6F * label.alpha), context_.ui.px(3));
        write(context_.ui, at, words, ink, label.id < 0 || state_.names_over_dots);
        if (label.id >= 0 && state_.placer.shown(label.id))
            state_.written.push_back({label.id, {at, {width, ink.face.px}}});
        if (context_.ui.rects.wanted && state_.placer.shown(label.id))
            context_.ui.rects.labels.push_back({words, label.id < 0, at.x, at.y, width, ink.face.px});
    }

    PanelContext& context_;
    MapState& state_;
};

void tell_words(UiRects& rects, const Area& area, const MapState& state) {
    constexpr std::size_t most_told = 5000; // a script has no use for more, and the file would grow
    const std::size_t all = state.scene().words.size(), first = state.scene().placed; // the map's own first
    auto& told = rects.words_of(state.index);
    for (std::size_t k = 0; k < all && told.size() < most_told; ++k) {
        const std::size_t i = (first + k) % all;
        const glm::vec3 at = state.screen()[i];
        if (state.camera.visible(at))
            told.push_back({state.scene().words[i], area.low.x + at.x, area.low.y + at.y});
    }
}

} // namespace

glm::vec2 seen_reach(const render::Camera& camera, glm::vec3 low, glm::vec3 high, glm::vec3 at) {
    glm::vec2 reach{0.0F};
    for (int i = 0; i < 8; ++i) {
        const glm::vec3 corner{(i & 1) != 0 ? high.x : low.x, (i & 2) != 0 ? high.y : low.y,
                               (i & 4) != 0 ? high.z : low.z};
        const glm::vec3 p = camera.project(corner);
        if (p.z > 0.0F) reach = glm::max(reach, glm::abs(glm::vec2{p} - glm::vec2{at}));
    }
    return reach;
}

ImU32 word_colour(const Frame& frame, TokenId id) {
    if (frame.colours == nullptr || frame.colours->colours().empty()) return frame.words->colour(id);
    const glm::vec3 c = frame.colours->colours()[id];
    return from_rgb(c.r, c.g, c.b);
}

void draw_map_labels(PanelContext& context, MapState& state) {
    auto& [ui, info, area, frame, view, out] = context;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    draw->PushClipRect(area.low, area.high(), true);
    const bool all = view.categories.hovered == -2;
    const std::vector<glm::vec3> strong = all ? std::vector<glm::vec3>{} : strong_points(state);
    state.placer.settings().point_px = state.live.radius_px();
    state.placer.settings().slack_px = ui.px(state.names_over_dots ? 1.5F : 3);
    state.placer.settings().padding_px = ui.px(state.names_over_dots ? 0.5F : 3);
    state.placer.settings().over_points = state.names_over_dots;
    const auto placed = state.placer.update(
        Candidates{ui, frame, state, view}.list(),
        all ? state.screen().subspan(state.scene().placed) : std::span<const glm::vec3>{strong},
        {area.size.x, area.size.y}, frame.dt, taken_boxes(ui, area, state));
    state.written.clear();
    Writer writer{context, state};
    for (const render::PlacedLabel& label : placed)
        if (label.id < 0) writer.write_region(label); // in the order of ids: under words
    for (const render::PlacedLabel& label : placed)
        if (label.id >= 0) writer.write_word(label);
    draw->PopClipRect();
    if (ui.rects.wanted) tell_words(ui.rects, area, state);
}

} // namespace wordfield::app
