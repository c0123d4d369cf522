// SPDX-License-Identifier: MIT
// One run of a folder: what its thread hands over, and what the writer does with it.
#pragma once

#include "model/core/append_file.hpp"
#include "model/history/history_writer.hpp"
#include "model/history/journal_file.hpp"
#include "model/text/corpus_source.hpp"

#include <atomic>
#include <chrono>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace wordfield::inline history {

class KeptRun : public RunArchive, public std::enable_shared_from_this<KeptRun> {
public:
    /// What a run is from its beginning.
    struct Origin {
        std::filesystem::path folder;
        RunHead head;
        RunId id;
        std::shared_ptr<const CorpusSource> source;       ///< for its first keyframe; may be null
        std::shared_ptr<std::atomic<std::uint64_t>> turn; ///< of the whole folder: counts who trained when
    };

    /// One that begins; nothing is on the disk before the writer comes to it.
    KeptRun(Origin origin, std::shared_ptr<HistoryWriter> writer);
    /// One that is there: its journal is good up to `there.read.good` bytes.
    KeptRun(Origin origin, std::shared_ptr<HistoryWriter> writer, const RunJournal& there);
    void begin();

    void entered() override;
    void named(const std::string& name) override;
    void deleted(bool gone) override;
    void asked(const JournalEntry& entry) override;
    void went_back(const Stretch& to) override;
    void stepped(const RunProgress& now) override;
    void stopped(const RunProgress& now) override;
    [[nodiscard]] bool keyframe_due(std::int64_t tick) const override;
    [[nodiscard]] bool has_keyframe(std::int64_t tick, std::size_t entries) const override;
    void keep(std::shared_ptr<const Keyframe> frame, std::int64_t step) override;
    [[nodiscard]] std::optional<ArchivedKeyframe> before(std::int64_t tick) const override;

    // ---- any thread
    [[nodiscard]] RunLine line() const;
    [[nodiscard]] bool is_deleted() const;
    [[nodiscard]] const RunHead& head() const { return origin_.head; }
    [[nodiscard]] const RunId& id() const { return origin_.id; }
    [[nodiscard]] const std::filesystem::path& folder() const { return origin_.folder; }
    /// The larger the later, and 0 for never: as it was when the folder was opened.
    [[nodiscard]] std::uint64_t trained() const { return trained_; }
    [[nodiscard]] std::filesystem::path journal() const { return origin_.folder / "journal"; }
    [[nodiscard]] std::vector<KeyframeLine> keyframes() const;
    [[nodiscard]] std::uint64_t keyframe_bytes() const;
    /// Throws Error, and does not offer it again, when its file is not as it was written.
    [[nodiscard]] RunFile load(const KeyframeLine& line) const;

    // ---- the writer's thread; all throw Error
    void append(std::span<const std::byte> records);
    void sync();
    /// `meanwhile` is called again and again while it takes its time.
    void write(const Keyframe& frame, std::int64_t step, const std::function<void()>& meanwhile);
    /// Every other keyframe goes, but for the first and the last, and those to come lie twice as far apart.
    /// False when no more can go.
    bool thin();

private:
    void put(Bytes record);
    void tell(const RunProgress& now);
    void make_folder();
    void forget(const KeyframeLine& line) const;

    Origin origin_;
    std::shared_ptr<HistoryWriter> writer_;
    std::uint64_t trained_ = 0;
    // The run's thread.
    std::chrono::steady_clock::time_point told_at_{};
    RunProgress last_;
    std::int64_t handed_ = -1; ///< tick of the last keyframe
    std::size_t handed_entries_ = 0;
    // The writer's.
    std::optional<AppendFile> file_;
    std::uint64_t size_ = 0; ///< of the journal, before it is opened
    // Anybody's.
    mutable std::mutex mutex_;
    RunLine line_;
    bool deleted_ = false;
    mutable std::vector<KeyframeLine> keyframes_; ///< their ticks rise
    std::int64_t spacing_;
};

/// "keyframe-000000001200-3.wfk": after tick 1,200 and 3 entries of the journal.
std::string keyframe_name(std::int64_t tick, std::uint64_t entries);

} // namespace wordfield::inline history
