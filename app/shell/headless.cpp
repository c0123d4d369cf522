// SPDX-License-Identifier: MIT
#include "app/shell/headless.hpp"

#include "app/map/map_file.hpp"
#include "app/shell/address_space.hpp"
#include "app/shell/exports.hpp"
#include "app/shell/headless_comparison.hpp"
#include "app/shell/headless_film.hpp"
#include "app/shell/headless_map.hpp"
#include "app/shell/headless_seeds.hpp"
#include "app/shell/headless_vectors.hpp"
#include "app/shell/history_on_disk.hpp"
#include "app/shell/outputs.hpp"
#include "app/shell/picture.hpp"
#include "app/shell/progress_line.hpp"
#include "app/shell/report.hpp"
#include "app/shell/resume.hpp"
#include "app/shell/training_log.hpp"
#include "app/story/history.hpp"
#include "model/analysis/senses.hpp"
#include "model/context/context_inquiry.hpp"
#include "model/core/error.hpp"
#include "model/core/output_file.hpp"
#include "model/formats/registry.hpp"
#include "model/map/purity.hpp"
#include "model/run/checkpoint.hpp"
#include "model/run/run.hpp"
#include "model/run/run_corpus.hpp"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <iostream>
#include <utility>

namespace wordfield::app {
namespace {

using Clock = std::chrono::steady_clock;

constexpr int most_heldout_windows = 2048; // for the report
constexpr int moments =
    120; // how often the map of a run is made on its way; every other one is in the picture's curves
constexpr int lines = 100; // of a log of the run

double since(Clock::time_point start) {
    return std::chrono::duration<double>(Clock::now() - start).count();
}

class HeadlessRun {
public:
    HeadlessRun(const Options& options, StopRequest& stop, std::shared_ptr<const Corpus> corpus,
                std::shared_ptr<const RunFile> resume, HistoryOnDisk& disk)
        : options_{options}, stop_{stop}, corpus_{std::move(corpus)}, disk_{disk},
          run_{disk.goes_on() ? Run{corpus_, std::move(*disk.reopened(corpus_))}
               : resume       ? Run{corpus_, *resume}
                              : Run{corpus_, options.model, options.train}},
          total_{!run_.trainer().capabilities().trains ? 0
                 : options.questions.any() && resume && !options.steps
                     ? run_.step_count() // a checkpoint answers as it is
                     : last_step(options, run_.trainer().config())},
          map_{options} {
        if (!options.questions.compare.empty())
            comparison_ = std::make_unique<HeadlessComparison>(options, stop);
        if (!disk.found().empty()) std::cerr << "wordfield: " << disk.found() << "\n";
        const std::string sentence = options.prompt.empty() ? corpus_->text.prompt : options.prompt;
        if (!options.screenshot.empty() || wants_map_file(options)) {
            require_address_space("a picture");
            picture_ = std::make_unique<Picture>(options, sentence);
        }
        if (!options.film.path.empty()) {
            require_address_space("a film");
            film_ =
                std::make_unique<HeadlessFilm>(options, sentence, run_.step_count(), total_,
                                               picture_ ? Picture::Gl::Current : Picture::Gl::Own, outputs_);
        }
        if (options.seeds) seeds_ = std::make_unique<HeadlessSeeds>(options, corpus_, total_);
        if (run_.earlier()) history_.restore(*run_.earlier());
        if (!options.log.empty())
            log_.emplace(options.log, options.log_every.value_or(std::max<std::int64_t>(1, total_ / lines)),
                         resume != nullptr || disk.goes_on());
    }

    /// Until the last step, the first signal, or a loss that is no number; the exit code.
    int run() {
        const bool begins = options_.resume.empty() && !disk_.goes_on();
        if (run_.step_count() >= total_ && !begins && !options_.steps && !options_.questions.any())
            tell_finished();
        train();
        disk_.finish(run_, outputs_);
        write();
        if (diverged_at_) tell_diverged();
        if (stop_.asked())
            std::cerr << "wordfield: stopped by " << stop_.by() << " at step " << run_.step_count()
                      << (seeds_ ? seeds_->what_is_missing() : std::string{}) << outputs_.saved() << "\n";
        if (options_.questions.any()) answered_ = answer_questions();
        const bool compared = !seeds_ || seeds_->comparison() != nullptr;
        return diverged_at_ || stop_.asked() || !compared || !answered_ || !outputs_.all_written() ? 1 : 0;
    }

private:
    void train() {
        ProgressLine progress{total_, seeds_ ? seeds_->first_name() : std::string{}};
        const std::int64_t every = std::max<std::int64_t>(1, total_ / moments);
        const bool looks = picture_ || wants_report(options_);
        if (looks) look(picture_ != nullptr);
        film();
        log();
        disk_.begin(run_);
        while (run_.step_count() < total_ && !stop_.asked()) {
            const auto start = Clock::now();
            const std::int64_t at = run_.step_count();
            const bool good = run_.step();
            seconds_ += since(start);
            disk_.after_step(run_);
            if (!good) {
                diverged_at_ = at;
                return;
            }
            const std::int64_t step = run_.step_count();
            const float loss = run_.trainer().loss();
            progress.show(step, loss, seconds_, film_ ? film_->progress() : std::string{});
            history_.train_loss.add(static_cast<double>(step), loss);
            if (!options_.save.empty() && !picture_ && step % (2 * every) == 0) measure_heldout();
            if (options_.save_every && step % *options_.save_every == 0 && step < total_) save();
            if (looks && step % every == 0) look(picture_ && step % (2 * every) == 0);
            film();
            log();
        }
    }

