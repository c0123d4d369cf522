// SPDX-License-Identifier: MIT
// The loop of the map thread.
#include "model/train/map_worker.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

namespace wordfield {

namespace {
using Clock = std::chrono::steady_clock;
constexpr std::chrono::milliseconds frame{33};
constexpr std::chrono::milliseconds longest_work{250}; // on one layout: progress is to be seen
constexpr int work_share = 3; // times as long as taking rows and laying out, where those take long
} // namespace

MapWorker::MapWorker(const Latest<Snapshot>& snapshots, MapSettings settings, std::function<void()> on_news)
    : snapshots_{snapshots}, on_news_{std::move(on_news)}, thread_{[this, first = std::move(settings)](
                                                                       const std::stop_token& stop) {
          serve(stop, first);
      }} {}

MapWorker::~MapWorker() = default; // the thread is asked to stop and joined

void MapWorker::set(MapSettings settings) {
    settings_.publish(std::make_shared<const MapSettings>(std::move(settings)));
    snapshots_.wake();
}

// Takes what is new; waits for it when the map is at rest.
void MapWorker::take_news(MapMaker& maker, MapSettings& current, const std::stop_token& stop, bool resting) {
    const auto other_news = [&] { return settings_.has_newer(seen_settings_); };
    const std::shared_ptr<const Snapshot> snapshot =
        resting ? snapshots_.wait_newer(seen_snapshot_, stop, other_news)
                : snapshots_.take_newer(seen_snapshot_);
    if (stop.stop_requested()) return;
    if (const auto settings = settings_.take_newer(seen_settings_)) {
        current = *settings;
        maker.set(*settings);
    }
    if (snapshot) held_ = snapshot;
    // While neighbours of very many rows are looked for, newer rows could only wait.
    if (held_ && (!maker.searching() || held_->run != maker.run()))
        maker.update(*std::exchange(held_, nullptr));
}

// Steps until the time for one layout is used up. False when the map has come to rest.
bool MapWorker::work(MapMaker& maker, Clock::duration time) {
    const Clock::time_point deadline = Clock::now() + time;
    const int most = maker.steps_per_layout();
    for (int i = 0; i < most; ++i) {
        if (!maker.step()) return false;
        if (Clock::now() >= deadline) break;
    }
    return true;
}

void MapWorker::serve(const std::stop_token& stop, MapSettings settings) {
    MapMaker maker{settings};
    bool resting = true;
    Clock::duration around{}; // what laying out took
    std::mutex pause_mutex;
    std::condition_variable_any pause;
    while (!stop.stop_requested()) {
        take_news(maker, settings, stop, resting);
        if (stop.stop_requested()) return;
        const Clock::time_point start = Clock::now();
        resting =
            !work(maker, std::clamp<Clock::duration>(work_share * around, settings.work,
                                                     std::max<Clock::duration>(settings.work, longest_work)));
        const Clock::time_point worked = Clock::now();
        if (auto layout = maker.layout(resting && maker.quality_is_old())) {
            layouts_.publish(std::move(layout));
            if (on_news_) on_news_();
        }
        around = Clock::now() - worked;
        std::unique_lock lock{pause_mutex};
        pause.wait_until(lock, stop, start + frame, [] { return false; });
    }
}

} // namespace wordfield
