// SPDX-License-Identifier: MIT
// A life of a model with things done by hand on its way, kept in a folder: begun there, or gone on with.
#pragma once

#include "model/history/history_folder.hpp"
#include "model/run/run.hpp"
#include "tests/support/toy_corpus.hpp"

#include <cmath>
#include <filesystem>
#include <memory>
#include <utility>
#include <vector>

namespace wordfield::test {

inline const ModelConfig kept_model{.dim = 16, .layers = 1, .heads = 2, .context = 8};
inline const TrainConfig kept_training{
    .batch = 4, .warmup = 2, .horizon = 500, .clip = 1e30F, .seed = 5, .threads = 1};

struct AskedAt {
    std::int64_t tick;
    TrainingCommand command;
};

inline const std::vector<AskedAt>& kept_script() {
    static const std::vector<AskedAt> script{
        {30, SetLearningRate{0.01F}},
        {60, RowEdit{CopyRow{3, 4}}},
        {60, RowEdit{ShakeRow{5, 0.5F, 1.2F, 9}}},
        {75, UndoRowEdit{}},
        {90, FreezeRow{6, true}},
        {130,
         RowEdit{SetRow{toy_corpus()->text.train.front(), std::vector<float>(16, std::nanf(""))}}}, // back
        {170, AblateHead{0, 1, true}},
        {210, SetBatch{6}},
        {240, RowEdit{SwapRows{7, 8}}},
        {290, Reseed{77}},
        {330, FreezeGroup{"norms", true}}};
    return script;
}

/// Up to tick `end`, from wherever it is: what was asked stands in its journal.
inline void live_on(Run& run, std::int64_t end) {
    std::size_t next = run.journal().size();
    while (true) {
        for (; next < kept_script().size() && kept_script()[next].tick == run.ticks(); ++next)
            run.apply(kept_script()[next].command);
        run.keep_keyframe_when_due();
        if (run.ticks() >= end) return;
        run.step();
    }
}

/// Without a folder, what the others are compared with.
inline TrainerState whole_life(std::int64_t end) {
    Run run{toy_corpus(), kept_model, kept_training};
    live_on(run, end);
    return run.trainer().state();
}

/// One that begins in the folder, whatever is there.
inline std::unique_ptr<Run> new_run(HistoryFolder& history) {
    auto run = std::make_unique<Run>(toy_corpus(), kept_model, kept_training);
    run->keep_in(history.begin(run->id(), "", 0, *toy_corpus()));
    run->archive()->entered();
    return run;
}

/// The run of the folder as it was, or a new one.
inline std::unique_ptr<Run> kept_run(HistoryFolder& history, std::int64_t* made_again = nullptr) {
    const auto there = history.newest();
    if (!there) return new_run(history);
    ReopenedRun again = reopen(toy_corpus(), *there);
    if (made_again != nullptr) *made_again = again.made_again;
    auto run = std::make_unique<Run>(toy_corpus(), std::move(again));
    run->archive()->entered();
    return run;
}

} // namespace wordfield::test
