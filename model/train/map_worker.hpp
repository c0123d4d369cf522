// SPDX-License-Identifier: MIT
// The map thread: follows the trainer's snapshots and publishes layouts, at most 30 a second. Sleeps without
// any cost when the map is at rest and nothing new has come.
#pragma once

#include "model/core/handover.hpp"
#include "model/train/map_maker.hpp"

#include <chrono>
#include <functional>
#include <thread>

namespace wordfield {

class MapWorker {
public:
    /// `snapshots` must outlive this. `on_news` is called on the map thread after each new layout; may be
    /// empty.
    MapWorker(const Latest<Snapshot>& snapshots, MapSettings settings, std::function<void()> on_news = {});
    ~MapWorker();
    MapWorker(const MapWorker&) = delete;
    MapWorker& operator=(const MapWorker&) = delete;

    /// Any thread. The newest settings win.
    void set(MapSettings settings);
    [[nodiscard]] const Latest<Layout>& layouts() const { return layouts_; }

private:
    void serve(const std::stop_token& stop, MapSettings settings);
    void take_news(MapMaker& maker, MapSettings& current, const std::stop_token& stop, bool resting);
    [[nodiscard]] static bool work(MapMaker& maker, std::chrono::steady_clock::duration time);

    const Latest<Snapshot>& snapshots_;
    std::function<void()> on_news_;
    Latest<MapSettings> settings_;
    Latest<Layout> layouts_;
    std::uint64_t seen_snapshot_ = 0;
    std::uint64_t seen_settings_ = 0;
    std::shared_ptr<const Snapshot> held_; // newer than the rows whose neighbours are being looked for
    std::jthread thread_;                  // the last member: it stops before what it uses goes
};

} // namespace wordfield
