// SPDX-License-Identifier: MIT
// --seeds without a window: the seeds after the first, one after the other, and what they have in common.
#pragma once

#include "app/shell/options.hpp"
#include "app/shell/stop_request.hpp"
#include "model/study/seed_study.hpp"

#include <cstdint>
#include <memory>
#include <optional>

namespace wordfield::app {

class HeadlessSeeds {
public:
    /// Throws Error when the settings do not do for a comparison.
    HeadlessSeeds(const Options& options, std::shared_ptr<const Corpus> corpus, std::int64_t steps);

    /// "seed 1 of 5, ", in front of what is told of the first one's progress.
    [[nodiscard]] std::string first_name() const;
    /// Takes the first model, which has been trained, or has diverged at that step; trains the others, unless
    /// somebody asks to stop, and tells the comparison on stdout, or on stderr where the report goes there.
    /// What goes wrong is told, and there is no comparison then.
    void finish(Trainer& first, std::optional<std::int64_t> diverged_at, const StopRequest& stop);

    /// Null where fewer than two seeds were trained.
    [[nodiscard]] const SeedComparison* comparison() const { return comparison_.get(); }
    /// "; of 5 seeds 2 were trained", or nothing when all were.
    [[nodiscard]] std::string what_is_missing() const;

private:
    void train_others(const StopRequest& stop);
    void compare(const StopRequest& stop);

    const Options& options_;
    int seeds_;
    SeedStudy study_;
    std::shared_ptr<const SeedComparison> comparison_;
};

} // namespace wordfield::app
