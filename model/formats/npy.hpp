// SPDX-License-Identifier: MIT
// NumPy's own file of an array, version 1.0 (NEP 1, Kern 2007, "A simple file format for NumPy arrays"): what
// numpy.load() reads. The words lie beside it, one a line, in the order of the rows.
#pragma once

#include "model/formats/format.hpp"

namespace wordfield::inline formats {

/// run.npy and run.words.txt
const Format& npy_format();

} // namespace wordfield::inline formats
