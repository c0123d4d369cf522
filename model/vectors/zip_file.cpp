// SPDX-License-Identifier: MIT
#include "model/vectors/zip_file.hpp"

#include "model/core/error.hpp"
#include "model/core/gzip.hpp"
#include "model/vectors/byte_reader.hpp"

#include <zlib.h>

#include <algorithm>
#include <new>

namespace wordfield::inline vectors {
namespace {

constexpr std::uint32_t end_mark = 0x06054b50, end64_mark = 0x06064b50, locator_mark = 0x07064b50,
                        entry_mark = 0x02014b50, file_mark = 0x04034b50;
constexpr std::size_t end_length = 22, longest_comment = 65535, locator_length = 20;
constexpr std::uint32_t wide32 = 0xffffffffU; // the number stands in a 64-bit field
constexpr std::uint64_t most_packing = 1032;  // deflate's own limit

struct ZipDirectory {
    std::uint64_t at = 0, entries = 0;
};

std::size_t end_of_directory(std::string_view bytes, const std::filesystem::path& path) {
    const std::size_t first =
        bytes.size() > end_length + longest_comment ? bytes.size() - end_length - longest_comment : 0;
    const std::size_t found = bytes.rfind("PK\x05\x06");
    if (found == std::string_view::npos || found < first || bytes.size() - found < end_length)
        fail_at(path, "byte", static_cast<std::int64_t>(bytes.size()), "is where the zip is cut off",
                "get the whole file");
    return found;
}

ZipDirectory directory_of(std::string_view bytes, const std::filesystem::path& path) {
    const std::size_t end = end_of_directory(bytes, path);
    ByteReader reader{bytes, path};
    reader.jump(end + 10);
    ZipDirectory found;
    found.entries = reader.take<std::uint16_t>();
    (void)reader.take<std::uint32_t>();
    found.at = reader.take<std::uint32_t>();
    if ((found.at != wide32 && found.entries != 0xffff) || end < locator_length) return found;
    reader.jump(end - locator_length);
    if (reader.take<std::uint32_t>() != locator_mark) return found;
    (void)reader.take<std::uint32_t>();
    reader.jump(static_cast<std::size_t>(reader.take<std::uint64_t>()));
    if (reader.take<std::uint32_t>() != end64_mark) reader.fail("is no end of a zip", "the file is damaged");
    reader.take(28);
    found.entries = reader.take<std::uint64_t>();
    (void)reader.take<std::uint64_t>();
    found.at = reader.take<std::uint64_t>();
    return found;
}

// The 64-bit sizes of an entry, in the order in which the short ones are full (APPNOTE 4.5.3).
void take_wide_fields(std::string_view extra, ZipEntry& entry, const std::filesystem::path& path) {
    ByteReader reader{extra, path};
    while (reader.left() >= 4) {
        const auto id = reader.take<std::uint16_t>();
        const auto length = reader.take<std::uint16_t>();
        if (id != 1) {
            if (length > reader.left()) return;
            reader.take(length);
            continue;
        }
        for (std::uint64_t* const field : {&entry.size, &entry.packed, &entry.header})
            if (*field == wide32) *field = reader.take<std::uint64_t>();
        return;
    }
}

ZipEntry take_entry(ByteReader& reader, const std::filesystem::path& path) {
    if (reader.take<std::uint32_t>() != entry_mark)
        reader.fail("is no entry of a zip", "the file is damaged");
    reader.take(6);
    ZipEntry entry;
    entry.method = reader.take<std::uint16_t>();
    reader.take(4);
    entry.checksum = reader.take<std::uint32_t>();
    entry.packed = reader.take<std::uint32_t>();
    entry.size = reader.take<std::uint32_t>();
    const auto name = reader.take<std::uint16_t>(), extra = reader.take<std::uint16_t>(),
               comment = reader.take<std::uint16_t>();
    reader.take(8);
    entry.header = reader.take<std::uint32_t>();
    entry.name = reader.take(name);
    take_wide_fields(reader.take(extra), entry, path);
    reader.take(comment);
    return entry;
}

void unpack(std::string_view packed, const ZipEntry& entry, const std::filesystem::path& path,
            std::string& room) {
    const std::string name = path.string() + ", " + entry.name;
    if (entry.size / most_packing > entry.packed || entry.size > most_bytes_in_memory())
        throw Error{name, "claims to unpack to more than it can hold", "the file is damaged or made to harm"};
    room.resize(static_cast<std::size_t>(entry.size));
    z_stream stream{};
    if (inflateInit2(&stream, -15) != Z_OK) throw std::bad_alloc{}; // no header of its own
    std::size_t from = 0, to = 0;
    int result = Z_OK;
    while (result == Z_OK) {
        constexpr std::size_t most = std::size_t{1} << 30U; // zlib counts in 32 bits
        stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data() + from));
        stream.avail_in = static_cast<uInt>(std::min(packed.size() - from, most));
        stream.next_out = reinterpret_cast<Bytef*>(room.data() + to);
        stream.avail_out = static_cast<uInt>(std::min(room.size() - to, most));
        const uInt in = stream.avail_in, out = stream.avail_out;
        result = inflate(&stream, Z_NO_FLUSH);
        from += in - stream.avail_in;
        to += out - stream.avail_out;
        if (in == stream.avail_in && out == stream.avail_out) break;
    }
    inflateEnd(&stream);
    if (result != Z_STREAM_END || to != room.size())
        throw Error{name, "is damaged where it is packed", "get the file again"};
}

} // namespace

std::vector<ZipEntry> zip_entries(std::string_view bytes, const std::filesystem::path& path) {
    const ZipDirectory directory = directory_of(bytes, path);
    ByteReader reader{bytes, path};
    reader.jump(static_cast<std::size_t>(std::min<std::uint64_t>(directory.at, bytes.size())));
    std::vector<ZipEntry> entries;
    for (std::uint64_t i = 0; i < directory.entries; ++i) entries.push_back(take_entry(reader, path));
    return entries;
}

std::string_view zip_content(std::string_view bytes, const ZipEntry& entry, const std::filesystem::path& path,
                             std::string& room) {
    ByteReader reader{bytes, path};
    reader.jump(static_cast<std::size_t>(std::min<std::uint64_t>(entry.header, bytes.size() + 1)));
    if (reader.take<std::uint32_t>() != file_mark) reader.fail("is no file in a zip", "the file is damaged");
    reader.take(22);
    const auto name = reader.take<std::uint16_t>(), extra = reader.take<std::uint16_t>();
    reader.take(std::size_t{name} + extra);
    const std::string_view packed = reader.take(static_cast<std::size_t>(entry.packed));
    std::string_view content = packed;
    if (entry.method == 8) {
        unpack(packed, entry, path, room);
        content = room;
    } else if (entry.method != 0) {
        throw Error{path.string() + ", " + entry.name, "is packed in a way that is not read",
                    "write it with numpy.savez or numpy.savez_compressed"};
    }
    uLong sum = crc32_z(0, nullptr, 0);
    sum = crc32_z(sum, reinterpret_cast<const Bytef*>(content.data()), content.size());
    if (sum != entry.checksum)
        throw Error{path.string() + ", " + entry.name, "is damaged: its checksum is another one",
                    "get the file again"};
    return content;
}

} // namespace wordfield::inline vectors
