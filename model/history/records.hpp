// SPDX-License-Identifier: MIT
// The container of a journal on disk: a magic number and then records, each with its length and checksum, so
// that a file which a crash cut off is good up to its last whole record. Knows nothing of what is in them.
#pragma once

#include "model/history/bytes.hpp"

#include <functional>

namespace wordfield::inline history {

inline constexpr std::string_view journal_magic{"wfjournl", 8};

/// Length, checksum and payload.
void append_record(Bytes& to, std::span<const std::byte> payload);

/// How far a journal can be read.
struct RecordsRead {
    std::size_t good = 0; ///< bytes from the beginning up to the end of the last record that was taken
    /// What lies behind is what was being written when the process or the machine ended. False: nothing does,
    /// or the file is damaged in its middle, and whole records lie behind.
    bool torn = false;
};

/// Hands payload after payload on, until one is cut off, has another checksum, or `take` returns false.
RecordsRead read_records(std::span<const std::byte> file,
                         const std::function<bool(std::span<const std::byte>)>& take);

} // namespace wordfield::inline history
