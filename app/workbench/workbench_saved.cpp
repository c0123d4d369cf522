// SPDX-License-Identifier: MIT
// How the workbench is looked at, as a value that the next window begins with.
#include "app/workbench/workbench.hpp"

#include <algorithm>
#include <bit>
#include <map>
#include <utility>
#include <vector>

namespace wordfield::app {
namespace {

SavedCamera camera_of(const MapState& map) {
    const render::Camera::State& state = map.camera.state();
    return {state.target, state.zoom, state.yaw, state.pitch, map.follow};
}

void put_camera(MapState& map, const SavedCamera& camera) {
    map.follow = camera.follow;
    if (!camera.follow) map.camera.jump_to({camera.target, camera.zoom, camera.yaw, camera.pitch});
}

} // namespace

SavedView Workbench::saved_view() const {
    SavedView view{.values = values(),
                   .playback_speed = view_.playback.speed,
                   .loop = view_.playback.loop,
                   .map_alone = view_.map_alone,
                   .arithmetic = view_.arithmetic.text};
    for (std::size_t i = 0; i < view.values.maps.size(); ++i) {
        const MapState& map = maps_.all()[i];
        view.values.maps[i].settings.pinned = map.settings.pinned;
        view.cameras.push_back(camera_of(map));
    }
    if (models_.active()) { // nobody has that model or file any more by then
        view.values.shown = {};
        view.values.maps.back().settings.kept_rows.reset();
        view.values.maps.back().settings.kept_words.reset();
    }
    if (frame_.moment && !frame_.live) view.step = frame_.moment->step;
    if (wanted_step_) view.step = wanted_step_;
    if (status_) {
        view.running = status_->running();
        view.speed_limit = status_->speed_limit;
    }
    return view;
}

// Not a map that only stands in for the one that a moment never had; of a step that has several, the last
// one: it may have come to rest since the moment was kept.
KeptMaps Workbench::kept_maps() const {
    std::map<std::int64_t, std::shared_ptr<const Layout>> maps;
    for (const Timeline::Kept& kept : timeline().moments())
        if (kept.layout && kept.layout->step <= kept.moment->step) maps[kept.layout->step] = kept.layout;
    if (const auto& newest = maps_.newest(); newest && live_moment_ && newest->run == live_moment_->run)
        maps[newest->step] = newest;
    KeptMaps list;
    for (const auto& [step, layout] : maps) list.push_back(layout);
    return list;
}

// Everything speaks of words, so this waits for them.
void Workbench::restore_view() {
    const auto view = read_view(std::exchange(to_restore_, {}), saved_view(), *live_moment_->corpus);
    if (!view) return;
    restored_maps_ =
        read_kept_maps(std::exchange(maps_to_restore_, {}), *live_moment_->corpus, live_moment_->run);
    for (const auto& layout : restored_maps_) history_.record(*layout); // its curves
    show(view->values);
    if (!restored_maps_.empty()) maps_.leading().settings.from = restored_maps_.back();
    for (int i = 0; i < std::ssize(view->cameras); ++i) {
        MapState& map = maps_.all()[i];
        map.settings.pinned = view->values.maps[i].settings.pinned;
        put_camera(map, view->cameras[i]);
        out_.post(MapSettingsChanged{i});
    }
    view_.playback.speed = view->playback_speed;
    view_.playback.loop = view->loop;
    view_.map_alone = view->map_alone;
    const std::size_t length = std::min(view->arithmetic.size(), sizeof view_.arithmetic.text - 1);
    view_.arithmetic.text[view->arithmetic.copy(view_.arithmetic.text, length)] = '\0';
    if (view->speed_limit > 0) out_.post(SetSpeedLimit{view->speed_limit});
    if (view->step) {
        wanted_step_ = view->step; // its map comes with it
        out_.post(ShowStep{live_moment_->run, *view->step});
    }
    recall_moments();
    encode_sentences();
    restless_ = true;
}

// Of the moments that had a map, the time bar gets those back that are on the disk: first some of all the
// way, then those between.
void Workbench::recall_moments() {
    RecallSteps asked{live_moment_->run, {}};
    std::vector<char> taken(restored_maps_.size());
    for (std::size_t stride = std::bit_ceil(taken.size()); stride > 0; stride /= 2)
        for (std::size_t i = 0; i < taken.size(); i += stride)
            if (std::exchange(taken[i], 1) == 0) asked.steps.push_back(restored_maps_[i]->step);
    std::erase_if(asked.steps, [&](std::int64_t step) { return step >= live_moment_->step; });
    if (!asked.steps.empty()) out_.post(std::move(asked));
}

void Workbench::take_recalled(const std::shared_ptr<const Moment>& moment) {
    if (!live_moment_ || moment->run != live_moment_->run || moment->step >= live_moment_->step) return;
    moments_.recall(moment, map_near(moment->step));
    moment_bytes_ = moments_.bytes();
    restless_ = true;
}

} // namespace wordfield::app
