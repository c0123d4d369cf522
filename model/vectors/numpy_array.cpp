// SPDX-License-Identifier: MIT
#include "model/vectors/numpy_array.hpp"

#include "model/core/error.hpp"
#include "model/core/number_text.hpp"
#include "model/vectors/byte_reader.hpp"
#include "model/vectors/fields.hpp"
#include "model/vectors/number_kinds.hpp"

namespace wordfield::inline vectors {
namespace {

constexpr std::string_view hint_for_numpy = "write it again with numpy.save";
constexpr std::size_t most_dimensions = 32;

// What stands behind 'key': in the header's Python dictionary, up to the end.
std::string_view after_key(std::string_view header, std::string_view key) {
    for (const char quote : {'\'', '"'}) {
        const std::string quoted = quote + std::string{key} + quote;
        const std::size_t found = header.find(quoted);
        if (found == std::string_view::npos) continue;
        const std::size_t colon = header.find_first_not_of(' ', found + quoted.size());
        if (colon == std::string_view::npos || header[colon] != ':') continue;
        const std::size_t value = header.find_first_not_of(' ', colon + 1);
        return value == std::string_view::npos ? std::string_view{} : header.substr(value);
    }
    return {};
}

bool take_descr(std::string_view text, std::string& descr) {
    if (text.starts_with('[')) { // several fields in one element
        descr = "[...]";
        return true;
    }
    if (!text.starts_with('\'') && !text.starts_with('"')) return false;
    const std::size_t end = text.find(text[0], 1);
    if (end == std::string_view::npos) return false;
    descr = text.substr(1, end - 1);
    return true;
}

bool take_shape(std::string_view text, std::vector<std::int64_t>& shape) {
    const std::size_t end = text.find(')');
    if (!text.starts_with('(') || end == std::string_view::npos) return false;
    text = text.substr(1, end - 1);
    while (true) {
        text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
        if (text.empty()) return true;
        const std::size_t comma = std::min(text.find(','), text.size());
        std::string_view number = text.substr(0, comma);
        while (!number.empty() && (number.back() == ' ' || number.back() == 'L')) number.remove_suffix(1);
        const auto size = count_of(number);
        if (!size || shape.size() == most_dimensions) return false;
        shape.push_back(*size);
        text.remove_prefix(std::min(comma + 1, text.size()));
    }
}

// Bytes of an element: of "<U12" 48.
std::optional<std::size_t> element_bytes(std::string_view descr) {
    if (const auto number = kind_of_descr(descr)) return number->bytes;
    if (descr.size() < 3 || (descr[1] != 'U' && descr[1] != 'S')) return std::nullopt;
    const auto length = count_of(descr.substr(2));
    if (!length || *length > (1 << 20)) return std::nullopt;
    return static_cast<std::size_t>(*length) * (descr[1] == 'U' ? 4U : 1U);
}

void append_code_point(std::string& out, std::uint32_t c) {
    if (c < 0x80) {
        out += static_cast<char>(c);
        return;
    }
    const auto tail = [&](unsigned shift) { out += static_cast<char>(0x80U | ((c >> shift) & 0x3FU)); };
    if (c < 0x800) {
        out += static_cast<char>(0xC0U | (c >> 6U));
    } else if (c < 0x10000) {
        out += static_cast<char>(0xE0U | (c >> 12U));
        tail(6);
    } else {
        out += static_cast<char>(0xF0U | ((c >> 18U) & 7U));
        tail(12);
        tail(6);
    }
    tail(0);
}

} // namespace

NumpyArray numpy_array(std::string_view bytes, const std::filesystem::path& name) {
    ByteReader reader{bytes, name};
    if (reader.left() < 10 || reader.take(6) != "\x93NUMPY") {
        reader.jump(0);
        reader.fail("does not begin as NumPy's files do", hint_for_numpy);
    }
    const auto version = reader.take<std::uint8_t>();
    (void)reader.take<std::uint8_t>();
    const std::size_t length =
        version == 1 ? reader.take<std::uint16_t>() : std::size_t{reader.take<std::uint32_t>()};
    if (version < 1 || version > 3)
        reader.fail("has a version of NumPy's format that is unknown", hint_for_numpy);
    const std::string_view header = reader.take(length);
    NumpyArray array;
    if (!take_descr(after_key(header, "descr"), array.descr) ||
        !take_shape(after_key(header, "shape"), array.shape))
        reader.fail("ends a header that names no type and shape", hint_for_numpy);
    array.by_columns = after_key(header, "fortran_order").starts_with("True");
    const auto size = element_bytes(array.descr);
    if (!size) return array; // whoever wants it says why not
    std::uint64_t count = 1;
    bool fits = true;
    for (const std::int64_t n : array.shape)
        fits = fits && !__builtin_mul_overflow(count, static_cast<std::uint64_t>(n), &count);
    if (!fits || (*size > 0 && count > reader.left() / *size))
        reader.fail("is followed by fewer bytes than the header speaks of", "get the whole file");
    array.data = reader.take(static_cast<std::size_t>(count) * *size);
    return array;
}

RowTableDraft rows_of_numpy(const NumpyArray& array, const std::filesystem::path& name,
                            const VectorRequest& request, const PartTaken& taken) {
    if (array.descr.find('O') != std::string::npos)
        throw Error{name.string(), "holds Python objects, which are not read, since they can run programs",
                    "save the numbers alone: numpy.save(name, array.astype(\"float32\"))"};
    const auto kind = kind_of_descr(array.descr);
    if (!kind) throw Error{name.string(), "holds no numbers, but " + array.descr, "save an array of floats"};
    if (array.shape.size() != 2)
        throw Error{name.string(),
                    "has " + std::to_string(array.shape.size()) + " dimensions, and vectors have two",
                    "save an array with a row for each word"};
    RowTableDraft rows = room_for_table(array.shape[0], array.shape[1], request, name, "");
    take_numbers(array.data, *kind, array.by_columns, rows, taken);
    return rows;
}

std::optional<std::vector<std::string>> strings_of_numpy(const NumpyArray& array) {
    if (array.descr.size() < 3 || array.shape.size() != 1 || array.data.empty()) return std::nullopt;
    const bool wide = array.descr[1] == 'U';
    const bool swapped = array.descr[0] == '>';
    if (!wide && array.descr[1] != 'S') return std::nullopt;
    const std::size_t size = *element_bytes(array.descr);
    std::vector<std::string> all(static_cast<std::size_t>(array.shape[0]));
    for (std::size_t i = 0; i < all.size(); ++i) {
        const std::string_view text = array.data.substr(i * size, size);
        if (!wide) {
            all[i] = text.substr(0, text.find_last_not_of('\0') + 1); // filled up with zeros
            continue;
        }
        for (std::size_t at = 0; at + 4 <= size; at += 4) {
            std::uint32_t c = 0;
            std::memcpy(&c, text.data() + at, sizeof c);
            if (swapped) c = __builtin_bswap32(c);
            if (c == 0) break;
            append_code_point(all[i], c);
        }
    }
    return all;
}

} // namespace wordfield::inline vectors
