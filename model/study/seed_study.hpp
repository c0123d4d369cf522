// SPDX-License-Identifier: MIT
// Trains the same settings with one seed after the other and compares what comes out. No thread of its own:
// SeedWorker puts one around it, --headless a loop.
#pragma once

#include "model/core/thread_pool.hpp"
#include "model/study/seed_comparison.hpp"

namespace wordfield::inline study {

inline constexpr int fewest_seeds = 2, most_seeds = 20;

struct SeedSettings {
    std::shared_ptr<const Corpus> corpus; ///< the same for all: a grammar's sentences do not change
    ModelConfig model;
    TrainConfig train;      ///< its seed is that of the first
    std::int64_t steps = 0; ///< that each of them makes
    int seeds = 5;          ///< n: train.seed, train.seed + 1 ... train.seed + n - 1
    ProjectionConfig map{}; ///< of the maps of the first seed; t-SNE's numbers are looked at alone
};

struct SeedProgress {
    enum class Work { Training, Maps };
    Work work = Work::Training;
    int seed = 1, seeds = 1; ///< the how manieth, of how many
    std::int64_t step = 0, steps = 0;
    float loss = 0.0F;     ///< of the last step, nats
    double fraction = 0.0; ///< of all training, 0 to 1
};

class SeedStudy {
public:
    /// Told after each step and every few milliseconds of a map; false to stop.
    using Watch = std::function<bool(const SeedProgress&)>;

    /// Throws Error when there are too few seeds, too many, or no steps.
    explicit SeedStudy(SeedSettings settings);

    /// How many seeds have been trained, those that were left out included.
    [[nodiscard]] int done() const { return static_cast<int>(runs_.size() + left_out_.size()); }
    [[nodiscard]] bool trained() const { return done() == settings_.seeds; }
    /// How many can be compared.
    [[nodiscard]] int kept() const { return static_cast<int>(runs_.size()); }
    /// Why seeds were left out: sentences.
    [[nodiscard]] const std::vector<std::string>& left_out() const { return left_out_; }

    /// Takes the model of the next seed as somebody else has trained it.
    void add(Trainer& trainer);
    /// The next seed diverged after so many steps.
    void leave_out(std::int64_t step);
    /// Trains the next seed; one that diverges is left out. False when it was stopped: nothing is kept of
    /// that seed. Throws Error as Run does.
    bool train_next(const Watch& watch);

    /// Compares the seeds there are; null of fewer than two. Without `watch` no maps are made, and none when
    /// it stops them.
    [[nodiscard]] std::shared_ptr<const SeedComparison> compare(const Watch& watch = {});

private:
    [[nodiscard]] std::uint64_t next_seed() const;

    SeedSettings settings_;
    StudyWords words_;
    ThreadPool pool_;
    std::vector<SeedRun> runs_;
    std::vector<std::string> left_out_;
    Matrix map_rows_; // (M, C) of the first of runs_, prepared as for a map
};

/// All of it: trains every seed and compares them, the maps included. What was trained until a stop is
/// compared, without maps; null where that is less than two seeds.
std::shared_ptr<const SeedComparison> study_seeds(const SeedSettings& settings,
                                                  const SeedStudy::Watch& watch);

} // namespace wordfield::inline study
