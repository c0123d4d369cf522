// SPDX-License-Identifier: MIT
// The files that this program opens: their readers lie elsewhere, and stand here as formats.
#pragma once

#include "model/formats/format.hpp"

namespace wordfield::inline formats {

const Format& checkpoint_format(); ///< docs/checkpoint.md
const Format& grammar_format();    ///< docs/grammar.md
const Format& plain_text_format();
const Format& gzip_format(); ///< of what it holds, its name without ".gz" tells

} // namespace wordfield::inline formats
