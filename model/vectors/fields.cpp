// SPDX-License-Identifier: MIT
#include "model/vectors/fields.hpp"

#include "model/core/error.hpp"
#include "model/text/tokenizer.hpp"

#include <charconv>
#include <cmath>
#include <cstring>
#include <limits>

namespace wordfield::inline vectors {
namespace {

constexpr std::size_t forget_every = std::size_t{16} << 20U;
constexpr Index stretch_length = 1024; // lines: some hundred kilobytes

bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\r';
}

} // namespace

std::vector<TextLine> lines_of(const InputFile& file, const std::filesystem::path& path,
                               const VectorRequest& request) {
    const std::string_view text = file.text();
    std::size_t at = text.size() - without_byte_order_mark(text).size(), forgotten = 0;
    std::vector<TextLine> lines;
    for (std::uint32_t number = 1; at < text.size(); ++number) {
        const void* const found = std::memchr(text.data() + at, '\n', text.size() - at);
        const std::size_t next = found != nullptr
                                     ? static_cast<std::size_t>(static_cast<const char*>(found) - text.data())
                                     : text.size();
        std::size_t end = next;
        while (end > at && is_blank(text[end - 1])) --end;
        if (end - at > std::numeric_limits<std::uint32_t>::max())
            throw Error{path.string() + ", line " + std::to_string(number), "is longer than 4 GB",
                        "give a file of words and numbers"};
        if (end > at) lines.push_back({at, static_cast<std::uint32_t>(end - at), number});
        at = next + 1;
        if (at - forgotten < forget_every) continue;
        file.forget(text.substr(forgotten, at - forgotten));
        forgotten = at;
        report_progress(request.progress, 0.2F * static_cast<float>(at) / static_cast<float>(text.size()));
    }
    return lines;
}

void for_stretches(Index count, ThreadPool& pool, const VectorRequest& request, float from,
                   const std::function<void(Index begin, Index end)>& work) {
    const Index parts = (count + stretch_length - 1) / stretch_length;
    pool.run(static_cast<int>(parts), [&](int part) {
        const Index begin = part * stretch_length;
        work(begin, std::min(begin + stretch_length, count));
        report_progress(request.progress,
                        from + (1.0F - from) * static_cast<float>(part) / static_cast<float>(parts));
    });
}

std::optional<float> float_of(std::string_view text) {
    if (text.starts_with('+')) text.remove_prefix(1);
    float value = 0.0F;
    const char* const last = text.data() + text.size();
    const auto read = std::from_chars(text.data(), last, value);
    if (read.ptr != last || text.empty()) return std::nullopt;
    if (read.ec == std::errc{}) return value;
    if (read.ec != std::errc::result_out_of_range) return std::nullopt;
    double wide = 0.0; // 1e-50 is a number, and as a float nothing
    const auto again = std::from_chars(text.data(), last, wide);
    if (again.ec == std::errc{} && std::abs(wide) < 1.0) return static_cast<float>(wide);
    return again.ec == std::errc{} ? std::numeric_limits<float>::infinity() : 0.0F;
}

std::optional<std::int64_t> count_of(std::string_view text) {
    std::int64_t value = 0;
    const char* const last = text.data() + text.size();
    const auto read = std::from_chars(text.data(), last, value);
    if (read.ec != std::errc{} || read.ptr != last || value < 0 || text.empty()) return std::nullopt;
    return value;
}

bool append_numbers(std::string_view text, std::vector<float>& numbers) {
    constexpr std::string_view around = " \t\r\n";
    const auto trim = [&] {
        text.remove_prefix(std::min(text.find_first_not_of(around), text.size()));
        while (!text.empty() && around.find(text.back()) != std::string_view::npos) text.remove_suffix(1);
    };
    trim();
    if (text.size() >= 2 && text.front() == '[' && text.back() == ']') {
        text = text.substr(1, text.size() - 2);
        trim();
    }
    while (!text.empty()) {
        const std::size_t end = std::min(text.find_first_of(", \t\r\n"), text.size());
        const auto number = float_of(text.substr(0, end));
        if (!number) return false;
        numbers.push_back(*number);
        text.remove_prefix(end);
        text.remove_prefix(std::min(text.find_first_not_of(around), text.size()));
        if (!text.starts_with(',')) continue;
        text.remove_prefix(1);
        text.remove_prefix(std::min(text.find_first_not_of(around), text.size()));
        if (text.empty()) return false;
    }
    return true;
}

} // namespace wordfield::inline vectors
