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

ScoredStep score(const Moment& moment) {
    ThreadPool alone{1};
    return {moment.run, moment.step,
            score_analogies(*moment.embedding, moment.corpus->lexicon.relations, alone)};
}

} // namespace

void AnalogyScorer::offer(const std::shared_ptr<const Moment>& moment) {
    if (!moment || moment->corpus->lexicon.relations.empty() || busy()) return;
    const bool news = moment->run != run_ || moment->step != step_;
    if (!news || (background_ && moment->run == run_ && Clock::now() < next_)) return;
    run_ = moment->run;
    step_ = moment->step;
    began_ = Clock::now();
    try {
        job_ = std::async(background_ ? std::launch::async : std::launch::deferred,
                          [moment] { return score(*moment); });
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
