// SPDX-License-Identifier: MIT
#include "model/vectors/number_kinds.hpp"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <cstring>

namespace wordfield::inline vectors {
namespace {

template <class Number>
Number number_at(const char* at, bool swapped) {
    char bytes[sizeof(Number)];
    std::memcpy(bytes, at, sizeof bytes);
    if (swapped) std::reverse(bytes, bytes + sizeof bytes);
    Number value;
    std::memcpy(&value, bytes, sizeof value);
    return value;
}

// IEEE 754 binary16: what is not normal is a multiple of 2^-24.
float half_to_float(std::uint16_t half) {
    const std::uint32_t sign = (half & 0x8000U) << 16U, exponent = (half >> 10U) & 31U, rest = half & 1023U;
    if (exponent == 0) {
        const float small = static_cast<float>(rest) * 0x1p-24F;
        return sign != 0 ? -small : small;
    }
    const std::uint32_t wide = exponent == 31 ? 255U : exponent + 112U;
    return std::bit_cast<float>(sign | wide << 23U | rest << 13U);
}

float float_at(const char* at, NumberKind kind) {
    using Is = NumberKind::Is;
    const bool swapped = kind.swapped;
    if (kind.is == Is::Brain)
        return std::bit_cast<float>(std::uint32_t{number_at<std::uint16_t>(at, swapped)} << 16U);
    if (kind.is == Is::Float) {
        if (kind.bytes == 2) return half_to_float(number_at<std::uint16_t>(at, swapped));
        return kind.bytes == 4 ? number_at<float>(at, swapped)
                               : static_cast<float>(number_at<double>(at, swapped));
    }
    const bool is_signed = kind.is == Is::Signed;
    switch (kind.bytes) {
    case 1:
        return is_signed ? static_cast<float>(number_at<std::int8_t>(at, false))
                         : static_cast<float>(number_at<std::uint8_t>(at, false));
    case 2:
        return is_signed ? static_cast<float>(number_at<std::int16_t>(at, swapped))
                         : static_cast<float>(number_at<std::uint16_t>(at, swapped));
    case 4:
        return is_signed ? static_cast<float>(number_at<std::int32_t>(at, swapped))
                         : static_cast<float>(number_at<std::uint32_t>(at, swapped));
    default:
        return is_signed ? static_cast<float>(number_at<std::int64_t>(at, swapped))
                         : static_cast<float>(number_at<std::uint64_t>(at, swapped));
    }
}

} // namespace

std::optional<NumberKind> kind_of_dtype(std::string_view dtype) {
    using Is = NumberKind::Is;
    if (dtype == "BF16") return NumberKind{Is::Brain, 2};
    if (dtype == "BOOL") return NumberKind{Is::Unsigned, 1};
    if (dtype.size() < 2 || dtype.size() > 3) return std::nullopt;
    const std::string_view bits = dtype.substr(1);
    const std::size_t bytes = bits == "8" ? 1 : bits == "16" ? 2 : bits == "32" ? 4 : bits == "64" ? 8 : 0;
    if (bytes == 0) return std::nullopt;
    if (dtype[0] == 'F' && bytes > 1) return NumberKind{Is::Float, bytes};
    if (dtype[0] == 'I') return NumberKind{Is::Signed, bytes};
    if (dtype[0] == 'U') return NumberKind{Is::Unsigned, bytes};
    return std::nullopt;
}

std::optional<NumberKind> kind_of_descr(std::string_view descr) {
    using Is = NumberKind::Is;
    if (descr.size() != 3) return std::nullopt;
    const char order = descr[0], kind = descr[1], size = descr[2];
    if (order != '<' && order != '>' && order != '|' && order != '=') return std::nullopt;
    const std::size_t bytes = size == '1' ? 1 : size == '2' ? 2 : size == '4' ? 4 : size == '8' ? 8 : 0;
    if (bytes == 0) return std::nullopt;
    if (kind == 'f' && bytes > 1) return NumberKind{Is::Float, bytes, order == '>'};
    if (kind == 'i') return NumberKind{Is::Signed, bytes, order == '>'};
    if (kind == 'u' || (kind == 'b' && bytes == 1)) return NumberKind{Is::Unsigned, bytes, order == '>'};
    return std::nullopt;
}

void take_numbers(std::string_view bytes, NumberKind kind, bool by_columns, RowTableDraft& rows,
                  const PartTaken& taken) {
    constexpr Index numbers_a_part = Index{1} << 20U;
    const bool as_they_are = kind.is == NumberKind::Is::Float && kind.bytes == 4 && !kind.swapped;
    const Index a_part = by_columns ? rows.rows() : std::max<Index>(1, numbers_a_part / rows.cols());
    for (Index from = 0; from < rows.rows(); from += a_part) {
        const Index count = std::min(a_part, rows.rows() - from);
        const auto place = [&](Index i, Index c) {
            return static_cast<std::size_t>(by_columns ? c * rows.rows() + i : i * rows.cols() + c) *
                   kind.bytes;
        };
        const std::string_view part =
            bytes.substr(place(from, 0), static_cast<std::size_t>(count * rows.cols()) * kind.bytes);
        for (Index i = from; i < from + count; ++i)
            rows.fill_row(i, [&](float* row) {
                if (as_they_are && !by_columns)
                    std::memcpy(row, bytes.data() + place(i, 0), static_cast<std::size_t>(rows.cols()) * 4);
                else
                    for (Index c = 0; c < rows.cols(); ++c)
                        row[c] = float_at(bytes.data() + place(i, c), kind);
            });
        if (taken) taken(part, static_cast<float>(from + count) / static_cast<float>(rows.rows()));
    }
}

} // namespace wordfield::inline vectors
