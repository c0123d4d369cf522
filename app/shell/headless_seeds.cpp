// SPDX-License-Identifier: MIT
#include "app/shell/headless_seeds.hpp"

#include "app/shell/progress_line.hpp"
#include "app/shell/seeds_report.hpp"
#include "model/core/failure.hpp"

#include <chrono>
#include <exception>
#include <iostream>

namespace wordfield::app {
namespace {

std::string seed_name(int seed, int seeds) {
    return "seed " + std::to_string(seed) + " of " + std::to_string(seeds) + ", ";
}

} // namespace

HeadlessSeeds::HeadlessSeeds(const Options& options, std::shared_ptr<const Corpus> corpus, std::int64_t steps)
    : options_{options}, seeds_{*options.seeds}, study_{{.corpus = std::move(corpus),
                                                         .model = options.model,
                                                         .train = options.train,
                                                         .steps = steps,
                                                         .seeds = seeds_,
                                                         .map = options.projection}} {}

std::string HeadlessSeeds::first_name() const {
    return seed_name(1, seeds_);
}

void HeadlessSeeds::finish(Trainer& first, std::optional<std::int64_t> diverged_at, const StopRequest& stop) {
    try {
        if (diverged_at)
            study_.leave_out(*diverged_at);
        else if (!stop.asked())
            study_.add(first);
        train_others(stop);
        compare(stop);
    } catch (const std::exception& error) { // the first run and its files are none the worse
        std::cerr << "wordfield: " << failure_sentence(error, "while seeds were compared", smaller_model)
                  << "\n";
    }
}

// A study that was stopped has no time for maps.
void HeadlessSeeds::compare(const StopRequest& stop) {
    const auto go_on = [&](const SeedProgress&) { return !stop.asked(); };
    comparison_ = study_.compare(study_.trained() ? SeedStudy::Watch{go_on} : SeedStudy::Watch{});
    for (const std::string& sentence : study_.left_out())
        std::cerr << "wordfield: " << sentence << " (lower --lr, to half perhaps)\n";
    if (comparison_)
        (options_.report == "-" ? std::cerr : std::cout) << seeds_table(*comparison_) << std::flush;
    else if (!stop.asked())
        std::cerr
            << "wordfield: fewer than two seeds trained to the end, so nothing could be compared (lower "
               "--lr, to half perhaps)\n";
}

void HeadlessSeeds::train_others(const StopRequest& stop) {
    while (!study_.trained() && !stop.asked()) {
        const auto start = std::chrono::steady_clock::now();
        ProgressLine progress{options_.steps.value_or(options_.train.horizon),
                              seed_name(study_.done() + 1, seeds_)};
        (void)study_.train_next([&](const SeedProgress& now) {
            const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
            progress.show(now.step, now.loss, seconds.count());
            return !stop.asked();
        });
    }
}

std::string HeadlessSeeds::what_is_missing() const {
    if (study_.trained()) return {};
    return "; of " + std::to_string(seeds_) + " seeds " + std::to_string(study_.done()) +
           " had been trained" + (comparison_ ? ", which were compared" : "");
}

} // namespace wordfield::app
