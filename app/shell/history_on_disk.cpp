// SPDX-License-Identifier: MIT
#include "app/shell/history_on_disk.hpp"

#include "app/shell/reopening.hpp"
#include "app/shell/resume.hpp"
#include "model/core/error.hpp"
#include "model/core/input_file.hpp"
#include "model/core/number_text.hpp"
#include "model/core/output_file.hpp"
#include "model/run/run_corpus.hpp"

#include <iostream>
#include <utility>

namespace wordfield::app {
namespace {

namespace fs = std::filesystem;

const std::string cannot_go_on = "The last run cannot go on, so a new one begins: ";
constexpr const char *view_name = "view.json", *maps_name = "maps.cbor";

std::string where_it_was_left(const ReopenedRun& run, const HistoryFolder& folder) {
    std::string text = "As you left it: step " + with_commas(run.run.step) + " of " +
                       run.trainer->state_without_tensors().corpus + ". Restart begins a new run.";
    for (const std::string& note : folder.notes()) text += " " + note + ".";
    return text;
}

} // namespace

HistoryOnDisk::HistoryOnDisk(const Options& options) : options_{options}, folder_{options.history} {
    if (folder_.empty()) return;
    HistoryLimits limits;
    if (options.history_limit)
        limits.bytes = std::uint64_t{1'000'000} * static_cast<unsigned>(*options.history_limit);
    history_ = std::make_shared<HistoryFolder>(folder_, limits);
    find_newest();
}

HistoryOnDisk::HistoryOnDisk(const Options& options, const fs::path& kept) : HistoryOnDisk{options} {
    if (history_ || kept.empty()) return;
    try {
        find_kept(kept);
    } catch (const std::exception& error) {
        newest_.reset();
        trouble_ = std::string{"This run is not kept for the next window: "} + error.what();
    }
}

void HistoryOnDisk::find_kept(const fs::path& folder) {
    std::error_code told_later; // by whoever makes the last folder
    fs::create_directories(folder.parent_path(), told_later);
    folder_ = folder;
    history_ = std::make_shared<HistoryFolder>(folder, kept_limits);
    by_itself_ = !options_.reopen;
    if (!app::goes_on(options_)) return;
    try {
        find_newest();
    } catch (const std::exception& error) {
        newest_.reset();
        trouble_ = cannot_go_on + error.what();
    }
}

void HistoryOnDisk::find_newest() {
    newest_ = history_->newest();
    if (!newest_) return;
    if (!options_.resume.empty())
        throw Error{"--resume " + options_.resume.string(),
                    "has no place beside " + folder_.string() + ", which goes on with a run of its own",
                    "leave one of them out, or name another folder"};
    first_ = std::make_unique<const RunFile>(history_->first_file(*newest_));
    require_same_settings(first_->trainer, options_);
    if (options_.steps && *options_.steps < newest_->step)
        throw Error{"--steps " + std::to_string(*options_.steps),
                    "the history is at step " + std::to_string(newest_->step) + " already",
                    "--steps counts from the beginning of the run; give a larger number"};
}

std::string HistoryOnDisk::view() const {
    return kept_beside(view_name);
}

std::string HistoryOnDisk::maps() const {
    return kept_beside(maps_name);
}

std::string HistoryOnDisk::kept_beside(const char* name) const {
    if (!newest_) return {};
    try {
        return std::string{InputFile{history_->folder_of(newest_->id.number) / name}.text()};
    } catch (const Error&) { // none was kept
        return {};
    }
}

// Seen whole by whoever reads it, which is enough: after a power failure it may be an older one.
bool HistoryOnDisk::keep_beside(std::uint64_t run, const char* name, const std::string& bytes) const {
    const fs::path folder = history_ ? history_->folder_of(run) : fs::path{};
    std::error_code error;
    if (folder.empty() || !fs::exists(folder, error)) return false;
    try {
        write_file(folder / name, bytes, SafeFor::Readers);
        return true;
    } catch (const Error&) {
        return false;
    }
}

void HistoryOnDisk::keep_view(std::uint64_t run, const std::string& text) {
    if (const std::pair now{run, text}; now != kept_view_ && keep_beside(run, view_name, text))
        kept_view_ = now;
}

void HistoryOnDisk::keep_maps(std::uint64_t run, const std::string& bytes) const {
    keep_beside(run, maps_name, bytes);
}

std::string HistoryOnDisk::let_go(const std::string& why) {
    newest_.reset();
    return why.empty() ? why : cannot_go_on + why;
}

// Its text is looked for beside the folder, as that of a checkpoint beside the file.
std::shared_ptr<const Corpus> HistoryOnDisk::load_corpus(LoadProgress* progress) const {
    return load_corpus_of(*first_, folder_, options_.corpus, options_.corpus_given, progress);
}

std::shared_ptr<ReopenedRun> HistoryOnDisk::reopened(std::shared_ptr<const Corpus> corpus) {
    auto run = std::make_shared<ReopenedRun>(reopen(std::move(corpus), *newest_));
    found_ = (folder_ != options_.history ? where_it_was_left(*run, *history_) : history_->found(*run)) +
             other_instructions(first_->trainer);
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
