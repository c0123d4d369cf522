// SPDX-License-Identifier: MIT
// Curves over training, thinned so that they stay short however long a run is.
#pragma once

#include "app/story/motion_record.hpp"
#include "app/story/training_advice.hpp"
#include "model/geometry/analogies.hpp"
#include "model/map/layout.hpp"
#include "model/run/run_history.hpp"
#include "model/train/moment.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace wordfield::app {

/// One measured curve: (step, value) with growing steps. When it is full every other point is dropped and the
/// distance between kept points doubles, so that the whole run stays in view at even resolution.
class Curve {
public:
    using Point = HistoryPoint;

    explicit Curve(std::size_t capacity = 1024) : capacity_{capacity} {}
    /// Ignored when it comes less than the present spacing after the point before.
    void add(double step, float value);
    void clear();
    /// Drops what lies beyond `step`: training went back to it and will come by again.
    void go_back_to(double step);
    /// Goes on after points that were kept of a curve like this one.
    void restore(std::span<const Point> points);
    [[nodiscard]] std::span<const Point> points() const { return points_; }

private:
    void spread();
    std::size_t capacity_;
    double spacing_ = 0.0;
    std::vector<Point> points_;
};

struct RelationCurve {
    std::string name;
    std::int64_t questions = 0;
    Curve accuracy; ///< share of the questions that were right, 0 to 1
};

struct History {
    Curve train_loss;                     ///< nats a token, each the loss of one batch
    Curve heldout_loss;                   ///< nats a token
    Curve purity;                         ///< neighbour purity@10 in the full space
    std::vector<RelationCurve> relations; ///< in the corpus's order
    Curve map_motion;   ///< median way of a word from one map to the next, in RMS radii of the map
    Curve space_motion; ///< median way of a row meanwhile, in RMS radii of the cloud
    MotionRecord motion;
    TrainingAdvice advice;

    /// A new run (Moment::run) begins with the curves that it brings along, mostly none.
    void record(const Moment& moment);
    void record(const Layout& layout);
    /// One of another run than the newest moment's is passed over.
    void record(std::uint64_t run, std::int64_t step, const AnalogyScore& score);

    /// The curves as a checkpoint keeps them, and which run they are of.
    [[nodiscard]] RunHistory kept() const;
    [[nodiscard]] std::uint64_t run() const { return run_; }
    /// Curves of names that are not known are passed over.
    void restore(const RunHistory& earlier);

private:
    std::uint64_t run_ = 0;
    std::int64_t step_ = 0, heldout_step_ = -1; ///< of the newest moment
    void begin(std::uint64_t run);
    void go_back_to(std::int64_t step);
};

} // namespace wordfield::app
