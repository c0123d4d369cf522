// SPDX-License-Identifier: MIT
#include "app/map/word_colours.hpp"
#include "app/panels/map/map_parts.hpp"

#include <algorithm>
#include <cmath>
#include <functional>

namespace wordfield::app {
namespace {

constexpr float faint = 0.3F; // alpha of a dot that has no label, and keeps none away

struct Face {
    ImFont* font;
    float px;
};

Face label_face(const Ui& ui, const MapState& state, bool lit) {
    const float px = std::round(std::clamp(state.label_px, 10.0F, 32.0F) * ui.scale * (lit ? 1.12F : 1.0F));
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

class Candidates {
public:
    Candidates(const Ui& ui, const Frame& frame, MapState& state, const Selection& selection)
        : ui_{ui}, frame_{frame}, state_{state}, selection_{selection} {}

    // Those that somebody looks at, then the most frequent ones, no more than can hope for room.
    std::vector<render::LabelCandidate> list() {
        const Scene& scene = state_.scene();
        for (std::size_t i = 0; i < scene.front.size(); ++i)
            add(scene.front_words[i], label_class(selection_, frame_, scene.front_words[i]), scene.front[i]);
        if (!state_.labels) return std::move(list_);
        std::vector<TokenId> named = scene.front_words;
        std::ranges::sort(named);
        const auto most = named.size() + static_cast<std::size_t>(state_.placer.settings().tries);
        for (const TokenId id : words_by_count()) {
            if (list_.size() >= most) break;
            if (!std::ranges::binary_search(named, id))
                add(id, render::LabelClass::Frequent, scene.points[scene.index_of(id)]);
        }
        return std::move(list_);
    }

private:
    const std::vector<TokenId>& words_by_count() {
        const std::vector<TokenId>& words = state_.scene().words;
        return state_.by_count.get(words, [&] {
            std::vector<TokenId> sorted = words;
            std::ranges::stable_sort(sorted, std::greater{}, [&](TokenId id) {
                return frame_.corpus().lexicon.vocabulary.count(id);
            });
            return sorted;
        });
    }

    void add(TokenId id, render::LabelClass kind, const render::PointInstance& point) {
        const glm::vec3 at = state_.screen()[state_.scene().index_of(id)];
        if (!state_.camera.visible(at) || point.fill.a < faint) return;
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
    std::vector<render::LabelCandidate> list_;
};

// While a category is brought out, labels give way to its dots alone.
std::vector<glm::vec3> strong_points(const MapState& state) {
    std::vector<glm::vec3> places;
    const std::vector<render::PointInstance>& points = state.scene().points;
    for (std::size_t i = 0; i < points.size(); ++i)
        if (points[i].fill.a >= faint) places.push_back(state.screen()[i]);
    return places;
}

} // namespace

ImU32 word_colour(const Frame& frame, TokenId id) {
    if (frame.colours == nullptr || frame.colours->colours().empty()) return frame.words->colour(id);
    const glm::vec3 c = frame.colours->colours()[id];
    return from_rgb(c.r, c.g, c.b);
}

void draw_map_labels(PanelContext& context, MapState& state) {
    auto& [ui, info, area, frame, view, out] = context;
    const Selection& selection = view.selection;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    draw->PushClipRect(area.low, area.high(), true);
    const std::vector<glm::vec3> strong =
        view.categories.hovered == -2 ? std::vector<glm::vec3>{} : strong_points(state);
    const auto placed = state.placer.update(
        Candidates{ui, frame, state, selection}.list(),
        view.categories.hovered == -2 ? state.screen() : std::span<const glm::vec3>{strong},
        {area.size.x, area.size.y}, frame.dt);
    const bool focused = selection.focus().has_value();
    for (const render::PlacedLabel& label : placed) {
        const TokenId id = label.id;
        const bool lit = selection.is_lit(id);
        const auto kind = label_class(selection, frame, id);
        const Face face = label_face(ui, state, lit);
        const ImVec2 at{std::round(area.low.x + label.position_px.x),
                        std::round(area.low.y + label.position_px.y)};
        const ImU32 own = word_colour(frame, id);
        const ImU32 colour = lit ? ui.theme.strong : mix(own, ui.theme.text, 0.62F);
        const float faded = kind == render::LabelClass::Frequent && focused ? 0.55F : 0.92F;
        const float alpha = label.alpha * (lit ? 1.0F : faded);
        for (const ImVec2 offset :
             {ImVec2{1, 1}, ImVec2{-1, 0}, ImVec2{0, -1}}) // a thin shade keeps words readable over lines
            draw->AddText(face.font, face.px, {at.x + offset.x, at.y + offset.y},
                          with_alpha(ui.theme.ground, alpha * 0.8F), frame.word(id).c_str());
        draw->AddText(face.font, face.px, at, with_alpha(colour, alpha), frame.word(id).c_str());
    }
    draw->PopClipRect();
    if (!ui.rects.wanted) return;
    constexpr std::size_t most_told = 5000; // a script has no use for more, and the file would grow
    for (std::size_t i = 0; i < std::min(state.scene().words.size(), most_told); ++i)
        if (state.camera.visible(state.screen()[i]))
            ui.rects.words_of(state.index)
                .push_back({state.scene().words[i], area.low.x + state.screen()[i].x,
                            area.low.y + state.screen()[i].y});
}

} // namespace wordfield::app
