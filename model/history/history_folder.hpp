// SPDX-License-Identifier: MIT
// A folder that keeps every step of some runs for good: a journal and packed keyframes of each.
// docs/history.md describes it byte by byte.
#pragma once

#include "model/core/file_lock.hpp"
#include "model/history/kept_run.hpp"
#include "model/run/run_file.hpp"

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace wordfield::inline history {

class HistoryFolder : public Archive {
public:
    /// Goes on with the history in `folder`, or begins one: an empty folder, or one that is made here. Throws
    /// Error, and has then changed nothing, when it holds other things, cannot be written to, or is in use.
    explicit HistoryFolder(std::filesystem::path folder, const HistoryLimits& limits = {});
    /// As finish().
    ~HistoryFolder() override;
    HistoryFolder(const HistoryFolder&) = delete;
    HistoryFolder& operator=(const HistoryFolder&) = delete;

    [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }
    /// Of a run, for what others keep with it, and forget with it; it is made with the first thing that is
    /// kept. Empty where there is no such run.
    [[nodiscard]] std::filesystem::path folder_of(std::uint64_t run) const;
    /// Of all keyframes on the disk.
    [[nodiscard]] std::uint64_t kept_bytes() const;
    /// The run that trained last, as it was then; null when there is none. Throws Error.
    [[nodiscard]] std::shared_ptr<const ArchivedRun> newest() const;
    /// Its first keyframe, which knows its corpus. Throws Error.
    [[nodiscard]] RunFile first_file(const ArchivedRun& run) const;
    /// One sentence: how many runs, where the newest is, and what the folder needed. To be called after
    /// reopen().
    [[nodiscard]] std::string found(const ReopenedRun& newest) const;
    /// What the folder needed when it was opened, part by part of a sentence.
    [[nodiscard]] const std::vector<std::string>& notes() const { return notes_; }

    [[nodiscard]] std::shared_ptr<RunArchive> begin(const RunId& id, const std::string& name,
                                                    std::int64_t step, const Corpus& corpus) override;
    [[nodiscard]] std::vector<RunLine> lines(const std::string& text) const override;
    [[nodiscard]] std::shared_ptr<const ArchivedRun> find(std::uint64_t number) const override;
    [[nodiscard]] std::string take_notice() override;

    /// Writes what is left to write and ends. Nothing is kept from then on.
    void finish();

private:
    void open_runs();
    void open_run(const std::filesystem::path& folder, std::uint32_t number);
    void forget_old_runs();
    [[nodiscard]] std::vector<std::shared_ptr<KeptRun>> runs() const;
    [[nodiscard]] std::shared_ptr<KeptRun> kept(std::uint64_t number) const;

    std::filesystem::path folder_;
    HistoryLimits limits_;
    FileLock lock_;
    std::shared_ptr<HistoryWriter> writer_;
    std::shared_ptr<std::atomic<std::uint64_t>> turn_ = std::make_shared<std::atomic<std::uint64_t>>(0);
    std::uint64_t newest_ = 0;       ///< number of the run that trained last, when the folder was opened
    std::vector<std::string> notes_; ///< what the folder needed then
    mutable std::mutex mutex_;
    std::uint32_t last_folder_ = 0;
    std::vector<std::shared_ptr<KeptRun>> runs_;
};

/// Makes the run again from its last keyframe that can be read, up to where it was last. Throws Error when
/// there is none, or the corpus has other words.
ReopenedRun reopen(std::shared_ptr<const Corpus> corpus, ArchivedRun run);

} // namespace wordfield::inline history
