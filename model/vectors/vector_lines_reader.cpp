// SPDX-License-Identifier: MIT
// Text files of vectors in two passes: lines are found, then read on all cores into a table of that size.
#include "model/core/error.hpp"
#include "model/core/number_text.hpp"
#include "model/vectors/line_shape.hpp"
#include "model/vectors/vector_draft.hpp"

#include <algorithm>
#include <mutex>
#include <utility>

namespace wordfield::inline vectors {
namespace {

class LineTable {
public:
    LineTable(const std::filesystem::path& path, const VectorRequest& request)
        : path_{path}, request_{request}, file_{path, request.progress ? &request.progress->cancel : nullptr},
          lines_{lines_of(file_, path, request)}, shape_{found_shape()} {}

    VectorDraft read() {
        if (shape_.promised) {
            header_ = lines_.front();
            lines_.erase(lines_.begin());
        }
        VectorDraft draft;
        draft.places = "line";
        const auto rows = std::ssize(lines_);
        draft.rows = room_for_table(rows, shape_.columns, request_, path_, shape_.promised ? "line 1" : "");
        if (shape_.words) draft.words.resize(static_cast<std::size_t>(rows));
        ThreadPool pool{std::max(request_.threads, 1)};
        for_stretches(rows, pool, request_, 0.2F,
                      [&](Index begin, Index end) { read_stretch(begin, end, draft); });
        std::ranges::sort(draft.skipped, {}, &SkippedRow::row);
        refuse_cut_off(draft);
        note_promise(draft);
        return draft;
    }

    [[nodiscard]] const LineShape& shape() const { return shape_; }

private:
    [[nodiscard]] LineShape found_shape() const {
        if (lines_.empty()) throw Error{path_.string(), "is empty", "give a file of words and numbers"};
        const auto shape = shape_of_lines(file_.text(), lines_);
        if (shape && shape->promised && shape->usual != shape->columns)
            fail_at(path_, "line", lines_.front().number,
                    "promises vectors of " + with_commas(shape->columns) + " numbers, and the lines have " +
                        with_commas(shape->usual),
                    "write the true size into it, or leave it out");
        if (shape) return *shape;
        fail_at(path_, "line", lines_.front().number, "does not begin a table of words and numbers",
                "write lines like: coffee 0.12 -0.5 ...");
    }

    void read_stretch(Index begin, Index end, VectorDraft& draft) {
        std::string why;
        for (Index i = begin; i < end; ++i) {
            const TextLine& line = lines_[static_cast<std::size_t>(i)];
            const std::string_view text = file_.text().substr(line.begin, line.length);
            const std::string_view word =
                draft.rows.fill_row(i, [&](float* row) { return read_line(text, shape_, row, why); });
            if (why.empty()) {
                if (shape_.words) draft.words[static_cast<std::size_t>(i)] = word;
                continue;
            }
            const std::scoped_lock lock{skipping_};
            draft.skipped.push_back({i, line.number, std::exchange(why, {})});
        }
        const TextLine &first = lines_[static_cast<std::size_t>(begin)],
                       &last = lines_[static_cast<std::size_t>(end - 1)];
        file_.forget(file_.text().substr(first.begin, last.begin + last.length - first.begin));
    }

    // A file that ends in the middle of a line was meant to be longer.
    void refuse_cut_off(const VectorDraft& draft) const {
        const TextLine& last = lines_.back();
        const bool whole = file_.text().ends_with('\n');
        const bool short_of_rows = shape_.promised && std::ssize(lines_) < *shape_.promised;
        const bool bad = !draft.skipped.empty() && draft.skipped.back().place == last.number;
        if (whole || !(bad || short_of_rows)) return;
        fail_at(path_, "line", last.number,
                "is where the file is cut off" + (shape_.promised
                                                      ? ", after " + with_commas(std::ssize(lines_)) +
                                                            " of " + with_commas(*shape_.promised) + " rows"
                                                      : std::string{}),
                "get the whole file");
    }

    // Counts of the first line are off by a few now and then (word2vec's </s>).
    void note_promise(VectorDraft& draft) const {
        if (!shape_.promised || *shape_.promised == std::ssize(lines_)) return;
        const std::string both =
            with_commas(*shape_.promised) + " rows, and " + with_commas(std::ssize(lines_)) + " are there";
        const std::int64_t missing = *shape_.promised - std::ssize(lines_);
        if (missing > std::max<std::int64_t>(10, *shape_.promised / 100))
            fail_at(path_, "line", header_.number, "promises " + both,
                    "get the whole file, or write the true number into its first line");
        draft.notes.push_back("the first line of " + path_.filename().string() + " promises " + both);
    }

    const std::filesystem::path& path_;
    const VectorRequest& request_;
    InputFile file_;
    std::vector<TextLine> lines_;
    LineShape shape_;
    TextLine header_;
    std::mutex skipping_;
};

} // namespace

VectorTable read_vector_lines(const std::filesystem::path& path, const VectorRequest& request) {
    VectorDraft draft = LineTable{path, request}.read();
    if (draft.words.empty()) draft.words = words_beside(path, draft.rows.rows(), request, draft.notes);
    return finished_table(std::move(draft), path);
}

VectorDraft draft_of_lines(const std::filesystem::path& path, const VectorRequest& request) {
    return LineTable{path, request}.read();
}

} // namespace wordfield::inline vectors
