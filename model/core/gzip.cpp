// SPDX-License-Identifier: MIT
#include "model/core/gzip.hpp"

#include "model/core/error.hpp"
#include "model/core/input_file.hpp"

#include <unistd.h>
#include <zlib.h>

#include <algorithm>
#include <memory>
#include <new>
#include <vector>

namespace wordfield::inline core {
namespace {

constexpr int gzip_window = 15 + 16;        // the largest there is, and gzip's header around it
constexpr uInt most_input = uInt{1} << 30U; // zlib counts in 32 bits
constexpr std::size_t chunk = std::size_t{1} << 20U;

class Inflater {
public:
    explicit Inflater(std::string_view bytes) : rest_{bytes} {
        if (inflateInit2(&stream_, gzip_window) != Z_OK) throw std::bad_alloc{};
    }
    ~Inflater() { inflateEnd(&stream_); }
    Inflater(const Inflater&) = delete;
    Inflater& operator=(const Inflater&) = delete;

    // Fills the front of the buffer and returns by how much. False in `fine` when the bytes are no gzip.
    std::size_t next(std::vector<char>& buffer, bool& fine) {
        stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(rest_.data()));
        stream_.avail_in = static_cast<uInt>(std::min<std::size_t>(rest_.size(), most_input));
        stream_.next_out = reinterpret_cast<Bytef*>(buffer.data());
        stream_.avail_out = static_cast<uInt>(buffer.size());
        const uInt given = stream_.avail_in;
        const int result = inflate(&stream_, Z_NO_FLUSH);
        const std::size_t size = buffer.size() - stream_.avail_out;
        rest_.remove_prefix(given - stream_.avail_in);
        const bool stuck = result == Z_BUF_ERROR || (size == 0 && stream_.avail_in == given);
        fine = result == Z_STREAM_END || (result == Z_OK && !stuck);
        if (result == Z_STREAM_END) end_member();
        return size;
    }
    [[nodiscard]] bool done() const { return done_; }

private:
    // Another may follow; what else follows is padding, which gzip passes over, too.
    void end_member() {
        done_ = !is_gzip(rest_);
        if (!done_) inflateReset(&stream_);
    }

    std::string_view rest_;
    z_stream stream_{};
    bool done_ = false;
};

} // namespace

bool is_gzip(std::string_view bytes) {
    return bytes.starts_with("\x1f\x8b\x08");
}

std::string unpack_gzip(std::string_view bytes, const std::string& name, const std::atomic<bool>* cancel) {
    const std::size_t limit = most_bytes_in_memory();
    std::vector<char> buffer(chunk);
    std::string all;
    for (Inflater inflater{bytes}; !inflater.done();) {
        if (cancel != nullptr && *cancel) throw_cancelled();
        bool fine = false;
        const std::size_t size = inflater.next(buffer, fine);
        if (!fine) throw Error{name, "is a gzip file that is cut off or damaged", "test it with gzip -t"};
        if (all.size() + size > limit) throw_too_long(name, limit);
        all.append(buffer.data(), size);
    }
    return all;
}

std::string unpacked_beginning(std::string_view bytes) {
    std::vector<char> buffer(std::size_t{64} << 10U);
    bool fine = false;
    const std::size_t size = Inflater{bytes}.next(buffer, fine);
    return {buffer.data(), fine ? size : 0};
}

std::size_t most_bytes_in_memory() {
    const long pages = ::sysconf(_SC_PHYS_PAGES), page = ::sysconf(_SC_PAGESIZE);
    if (pages <= 0 || page <= 0) return std::size_t{4} << 30U;
    return static_cast<std::size_t>(pages) * static_cast<std::size_t>(page) / 4;
}

void throw_too_long(const std::string& name, std::size_t limit) {
    throw Error{name,
                "holds more than " + std::to_string(limit >> 30U) + " GB, a quarter of this machine's memory",
                "unpack it into a file, which is read piece by piece"};
}

} // namespace wordfield::inline core
