// SPDX-License-Identifier: MIT
#include "app/map/recall_watch.hpp"

#include <new>
#include <system_error>
#include <utility>

namespace wordfield::app {
namespace {

constexpr int points = 13;            // of a curve
constexpr Index most_words = 400;     // two seconds of one core
constexpr double pause_seconds = 8.0; // from one curve to the next while the rows move

// The attraction is what the curve runs along.
ProjectionConfig without_attraction(ProjectionConfig config) {
    config.attraction = 1.0F;
    return config;
}

} // namespace

// Where memory or threads do not suffice there is no curve, or one that ends early: a slider can do without.
void RecallWatch::begin(const Layout& layout, const ProjectionConfig& config, float low, float high) {
    asked_ = config;
    asked_rows_ = layout.rows;
    busy_ = true;
    try {
        thread_ = std::jthread{
            [this, rows = layout.rows, config, step = layout.step, low, high](const std::stop_token& stop) {
                try {
                    measure(stop, rows, config, step, low, high);
                } catch (const std::bad_alloc&) { // what there is of it has been published
                }
                busy_ = false;
            }};
    } catch (const std::system_error&) {
        busy_ = false;
    }
}

void RecallWatch::measure(const std::stop_token& stop, const std::shared_ptr<const Matrix>& rows,
                          const ProjectionConfig& config, std::int64_t step, float low, float high) {
    RecallSweep sweep{*rows, config, equal_factors(low, high, points), most_words};
    RecallCurve curve{rows, config, step, sweep.words(), {}};
    while (!stop.stop_requested()) {
        const auto next = sweep.next();
        if (!next) break;
        curve.points.push_back(*next);
        if (!stop.stop_requested()) found_.publish(std::make_shared<const RecallCurve>(curve));
    }
}

const RecallCurve* RecallWatch::look(const Layout& layout, const ProjectionConfig& config, float low,
                                     float high, double now) {
    const ProjectionConfig wanted = without_attraction(config);
    const bool other_settings = wanted != asked_;
    if (auto newest = found_.take_newer(seen_)) {
        const bool whole = std::ssize(newest->points) == points;
        if (whole || !shown_ || std::ssize(shown_->points) < points) shown_ = std::move(newest);
        if (whole) next_ = now + pause_seconds;
    }
    if (shown_ && shown_->config != wanted) shown_.reset();
    if (busy_ && other_settings) thread_.request_stop(); // it ends with the map that it is making
    if (!busy_ && layout.rows && layout.rows->rows() > 20 &&
        (other_settings || (layout.rows != asked_rows_ && now >= next_)))
        begin(layout, wanted, low, high);
    return shown_.get();
}

} // namespace wordfield::app
