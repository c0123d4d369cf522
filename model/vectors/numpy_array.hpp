// SPDX-License-Identifier: MIT
// One array as numpy.save writes it: NEP 1 and numpy/lib/format.py, versions 1.0 to 3.0.
#pragma once

#include "model/vectors/vector_draft.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace wordfield::inline vectors {

struct NumpyArray {
    std::string descr; ///< "<f4"; "|O" is Python's pickle, which is never read
    bool by_columns = false;
    std::vector<std::int64_t> shape;
    std::string_view data; ///< as long as the shape says
};

/// Throws Error that names a byte of the file where it is no such array, or shorter than its header says.
/// `name` stands for the array in messages.
NumpyArray numpy_array(std::string_view bytes, const std::filesystem::path& name);

/// The numbers of one of two dimensions, `taken` as take_numbers() has it. Throws Error for every other.
RowTableDraft rows_of_numpy(const NumpyArray& array, const std::filesystem::path& name,
                            const VectorRequest& request, const PartTaken& taken = {});

/// The strings of one of one dimension ("<U12", "|S5"); nothing where it holds something else.
std::optional<std::vector<std::string>> strings_of_numpy(const NumpyArray& array);

} // namespace wordfield::inline vectors
