// SPDX-License-Identifier: MIT
// The maps of the workbench: one, or two side by side, and what is done to both.
#include "app/workbench.hpp"

#include "model/geometry/align.hpp"
#include "model/geometry/projection_info.hpp"

#include <algorithm>
#include <cmath>

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

// What was set in the window before comes first, then what the command line says.
void Workbench::set_up_maps(const Settings& settings, const ProjectionConfig& projection) {
    static_cast<MapLook&>(map_) = settings.look;
    map_.settings = settings.map;
    map_.settings.projection = with_remembered_numbers(projection, settings.map.projection);
    map_.view.open = settings.map_settings_open;
    second_map_.name = "map2";
    second_map_.second = true;
    second_map_.settings.shown = map_.settings.shown;
    second_map_.settings.list = map_.settings.list;
    second_map_.settings.projection = projection;
    second_map_.settings.projection.method = projection_info(projection.method).beside;
}

void Workbench::remember(Settings& settings) const {
    settings.look = map_;
    settings.map = map_.settings;
    settings.map_settings_open = map_.view.open;
    if (never_ask_to_quit_) settings.quit_asks_after = -1;
}

void Workbench::draw_maps(const Area& area) {
    if (!two_maps_) {
        draw_map(ui_, area, frame_, map_, words_state_, selection_, out_);
        return;
    }
    const float half = std::floor(area.size.x * 0.5F);
    draw_map(ui_, {area.low, {half, area.size.y}}, frame_, map_, words_state_, selection_, out_);
    Frame second = frame_;
    second.layout = second_layout_;
    if (second.layout && (!second.snapshot || second.layout->run != second.snapshot->run))
        second.layout.reset();
    static_cast<MapLook&>(second_map_) = map_;
    draw_map(ui_, {{area.low.x + half + 1, area.low.y}, {area.size.x - half - 1, area.size.y}}, second,
             second_map_, words_state_, selection_, out_);
    if (models_.kept() && second_map_.settings.kept_rows == models_.kept()->embedding)
        caption(ui_, {area.low.x + area.size.x * 0.75F, area.high().y - ui_.px(64)},
                "kept: " + model_name(*models_.kept()));
    ImGui::GetForegroundDrawList()->AddLine({area.low.x + half, area.low.y},
                                            {area.low.x + half, area.high().y}, ui_.theme.border);
    link_cameras();
}

// Two maps of one method and the same words are looked at from the same place; of different methods, places
// have nothing to do with each other.
void Workbench::link_cameras() {
    const auto& a = map_.settings.projection;
    const auto& b = second_map_.settings.projection;
    if (a.method != b.method || a.dims != b.dims || map_.settings.words != second_map_.settings.words) return;
    const bool second_leads = second_map_.camera_moved;
    MapState& from = second_leads ? second_map_ : map_;
    MapState& to = second_leads ? map_ : second_map_;
    if (!from.camera_moved && from.follow) return;
    to.follow = from.follow;
    to.camera.jump_to(from.camera.state());
}

// The model that is there stays at the right, for comparison, while the next one is trained at the left.
void Workbench::keep_model() {
    models_.keep(live_snapshot_);
    if (!two_maps_) toggle_second_map();
    second_map_.settings.projection = map_.settings.projection;
    second_map_.settings.kept_rows = live_snapshot_->embedding;
    second_map_.settings.beside = live_layout_;
    out_.second_map_settings_changed = true;
}

// The map of the kept model is turned and mirrored, as a whole, onto the one of the model that learns: not in
// every frame, because that one has no shape yet at the beginning.
void Workbench::turn_kept_map() {
    constexpr double interval = 0.7; // seconds
    if (!models_.kept() || !second_layout_ || frame_.time - kept_map_turned_ < interval) return;
    if (second_layout_->config.method != live_layout_->config.method ||
        second_layout_->config.dims != live_layout_->config.dims || second_map_.settings.kept_rows == nullptr)
        return;
    kept_map_turned_ = frame_.time;
    auto turned = std::make_shared<Layout>(*second_layout_);
    turned->positions = align_map(second_layout_->positions.leftCols(second_layout_->config.dims),
                                  second_layout_->words, live_layout_->positions, live_layout_->words);
    second_layout_ = std::move(turned);
}

void Workbench::forget_kept_model() {
    models_.forget();
    second_map_.settings.kept_rows.reset();
    if (two_maps_) toggle_second_map();
}

void Workbench::toggle_second_map() {
    two_maps_ = !two_maps_;
    out_.second_map_settings_changed = true;
    second_map_.aimed.reset();
    second_map_.follow = true;
    second_map_.settings.beside = live_layout_;
    second_layout_.reset();
    map_.follow = true;
    restless_ = true;
}

// A chosen word has a place on the maps whatever kind it is. It keeps it afterwards, or every other choice
// would make a map anew.
void Workbench::place_pinned_words() {
    const auto place = [&](MapState& map, const Layout* layout, bool& changed) {
        if (layout == nullptr || !live_snapshot_ || layout->run != live_snapshot_->run || map.isolated())
            return;
        for (const TokenId id : selection_.pinned) {
            const bool there = std::ranges::find(layout->words, id) != layout->words.end() ||
                               std::ranges::find(map.settings.pinned, id) != map.settings.pinned.end();
            if (there) continue;
            map.settings.pinned.push_back(id);
            map.follow = changed = true; // the map is made anew, around another middle
        }
    };
    if (!selection_.pinned.empty()) {
        place(map_, live_layout_.get(), out_.map_settings_changed);
        if (two_maps_) place(second_map_, second_layout_.get(), out_.second_map_settings_changed);
    }
}

// Both maps show what is chosen, so that they can be compared.
void Workbench::isolate() {
    if (!isolate_words(map_, selection_)) return;
    isolate_words(second_map_, selection_);
    isolated_last_ = true;
    out_.map_settings_changed = out_.second_map_settings_changed = true;
}

void Workbench::end_isolation() {
    show_default_words(map_);
    show_default_words(second_map_);
    out_.map_settings_changed = out_.second_map_settings_changed = true;
}

void Workbench::undo() {
    const bool isolation = isolated_last_ && unisolate_words(map_);
    isolated_last_ = false;
    if (!isolation) {
        const Snapshot* s = live_snapshot_.get();
        if (s != nullptr && s->undoable_edits == 0 && s->replaced_step.value_or(0) > 0)
            undo_restart();
        else
            out_.post(UndoRowEdit{});
        return;
    }
    unisolate_words(second_map_);
    out_.map_settings_changed = out_.second_map_settings_changed = true;
}

// Of the maps, what Esc closes or gives up, one thing at a time: the popovers, a tool in the hand, and, once
// no word is chosen, an isolation. False when there is nothing of the kind.
bool Workbench::leave_map_things() {
    for (MapState* map : {&map_, &second_map_})
        if (map->view.open) {
            map->view.open =
                ImGui::GetIO().WantTextInput; // Esc leaves a text field before it closes anything
            return true;
        }
    if (map_.lasso_tool || second_map_.lasso_tool) {
        map_.lasso_tool = second_map_.lasso_tool = false;
        return true;
    }
    if (!selection_.pinned.empty() || !unisolate_words(map_)) return false;
    unisolate_words(second_map_);
    out_.map_settings_changed = out_.second_map_settings_changed = true;
    return true;
}

} // namespace wordfield::app
