// SPDX-License-Identifier: MIT
// What the journal of one run on disk says, and its records one by one.
#pragma once

#include "model/history/records.hpp"
#include "model/run/archive.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace wordfield::inline history {

/// Runs are told apart by the numbers of their folders, which stay.
struct RunHead {
    std::uint32_t run = 0, parent = 0; ///< 0 for no parent
    std::int64_t from_step = 0;        ///< of the parent
    std::int64_t step = 0;             ///< that it began with
    std::string name;
    std::string corpus; ///< as ArchivedRun::corpus
    bool operator==(const RunHead&) const = default;
};

/// Says that a keyframe's file is there, whole.
struct KeyframeLine {
    std::int64_t tick = 0, step = 0;
    std::uint64_t entries = 0; ///< as Keyframe::entries
    std::uint64_t bytes = 0;   ///< of the file
    std::uint32_t crc = 0;     ///< of the file's bytes, as in zip
    bool operator==(const KeyframeLine&) const = default;
};

struct RunJournal {
    RunHead head;
    std::string name;          ///< given last
    std::uint64_t entered = 0; ///< when it began to train last: the larger the later; 0 for never
    bool deleted = false;
    Journal journal;
    std::vector<Stretch> stretches; ///< the first at tick 0
    std::vector<KeyframeLine> keyframes;
    std::vector<RunProgress> progress;
    std::int64_t ticks = 0; ///< up to which something is known of it
    RecordsRead read;
};

/// One record each.
Bytes head_record(const RunHead& head);
Bytes name_record(const std::string& name);
Bytes entered_record(std::uint64_t turn);
Bytes deleted_record(bool gone);
Bytes asked_record(const JournalEntry& entry);
Bytes back_record(const Stretch& to);
Bytes progress_record(const RunProgress& now);
Bytes keyframe_record(const KeyframeLine& line);

/// Reads as far as it goes: up to the first record that is cut off, damaged, or makes no sense after those
/// before it. `head.run` is 0 when not even the head is there.
RunJournal read_journal(std::span<const std::byte> file);

} // namespace wordfield::inline history
