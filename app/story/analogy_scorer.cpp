// SPDX-License-Identifier: MIT
#include "app/story/analogy_scorer.hpp"

#include "model/core/thread_pool.hpp"

#include <algorithm>
#include <new>
#include <system_error>

namespace wordfield::app {
namespace {

constexpr auto least_pause = std::chrono::milliseconds{300};
constexpr int rest = 9; // times as long as the scoring took
constexpr auto failed_pause = std::chrono::seconds{5};

ScoredStep score(const Snapshot& snapshot) {
    ThreadPool alone{1};
    return {snapshot.run, snapshot.step,
            score_analogies(*snapshot.embedding, snapshot.corpus->relations, alone)};
}

} // namespace

void AnalogyScorer::offer(const std::shared_ptr<const Snapshot>& snapshot) {
    if (!snapshot || snapshot->corpus->relations.empty() || busy()) return;
    const bool news = snapshot->run != run_ || snapshot->step != step_;
    if (!news || (background_ && snapshot->run == run_ && Clock::now() < next_)) return;
    run_ = snapshot->run;
    step_ = snapshot->step;
    began_ = Clock::now();
    try {
        job_ = std::async(background_ ? std::launch::async : std::launch::deferred,
                          [snapshot] { return score(*snapshot); });
    } catch (const std::system_error&) {
        next_ = began_ + failed_pause; // no thread to be had: another moment will do
    }
}

std::optional<ScoredStep> AnalogyScorer::take() {
    if (!busy()) return std::nullopt;
    if (background_ && job_.wait_for(std::chrono::seconds{0}) != std::future_status::ready)
        return std::nullopt;
    const auto now = Clock::now();
    next_ = now + std::max<Clock::duration>(least_pause, rest * (now - began_));
    try {
        return job_.get();
    } catch (const std::bad_alloc&) {
        next_ = now + failed_pause; // a curve can do without a point
        return std::nullopt;
    }
}

} // namespace wordfield::app
