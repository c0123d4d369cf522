// SPDX-License-Identifier: MIT
#include "app/panels/map/maps.hpp"

#include "app/story/model_comparison.hpp"
#include "model/map/align.hpp"
#include "model/map/projection_info.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace wordfield::app {
namespace {

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

} // namespace

Maps::Maps(const Settings& settings, const ProjectionConfig& projection) {
    auto& [left, right] = views_;
    static_cast<MapLook&>(left) = settings.look;
    left.settings = settings.map;
    left.settings.projection = with_remembered_numbers(projection, settings.map.projection);
    left.view.open = settings.map_settings_open;
    right.name = "map2";
    right.second = true;
    right.settings.shown = left.settings.shown;
    right.settings.list = left.settings.list;
    right.settings.projection = projection;
    right.settings.projection.method = projection_info(projection.method).beside;
}

void Maps::remember(Settings& settings) const {
    settings.look = first();
    settings.map = first().settings;
    settings.map_settings_open = first().view.open;
}

void Maps::begin_run(std::uint64_t run) {
    for (MapState& map : views_)
        if (map.newest && map.newest->run != run) map.newest.reset();
}

void Maps::forget_words() {
    for (MapState& map : views_) app::forget_words(map);
}

void Maps::draw(PanelContext& context) {
    if (!two_) return draw_map(context, views_[0]);
    auto& [left, right] = views_;
    const Ui& ui = context.ui;
    const Area area = context.area;
    const float half = std::floor(area.size.x * 0.5F);
    PanelContext at_left = context;
    at_left.area.size.x = half;
    draw_map(at_left, left);
    Frame second = context.frame;
    second.layout = right.newest;
    if (second.layout && (!second.moment || second.layout->run != second.moment->run)) second.layout.reset();
    static_cast<MapLook&>(right) = left;
    PanelContext at_right{context.ui, context.info, {}, second, context.view, context.out};
    at_right.area = {{area.low.x + half + 1, area.low.y}, {area.size.x - half - 1, area.size.y}};
    draw_map(at_right, right);
    const ModelComparison& models = *context.frame.models;
    if (models.kept() && right.settings.kept_rows == models.kept()->embedding)
        caption(ui, {area.low.x + area.size.x * 0.75F, area.high().y - ui.px(64)},
                "kept: " + model_name(*models.kept()));
    ImGui::GetForegroundDrawList()->AddLine({area.low.x + half, area.low.y},
                                            {area.low.x + half, area.high().y}, ui.theme.border);
    link_cameras();
}

// Two maps of one method and the same words are looked at from the same place; of different methods, places
// have nothing to do with each other.
void Maps::link_cameras() {
    auto& [left, right] = views_;
    const auto& a = left.settings.projection;
    const auto& b = right.settings.projection;
    if (a.method != b.method || a.dims != b.dims || left.settings.words != right.settings.words) return;
    const bool second_leads = right.camera_moved;
    MapState& from = second_leads ? right : left;
    MapState& to = second_leads ? left : right;
    if (!from.camera_moved && from.follow) return;
    to.follow = from.follow;
    to.camera.jump_to(from.camera.state());
}

void Maps::show_kept(std::shared_ptr<const Matrix> rows, Outbox& out) {
    if (!two_) toggle_second(out);
    MapSettings& settings = views_[1].settings;
    settings.projection = first().settings.projection;
    settings.kept_rows = std::move(rows);
    settings.beside = newest();
    out.post(MapSettingsChanged{.second = true});
}

void Maps::forget_kept(Outbox& out) {
    views_[1].settings.kept_rows.reset();
    if (two_) toggle_second(out);
}

void Maps::turn_kept(double time) {
    constexpr double interval = 0.7; // seconds
    auto& [left, right] = views_;
    if (right.settings.kept_rows == nullptr || !left.newest || !right.newest || time - turned_ < interval)
        return;
    if (right.newest->config.method != left.newest->config.method ||
        right.newest->config.dims != left.newest->config.dims)
        return;
    turned_ = time;
    auto turned = std::make_shared<Layout>(*right.newest);
    turned->positions = align_map(right.newest->positions.leftCols(right.newest->config.dims),
                                  right.newest->words, left.newest->positions, left.newest->words);
    right.newest = std::move(turned);
}

void Maps::toggle_second(Outbox& out) {
    two_ = !two_;
    out.post(MapSettingsChanged{.second = true});
    MapState& right = views_[1];
    right.aimed.reset();
    right.follow = true;
    right.settings.beside = newest();
    right.newest.reset();
    views_[0].follow = true;
}

void Maps::place_pinned(const Selection& selection, std::uint64_t run, Outbox& out) {
    for (MapState& map : views_) {
        const Layout* const layout = map.newest.get();
        if ((map.second && !two_) || layout == nullptr || layout->run != run || map.isolated()) continue;
        for (const TokenId id : selection.pinned) {
            const bool there = std::ranges::find(layout->words, id) != layout->words.end() ||
                               std::ranges::find(map.settings.pinned, id) != map.settings.pinned.end();
            if (there) continue;
            map.settings.pinned.push_back(id);
            map.follow = true; // the map is made anew, around another middle
            out.post(MapSettingsChanged{map.second});
        }
    }
}

void Maps::changed(Outbox& out) const {
    for (const MapState& map : views_) out.post(MapSettingsChanged{map.second});
}

bool Maps::isolate(const Selection& selection, Outbox& out) {
    if (!isolate_words(views_[0], selection)) return false;
    isolate_words(views_[1], selection);
    changed(out);
    return true;
}

bool Maps::unisolate(Outbox& out) {
    if (!unisolate_words(views_[0])) return false;
    unisolate_words(views_[1]);
    changed(out);
    return true;
}

void Maps::end_isolation(Outbox& out) {
    for (MapState& map : views_) show_default_words(map);
    changed(out);
}

bool Maps::leave_tools() {
    for (MapState& map : views_)
        if (map.view.open) {
            map.view.open = ImGui::GetIO().WantTextInput; // Esc leaves a text field before it closes anything
            return true;
        }
    const bool any = std::ranges::any_of(views_, &MapState::lasso_tool);
    for (MapState& map : views_) map.lasso_tool = false;
    return any;
}

namespace {

class MapPanel : public PanelView {
public:
    void draw(PanelContext& context) override {
        context.view.maps->draw(context);
        if (context.area.size.y != height_ && height_ > 0 && context.view.maps->first().follow)
            context.out.post(FrameMap{.all = true});
        height_ = context.area.size.y;
    }
    [[nodiscard]] bool animating(const View& view) const override { return view.maps->animating(); }

private:
    float height_ = 0.0F; // of the last frame: the camera follows
};

} // namespace

PanelEntry map_panel() {
    return {
        {.id = Panel::Map, .name = "Map", .key = 4, .lesson = "Map", .place = PanelPlace::Map, .stays = true},
        make_panel<MapPanel>};
}

} // namespace wordfield::app
