// SPDX-License-Identifier: MIT
// A study of seeds on a thread of its own, beside the training.
#pragma once

#include "model/core/latest.hpp"
#include "model/study/seed_study.hpp"

#include <thread>

namespace wordfield::inline study {

class SeedWorker {
public:
    /// What has become of it: a comparison, or the sentence that says why there is none.
    struct Outcome {
        std::shared_ptr<const SeedComparison> comparison;
        std::string error;
        bool stopped = false; ///< by cancel()
    };

    /// Begins; what was there of an earlier study is forgotten, and one that is under way is ended first.
    void begin(SeedSettings settings);
    /// Ends it after the step that it is at; what has been trained is compared.
    void cancel() { thread_.request_stop(); }

    /// Until there is an outcome.
    [[nodiscard]] bool busy() const { return busy_; }
    /// The newest, null when there is no newer one than `seen`.
    [[nodiscard]] std::shared_ptr<const SeedProgress> progress(std::uint64_t& seen) const {
        return progress_.take_newer(seen);
    }
    [[nodiscard]] bool has_progress(std::uint64_t seen) const { return progress_.has_newer(seen); }
    /// The outcome, once; null before.
    [[nodiscard]] std::shared_ptr<const Outcome> take();
    [[nodiscard]] bool has_outcome() const { return outcome_.has_newer(seen_outcome_); }

private:
    void serve(const std::stop_token& stop, const SeedSettings& settings);

    Latest<SeedProgress> progress_;
    Latest<Outcome> outcome_;
    std::uint64_t seen_outcome_ = 0;
    bool busy_ = false;
    std::jthread thread_; ///< the last member: it ends before what it writes to goes
};

} // namespace wordfield::inline study
