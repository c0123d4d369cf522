// SPDX-License-Identifier: MIT
#include "app/panels/map/maps.hpp"

#include "app/story/model_comparison.hpp"
#include "model/map/align.hpp"
#include "model/map/map_shape.hpp"
#include "model/map/projection_info.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace wordfield::app {
namespace {

constexpr int most_maps = 2; // more would be too narrow for their tool bars
constexpr int beside = 1;    // which of them shows a kept model

// Centred on `at`, over whatever is there.
void caption(const Ui& ui, ImVec2 at, const std::string& words) {
    const float width = text_width(ui.fonts.body, ui.fonts.body_px, words);
    const ImVec2 low{at.x - width * 0.5F, at.y};
    ImDrawList* const draw = ImGui::GetForegroundDrawList();
    draw->AddRectFilled({low.x - ui.px(8), low.y - ui.px(4)},
                        {low.x + width + ui.px(8), low.y + ui.fonts.body_px + ui.px(4)},
                        with_alpha(ui.theme.panel, 0.92F), ui.px(6));
    draw->AddText(ui.fonts.body, ui.fonts.body_px, low, ui.theme.text, words.c_str());
}

// Maps of one method and the same words are looked at from the same place; of different methods, places have
// nothing to do with each other.
bool show_the_same(const MapState& a, const MapState& b) {
    const ProjectionConfig& one = a.settings.projection;
    const ProjectionConfig& other = b.settings.projection;
    return one.method == other.method && one.dims == other.dims && a.settings.words == b.settings.words;
}

} // namespace

Maps::Maps(const Settings& settings, const ProjectionConfig& projection) : views_(most_maps) {
    MapState& left = leading();
    static_cast<MapLook&>(left) = settings.look;
    left.settings = settings.map;
    left.settings.projection = with_remembered_numbers(projection, settings.map.projection);
    left.view.open = settings.map_settings_open;
    for (int i = 1; i < most_maps; ++i) {
        MapState& map = views_[i];
        map.index = i;
        map.settings.shown = left.settings.shown;
        map.settings.list = left.settings.list;
        map.settings.projection = projection;
        map.settings.projection.method = projection_info(projection.method).beside;
    }
}

void Maps::remember(Settings& settings) const {
    settings.look = leading();
    settings.map = leading().settings;
    settings.map_settings_open = leading().view.open;
}

void Maps::begin_run(std::uint64_t run) {
    for (MapState& map : views_)
        if (map.newest && map.newest->run != run) map.newest.reset();
}

void Maps::forget_words() {
    for (MapState& map : views_) app::forget_words(map);
}

bool Maps::animating() const {
    return std::ranges::any_of(views(), &MapState::animating);
}

std::vector<ImVec2> Maps::dots(const Area& area) const {
    std::vector<ImVec2> dots;
    for (const glm::vec3& at : leading().screen())
        if (leading().camera.visible(at)) dots.push_back({area.low.x + at.x, area.low.y + at.y});
    return dots;
}

bool Maps::are_drawn() const {
    return std::ranges::none_of(views(),
                                [](const MapState& map) { return map.picture && map.picture->unfinished(); });
}

void Maps::draw(PanelContext& context) {
    if (shown_ == 1) return draw_map(context, leading());
    const Area area = context.area;
    const float width = std::floor(area.size.x / static_cast<float>(shown_));
    PanelContext at_left = context;
    at_left.area.size.x = width;
    draw_map(at_left, leading());
    for (int i = 1; i < shown_; ++i) {
        const float x = static_cast<float>(i) * (width + 1);
        const bool last = i + 1 == shown_;
        draw_beside(context, views_[i],
                    {{area.low.x + x, area.low.y}, {last ? area.size.x - x : width, area.size.y}});
    }
    link_cameras();
}

// One of the others, with the look of the leading one, and the line that parts it from its neighbour.
void Maps::draw_beside(PanelContext& context, MapState& map, const Area& area) {
    const Ui& ui = context.ui;
    Frame frame = context.frame;
    frame.layout = map.newest;
    if (frame.layout && (!frame.moment || frame.layout->run != frame.moment->run)) frame.layout.reset();
    static_cast<MapLook&>(map) = leading();
    PanelContext here{context.ui, context.info, area, frame, context.view, context.out};
    draw_map(here, map);
    const ModelComparison& models = *context.frame.models;
    if (models.active() && map.settings.kept_rows)
        caption(ui, {area.low.x + area.size.x * 0.5F, area.high().y - ui.px(64)},
                fit(ui.fonts.body, ui.fonts.body_px, (models.file() ? "B: " : "kept: ") + models.name(),
                    area.size.x - ui.px(60)));
    if (ImGui::IsPopupOpen(nullptr, ImGuiPopupFlags_AnyPopup)) return; // it would be drawn through that
    ImGui::GetForegroundDrawList()->AddLine({area.low.x - 1, area.low.y}, {area.low.x - 1, area.high().y},
                                            ui.theme.border);
}

