// SPDX-License-Identifier: MIT
#include "app/story/history.hpp"

#include "model/core/thin.hpp"

#include <algorithm>

namespace wordfield::app {

void Curve::add(double step, float value) {
    if (!points_.empty() && step < points_.back().step + std::max(spacing_, 1e-9)) return;
    points_.push_back({step, value});
    if (points_.size() < capacity_) return;
    drop_every_other(points_);
    spread();
}

void Curve::spread() {
    spacing_ = 0.75 * (points_.back().step - points_.front().step) / static_cast<double>(points_.size() - 1);
}

void Curve::restore(std::span<const Point> points) {
    clear();
    for (const Point& point : points) add(point.step, point.value);
    if (2 * points_.size() >= capacity_) spread(); // it has been thinned before, or soon will be
}

void Curve::clear() {
    points_.clear();
    spacing_ = 0.0;
}

void Curve::go_back_to(double step) {
    while (!points_.empty() && points_.back().step > step) points_.pop_back();
}

void History::go_back_to(std::int64_t step) {
    for (Curve* curve : {&train_loss, &heldout_loss, &purity, &map_motion, &space_motion})
        curve->go_back_to(static_cast<double>(step));
    for (RelationCurve& relation : relations) relation.accuracy.go_back_to(static_cast<double>(step));
    heldout_step_ = -1;
}

void History::begin(std::uint64_t run) {
    if (run == run_) return;
    *this = History{};
    run_ = run;
}

void History::record(const Moment& moment) {
    const bool begins = moment.run != run_;
    begin(moment.run);
    if (begins && moment.earlier) restore(*moment.earlier);
    if (!begins && moment.step < step_) go_back_to(moment.step);
    step_ = moment.step;
    advice.record(moment);
    if (moment.step > 0) train_loss.add(static_cast<double>(moment.step), moment.train_loss);
    if (moment.heldout_step > heldout_step_) {
        heldout_step_ = moment.heldout_step;
        heldout_loss.add(static_cast<double>(moment.heldout_step), moment.heldout_loss);
    }
}

void History::record(const Layout& layout) {
    if (layout.run != run_ || layout.step > step_)
        return; // of another run, or from before training went back
    motion.add(layout);
    if (layout.space_motion > 0) {
        map_motion.add(static_cast<double>(layout.step), layout.map_motion);
        space_motion.add(static_cast<double>(layout.step), layout.space_motion);
    }
    if (!layout.purity) return;
    purity.add(static_cast<double>(layout.step), layout.purity->overall);
}

void History::record(std::uint64_t run, std::int64_t step, const AnalogyScore& score) {
    if (run != run_ || step > step_) return;
    const bool same =
        std::ranges::equal(relations, score.relations, {}, &RelationCurve::name, &RelationScore::name);
    if (!same) relations.clear();
    for (std::size_t i = 0; i < score.relations.size(); ++i) {
        const RelationScore& one = score.relations[i];
        if (relations.size() == i) relations.push_back({one.name, one.count, Curve{256}});
        relations[i].accuracy.add(static_cast<double>(step), static_cast<float>(one.accuracy()));
    }
}

} // namespace wordfield::app