    // Measured for it, whatever else is asked for.
    void log() {
        if (!log_ || (run_.step_count() < total_ && !log_->due(run_.id().number, run_.step_count()))) return;
        const Status status = status_of(std::make_shared<const Moment>(take_moment()));
        if (!outputs_.write(options_.log, [&] { log_->add(status, purity_of(*status.moment)); }))
            log_.reset();
    }

    void film() {
        if (film_)
            film_->look(run_.step_count(), [&](bool looks) {
                return std::make_shared<const Status>(
                    status_of(std::make_shared<const Moment>(looks ? take_moment() : run_.moment())));
            });
    }

    void save() {
        outputs_.write(options_.save, [&] {
            const RunHistory history = history_.kept();
            save_checkpoint(options_.save, run_.trainer(), corpus_->source.get(), &history);
        });
    }

    // The checkpoint first: it holds the work, and nothing that is measured for the others can harm it.
    void write() {
        if (!options_.save.empty()) measure_heldout();
        save();
        if (!options_.exports.empty()) write_exports(options_, run_.moment(), outputs_);
        if (film_) film_->finish();
        if (seeds_) seeds_->finish(run_.trainer(), diverged_at_, stop_);
        if (!wants_report(options_) && !picture_) return;
        Moment moment = take_moment();
        measure_thoroughly(moment);
        const auto layout = map_.at_rest(moment);
        const Status status = status_of(std::make_shared<const Moment>(std::move(moment)));
        const auto report = [&](const std::filesystem::path& path) {
            write_file(path, report_json(status, *map_.for_report(layout), map_.motion(), senses(),
                                         seeds_ ? seeds_->comparison() : nullptr,
                                         measure_contexts(*status.moment)));
        };
        outputs_.write(options_.report, [&] { report(options_.report); });
        for (const std::filesystem::path& path : options_.exports)
            if (is_report(path)) outputs_.write(path, [&] { report(path); });
        if (!picture_) return;
        bool taken = false; // once: what goes wrong is told of each file that misses it
        const auto take = [&] {
            if (!std::exchange(taken, true)) picture_->take(std::make_shared<const Status>(status), layout);
        };
        outputs_.write(options_.screenshot, [&] {
            take();
            picture_->write(options_.screenshot);
        });
        write_map_files(options_, outputs_, [&](const std::filesystem::path& path) {
            if (is_report(path)) return; // there it is
            take();
            picture_->write_map(path, options_.scale);
        });
    }

    bool answer_questions() {
        const Moment moment = run_.moment();
        const bool compared = !comparison_ || comparison_->answer(moment, std::cout);
        return answer(options_.questions, corpus_->lexicon, *moment.embedding, options_.train.threads,
                      std::cout) &&
               compared;
    }

    void tell_finished() const {
        const auto& from = disk_.goes_on() ? options_.history : options_.resume;
        std::cerr << "wordfield: " << from.string() << ": is at step " << run_.step_count()
                  << ", and its horizon is " << total_ << ", so nothing is trained (--steps gives it more)\n";
    }

    void tell_diverged() const {
        std::cerr << "wordfield: training: the loss is no longer a number at step " << *diverged_at_
                  << ", so it went back to step " << run_.step_count() << outputs_.saved()
                  << " (lower --lr, to half perhaps)\n";
    }

    // As the window's Neighbours panel has it.
    std::optional<LoggedPurity> purity_of(const Moment& moment) const {
        const Lexicon& lexicon = corpus_->lexicon;
        if (lexicon.categories.empty()) return std::nullopt;
        ThreadPool pool{options_.train.threads};
        const Purity purity = embedding_purity(*moment.embedding, lexicon.category,
                                               static_cast<int>(lexicon.categories.size()), pool);
        return LoggedPurity{purity.overall, purity.error, moment.step};
    }

    std::optional<Senses> senses() {
        if (!run_.trainer().capabilities().layers)
            return std::nullopt; // one vector a word, whatever its company
        const auto network = run_.trainer().moment().network;
        auto room = network->room();
        return measure_senses(corpus_->lexicon.vocabulary, [&](std::span<const TokenId> sentence) {
            return network->trace(sentence, *room);
        });
    }

