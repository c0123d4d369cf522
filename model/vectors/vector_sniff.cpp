// SPDX-License-Identifier: MIT
#include "model/vectors/vector_sniff.hpp"

#include "model/text/tokenizer.hpp"
#include "model/vectors/json_reader.hpp"
#include "model/vectors/line_shape.hpp"

#include <algorithm>
#include <cstdint>
#include <cstring>

namespace wordfield::inline vectors {
namespace {

// A file of text has none of them; four bytes of a number mostly do.
bool is_control(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x09 || (byte > 0x0D && byte < 0x20);
}

std::string_view trimmed_front(std::string_view text) {
    return text.substr(std::min(text.find_first_not_of(" \t\r\n"), text.size()));
}

} // namespace

bool begins_vector_lines(std::string_view begin) {
    return !begin.starts_with('{') && shape_of_beginning(begin).has_value();
}

bool begins_projector_lines(std::string_view begin) {
    const std::string_view line = begin.substr(0, begin.find('\n'));
    return line.find('\t') != std::string_view::npos && line.find(' ') == std::string_view::npos &&
           begins_vector_lines(begin);
}

bool begins_word2vec_binary(std::string_view begin) {
    const std::size_t end = begin.find('\n');
    if (end == std::string_view::npos || end > 40) return false;
    std::string_view line = begin.substr(0, end);
    while (line.ends_with(' ') || line.ends_with('\r')) line.remove_suffix(1);
    const std::size_t blank = line.find(' ');
    if (blank == std::string_view::npos || !count_of(line.substr(0, blank)) ||
        !count_of(line.substr(blank + 1)))
        return false;
    const std::string_view rest = begin.substr(end + 1);
    return std::ranges::any_of(rest, is_control);
}

bool begins_safetensors(std::string_view begin) {
    std::uint64_t length = 0;
    if (begin.size() < 10 || begin[8] != '{') return false;
    std::memcpy(&length, begin.data(), sizeof length);
    return begin.find('\0') < 8 && trimmed_front(begin.substr(9)).starts_with('"');
}

bool begins_jsonl_of_vectors(std::string_view begin) {
    begin = trimmed_front(without_byte_order_mark(begin));
    if (!begin.starts_with('{') || !trimmed_front(begin.substr(1)).starts_with('"')) return false;
    const std::string_view line = begin.substr(0, begin.find('\n'));
    const std::size_t list = line.find('[');
    if (list == std::string_view::npos) return false;
    const std::string_view first = trimmed_front(line.substr(list + 1));
    const std::size_t end = std::min(first.find_first_of(",] \t"), first.size());
    return float_of(first.substr(0, end)).has_value();
}

bool begins_projector_config(std::string_view begin) {
    begin = trimmed_front(begin);
    return begin.starts_with("embeddings") && trimmed_front(begin.substr(10)).starts_with('{');
}

} // namespace wordfield::inline vectors
