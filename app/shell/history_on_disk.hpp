// SPDX-License-Identifier: MIT
// --history: the folder that keeps every step of a run, and the run that goes on there. Or the folder in
// which windows keep theirs without being asked (app/shell/reopening.hpp).
#pragma once

#include "app/shell/options.hpp"
#include "app/shell/outputs.hpp"
#include "model/history/history_folder.hpp"
#include "model/run/run.hpp"

#include <memory>
#include <string>
#include <utility>

namespace wordfield::app {

class HistoryOnDisk {
public:
    /// Without --history there is none, and nothing of this does anything. Throws Error when the folder
    /// cannot be used, or what else was asked for does not go with the run in it.
    explicit HistoryOnDisk(const Options& options);
    /// The same, or that of `kept` where there is no --history. What stands against keeping anything there is
    /// no error but a sentence in trouble().
    HistoryOnDisk(const Options& options, const std::filesystem::path& kept);

    /// Why nothing is kept for the next window though it should be; empty where nothing stands against it.
    [[nodiscard]] const std::string& trouble() const { return trouble_; }
    /// Whether nobody asked for the run that goes on: where it cannot, another one begins.
    [[nodiscard]] bool by_itself() const { return by_itself_; }
    /// Begins a new run after all. Returns the sentence for that; empty where there is no reason to tell.
    std::string let_go(const std::string& why);
    /// How the run that goes on was looked at, as text; empty where nobody knows.
    [[nodiscard]] std::string view() const;
    /// The maps of its moments, as bytes.
    [[nodiscard]] std::string maps() const;
    /// Keeps those of this run for the next window. What the disk will not take is left.
    void keep_view(std::uint64_t run, const std::string& text);
    void keep_maps(std::uint64_t run, const std::string& bytes) const;

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
    void find_newest();
    void find_kept(const std::filesystem::path& folder);
    [[nodiscard]] std::string kept_beside(const char* name) const;
    bool keep_beside(std::uint64_t run, const char* name, const std::string& bytes) const;

    const Options& options_;
    std::filesystem::path folder_;
    std::shared_ptr<HistoryFolder> history_;
    std::shared_ptr<const ArchivedRun> newest_;
    std::unique_ptr<const RunFile> first_;
    std::string found_, trouble_;
    std::pair<std::uint64_t, std::string> kept_view_; // that was written last, and its run
    bool by_itself_ = false;
};

} // namespace wordfield::app
