// SPDX-License-Identifier: MIT
#include "app/headless.hpp"

#include "app/insight/history.hpp"
#include "app/insight/senses.hpp"
#include "app/picture.hpp"
#include "app/report.hpp"
#include "model/core/error.hpp"
#include "model/core/output_file.hpp"
#include "model/text/tokenizer.hpp"
#include "model/train/checkpoint.hpp"
#include "model/train/learner.hpp"
#include "model/train/map_maker.hpp"
#include "model/train/run_corpus.hpp"

#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>

namespace wordfield::app {
namespace {

using Clock = std::chrono::steady_clock;

constexpr int heldout_windows = 64;
constexpr int moments = 60;          // how often a run that will be pictured is looked at on its way
constexpr int watched_moments = 120; // how often a map that follows a run is made, to measure its stillness

double since(Clock::time_point start) {
    return std::chrono::duration<double>(Clock::now() - start).count();
}

// One line that grows on a terminal; a line each tenth of the way in a log.
class ProgressLine {
public:
    explicit ProgressLine(std::int64_t total)
        : total_{std::max<std::int64_t>(total, 1)}, terminal_{isatty(STDERR_FILENO) != 0} {}
    void show(std::int64_t step, float loss, double seconds) {
        const auto tenth = static_cast<int>(10 * step / total_);
        if (terminal_ ? seconds - shown_at_ < 0.2 && step < total_ : tenth == tenth_) return;
        shown_at_ = seconds;
        tenth_ = tenth;
        std::fprintf(stderr, "%sstep %lld of %lld, loss %.3f nats, %.1f s%s", terminal_ ? "\r" : "",
                     static_cast<long long>(step), static_cast<long long>(total_), static_cast<double>(loss),
                     seconds, terminal_ && step < total_ ? "   " : "\n");
    }

private:
    std::int64_t total_;
    bool terminal_;
    int tenth_ = 0;
    double shown_at_ = 0.0;
};

class Run {
public:
    Run(const Options& options, std::shared_ptr<const Corpus> corpus, std::shared_ptr<const RunFile> resume)
        : options_{options}, corpus_{std::move(corpus)}, learner_{resume != nullptr
                                                                      ? make_learner(corpus_, resume->trainer)
                                                                      : make_learner(corpus_, options.model,
                                                                                     options.train)},
          total_{options.steps.value_or(options.train.horizon)}, maker_{MapSettings{.projection =
                                                                                        options.projection}} {
        const std::string sentence = options.prompt.empty() ? corpus_->prompt : options.prompt;
        prompt_ = encode(corpus_->vocabulary, sentence);
        if (!options.screenshot.empty()) picture_ = std::make_unique<Picture>(options, sentence);
        if (resume) earlier_ = resume->history;
        if (earlier_) history_.restore(*earlier_);
    }

    void train() {
        ProgressLine progress{total_};
        const std::int64_t every = std::max<std::int64_t>(1, total_ / moments);
        const std::int64_t watch_every = std::max<std::int64_t>(1, total_ / watched_moments);
        if (picture_) show_moment();
        if (!options_.report.empty()) watch();
        while (learner_->step_count() < total_) {
            const auto start = Clock::now();
            loss_ = learner_->step();
            seconds_ += since(start);
            ++steps_made_;
            if (learner_->failed())
                throw Error{"training",
                            "the loss is no longer a number at step " +
                                std::to_string(learner_->step_count()),
                            "lower --lr, to half perhaps"};
            progress.show(learner_->step_count(), loss_, seconds_);
            history_.train_loss.add(static_cast<double>(learner_->step_count()), loss_);
            if (!options_.save.empty() && !picture_ && learner_->step_count() % every == 0) measure_heldout();
            if (picture_ && learner_->step_count() % every == 0) show_moment();
            if (!options_.report.empty() && learner_->step_count() % watch_every == 0) watch();
        }
    }

