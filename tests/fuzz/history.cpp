// SPDX-License-Identifier: MIT
// Any journal of a history, as it is and with its checksums repaired so that what lies behind them is
// reached, and any packed keyframe.
#include "model/history/journal_file.hpp"
#include "model/history/packed_keyframe.hpp"
#include "tests/fuzz/fuzz.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

namespace {

using namespace wordfield;

// The payloads that the lengths of `bytes` tell of, with right checksums.
Bytes repaired(std::span<const std::byte> bytes) {
    const auto magic = std::as_bytes(std::span{journal_magic});
    Bytes file{magic.begin(), magic.end()};
    for (auto rest = bytes.subspan(std::min(bytes.size(), magic.size())); rest.size() > 8;) {
        std::uint32_t length = 0;
        std::memcpy(&length, rest.data(), sizeof length);
        const auto payload = rest.subspan(8, std::min<std::size_t>(length, rest.size() - 8));
        append_record(file, payload);
        rest = rest.subspan(8 + payload.size());
    }
    return file;
}

void check(std::span<const std::byte> file) {
    const RunJournal journal = read_journal(file);
    fuzz::require(journal.read.good <= file.size(), "no more is read than there is");
    const RunJournal again = read_journal(file.first(journal.read.good));
    fuzz::require(again.read.good == journal.read.good && again.journal.size() == journal.journal.size() &&
                      again.keyframes == journal.keyframes && again.stretches == journal.stretches,
                  "what was read is good by itself");
    std::int64_t tick = 0;
    for (const JournalEntry& entry : journal.journal) {
        fuzz::require(entry.tick >= std::exchange(tick, entry.tick), "ticks never fall");
        const Bytes one = asked_record(entry);
        const auto payload = std::span{one}.subspan(8);
        fuzz::require(std::search(file.begin(), file.end(), payload.begin(), payload.end()) != file.end(),
                      "what was read is written the same");
    }
    fuzz::require(tick <= journal.ticks, "nothing was asked after the end");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size > 100'000) return 0;
    const auto bytes = std::as_bytes(std::span{data, size});
    check(bytes);
    check(repaired(bytes));
    fuzz::allow_refusal([&] { (void)unpack_keyframe(bytes, "any.wfk"); });
    return 0;
}
