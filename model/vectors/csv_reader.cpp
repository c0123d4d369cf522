// SPDX-License-Identifier: MIT
// Comma-separated values (RFC 4180: quotation marks around fields with commas and line ends, doubled inside)
// with a header. The vector is one column of "[0.1, -0.2, ...]", or the columns of numbers that are called by
// a number: x0, x1, ... or 0, 1, ...
#include "model/core/error.hpp"
#include "model/core/number_text.hpp"
#include "model/text/tokenizer.hpp"
#include "model/vectors/csv_shape.hpp"
#include "model/vectors/vector_draft.hpp"

#include <algorithm>
#include <mutex>
#include <utility>

namespace wordfield::inline vectors {
namespace {

struct CsvRecord {
    std::size_t begin = 0, end = 0;
    std::int64_t line = 0; ///< in which it begins, from 1
};

// Cut at line ends outside of quotation marks.
std::vector<CsvRecord> records_of(std::string_view text, const VectorRequest& request) {
    std::vector<CsvRecord> records;
    std::int64_t line = 1;
    std::size_t begin = text.size() - without_byte_order_mark(text).size();
    while (begin < text.size()) {
        const std::size_t end = csv_record_end(text, begin);
        std::size_t last = end;
        if (last > begin && text[last - 1] == '\r') --last;
        if (last > begin) records.push_back({begin, last, line});
        line += 1 + std::count(text.begin() + static_cast<std::ptrdiff_t>(begin),
                               text.begin() + static_cast<std::ptrdiff_t>(end), '\n');
        begin = end + 1;
        if (records.size() % 4096 == 0)
            report_progress(request.progress,
                            0.2F * static_cast<float>(end) / static_cast<float>(text.size()));
    }
    return records;
}

class CsvTable {
public:
    CsvTable(const std::filesystem::path& path, const VectorRequest& request)
        : path_{path}, request_{request}, file_{path, request.progress ? &request.progress->cancel : nullptr},
          records_{records_of(file_.text(), request)} {
        if (records_.size() < 2) throw Error{path.string(), "has no rows under a header", "give both"};
        const auto shape = shape_of_csv(record(0), record(1));
        if (!shape)
            fail_at(path, "line", records_.front().line, "names no column of vectors",
                    "write one called vector with cells like \"[0.1, -0.2]\", or a column for each number");
        shape_ = *shape;
    }

    VectorDraft read() {
        VectorDraft draft;
        draft.places = "line";
        const auto rows = std::ssize(records_) - 1;
        draft.rows = room_for_table(rows, shape_.length, request_, path_, "line 1");
        if (shape_.word) draft.words.resize(static_cast<std::size_t>(rows));
        for (const std::size_t column : shape_.columns)
            draft.columns.push_back(
                {shape_.names[column], std::vector<std::string>(static_cast<std::size_t>(rows))});
        ThreadPool pool{std::max(request_.threads, 1)};
        for_stretches(rows, pool, request_, 0.2F, [&](Index begin, Index end) {
            for (Index i = begin; i < end; ++i) read_row(i, draft);
        });
        order_skipped(draft, file_.text(), path_);
        return draft;
    }

private:
    [[nodiscard]] std::string_view record(std::size_t i) const {
        return file_.text().substr(records_[i].begin, records_[i].end - records_[i].begin);
    }

    void read_row(Index i, VectorDraft& draft) {
        const auto at = static_cast<std::size_t>(i);
        std::vector<std::string> fields = csv_fields(record(at + 1));
        std::string why;
        if (fields.size() != shape_.names.size())
            why = "has " + with_commas(std::ssize(fields)) + " fields, not the " +
                  with_commas(std::ssize(shape_.names)) + " of the header";
        else
            why = draft.rows.fill_row(i, [&](float* row) { return take_vector(fields, row); });
        if (!why.empty()) {
            const std::scoped_lock lock{skipping_};
            draft.skipped.push_back({i, records_[at + 1].line, std::move(why)});
            return;
        }
        if (shape_.word) draft.words[at] = std::move(fields[*shape_.word]);
        for (std::size_t c = 0; c < shape_.columns.size(); ++c)
            draft.columns[c].values[at] = std::move(fields[shape_.columns[c]]);
    }

    // Why not; empty where all is well.
    [[nodiscard]] std::string take_vector(const std::vector<std::string>& fields, float* row) const {
        std::vector<float> numbers;
        for (const std::size_t column : shape_.vector)
            if (!append_numbers(fields[column], numbers))
                return "has something else than numbers in " + shape_.names[column];
        if (std::ssize(numbers) != shape_.length)
            return "has " + with_commas(std::ssize(numbers)) + " numbers, not " + with_commas(shape_.length);
        std::ranges::copy(numbers, row);
        return {};
    }

    const std::filesystem::path& path_;
    const VectorRequest& request_;
    InputFile file_;
    std::vector<CsvRecord> records_;
    CsvShape shape_;
    std::mutex skipping_;
};

} // namespace

VectorTable read_csv(const std::filesystem::path& path, const VectorRequest& request) {
    return finished_table(CsvTable{path, request}.read(), path);
}

} // namespace wordfield::inline vectors
