// SPDX-License-Identifier: MIT
#include "model/history/kept_run.hpp"

#include "model/core/checksum.hpp"
#include "model/core/error.hpp"
#include "model/core/input_file.hpp"
#include "model/core/output_file.hpp"
#include "model/core/output_part.hpp"
#include "model/history/packed_keyframe.hpp"

#include <algorithm>
#include <cstdio>
#include <system_error>
#include <utility>

namespace wordfield::inline history {
namespace {

constexpr auto progress_after = std::chrono::seconds{1};
constexpr std::int64_t progress_every = 50; // ticks: a point of the curves

bool same_place(const KeyframeLine& a, const KeyframeLine& b) {
    return a.tick == b.tick && a.entries == b.entries;
}

// They were as far apart when the run was there last, if it had enough to tell.
std::int64_t spacing_of(const std::vector<KeyframeLine>& lines) {
    return lines.size() < 3 ? remember_every : std::max(remember_every, lines[1].tick - lines[0].tick);
}

} // namespace

std::string keyframe_name(std::int64_t tick, std::uint64_t entries) {
    char name[64];
    std::snprintf(name, sizeof name, "keyframe-%012lld-%llu.wfk", static_cast<long long>(tick),
                  static_cast<unsigned long long>(entries));
    return name;
}

KeptRun::KeptRun(Origin origin, std::shared_ptr<HistoryWriter> writer)
    : origin_{std::move(origin)}, writer_{std::move(writer)},
      line_{origin_.id, origin_.head.name, origin_.head.step, 0.0F}, spacing_{remember_every} {}

KeptRun::KeptRun(Origin origin, std::shared_ptr<HistoryWriter> writer, const RunJournal& there)
    : origin_{std::move(origin)}, writer_{std::move(writer)}, trained_{there.entered}, size_{there.read.good},
      line_{origin_.id, there.name, origin_.head.step, 0.0F}, deleted_{there.deleted},
      keyframes_{there.keyframes}, spacing_{spacing_of(there.keyframes)} {
    if (!there.progress.empty()) last_ = there.progress.back();
    line_.step = there.stretches.back().step + there.ticks - there.stretches.back().tick;
    line_.heldout_loss = last_.heldout_loss;
    if (keyframes_.empty()) return;
    handed_ = keyframes_.back().tick;
    handed_entries_ = keyframes_.back().entries;
}

// ---- the run's thread

void KeptRun::begin() {
    put(head_record(origin_.head));
}

void KeptRun::put(Bytes record) {
    writer_->put(shared_from_this(), std::move(record));
}

void KeptRun::entered() {
    put(entered_record(++*origin_.turn));
    if (is_deleted()) deleted(false);
}

void KeptRun::named(const std::string& name) {
    put(name_record(name));
    const std::scoped_lock lock{mutex_};
    line_.name = name;
}

void KeptRun::deleted(bool gone) {
    put(deleted_record(gone));
    const std::scoped_lock lock{mutex_};
    deleted_ = gone;
}

void KeptRun::asked(const JournalEntry& entry) {
    put(asked_record(entry));
}

void KeptRun::went_back(const Stretch& to) {
    put(back_record(to));
}

// While the disk refuses nothing is added to what waits that can be done without.
void KeptRun::stepped(const RunProgress& now) {
    const auto time = std::chrono::steady_clock::now();
    if (now.tick % progress_every != 0 && time < told_at_ + progress_after) return;
    if (writer_->fails()) return;
    told_at_ = time;
    tell(now);
}

void KeptRun::stopped(const RunProgress& now) {
    if (now != last_) tell(now);
}

void KeptRun::tell(const RunProgress& now) {
    put(progress_record(now));
    last_ = now;
    const std::scoped_lock lock{mutex_};
    line_.step = now.step;
    line_.heldout_loss = now.heldout_loss;
}

// At round ticks: a trainer keeps no older weights there, so that there is less to write.
bool KeptRun::keyframe_due(std::int64_t tick) const {
    if (handed_ < 0) return true; // without its first one no step of the run can be made again
    {
        const std::scoped_lock lock{mutex_};
        if (tick / spacing_ <= handed_ / spacing_) return false;
    }
    return !writer_->busy();
}

bool KeptRun::has_keyframe(std::int64_t tick, std::size_t entries) const {
    return handed_ == tick && handed_entries_ == entries;
}

void KeptRun::keep(std::shared_ptr<const Keyframe> frame, std::int64_t step) {
    handed_ = frame->tick;
    handed_entries_ = frame->entries;
    writer_->put(shared_from_this(), std::move(frame), step);
}

// ---- any thread

std::optional<ArchivedKeyframe> KeptRun::before(std::int64_t tick) const {
    const std::scoped_lock lock{mutex_};
    const auto after = std::ranges::upper_bound(keyframes_, tick, {}, &KeyframeLine::tick);
    if (after == keyframes_.begin()) return std::nullopt;
    const KeyframeLine line = *std::prev(after);
    return ArchivedKeyframe{
        line.tick, static_cast<std::size_t>(line.entries), [self = shared_from_this(), line] {
            return std::make_shared<const Keyframe>(
                Keyframe{line.tick, static_cast<std::size_t>(line.entries), self->load(line).trainer});
        }};
}

RunLine KeptRun::line() const {
    const std::scoped_lock lock{mutex_};
    return line_;
}

bool KeptRun::is_deleted() const {
    const std::scoped_lock lock{mutex_};
    return deleted_;
}

std::vector<KeyframeLine> KeptRun::keyframes() const {
    const std::scoped_lock lock{mutex_};
    return keyframes_;
}

std::uint64_t KeptRun::keyframe_bytes() const {
    const std::scoped_lock lock{mutex_};
    std::uint64_t sum = 0;
    for (const KeyframeLine& line : keyframes_) sum += line.bytes;
    return sum;
}

RunFile KeptRun::load(const KeyframeLine& line) const {
    const auto path = origin_.folder / keyframe_name(line.tick, line.entries);
    try {
        const InputFile file{path};
        const auto bytes = std::as_bytes(std::span{file.text()});
        if (bytes.size() != line.bytes || crc32(bytes) != line.crc)
            throw Error{path.string(), "is not as it was written", "ask again: an earlier keyframe is taken"};
        return unpack_keyframe(bytes, path.string());
    } catch (const Error&) {
        forget(line);
        throw;
    }
}

void KeptRun::forget(const KeyframeLine& line) const {
    const std::scoped_lock lock{mutex_};
    std::erase_if(keyframes_, [&](const KeyframeLine& other) { return same_place(line, other); });
}

// ---- the writer's thread

void KeptRun::make_folder() {
    std::error_code error;
    std::filesystem::create_directory(origin_.folder, error);
    if (error) fail_to_write(origin_.folder, error.value());
}

void KeptRun::append(std::span<const std::byte> records) {
    if (!file_) {
        make_folder();
        file_.emplace(journal(), size_);
    }
    if (file_->size() > 0) return file_->append(records);
    ByteWriter whole;
    whole.add(std::as_bytes(std::span{journal_magic}));
    whole.add(records);
    file_->append(whole.take());
}

void KeptRun::sync() {
    if (file_) file_->sync();
}

// Its line goes into the journal once the file is there, whole.
void KeptRun::write(const Keyframe& frame, std::int64_t step, const std::function<void()>& meanwhile) {
    make_folder();
    KeyframeLine line{frame.tick, step, frame.entries, 0, 0};
    const auto path = origin_.folder / keyframe_name(line.tick, line.entries);
    const bool first = keyframes().empty();
    write_file(path, [&](const ByteSink& sink) {
        line.bytes = 0;
        line.crc = 0;
        const ByteSink counted = [&](std::span<const std::byte> bytes) {
            sink(bytes);
            line.bytes += bytes.size();
            line.crc = crc32(bytes, line.crc);
            meanwhile();
        };
        pack_keyframe(counted, frame.state, first ? origin_.source.get() : nullptr);
    });
    put(keyframe_record(line));
    const std::scoped_lock lock{mutex_};
    std::erase_if(keyframes_, [&](const KeyframeLine& other) { return same_place(line, other); });
    keyframes_.push_back(line);
}

bool KeptRun::thin() {
    std::vector<KeyframeLine> gone;
    {
        const std::scoped_lock lock{mutex_};
        if (keyframes_.size() < 3) return false;
        std::vector<KeyframeLine> kept;
        for (std::size_t i = 0; i < keyframes_.size(); ++i)
            (i % 2 == 0 || i + 1 == keyframes_.size() ? kept : gone).push_back(keyframes_[i]);
        keyframes_ = std::move(kept);
        spacing_ *= 2;
    }
    std::error_code nobody_minds;
    for (const KeyframeLine& line : gone)
        std::filesystem::remove(origin_.folder / keyframe_name(line.tick, line.entries), nobody_minds);
    return true;
}

} // namespace wordfield::inline history
