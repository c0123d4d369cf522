// SPDX-License-Identifier: MIT
#include "model/study/seed_study.hpp"

#include "model/core/error.hpp"
#include "model/core/number_text.hpp"
#include "model/map/preprocess.hpp"
#include "model/run/run.hpp"

#include <utility>

namespace wordfield::inline study {
namespace {

SeedSettings checked(SeedSettings settings) {
    if (settings.seeds < fewest_seeds)
        throw Error{"seeds", "one alone has nothing to be compared with", "choose 2 to 20"};
    if (settings.seeds > most_seeds)
        throw Error{"seeds", std::to_string(settings.seeds) + " are too many", "choose 2 to 20"};
    if (settings.steps < 1)
        throw Error{"steps", "seeds without training are all noise", "give --steps 1 or more"};
    return settings;
}

} // namespace

SeedStudy::SeedStudy(SeedSettings settings)
    : settings_{checked(std::move(settings))}, words_{settings_.corpus->lexicon},
      pool_{settings_.train.threads} {}

std::uint64_t SeedStudy::next_seed() const {
    return settings_.train.seed + static_cast<std::uint64_t>(done());
}

void SeedStudy::add(Trainer& trainer) {
    runs_.push_back(look_at(trainer, words_, pool_));
    if (runs_.size() == 1) map_rows_ = prepare_rows(*trainer.moment().embedding, words_.on_map, {});
}

void SeedStudy::leave_out(std::int64_t step) {
    left_out_.push_back("seed " + std::to_string(next_seed()) + " diverged at step " + with_commas(step) +
                        " and is left out");
}

bool SeedStudy::train_next(const Watch& watch) {
    TrainConfig train = settings_.train;
    train.seed = next_seed();
    Run run{settings_.corpus, settings_.model, train};
    const double done_before = done();
    while (run.step_count() < settings_.steps) {
        const std::int64_t at = run.step_count();
        if (!run.step()) {
            leave_out(at);
            return true;
        }
        const double share = static_cast<double>(at + 1) / static_cast<double>(settings_.steps);
        if (!watch({.seed = done() + 1,
                    .seeds = settings_.seeds,
                    .step = at + 1,
                    .steps = settings_.steps,
                    .loss = run.trainer().loss(),
                    .fraction = (done_before + share) / settings_.seeds}))
            return false;
    }
    add(run.trainer());
    return true;
}

std::shared_ptr<const SeedComparison> SeedStudy::compare(const Watch& watch) {
    if (kept() < fewest_seeds) return nullptr;
    auto result = std::make_shared<SeedComparison>(
        compare_seeds(runs_, words_, *settings_.corpus, settings_.model.context));
    result->asked = settings_.seeds;
    result->left_out = left_out_;
    result->steps = settings_.steps;
    result->model = info_of(settings_.model.kind).name;
    if (watch) {
        const SeedProgress progress{.work = SeedProgress::Work::Maps,
                                    .seed = done(),
                                    .seeds = settings_.seeds,
                                    .step = settings_.steps,
                                    .steps = settings_.steps,
                                    .fraction = 1.0};
        ProjectionConfig map = settings_.map;
        map.dims = 2;
        map.threads = settings_.train.threads;
        result->map = map_stability(map_rows_, map, kept(), pool_, [&] { return watch(progress); });
    }
    return result;
}

std::shared_ptr<const SeedComparison> study_seeds(const SeedSettings& settings,
                                                  const SeedStudy::Watch& watch) {
    SeedStudy study{settings};
    while (!study.trained())
        if (!study.train_next(watch)) return study.compare();
    return study.compare(watch);
}

} // namespace wordfield::inline study
