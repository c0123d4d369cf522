// SPDX-License-Identifier: MIT
#include "model/history/records.hpp"

#include "model/core/checksum.hpp"

#include <algorithm>
#include <optional>

namespace wordfield::inline history {
namespace {

constexpr std::size_t frame_head = 4 + 4;                  // length and checksum before a payload
constexpr std::size_t most_torn = std::size_t{256} << 10U; // bytes that are being written at a time

// Of the length, too: one that is damaged must not be taken for another record's.
std::uint32_t checksum_of(std::uint32_t length, std::span<const std::byte> payload) {
    return crc32(payload, crc32(std::as_bytes(std::span{&length, 1})));
}

// Nothing where none stands at the front, whole.
std::optional<std::span<const std::byte>> first_record(std::span<const std::byte> bytes) {
    if (bytes.size() < frame_head) return std::nullopt;
    ByteReader head{bytes.first(frame_head)};
    const auto length = head.take<std::uint32_t>(), crc = head.take<std::uint32_t>();
    if (length > bytes.size() - frame_head) return std::nullopt;
    const auto payload = bytes.subspan(frame_head, length);
    return checksum_of(length, payload) == crc ? std::optional{payload} : std::nullopt;
}

// A disk that lost its power may have given the file its new length and not yet its bytes, so that a wrong
// checksum alone tells nothing; a whole record further behind does.
bool is_torn(std::span<const std::byte> rest) {
    if (rest.empty() || rest.size() > most_torn) return false;
    for (std::size_t at = 1; at < rest.size(); ++at)
        if (first_record(rest.subspan(at))) return false;
    return true;
}

bool begins_as_magic(std::span<const std::byte> file) {
    const auto magic = std::as_bytes(std::span{journal_magic});
    return std::ranges::equal(file, magic.first(std::min(file.size(), magic.size())));
}

} // namespace

void append_record(Bytes& to, std::span<const std::byte> payload) {
    const auto length = static_cast<std::uint32_t>(payload.size());
    ByteWriter frame;
    frame.put(length);
    frame.put(checksum_of(length, payload));
    frame.add(payload);
    const Bytes bytes = frame.take();
    to.insert(to.end(), bytes.begin(), bytes.end());
}

RecordsRead read_records(std::span<const std::byte> file,
                         const std::function<bool(std::span<const std::byte>)>& take) {
    if (file.size() < journal_magic.size() || !begins_as_magic(file.first(journal_magic.size())))
        return {0, file.size() < journal_magic.size() && !file.empty() && begins_as_magic(file)};
    std::size_t good = journal_magic.size();
    for (;;) {
        const auto rest = file.subspan(good);
        const auto payload = first_record(rest);
        if (!payload) return {good, is_torn(rest)};
        if (!take(*payload)) return {good, false};
        good += frame_head + payload->size();
    }
}

} // namespace wordfield::inline history
