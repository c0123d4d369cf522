// SPDX-License-Identifier: MIT
#include "model/run/checkpoint_sections.hpp"

#include "model/core/checksum.hpp"
#include <array>
#include <bit>
#include <cassert>
#include <cstring>
#include <utility>

namespace wordfield::inline run {
namespace {

static_assert(std::endian::native == std::endian::little,
              "checkpoints are little-endian; swap here on other machines");

constexpr std::string_view magic = checkpoint_magic;
constexpr std::string_view last_tag = "done";
constexpr std::size_t head_size = 4 + 8, crc_size = 4; // tag and length before a payload, checksum after it

template <class T>
T read(std::span<const std::byte> bytes) {
    T value;
    std::memcpy(&value, bytes.data(), sizeof value);
    return value;
}

std::string_view text(std::span<const std::byte> bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

} // namespace

Error wrong_section(const std::string& name, std::string_view tag) {
    return Error{name, "does not fit together: section " + std::string{tag}, "use an older copy"};
}

SectionWriter::SectionWriter(ByteSink sink) : sink_{std::move(sink)} {
    sink_(std::as_bytes(std::span{magic}));
    sink_(std::as_bytes(std::span{&checkpoint_version, 1}));
}

void SectionWriter::add(std::string_view tag, std::span<const std::byte> payload) {
    add(tag, std::span{&payload, 1});
}

void SectionWriter::add(std::string_view tag, std::span<const std::span<const std::byte>> pieces) {
    assert(tag.size() == 4);
    std::array<std::byte, head_size> head{};
    std::uint64_t length = 0;
    for (const auto piece : pieces) length += piece.size();
    std::memcpy(head.data(), tag.data(), tag.size());
    std::memcpy(head.data() + tag.size(), &length, sizeof length);
    std::uint32_t crc = crc32(head);
    sink_(head);
    for (const auto piece : pieces) {
        crc = crc32(piece, crc);
        sink_(piece);
    }
    sink_(std::as_bytes(std::span{&crc, 1}));
}

void SectionWriter::finish() {
    add(last_tag, std::span<const std::byte>{});
}

Sections read_sections(std::span<const std::byte> bytes, const std::string& name) {
    constexpr std::size_t start = magic.size() + sizeof checkpoint_version;
    if (bytes.size() < start || text(bytes.first(magic.size())) != magic)
        throw Error{name, "is not a Wordfield checkpoint",
                    "choose a file that was saved with --save or Ctrl+S"};
    if (const auto version = read<std::uint32_t>(bytes.subspan(magic.size())); version != checkpoint_version)
        throw Error{name, "is a checkpoint of version " + std::to_string(version) + ", not 1",
                    "open it with the program that saved it"};
    Sections sections;
    for (bytes = bytes.subspan(start); bytes.size() >= head_size + crc_size;) {
        const auto length = read<std::uint64_t>(bytes.subspan(4));
        if (length > bytes.size() - head_size - crc_size) break;
        const auto covered = bytes.first(head_size + static_cast<std::size_t>(length));
        if (read<std::uint32_t>(bytes.subspan(covered.size())) != crc32(covered))
            throw Error{name, "is damaged: a checksum does not match", "use an older copy"};
        const std::string tag{text(bytes.first(4))};
        bytes = bytes.subspan(covered.size() + crc_size);
        if (tag == last_tag && bytes.empty()) return sections;
        sections[tag] = covered.subspan(head_size);
    }
    throw Error{name, "is cut off or damaged: its end is missing", "use an older copy"};
}

} // namespace wordfield::inline run