    void write() {
        const Snapshot snapshot = take_snapshot();
        maker_.update(snapshot);
        for (int i = 0; i < 2000 && maker_.step(); ++i) {
        }
        const auto layout = maker_.layout(true);
        if (!options_.report.empty())
            write_file(options_.report, report_json(snapshot, *layout, motion_, senses()));
        if (!options_.save.empty()) {
            const RunHistory history = history_.kept();
            save_checkpoint(options_.save, *learner_, corpus_->source.get(), &history);
        }
        if (picture_) {
            picture_->take(std::make_shared<const Snapshot>(snapshot), layout);
            picture_->write(options_.screenshot);
        }
    }

private:
    std::optional<Senses> senses() {
        if (learner_->model().kind != ModelKind::Gpt) return std::nullopt;
        return measure_senses(*corpus_,
                              [&](std::span<const TokenId> sentence) { return learner_->probe(sentence); });
    }

    Snapshot take_snapshot() {
        Snapshot snapshot = learner_->snapshot(prompt_);
        snapshot.run = 1;
        snapshot.state = RunState::Paused;
        snapshot.seconds = seconds_;
        if (seconds_ > 0) snapshot.steps_per_second = static_cast<double>(steps_made_) / seconds_;
        snapshot.tokens_per_second =
            snapshot.steps_per_second * static_cast<double>(learner_->tokens_per_step());
        snapshot.earlier = earlier_;
        if (const auto loss = measure_heldout()) {
            snapshot.heldout_loss = static_cast<float>(*loss);
            snapshot.heldout_step = snapshot.step;
            snapshot.head_stats = learner_->head_stats();
        }
        return snapshot;
    }

    std::optional<double> measure_heldout() {
        const auto loss = learner_->evaluate_heldout(heldout_windows);
        if (loss)
            history_.heldout_loss.add(static_cast<double>(learner_->step_count()), static_cast<float>(*loss));
        return loss;
    }

    // A map of its own, so that asking for a report changes nothing else.
    void watch() {
        Snapshot snapshot = learner_->snapshot(prompt_);
        snapshot.run = 1;
        if (!watcher_) watcher_ = std::make_unique<MapMaker>(MapSettings{.projection = options_.projection});
        watcher_->update(snapshot);
        for (int i = 0; i < watcher_->steps_per_layout() && watcher_->step(); ++i) {
        }
        const auto layout = watcher_->layout();
        motion_.add(*layout);
        if (layout->purity) history_.purity.add(static_cast<double>(layout->step), layout->purity->overall);
    }

    void show_moment() {
        auto snapshot = std::make_shared<const Snapshot>(take_snapshot());
        maker_.update(*snapshot);
        for (int i = 0; i < maker_.steps_per_layout() && maker_.step(); ++i) {
        }
        picture_->take(std::move(snapshot), maker_.layout(true));
    }

    const Options& options_;
    std::shared_ptr<const Corpus> corpus_;
    std::unique_ptr<Learner> learner_;
    std::int64_t total_;
    MapMaker maker_;
    std::unique_ptr<MapMaker> watcher_;
    MotionRecord motion_;
    History history_;                           // for the checkpoint
    std::shared_ptr<const RunHistory> earlier_; // of the file that the run goes on from
    std::vector<TokenId> prompt_;
    std::unique_ptr<Picture> picture_;
    float loss_ = 0.0F;
    double seconds_ = 0.0;
    std::int64_t steps_made_ = 0; // by this process: a resumed run has more behind it
};

} // namespace

int run_headless(const Options& options) {
    std::shared_ptr<const RunFile> resume;
    if (!options.resume.empty()) resume = std::make_shared<const RunFile>(load_run(options.resume));
    auto corpus = resume ? load_corpus_of(*resume, options.resume, options.corpus, options.corpus_given)
                         : load_corpus(options.corpus);
    for (const std::string& note : corpus->notes) std::fprintf(stderr, "wordfield: %s\n", note.c_str());
    Run run{options, std::move(corpus), std::move(resume)};
    run.train();
    run.write();
    return 0;
}

} // namespace wordfield::app
