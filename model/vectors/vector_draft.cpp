// SPDX-License-Identifier: MIT
#include "model/vectors/vector_draft.hpp"

#include "model/core/error.hpp"
#include "model/core/failure.hpp"
#include "model/core/free_memory.hpp"
#include "model/core/input_file.hpp"
#include "model/core/number_text.hpp"
#include "model/text/tokenizer.hpp"
#include "model/vectors/fields.hpp"

#include <algorithm>
#include <array>
#include <unordered_map>
#include <unordered_set>

namespace wordfield::inline vectors {
namespace {

constexpr std::int64_t most_columns = 1 << 16;
constexpr std::int64_t most_rows = std::int64_t{1} << 30; // ids are 32 bits
constexpr std::size_t named_places = 5;
constexpr std::size_t always_skipped = 10; // and of large files a hundredth
constexpr std::string_view no_letters = "<empty>";

// What is no UTF-8 is shown by U+FFFD, a sign for each byte.
std::string repaired(const std::string& word) {
    std::string good;
    std::string_view rest = word;
    for (std::size_t bad = find_invalid_utf8(rest); bad != std::string_view::npos;
         bad = find_invalid_utf8(rest)) {
        good.append(rest.substr(0, bad)).append("\xEF\xBF\xBD");
        rest.remove_prefix(bad + 1);
    }
    return good.append(rest);
}

struct WordTroubles {
    std::int64_t empty = 0, broken = 0, again = 0;
};

WordTroubles put_in_order(std::vector<std::string>& words) {
    WordTroubles troubles;
    for (std::string& word : words) {
        if (word.empty()) {
            word = no_letters;
            ++troubles.empty;
        }
        if (find_invalid_utf8(word) == std::string_view::npos) continue;
        word = repaired(word);
        ++troubles.broken;
    }
    if (std::unordered_set<std::string_view>(words.begin(), words.end(), words.size()).size() == words.size())
        return troubles;
    std::unordered_set<std::string> seen(words.begin(), words.end(), words.size());
    std::unordered_map<std::string, int> met;
    for (std::string& word : words) {
        const int before = met[word]++;
        if (before == 0) continue;
        int number = before + 1;
        std::string numbered = word + "#" + std::to_string(number);
        while (seen.contains(numbered)) numbered = word + "#" + std::to_string(++number);
        met[word] = number;
        seen.insert(numbered);
        word = std::move(numbered);
        ++troubles.again;
    }
    return troubles;
}

std::string counted(std::int64_t count, std::string_view thing) {
    return with_commas(count) + " " + std::string{thing} + (count == 1 ? "" : "s");
}

// "lines 4, 8, 15, ..."
std::string places_of(const VectorDraft& draft) {
    std::string all = draft.skipped.size() == 1 ? draft.places : draft.places + "s";
    for (std::size_t i = 0; i < std::min(draft.skipped.size(), named_places); ++i)
        all += (i == 0 ? " " : ", ") + with_commas(draft.skipped[i].place);
    return draft.skipped.size() > named_places ? all + ", ..." : all;
}

template <class Value>
void keep_only(std::vector<Value>& values, const std::vector<Index>& kept) {
    if (values.empty()) return;
    for (std::size_t i = 0; i < kept.size(); ++i)
        if (static_cast<Index>(i) != kept[i])
            values[i] = std::move(values[static_cast<std::size_t>(kept[i])]);
    values.resize(kept.size());
}

void leave_out_skipped(VectorDraft& draft) {
    if (draft.skipped.empty()) return;
    std::vector<Index> kept;
    std::size_t next = 0;
    for (Index i = 0; i < draft.rows.rows(); ++i)
        if (next < draft.skipped.size() && draft.skipped[next].row == i)
            ++next;
        else
            kept.push_back(i);
    keep_only(draft.words, kept);
    keep_only(draft.counts, kept);
    for (MetadataColumn& column : draft.columns) keep_only(column.values, kept);
    draft.rows.keep_rows(kept);
}

std::string no_number(Storage storage) {
    return storage == Storage::Float16 ? "has a number that is infinite, none, or beyond the 65,504 of 16 "
                                         "bits (--storage f32 has room)"
                                       : "has a number that is infinite or none";
}

void skip_what_is_no_number(VectorDraft& draft) {
    std::vector<SkippedRow> all;
    std::size_t next = 0;
    for (Index i = 0; i < draft.rows.rows(); ++i) {
        if (next < draft.skipped.size() && draft.skipped[next].row == i)
            all.push_back(std::move(draft.skipped[next++]));
        else if (!draft.rows.is_finite(i))
            all.push_back({i, i + 1, no_number(draft.rows.storage())});
    }
    draft.skipped = std::move(all);
}

void require_few_skipped(const VectorDraft& draft, const std::filesystem::path& path) {
    const auto all = static_cast<std::size_t>(draft.rows.rows());
    const std::size_t skipped = draft.skipped.size();
    if (skipped <= std::max(always_skipped, all / 100) && skipped < all) return;
    const SkippedRow& first = draft.skipped.front();
    fail_at(path, draft.places, first.place, first.why,
            skipped == 1 ? "there is no other row"
                         : "as " + with_commas(static_cast<std::int64_t>(skipped) - 1) +
                               (skipped == all ? " others, which is all of them"
                                               : " others, too many to be left out"));
}

// A column of counts, and one of categories, are known for what they are.
void take_known_columns(VectorDraft& draft, VectorTable& table) {
    const auto named = [&](std::string_view name) {
        return std::ranges::find(draft.columns, name, &MetadataColumn::name);
    };
    if (const auto column = named("count"); column != draft.columns.end() && draft.counts.empty()) {
        for (const std::string& value : column->values)
            if (const auto count = count_of(value)) draft.counts.push_back(*count);
        if (draft.counts.size() == column->values.size())
            draft.columns.erase(column);
        else
            draft.counts.clear();
    }
    if (const auto column = named("category"); column != draft.columns.end()) {
        table.categories = std::move(column->values);
        draft.columns.erase(column);
    }
}

} // namespace

void order_skipped(VectorDraft& draft, std::string_view text, const std::filesystem::path& path) {
    std::ranges::sort(draft.skipped, {}, &SkippedRow::row);
    if (draft.skipped.empty() || draft.skipped.back().row != draft.rows.rows() - 1 || text.ends_with('\n'))
        return;
    fail_at(path, draft.places, draft.skipped.back().place, "is where the file is cut off",
            "get the whole file");
}

void fail_at(const std::filesystem::path& path, std::string_view kind, std::int64_t place,
             std::string_view what, std::string_view hint) {
    throw Error{(path == "-" ? "standard input" : path.string()) + ", " + std::string{kind} + " " +
                    with_commas(place),
                what, hint};
}

PartTaken forgetting(const InputFile& file, const VectorRequest& request) {
    return [&file, progress = request.progress](std::string_view part, float share) {
        file.forget(part);
        report_progress(progress, share);
    };
}

RowTableDraft room_for_table(std::int64_t rows, std::int64_t columns, const VectorRequest& request,
                             const std::filesystem::path& path, std::string_view place) {
    const std::string where = path.string() + (place.empty() ? "" : ", " + std::string{place});
    const std::string size = with_commas(rows) + " rows of " + with_commas(columns) + " numbers";
    if (rows < 1 || columns < 1) throw Error{where, "has no rows of numbers", "give a file of vectors"};
    if (rows > most_rows || columns > most_columns)
        throw Error{where, "speaks of " + size + ", more than can be shown",
                    "rows have at most 65,536 numbers"};
    const Storage storage = storage_for(request.storage, rows, columns);
    const double bytes = bytes_of_number(storage) * static_cast<double>(rows) * static_cast<double>(columns);
    if (const double free = free_memory(); bytes > free)
        throw Error{where,
                    "has " + size + ", which take " + readable_bytes(bytes) + " where " +
                        readable_bytes(free) + " are left",
                    storage == Storage::Float16 ? "cut the file, its commonest words are at the front mostly"
                                                : "--storage f16 takes half as much"};
    return {rows, columns, storage};
}

VectorTable finished_table(VectorDraft draft, const std::filesystem::path& path) {
    if (draft.rows.rows() == 0 || draft.rows.cols() == 0)
        throw Error{path.string(), "holds no vectors", "give a file of words and numbers"};
    skip_what_is_no_number(draft);
    if (!draft.skipped.empty()) require_few_skipped(draft, path);
    leave_out_skipped(draft);
    if (draft.words.empty()) {
        for (Index i = 0; i < draft.rows.rows(); ++i) draft.words.push_back("row " + std::to_string(i + 1));
        draft.notes.emplace_back(
            "no words are known of these rows, so they are numbered: " + path.stem().string() +
            ".words.txt beside the file, a word a line, names them");
    }
    const WordTroubles troubles = put_in_order(draft.words);
    std::string summary = path.filename().string() + ": " + with_commas(draft.rows.rows()) + " rows × " +
                          with_commas(draft.rows.cols());
    if (troubles.again > 0) summary += ", " + counted(troubles.again, "duplicate") + " numbered";
    if (!draft.skipped.empty())
        summary += ", " + counted(std::ssize(draft.skipped), "row") + " skipped: " + places_of(draft) + " (" +
                   draft.skipped.front().why + ")";
    if (troubles.empty > 0) summary += ", " + counted(troubles.empty, "word") + " of no letters";
    if (troubles.broken > 0)
        summary += ", " + counted(troubles.broken, "word") + " with bytes that are no UTF-8";
    if (draft.rows.storage() == Storage::Float16)
        summary += ", kept as 16-bit floats (" +
                   readable_bytes(2.0 * static_cast<double>(draft.rows.rows()) *
                                  static_cast<double>(draft.rows.cols())) +
                   "; three digits a number)";
    draft.notes.insert(draft.notes.begin(), std::move(summary));
    VectorTable table;
    take_known_columns(draft, table);
    table.words = std::move(draft.words);
    table.vectors = std::make_shared<const RowTable>(std::move(draft.rows).finished());
    table.counts = std::move(draft.counts);
    table.columns = std::move(draft.columns);
    table.tensors = std::move(draft.tensors);
    table.tensor = std::move(draft.tensor);
    table.notes = std::move(draft.notes);
    return table;
}

namespace {

// What models call their table of words, the clearest names at the front (docs/vectors.md); else the longest.
std::size_t likeliest_table(const std::vector<NamedShape>& there) {
    constexpr std::array<std::string_view, 10> usual{
        "wte.weight", "embed_tokens", "embed_in",  "word_embeddings", "tok_embeddings",
        "vectors",    "embeddings",   "embedding", "embed",           "emb"};
    for (const std::string_view name : usual)
        for (std::size_t i = 0; i < there.size(); ++i)
            if (there[i].name.find(name) != std::string::npos) return i;
    return static_cast<std::size_t>(std::ranges::max_element(there, {}, &NamedShape::rows) - there.begin());
}

std::string list_of(const std::vector<NamedShape>& there) {
    constexpr std::size_t most_listed = 12;
    std::string list;
    for (std::size_t i = 0; i < std::min(there.size(), most_listed); ++i)
        list += (i == 0 ? "" : ", ") + there[i].name + " (" + with_commas(there[i].rows) + " × " +
                with_commas(there[i].columns) + ")";
    return there.size() > most_listed ? list + ", ..." : list;
}

} // namespace

std::size_t choose_table(const std::vector<NamedShape>& there, const std::string& asked,
                         const std::filesystem::path& path, VectorDraft& draft) {
    if (there.empty())
        throw Error{path.string(), "has no array of two dimensions", "vectors are a row for each word"};
    std::size_t chosen = 0;
    if (asked.empty()) {
        chosen = likeliest_table(there);
        if (there.size() > 1)
            draft.notes.push_back("took " + there[chosen].name + " of " + path.filename().string() +
                                  " (--tensor names another one: " + list_of(there) + ")");
    } else {
        const auto found = std::ranges::find(there, asked, &NamedShape::name);
        if (found == there.end())
            throw Error{path.string(), "has no array \"" + asked + "\" of two dimensions",
                        "it has " + list_of(there)};
        chosen = static_cast<std::size_t>(found - there.begin());
    }
    if (there.size() > 1)
        for (const NamedShape& one : there) draft.tensors.push_back(one.name);
    draft.tensor = there[chosen].name;
    return chosen;
}

std::vector<std::string> words_beside(const std::filesystem::path& path, Index rows,
                                      const VectorRequest& request, std::vector<std::string>& notes) {
    const std::filesystem::path list = std::filesystem::path{path}.replace_extension(".words.txt");
    std::error_code ignored;
    if (path == "-" || !std::filesystem::is_regular_file(list, ignored)) return {};
    const InputFile file{list, request.progress != nullptr ? &request.progress->cancel : nullptr};
    std::string_view text = without_byte_order_mark(file.text());
    std::vector<std::string> words;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        std::string_view word = text.substr(0, end);
        if (word.ends_with('\r')) word.remove_suffix(1);
        words.emplace_back(word);
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    if (std::ssize(words) != rows)
        throw Error{list.string(),
                    "has " + with_commas(std::ssize(words)) + " lines for the " + with_commas(rows) +
                        " rows of " + path.filename().string(),
                    "write a word a line, in the order of the rows"};
    notes.push_back("the words are those of " + list.filename().string());
    return words;
}

namespace {

std::string lowered(std::string_view text) {
    std::string low{text};
    for (char& c : low)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    return low;
}

} // namespace

bool names_words(std::string_view column) {
    constexpr std::array<std::string_view, 9> usual{"word", "words", "token",      "text", "label",
                                                    "name", "term",  "identifier", "title"};
    return std::ranges::find(usual, lowered(column)) != usual.end();
}

bool names_vectors(std::string_view column) {
    constexpr std::array<std::string_view, 6> usual{"vector",     "vectors", "embedding",
                                                    "embeddings", "values",  "vec"};
    return std::ranges::find(usual, lowered(column)) != usual.end();
}

} // namespace wordfield::inline vectors