    Moment take_moment() {
        measure_heldout();
        return run_.moment();
    }

    // The times are those of the steps of this process.
    Status status_of(std::shared_ptr<const Moment> moment) {
        Status status = run_.status(Clock::now());
        status.state = RunState::Paused;
        status.seconds = seconds_;
        if (seconds_ > 0) status.steps_per_second = static_cast<double>(run_.ticks()) / seconds_;
        status.tokens_per_second =
            status.steps_per_second * static_cast<double>(run_.trainer().tokens_per_step());
        status.moment = std::move(moment);
        return status;
    }

    // On (nearly) all of the held-out text, once, at the end.
    void measure_thoroughly(Moment& moment) {
        const auto measured = run_.trainer().measure_heldout(most_heldout_windows);
        if (!measured) return;
        moment.heldout_loss = static_cast<float>(measured->loss.mean);
        moment.heldout_error = static_cast<float>(measured->loss.error);
        moment.heldout_in_view = measured->in_view;
        moment.heldout_step = moment.step;
    }

    // Once a step: the checkpoint's curve and the report ask for it.
    void measure_heldout() {
        if (!run_.heldout_is_old()) return;
        run_.measure_heldout();
        if (!run_.heldout_is_old())
            history_.heldout_loss.add(static_cast<double>(run_.step_count()),
                                      static_cast<float>(run_.heldout().loss.mean));
    }

    void look(bool show) {
        const auto moment = std::make_shared<const Moment>(show ? take_moment() : run_.moment());
        const auto layout = map_.grow(*moment, show);
        if (layout->purity) history_.purity.add(static_cast<double>(layout->step), layout->purity->overall);
        if (!show) return;
        picture_->take(std::make_shared<const Status>(status_of(moment)), layout);
        map_.stretch_by(picture_->bench().map().settings.stretch); // to the canvas of the picture
    }

    const Options& options_;
    StopRequest& stop_;
    std::shared_ptr<const Corpus> corpus_;
    HistoryOnDisk& disk_;
    Run run_;
    std::int64_t total_;
    std::optional<std::int64_t> diverged_at_;
    Outputs outputs_;
    bool answered_ = true;
    HeadlessMap map_;
    History history_;                // for the checkpoint
    std::optional<TrainingLog> log_; // nothing without --log
    std::unique_ptr<Picture> picture_;
    std::unique_ptr<HeadlessComparison> comparison_; // null without --compare
    std::unique_ptr<HeadlessFilm> film_;   // after the picture, whose OpenGL context it may draw with
    std::unique_ptr<HeadlessSeeds> seeds_; // null without --seeds
    double seconds_ = 0.0;                 // spent in steps by this process: a resumed run has more behind it
};

// Null when it was stopped on the way.
std::shared_ptr<const Corpus> load_until_stopped(const Options& options, const RunFile* resume,
                                                 const HistoryOnDisk& disk, StopRequest& stop) {
    LoadProgress progress;
    const StopRequest::Listener listener{stop, [&] { progress.cancel = true; }};
    try {
        if (!options.vectors.empty())
            return open_vector_corpus(options.vectors,
                                      {options.corpus, &progress, options.tensor, options.storage});
        if (disk.goes_on()) return disk.load_corpus(&progress);
        return resume
                   ? load_corpus_of(*resume, options.resume, options.corpus, options.corpus_given, &progress)
                   : open_corpus(options.corpus, &progress);
    } catch (const Error&) {
        if (!stop.asked()) throw;
        std::cerr << "wordfield: stopped by " << stop.by() << " before there was anything to save\n";
        return nullptr;
    }
}

} // namespace

int run_headless(const Options& options, StopRequest& stop) {
    check_outputs(options);
    if (only_converts(options)) return convert_vectors(options, stop);
    HistoryOnDisk disk{options};
    std::shared_ptr<RunFile> resume;
    if (!options.resume.empty()) {
        resume = std::make_shared<RunFile>(*open_run(options.resume));
        apply_options(resume->trainer, options);
        if (const std::string remark = other_instructions(resume->trainer); !remark.empty())
            std::cerr << "wordfield: " << options.resume.string() << ":" << remark << "\n";
    }
    auto corpus = load_until_stopped(options, resume.get(), disk, stop);
    if (!corpus) return 1;
    for (const std::string& note : corpus->notes) std::fprintf(stderr, "wordfield: %s\n", note.c_str());
    if (options.listed)
        if (const std::string note = note_on_list(corpus->lexicon.vocabulary, *options.listed); !note.empty())
            std::cerr << "wordfield: --words: " << note << "\n";
    return HeadlessRun{options, stop, std::move(corpus), std::move(resume), disk}.run();
}

int run_headless(const Options& options) {
    StopRequest nobody;
    return run_headless(options, nobody);
}

} // namespace wordfield::app
