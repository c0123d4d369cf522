// SPDX-License-Identifier: MIT
// How the workbench goes through time: kept steps and others, playing, branches, and the runs beside this
// one.
#include "app/workbench/workbench.hpp"

#include <algorithm>
#include <cstdlib>
#include <utility>

namespace wordfield::app {
namespace {

constexpr double budget = 0.002; // seconds a frame for what is found out of kept moments

// Of memory for history: moments can be looked at at once, keyframes make every step reachable.
constexpr std::size_t moments_share(std::size_t bytes) {
    return bytes / 8 * 5;
}

// The step at which the run that trains branched off another one; nothing where it did not.
std::optional<std::int64_t> branched_at(const Status& status) {
    const auto line =
        std::ranges::find(status.runs, status.run, [](const RunLine& run) { return run.id.number; });
    return line != status.runs.end() && line->id.parent != 0 ? std::optional{line->id.from_step}
                                                             : std::nullopt;
}

// The points until a step.
RunHistory until(RunHistory history, std::int64_t step) {
    for (HistoryCurve& curve : history.curves)
        std::erase_if(curve.points, [&](const auto& p) { return p.step > static_cast<double>(step); });
    return history;
}

} // namespace

void Workbench::take(std::shared_ptr<const Replay> replay) {
    if (!live_moment_) return;
    restless_ = true;
    const bool of_this_run = replay->run == live_moment_->run; // another one may have come meanwhile
    replay_ = replay->over || !of_this_run ? nullptr : replay;
    if (!replay->over) return;
    if (!replay->trouble.empty()) notify(replay->trouble);
    if (!replay->moment) {
        if (replay->done < replay->total || !replay->trouble.empty()) undo_.refused(replay->ticket);
        return;
    }
    if (!of_this_run || wanted_step_ != replay->step) return;
    looked_at_ = moments_.hold(replay->moment, map_near(replay->step));
}

// Of all that there are of this run, those of a window before this one included.
std::shared_ptr<const Layout> Workbench::map_near(std::int64_t step) const {
    auto nearest = timeline().nearest(step).layout;
    for (const auto& layout : restored_maps_)
        if (layout->run == live_moment_->run &&
            (!nearest || std::llabs(layout->step - step) < std::llabs(nearest->step - step)))
            nearest = layout;
    return nearest;
}

// Nobody waits for the step that is being made again; a branch is another matter.
void Workbench::leave_replay() {
    if (std::exchange(wanted_step_, std::nullopt) && replay_) out_.post(CancelReplay{});
    view_.playback.stop();
}

void Workbench::look_at_kept(std::int64_t step) {
    const auto kept = timeline().nearest(step);
    if (kept.moment) looked_at_ = moments_.hold(kept.moment, kept.layout);
}

void Workbench::show_exactly(std::int64_t step) {
    if (!live_moment_ || !frame_.moment) return;
    leave_replay();
    const auto& moments = timeline().moments();
    const std::int64_t first = moments.empty() ? 0 : moments.front().moment->step;
    step = std::clamp(step, first, live_moment_->step);
    if (step == live_moment_->step && !frame_.running()) {
        looked_at_.reset();
    } else if (const auto kept = timeline().nearest(step).moment; kept && kept->step == step) {
        look_at_kept(step);
    } else {
        wanted_step_ = step;
        out_.post(ShowStep{live_moment_->run, step});
    }
}

void Workbench::toggle_playback() {
    if (view_.playback.playing()) return view_.playback.stop();
    const auto& moments = timeline().moments();
    if (moments.size() < 2) return;
    view_.playback.start(looked_at_ ? frame_.moment->step : moments.back().moment->step,
                         moments.front().moment->step, moments.back().moment->step);
}

void Workbench::advance_playback(float dt) {
    const auto& moments = timeline().moments();
    if (moments.empty()) return view_.playback.stop();
    const std::int64_t first = moments.front().moment->step, last = moments.back().moment->step;
    if (const auto step = view_.playback.advance(static_cast<double>(dt), first, last)) look_at_kept(*step);
}

void Workbench::open_branch_dialog(std::optional<std::int64_t> step) {
    if (!live_moment_ || !frame_.moment) return;
    branch_dialog_.open(*live_moment_, step.value_or(frame_.live ? live_moment_->step : frame_.moment->step),
                        view_.selection);
}

void Workbench::draw_branch_dialog() {
    if (!live_moment_) return;
    auto branch = branch_dialog_.draw(ui_, *live_moment_->corpus);
    if (!branch) return;
    leave_replay(); // before, or it would be the branch that is given up
    branch->history = std::make_shared<const RunHistory>(until(history_.kept(), branch->step));
    out_.post(std::move(*branch));
    out_.post(GoLive{});
}

void Workbench::compare_with(std::uint64_t run) {
    const auto& moments = moments_.of_run(run).moments();
    if (moments.empty())
        return notify("Nothing of that run is kept any more: switch to it, train a step and come back.");
    keep_model(moments.back().moment);
}

void Workbench::set_history_bytes(std::size_t bytes) {
    history_bytes_ = bytes;
    moments_.set_most_bytes(moments_share(bytes));
    moment_bytes_ = moments_.bytes();
    out_.post(SetKeyframeBytes{keyframe_bytes()});
}

std::size_t Workbench::keyframe_bytes() const {
    return history_bytes_ - moments_share(history_bytes_);
}

// What the time bar shows beside the steps.
void Workbench::follow_time() {
    if (!live_moment_) return;
    std::optional<Meeting::Pair> pair;
    if (const auto& pinned = view_.selection.pinned; pinned.size() == 2) pair = {pinned[0], pinned[1]};
    churn_.update(timeline(), budget);
    meeting_.update(timeline(), pair, budget);
    frame_.marks = marks_.get(live_moment_, meeting_.step(), [&] {
        return time_marks(history_, experiments_, &meeting_, branched_at(*status_));
    });
    frame_.churn = churn_.points();
    frame_.replay = replay_;
    frame_.memory = {moment_bytes_, status_->keyframe_bytes, history_bytes_};
    frame_.compared = nullptr;
    if (const auto& kept = models_.kept(); kept && kept->run != live_moment_->run)
        if (const auto story = stories_.find(kept->run); story != stories_.end())
            frame_.compared = &story->second.history;
}

} // namespace wordfield::app
