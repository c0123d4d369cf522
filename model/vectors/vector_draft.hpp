// SPDX-License-Identifier: MIT
// What a reader has taken out of a file, before its words are put in order.
#pragma once

#include "model/table/row_table_draft.hpp"
#include "model/vectors/number_kinds.hpp"
#include "model/vectors/vector_request.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace wordfield::inline core {
class InputFile;
} // namespace wordfield::inline core

namespace wordfield::inline vectors {

/// A row that is left out, and why.
struct SkippedRow {
    Index row = 0;
    std::int64_t place = 0; ///< the line it stands in, or its number, from 1
    std::string why;        ///< "has 99 numbers, not 100"
};

struct VectorDraft {
    std::vector<std::string> words; ///< (V) any bytes; none at all: rows are numbered
    RowTableDraft rows;             ///< (V,C)
    std::vector<std::int64_t> counts;
    std::vector<MetadataColumn> columns;
    std::vector<SkippedRow> skipped;  ///< in the order of the rows
    std::string places = "row";       ///< what SkippedRow::place counts
    std::vector<std::string> tensors; ///< as VectorTable::tensors
    std::string tensor;
    std::vector<std::string> notes;
};

/// Leaves out what is skipped and rows with a number that is none, makes words UTF-8 that are not empty and
/// each there once ("word#2"), and tells all that in the notes. Throws Error where nothing is left, and
/// where more is to be skipped than a few rows or a hundredth.
VectorTable finished_table(VectorDraft draft, const std::filesystem::path& path);

/// What threads have skipped of a table of lines, in the order of its rows. Throws Error where the file was
/// cut off: its last row is skipped, and no line end stands behind it.
void order_skipped(VectorDraft& draft, std::string_view text, const std::filesystem::path& path);

/// Lets go of the pages of a mapped file that were read, so that the numbers are in memory once, and tells
/// how far it is; throws where a cancel was requested.
PartTaken forgetting(const InputFile& file, const VectorRequest& request);

/// Room for the vectors, kept as is asked for. Throws Error where a table of such a size is none, or is too
/// large for the memory that is left; `place` is where the file states the size ("line 1").
RowTableDraft room_for_table(std::int64_t rows, std::int64_t columns, const VectorRequest& request,
                             const std::filesystem::path& path, std::string_view place);

/// An error about a place in a file: "words.vec, line 7".
[[noreturn]] void fail_at(const std::filesystem::path& path, std::string_view kind, std::int64_t place,
                          std::string_view what, std::string_view hint);

/// How a file of several arrays is asked for one of them: the likeliest for embeddings where nothing is
/// asked; the draft learns which. Throws Error that lists them where `asked` is none of them, and where there
/// are none.
struct NamedShape {
    std::string name;
    std::int64_t rows = 0, columns = 0;
};
std::size_t choose_table(const std::vector<NamedShape>& there, const std::string& asked,
                         const std::filesystem::path& path, VectorDraft& draft);

/// The words of NAME.words.txt beside NAME.anything, a line each; none where there is no such file. Throws
/// Error where it has another number of lines than `rows`.
std::vector<std::string> words_beside(const std::filesystem::path& path, Index rows,
                                      const VectorRequest& request, std::vector<std::string>& notes);

/// read_vector_lines() before its words are put in order; rows are not numbered.
VectorDraft draft_of_lines(const std::filesystem::path& path, const VectorRequest& request);

/// Whether a column of this name is likely to hold the words ("word", "token", ...), or their vectors.
bool names_words(std::string_view column);
bool names_vectors(std::string_view column);

} // namespace wordfield::inline vectors
