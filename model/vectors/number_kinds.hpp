// SPDX-License-Identifier: MIT
// Numbers as files keep them, made floats.
#pragma once

#include "model/table/row_table_draft.hpp"

#include <cstddef>
#include <functional>
#include <optional>
#include <string_view>

namespace wordfield::inline vectors {

/// Reads and swaps nothing larger than itself.
struct NumberKind {
    enum class Is { Float, Brain, Signed, Unsigned } is = Is::Float; ///< Brain: bfloat16
    std::size_t bytes = 4;
    bool swapped = false; ///< the most significant byte at the front
};

/// safetensors' "F32", "BF16", "I8" ...; nothing for those that are packed more tightly or unknown.
std::optional<NumberKind> kind_of_dtype(std::string_view dtype);
/// NumPy's "<f4", ">f8", "|u1" ...; nothing for strings, objects and the like.
std::optional<NumberKind> kind_of_descr(std::string_view descr);

/// Told of each part of the bytes that is not needed again, and which share of all is behind it.
using PartTaken = std::function<void(std::string_view part, float share)>;

/// Fills rows(V,C) with V * C numbers; by columns where those follow each other in the file: all of it is one
/// part then. `bytes` need not be aligned and must be long enough.
void take_numbers(std::string_view bytes, NumberKind kind, bool by_columns, RowTableDraft& rows,
                  const PartTaken& taken = {});

} // namespace wordfield::inline vectors
