// SPDX-License-Identifier: MIT
// The loop of the map thread.
#include "model/map/map_worker.hpp"

#include "model/core/failure.hpp"
#include "model/core/free_memory.hpp"
#include "model/core/number_text.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <utility>

namespace wordfield::inline map {

namespace {
using Clock = std::chrono::steady_clock;
constexpr std::chrono::milliseconds frame{33};
constexpr std::chrono::milliseconds longest_work{250}; // on one layout: progress is to be seen
constexpr std::chrono::milliseconds retry{1000};       // after memory was used up
constexpr int work_share = 3; // times as long as taking rows and laying out, where those take long

// Of a word on the map: its row as it is prepared, as it was, and twice while both are compared; and of
// t-SNE, three times the perplexity neighbours with their distances, and the symmetric affinities made of
// them.
double bytes_of_a_word(const MapSize& size, const MapSettings& settings) {
    const double rows = 4.0 * sizeof(float) * static_cast<double>(size.columns);
    const double neighbours = 3.0 * settings.projection.perplexity * 3.0 * (sizeof(float) + sizeof(int));
    return settings.projection.method == ProjectionMethod::Tsne ? rows + neighbours : rows;
}
} // namespace

MapWorker::MapWorker(const Latest<Moment>& moments, MapSettings settings, std::function<void()> on_news,
                     bool from_the_beginning)
    : moments_{moments}, on_news_{std::move(on_news)}, from_the_beginning_{from_the_beginning},
      thread_{[this, first = std::move(settings)](const std::stop_token& stop) { serve(stop, first); }} {}

MapWorker::~MapWorker() = default; // the thread is asked to stop and joined

void MapWorker::set(MapSettings settings) {
    settings_.publish(std::make_shared<const MapSettings>(std::move(settings)));
    moments_.wake();
}

// Takes what is new; waits for it when the map is at rest.
void MapWorker::take_news(MapMaker& maker, MapSettings& current, const std::stop_token& stop, bool resting) {
    const auto other_news = [&] { return settings_.has_newer(seen_settings_); };
    const std::shared_ptr<const Moment> moment =
        resting ? moments_.wait_newer(seen_moment_, stop, other_news) : moments_.take_newer(seen_moment_);
    if (stop.stop_requested()) return;
    if (const auto settings = settings_.take_newer(seen_settings_)) {
        current = *settings;
        maker.set(*settings);
    }
    if (moment) held_ = moment;
    // While neighbours of very many rows are looked for, newer rows could only wait.
    if (!held_ || (maker.searching() && held_->run == maker.run())) return;
    const bool begins = held_->run != maker.run();
    if (from_the_beginning_ && begins && held_->beginning)
        maker.update(*held_->beginning); // and what is held comes after it
    else
        maker.update(*std::exchange(held_, nullptr));
}

// Steps until the time for one layout is used up or the map has come to rest.
void MapWorker::work(MapMaker& maker, Clock::duration time) {
    const Clock::time_point deadline = Clock::now() + time;
    const int most = maker.steps_per_layout();
    for (int i = 0; i < most; ++i) {
        if (!maker.step() || Clock::now() >= deadline) return;
    }
}

void MapWorker::make_layout(MapMaker& maker, const MapSettings& settings) {
    const auto least = std::max<Clock::duration>(settings.work, maker.patience());
    work(maker, std::clamp<Clock::duration>(work_share * laying_out_, least,
                                            std::max<Clock::duration>(least, longest_work)));
    const Clock::time_point worked = Clock::now();
    if (auto layout = maker.layout()) {
        layouts_.publish(std::move(layout));
        if (on_news_) on_news_();
    }
    laying_out_ = Clock::now() - worked;
}

// The map that there is stays; the next moment begins another one.
void MapWorker::tell(const std::exception& error, const MapSize& size, const MapSettings& settings) {
    const double free = free_memory();
    const auto fits = static_cast<std::int64_t>(0.5 * free / bytes_of_a_word(size, settings));
    const bool fewer = std::isfinite(free) && fits > 0 && fits < size.words;
    const std::string sentence =
        failure_sentence(error, "while a map of " + with_commas(size.words) + " words was made",
                         (fewer ? "about " + with_commas(fits) + " would fit: show so many (Settings)"
                                : std::string{"show fewer words on it (Settings)"}) +
                             ", or close other programs");
    if (sentence == told_) return;
    told_ = sentence;
    trouble_.publish(std::make_shared<const std::string>(sentence));
    if (on_news_) on_news_();
}

void MapWorker::serve(const std::stop_token& stop, MapSettings settings) {
    std::unique_ptr<MapMaker> maker;
    bool resting = true;
    std::mutex pause_mutex;
    std::condition_variable_any pause;
    while (!stop.stop_requested()) {
        Clock::time_point next;
        try {
            if (!maker) maker = std::make_unique<MapMaker>(settings);
            take_news(*maker, settings, stop, resting);
            if (stop.stop_requested()) return;
            next = Clock::now() + frame;
            make_layout(*maker, settings);
            resting = maker->at_rest() && !held_; // laying out may find that the map is still on its way
        } catch (const std::exception& error) {   // memory, or threads
            const MapSize size = maker ? maker->size() : MapSize{};
            maker.reset();
            held_.reset();
            resting = true;
            next = Clock::now() + retry;
            tell(error, size, settings);
        }
        std::unique_lock lock{pause_mutex};
        pause.wait_until(lock, stop, next, [] { return false; });
    }
}

} // namespace wordfield::inline map
