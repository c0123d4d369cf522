// SPDX-License-Identifier: MIT
// word2vec.c (Mikolov et al. 2013) writes "V D\n", and of each word its bytes, a blank, D float32 and a line
// end; gensim (keyedvectors.py) the same without that line end. Words of word2vec.c may be cut inside a
// character.
#include "model/vectors/byte_reader.hpp"
#include "model/vectors/fields.hpp"

#include "model/core/number_text.hpp"

namespace wordfield::inline vectors {
namespace {

constexpr std::size_t longest_header = 64, longest_word = 1 << 16;

struct BinaryHeader {
    std::int64_t rows = 0, columns = 0;
};

BinaryHeader take_header(ByteReader& bytes, const std::filesystem::path& path) {
    const std::string_view line = bytes.take_until('\n', longest_header);
    const std::size_t blank = std::min(line.find(' '), line.size());
    std::string_view second = line.substr(std::min(blank + 1, line.size()));
    while (!second.empty() && (second.back() == ' ' || second.back() == '\r')) second.remove_suffix(1);
    const auto rows = count_of(line.substr(0, blank)), columns = count_of(second);
    if (!rows || !columns)
        fail_at(path, "line", 1, "is not the number of words and the length of their vectors",
                "word2vec's binary files begin like: 3000000 300");
    return {*rows, *columns};
}

} // namespace

VectorTable read_word2vec_binary(const std::filesystem::path& path, const VectorRequest& request) {
    const InputFile file{path, request.progress ? &request.progress->cancel : nullptr};
    ByteReader bytes{file.text(), path};
    const BinaryHeader size = take_header(bytes, path);
    const auto row_bytes = static_cast<std::uint64_t>(size.columns) * sizeof(float);
    if (static_cast<std::uint64_t>(size.columns) > file.text().size() ||
        static_cast<std::uint64_t>(size.rows) > bytes.left() / (row_bytes + 1) + 1)
        fail_at(path, "line", 1,
                "promises " + with_commas(size.rows) + " rows of " + with_commas(size.columns) +
                    " numbers, more than the file has bytes for",
                "get the whole file");
    VectorDraft draft;
    draft.rows = room_for_table(size.rows, size.columns, request, path, "line 1");
    draft.words.reserve(static_cast<std::size_t>(size.rows));
    std::size_t forgotten = 0;
    for (Index i = 0; i < size.rows; ++i) {
        bytes.pass_over('\n');
        draft.words.emplace_back(bytes.take_until(' ', longest_word));
        const std::string_view numbers = bytes.take(row_bytes);
        draft.rows.fill_row(i, [&](float* row) { std::memcpy(row, numbers.data(), row_bytes); });
        if (i % 1024 != 0) continue;
        file.forget(file.text().substr(forgotten, bytes.at() - forgotten));
        forgotten = bytes.at();
        report_progress(request.progress, static_cast<float>(i) / static_cast<float>(size.rows));
    }
    bytes.pass_over('\n');
    if (bytes.left() > 0)
        draft.notes.push_back(with_commas(static_cast<std::int64_t>(bytes.left())) +
                              " bytes behind the last row of " + path.filename().string() +
                              " are passed over");
    return finished_table(std::move(draft), path);
}

} // namespace wordfield::inline vectors
