// SPDX-License-Identifier: MIT
// --history: the folder that keeps every step of a run, and the run that goes on there.
#pragma once

#include "app/shell/options.hpp"
#include "app/shell/outputs.hpp"
#include "model/history/history_folder.hpp"
#include "model/run/run.hpp"

#include <memory>
#include <string>

namespace wordfield::app {

class HistoryOnDisk {
public:
    /// Without --history there is none, and nothing of this does anything. Throws Error when the folder
    /// cannot be used, or what else was asked for does not go with the run in it.
    explicit HistoryOnDisk(const Options& options);

    [[nodiscard]] const std::shared_ptr<HistoryFolder>& folder() const { return history_; }
    /// Whether a run goes on; else one begins.
    [[nodiscard]] bool goes_on() const { return newest_ != nullptr; }
    /// What that run learned from, wherever it is now. As load_corpus_of().
    [[nodiscard]] std::shared_ptr<const Corpus> load_corpus(LoadProgress* progress) const;
    /// That run, made again, once; what was found is a sentence in found(). Throws Error.
    [[nodiscard]] std::shared_ptr<ReopenedRun> reopened(std::shared_ptr<const Corpus> corpus);
    [[nodiscard]] const std::string& found() const { return found_; }

    // ---- for a run without a session around it
    void begin(Run& run) const;
    void after_step(Run& run) const;
    /// Waits for the disk. What it would not take, a sentence; else nothing.
    [[nodiscard]] std::string finish() const;
    /// The same of a run without a session: told, and an output that was not written.
    void finish(Run& run, Outputs& outputs) const;

private:
    const Options& options_;
    std::shared_ptr<HistoryFolder> history_;
    std::shared_ptr<const ArchivedRun> newest_;
    std::unique_ptr<const RunFile> first_;
    std::string found_;
};

} // namespace wordfield::app