// The camera that was moved by hand in this frame takes the others along.
void Maps::link_cameras() {
    const auto others = views().subspan(1);
    const auto moved = std::ranges::find_if(others, &MapState::camera_moved);
    const MapState& from = moved == others.end() ? leading() : *moved;
    if (!from.camera_moved && from.follow) return;
    for (MapState& to : views()) {
        if (&to == &from || !show_the_same(from, to)) continue;
        to.follow = from.follow;
        to.camera.jump_to(from.camera.state());
    }
}

void Maps::show_kept(std::shared_ptr<const RowTable> rows, std::shared_ptr<const std::vector<TokenId>> words,
                     Outbox& out) {
    show(std::max(shown_, beside + 1), out);
    MapSettings& settings = views_[beside].settings;
    settings.projection = leading().settings.projection;
    settings.kept_rows = std::move(rows);
    settings.kept_words = std::move(words);
    settings.beside = newest();
    out.post(MapSettingsChanged{beside});
}

void Maps::forget_kept(Outbox& out) {
    views_[beside].settings.kept_rows.reset();
    views_[beside].settings.kept_words.reset();
    show(beside, out);
}

void Maps::take(std::shared_ptr<const Layout> layout, int map) {
    views_[map].newest = std::move(layout);
    if (map == beside) turn_onto_leading();
}

void Maps::turn_kept(double time) {
    constexpr double interval = 0.7; // seconds
    if (time - turned_ < interval) return;
    turned_ = time;
    turn_onto_leading();
}

void Maps::turn_onto_leading() {
    const auto& goal = newest();
    auto& made = views_[beside].newest;
    if (views_[beside].settings.kept_rows == nullptr || !goal || !made) return;
    if (made->config.method != goal->config.method || made->config.dims != goal->config.dims) return;
    auto turned = std::make_shared<Layout>(*made);
    turned->positions = align_map(unstretched(*made).leftCols(made->config.dims), made->words,
                                  unstretched(*goal), goal->words);
    stretch_map(turned->positions, made->stretch);
    made = std::move(turned);
}

void Maps::show(int count, Outbox& out) {
    const int before = std::exchange(shown_, std::clamp(count, 1, most_maps));
    if (shown_ == before) return;
    for (int i = std::min(before, shown_); i < std::max(before, shown_); ++i) {
        MapState& map = views_[i];
        map.aimed.reset();
        map.follow = true;
        map.settings.beside = newest();
        map.newest.reset();
        out.post(MapSettingsChanged{i});
    }
    leading().follow = true;
}

void Maps::place_pinned(const Selection& selection, std::uint64_t run, Outbox& out) {
    for (MapState& map : views()) {
        const Layout* const layout = map.newest.get();
        if (layout == nullptr || layout->run != run || map.isolated() || layout->placed) continue;
        for (const TokenId id : selection.pinned) {
            const bool there = std::ranges::find(layout->words, id) != layout->words.end() ||
                               std::ranges::find(map.settings.pinned, id) != map.settings.pinned.end();
            if (there) continue;
            map.settings.pinned.push_back(id);
            map.follow = true; // the map is made anew, around another middle
            out.post(MapSettingsChanged{map.index});
        }
    }
}

void Maps::changed(Outbox& out) const {
    for (const MapState& map : views_) out.post(MapSettingsChanged{map.index});
}

bool Maps::isolate(const std::vector<TokenId>& words, Outbox& out) {
    if (!isolate_words(leading(), words)) return false;
    for (MapState& map : all().subspan(1)) isolate_words(map, words);
    changed(out);
    return true;
}

bool Maps::unisolate(Outbox& out) {
    if (!unisolate_words(leading())) return false;
    for (MapState& map : all().subspan(1)) unisolate_words(map);
    changed(out);
    return true;
}

void Maps::end_isolation(Outbox& out) {
    for (MapState& map : views_) show_default_words(map);
    changed(out);
}

bool Maps::leave_tools() {
    for (MapState& map : views())
        if (map.view.open) {
            map.view.open = ImGui::GetIO().WantTextInput; // Esc leaves a text field before it closes anything
            return true;
        }
    const bool any = std::ranges::any_of(views(), &MapState::lasso_tool);
    for (MapState& map : views()) map.lasso_tool = false;
    return any;
}

namespace {

class MapPanel : public PanelView {
public:
    void draw(PanelContext& context) override { context.view.maps->draw(context); }
    [[nodiscard]] bool animating(const View& view) const override { return view.maps->animating(); }
};

} // namespace

PanelEntry map_panel() {
    return {{.id = Panel::Map, .name = "Map", .lesson = "Map", .place = PanelPlace::Map, .stays = true},
            make_panel<MapPanel>};
}

} // namespace wordfield::app
