// SPDX-License-Identifier: MIT
#include "model/history/packed_keyframe.hpp"

#include "model/core/error.hpp"
#include "model/core/gzip.hpp"
#include "model/run/checkpoint.hpp"

#include <zlib.h>

#include <algorithm>
#include <new>
#include <utility>

namespace wordfield::inline history {
namespace {

constexpr std::string_view keyframe_magic{"wfkeyfr\n", 8};
constexpr std::uint32_t keyframe_version = 1;
constexpr std::size_t planes = sizeof(float);
constexpr std::size_t block_size = std::size_t{1} << 20U; // a multiple of `planes`
constexpr int fastest = 1, window = 15, most_room = 9;    // as zlib counts

Error damaged(const std::string& name) {
    return Error{name, "is cut off or damaged", "an earlier keyframe of its folder makes its steps again"};
}

class Packer {
public:
    explicit Packer(const ByteSink& sink) : sink_{sink}, out_(std::size_t{1} << 16U) {
        // Mantissas are noise, in which looking for what was there before takes twice as long and finds less.
        if (deflateInit2(&stream_, fastest, Z_DEFLATED, window, most_room, Z_RLE) != Z_OK)
            throw std::bad_alloc{};
        block_.reserve(block_size);
        sink_(std::as_bytes(std::span{keyframe_magic}));
        sink_(std::as_bytes(std::span{&keyframe_version, 1}));
    }
    ~Packer() { deflateEnd(&stream_); }
    Packer(const Packer&) = delete;
    Packer& operator=(const Packer&) = delete;

    void add(std::span<const std::byte> bytes) {
        while (!bytes.empty()) {
            const auto front = bytes.first(std::min(bytes.size(), block_size - block_.size()));
            block_.insert(block_.end(), front.begin(), front.end());
            bytes = bytes.subspan(front.size());
            if (block_.size() == block_size) pack(Z_NO_FLUSH);
        }
    }
    void finish() { pack(Z_FINISH); }

private:
    void pack(int flush) {
        Bytes in = to_planes(block_);
        block_.clear();
        stream_.next_in = reinterpret_cast<Bytef*>(in.data());
        stream_.avail_in = static_cast<uInt>(in.size());
        do {
            stream_.next_out = reinterpret_cast<Bytef*>(out_.data());
            stream_.avail_out = static_cast<uInt>(out_.size());
            deflate(&stream_, flush);
            sink_(std::span{out_}.first(out_.size() - stream_.avail_out));
        } while (stream_.avail_out == 0);
    }

    const ByteSink& sink_;
    z_stream stream_{};
    Bytes block_, out_;
};

class Unpacker {
public:
    explicit Unpacker(std::span<const std::byte> packed) {
        if (inflateInit(&stream_) != Z_OK) throw std::bad_alloc{};
        stream_.next_in = reinterpret_cast<Bytef*>(const_cast<std::byte*>(packed.data()));
        left_ = packed.size();
    }
    ~Unpacker() { inflateEnd(&stream_); }
    Unpacker(const Unpacker&) = delete;
    Unpacker& operator=(const Unpacker&) = delete;

    // A whole block, or a shorter one at the end; false when the bytes are none that Packer made.
    bool next(Bytes& block) {
        block.resize(block_size);
        stream_.next_out = reinterpret_cast<Bytef*>(block.data());
        stream_.avail_out = static_cast<uInt>(block_size);
        while (!done_ && stream_.avail_out > 0) {
            constexpr std::size_t most = std::size_t{1} << 30U; // zlib counts in 32 bits
            const auto given = static_cast<uInt>(std::min(left_, most));
            stream_.avail_in = given;
            const int result = inflate(&stream_, Z_NO_FLUSH);
            left_ -= given - stream_.avail_in;
            if (result != Z_OK && result != Z_STREAM_END) return false;
            done_ = result == Z_STREAM_END;
        }
        block.resize(block_size - stream_.avail_out);
        return !done_ || left_ == 0;
    }
    [[nodiscard]] bool done() const { return done_; }

private:
    z_stream stream_{};
    std::size_t left_ = 0;
    bool done_ = false;
};

} // namespace

Bytes to_planes(std::span<const std::byte> block) {
    Bytes sorted(block.size());
    auto to = sorted.begin();
    for (std::size_t plane = 0; plane < planes; ++plane)
        for (std::size_t i = plane; i < block.size(); i += planes) *to++ = block[i];
    return sorted;
}

Bytes from_planes(std::span<const std::byte> sorted) {
    Bytes block(sorted.size());
    auto from = sorted.begin();
    for (std::size_t plane = 0; plane < planes; ++plane)
        for (std::size_t i = plane; i < block.size(); i += planes) block[i] = *from++;
    return block;
}

void pack_keyframe(const ByteSink& sink, const TrainerState& state, const CorpusSource* source) {
    Packer packer{sink};
    write_checkpoint([&](auto bytes) { packer.add(bytes); }, state, source);
    packer.finish();
}

RunFile unpack_keyframe(std::span<const std::byte> file, const std::string& name) {
    ByteReader head{file.first(std::min(file.size(), keyframe_magic.size() + sizeof keyframe_version))};
    std::string magic;
    for (std::size_t i = 0; i < keyframe_magic.size(); ++i)
        magic += static_cast<char>(head.take<std::int8_t>());
    if (magic != keyframe_magic)
        throw Error{name, "is no keyframe of a history", "name the folder of a history"};
    if (const auto version = head.take<std::uint32_t>(); version != keyframe_version)
        throw Error{name, "is a keyframe of version " + std::to_string(version) + ", not 1",
                    "open it with the program that wrote it"};
    Unpacker unpacker{file.subspan(keyframe_magic.size() + sizeof keyframe_version)};
    const std::size_t limit = most_bytes_in_memory();
    Bytes all, block;
    while (!unpacker.done()) {
        if (!unpacker.next(block)) throw damaged(name);
        if (all.size() + block.size() > limit) throw_too_long(name, limit);
        const Bytes bytes = from_planes(block);
        all.insert(all.end(), bytes.begin(), bytes.end());
    }
    return decode_run(all, name);
}

} // namespace wordfield::inline history
