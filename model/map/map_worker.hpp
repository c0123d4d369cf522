// SPDX-License-Identifier: MIT
// The map thread: follows the trainer's moments and publishes layouts, at most 30 a second. Sleeps without
// any cost when the map is at rest and nothing new has come.
#pragma once

#include "model/core/latest.hpp"
#include "model/map/map_maker.hpp"

#include <chrono>
#include <exception>
#include <functional>
#include <memory>
#include <string>
#include <thread>

namespace wordfield::inline map {

class MapWorker {
public:
    /// `moments` must outlive this. `on_news` is called on the map thread after each new layout; may be
    /// empty. With `from_the_beginning`, the first layout of a run is that of Moment::beginning, however
    /// far the run has come by the time this thread looks.
    MapWorker(const Latest<Moment>& moments, MapSettings settings, std::function<void()> on_news = {},
              bool from_the_beginning = false);
    ~MapWorker();
    MapWorker(const MapWorker&) = delete;
    MapWorker& operator=(const MapWorker&) = delete;

    /// Any thread. The newest settings win.
    void set(MapSettings settings);
    [[nodiscard]] const Latest<Layout>& layouts() const { return layouts_; }
    /// Why no newer map is made: a sentence. A map is tried again with the next moment.
    [[nodiscard]] const Latest<std::string>& trouble() const { return trouble_; }

private:
    void serve(const std::stop_token& stop, MapSettings settings);
    void make_layout(MapMaker& maker, const MapSettings& settings);
    void tell(const std::exception& error, const MapSize& size, const MapSettings& settings);
    void take_news(MapMaker& maker, MapSettings& current, const std::stop_token& stop, bool resting);
    static void work(MapMaker& maker, std::chrono::steady_clock::duration time);

    const Latest<Moment>& moments_;
    std::function<void()> on_news_;
    bool from_the_beginning_;
    Latest<MapSettings> settings_;
    Latest<Layout> layouts_;
    Latest<std::string> trouble_;
    std::string told_;
    std::chrono::steady_clock::duration laying_out_{}; // took the last layout
    std::uint64_t seen_moment_ = 0;
    std::uint64_t seen_settings_ = 0;
    std::shared_ptr<const Moment> held_; // its turn has not come: see take_news()
    std::jthread thread_;                // the last member: it stops before what it uses goes
};

} // namespace wordfield::inline map
