// SPDX-License-Identifier: MIT
// Measures beside everything else what a t-SNE map would keep at other attractions than its own, while
// somebody looks at that slider. A thread of its own, which ends with its curve.
#pragma once

#include "model/core/latest.hpp"
#include "model/map/layout.hpp"
#include "model/map/recall_curve.hpp"

#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <thread>
#include <vector>

namespace wordfield::app {

struct RecallCurve {
    std::shared_ptr<const Matrix> rows; ///< (n, C) that it was measured on
    ProjectionConfig config;            ///< of the map; its attraction does not count
    std::int64_t step = 0;              ///< of the rows
    Index words = 0;                    ///< how many of them counted
    std::vector<KeptAt> points;         ///< measured until now, rising
};

class RecallWatch {
public:
    RecallWatch() = default;
    ~RecallWatch() = default;
    RecallWatch(const RecallWatch&) = delete;
    RecallWatch& operator=(const RecallWatch&) = delete;

    /// The newest curve for maps of these settings; null until something is known. Begins another one where
    /// rows or settings have changed: at once when nothing is known, else some seconds after the last.
    /// `now` in seconds.
    const RecallCurve* look(const Layout& layout, const ProjectionConfig& config, float low, float high,
                            double now);
    /// Whether another point will come.
    [[nodiscard]] bool busy() const { return busy_; }

private:
    void begin(const Layout& layout, const ProjectionConfig& config, float low, float high);
    void measure(const std::stop_token& stop, const std::shared_ptr<const Matrix>& rows,
                 const ProjectionConfig& config, std::int64_t step, float low, float high);

    Latest<RecallCurve> found_;
    std::uint64_t seen_ = 0;
    std::shared_ptr<const RecallCurve> shown_;
    ProjectionConfig asked_;
    std::shared_ptr<const Matrix> asked_rows_;
    double next_ = 0.0; ///< not before this time
    std::atomic<bool> busy_ = false;
    std::jthread thread_; // the last member: it ends before what it writes to
};

} // namespace wordfield::app
