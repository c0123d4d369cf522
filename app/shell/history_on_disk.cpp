// SPDX-License-Identifier: MIT
#include "app/shell/history_on_disk.hpp"

#include "app/shell/resume.hpp"
#include "model/core/error.hpp"
#include "model/run/run_corpus.hpp"

#include <iostream>
#include <utility>

namespace wordfield::app {

HistoryOnDisk::HistoryOnDisk(const Options& options) : options_{options} {
    if (options.history.empty()) return;
    history_ = std::make_shared<HistoryFolder>(options.history);
    newest_ = history_->newest();
    if (!newest_) return;
    if (!options.resume.empty())
        throw Error{"--resume " + options.resume.string(),
                    "has no place beside " + options.history.string() +
                        ", which goes on with a run of its own",
                    "leave one of them out, or name another folder"};
    first_ = std::make_unique<const RunFile>(history_->first_file(*newest_));
    require_same_settings(first_->trainer, options);
    if (options.steps && *options.steps < newest_->step)
        throw Error{"--steps " + std::to_string(*options.steps),
                    "the history is at step " + std::to_string(newest_->step) + " already",
                    "--steps counts from the beginning of the run; give a larger number"};
}

// Its text is looked for beside the folder, as that of a checkpoint beside the file.
std::shared_ptr<const Corpus> HistoryOnDisk::load_corpus(LoadProgress* progress) const {
    return load_corpus_of(*first_, options_.history, options_.corpus, options_.corpus_given, progress);
}

std::shared_ptr<ReopenedRun> HistoryOnDisk::reopened(std::shared_ptr<const Corpus> corpus) {
    auto run = std::make_shared<ReopenedRun>(reopen(std::move(corpus), *newest_));
    found_ = history_->found(*run) + other_instructions(first_->trainer);
    return run;
}

void HistoryOnDisk::begin(Run& run) const {
    if (!history_) return;
    if (run.archive() == nullptr)
        run.keep_in(history_->begin(run.id(), run.name, run.step_count(), run.corpus()));
    run.archive()->entered();
    if (goes_on())
        for (const TrainingCommand& change : changes_of(options_, run.trainer().config())) run.apply(change);
    run.archive_keyframe_when_due();
}

void HistoryOnDisk::after_step(Run& run) const {
    if (!history_) return;
    run.archive_keyframe_when_due();
    if (const std::string notice = history_->take_notice(); !notice.empty())
        std::cerr << "wordfield: " << notice << "\n";
}

std::string HistoryOnDisk::finish() const {
    if (!history_) return {};
    history_->finish();
    return history_->take_notice();
}

void HistoryOnDisk::finish(Run& run, Outputs& outputs) const {
    outputs.write(options_.history, [&] {
        run.archive_now();
        if (const std::string trouble = finish(); !trouble.empty()) throw Error{trouble};
    });
}

} // namespace wordfield::app
