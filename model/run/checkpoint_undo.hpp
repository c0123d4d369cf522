// SPDX-License-Identifier: MIT
// The section of a checkpoint with the rows that edits by hand have changed, so that they can still be taken
// back.
#pragma once

#include "model/run/checkpoint_sections.hpp"
#include "model/train/embedding_edits.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace wordfield::inline run {

/// What edits were of: an embedding (rows, columns), and so many tables of that shape with its moments.
struct EditedTables {
    std::int64_t rows, columns;
    std::uint32_t tables;
};

/// Writes nothing where there are no edits.
void add_undo(SectionWriter& writer, const std::vector<RowBackup>& edits);
/// Empty where the file has none. Throws Error about `name` when an edit is not one of such tables.
std::vector<RowBackup> read_undo(const Sections& sections, const std::string& name,
                                 const EditedTables& tables);

} // namespace wordfield::inline run
