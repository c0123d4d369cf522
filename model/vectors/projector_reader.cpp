// SPDX-License-Identifier: MIT
// TensorBoard's projector (tensorboard/plugins/projector: data-provider.ts, projector_config.proto): lines of
// numbers between tabs, metadata with a header where it has more than one column, and a config that names
// both. It knows no quotation marks.
#include "model/core/error.hpp"
#include "model/core/number_text.hpp"
#include "model/vectors/byte_reader.hpp"
#include "model/vectors/fields.hpp"
#include "model/vectors/projector_config.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace wordfield::inline vectors {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> tabbed_fields(std::string_view line) {
    std::vector<std::string> fields;
    for (;;) {
        const std::size_t tab = std::min(line.find('\t'), line.size());
        fields.emplace_back(line.substr(0, tab));
        if (tab == line.size()) return fields;
        line.remove_prefix(tab + 1);
    }
}

// Lines with their blank fields: lines_of() would take them off the end.
std::vector<std::string_view> whole_lines(std::string_view text) {
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        std::string_view line = text.substr(0, end);
        if (line.ends_with('\r')) line.remove_suffix(1);
        lines.push_back(line);
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

void take_metadata(const fs::path& path, Index rows, VectorDraft& draft) {
    const InputFile file{path};
    std::vector<std::string_view> lines = whole_lines(file.text());
    if (lines.empty()) throw Error{path.string(), "is empty", "give a line for each vector"};
    std::vector<std::string> names = tabbed_fields(lines.front());
    const bool header = names.size() > 1;
    if (header)
        lines.erase(lines.begin());
    else
        names = {"word"};
    if (std::ssize(lines) != rows)
        throw Error{path.string(),
                    "has " + with_commas(std::ssize(lines)) + " lines" + (header ? " under its header" : "") +
                        " for " + with_commas(rows) + " vectors",
                    "a header is right where there is more than one column, and nowhere else"};
    const auto named = std::ranges::find_if(names, [](const std::string& name) { return names_words(name); });
    const auto word = static_cast<std::size_t>(named == names.end() ? 0 : named - names.begin());
    std::vector<MetadataColumn> columns;
    for (const std::string& name : names) columns.push_back({name, {}});
    for (std::size_t i = 0; i < lines.size(); ++i) {
        std::vector<std::string> fields = tabbed_fields(lines[i]);
        if (fields.size() != names.size())
            fail_at(path, "line", static_cast<std::int64_t>(i) + (header ? 2 : 1),
                    "has " + std::to_string(fields.size()) + " fields, not " + std::to_string(names.size()),
                    "as many tabs in each line");
        for (std::size_t c = 0; c < fields.size(); ++c) columns[c].values.push_back(std::move(fields[c]));
    }
    draft.words = std::move(columns[word].values);
    columns.erase(columns.begin() + static_cast<std::ptrdiff_t>(word));
    draft.columns = std::move(columns);
    draft.notes.push_back("words and columns are those of " + path.filename().string());
}

// The file's name with the last `from` in it made `to`; nothing where it has none, or there is no such file.
std::optional<fs::path> sibling(const fs::path& path, std::string_view from, std::string_view to) {
    std::string name = path.filename().string();
    const std::size_t at = name.rfind(from);
    if (at == std::string::npos) return std::nullopt;
    fs::path other = path.parent_path() / name.replace(at, from.size(), to);
    std::error_code ignored;
    return fs::is_regular_file(other, ignored) && other != path ? std::optional{other} : std::nullopt;
}

std::optional<fs::path> metadata_of(const fs::path& path) {
    for (const auto& [from, to] : {std::pair{".tsv", ".metadata.tsv"}, std::pair{"vectors", "metadata"},
                                   std::pair{"vecs", "meta"}, std::pair{"tensors", "metadata"}})
        if (auto found = sibling(path, from, to)) return found;
    return std::nullopt;
}

// Whoever opens the metadata means the vectors beside it.
fs::path vectors_of_metadata(const fs::path& path) {
    for (const auto& [from, to] : {std::pair{".metadata.tsv", ".tsv"}, std::pair{"metadata", "vectors"},
                                   std::pair{"metadata", "tensors"}, std::pair{"meta", "vecs"}})
        if (auto found = sibling(path, from, to)) return *found;
    return path;
}

// Raw float32 as the config's tensorShape says.
RowTableDraft read_raw(const fs::path& path, const ProjectorEntry& entry, const VectorRequest& request) {
    const InputFile file{path};
    if (entry.shape.size() != 2)
        throw Error{path.string(), "is raw numbers, and the config names no shape of two sizes",
                    "write tensor_shape twice: rows, then columns"};
    RowTableDraft rows = room_for_table(entry.shape[0], entry.shape[1], request, path, "");
    const std::uint64_t bytes = sizeof(float) * static_cast<std::uint64_t>(entry.shape[0]) *
                                static_cast<std::uint64_t>(entry.shape[1]);
    if (bytes != file.text().size())
        throw Error{path.string(),
                    "has " + with_commas(static_cast<std::int64_t>(file.text().size())) +
                        " bytes, and the shape in the config wants " +
                        with_commas(static_cast<std::int64_t>(bytes)),
                    "get the whole file"};
    take_numbers(file.text(), {}, false, rows);
    return rows;
}

} // namespace

VectorTable read_projector(const fs::path& named, const VectorRequest& request) {
    const fs::path path = vectors_of_metadata(named);
    VectorDraft draft = draft_of_lines(path, request);
    if (draft.words.empty())
        if (const auto metadata = metadata_of(path)) take_metadata(*metadata, draft.rows.rows(), draft);
    return finished_table(std::move(draft), path);
}

VectorTable read_projector_config(const fs::path& path, const VectorRequest& request) {
    VectorDraft draft;
    const ProjectorEntry entry = chosen_entry(path, request.tensor, draft.notes);
    const fs::path vectors = path.parent_path() / entry.tensor;
    if (vectors.extension() == ".tsv") {
        std::vector<std::string> notes = std::move(draft.notes);
        draft = draft_of_lines(vectors, request);
        draft.notes.insert(draft.notes.end(), notes.begin(), notes.end());
    } else {
        draft.rows = read_raw(vectors, entry, request);
    }
    if (!entry.metadata.empty()) take_metadata(path.parent_path() / entry.metadata, draft.rows.rows(), draft);
    return finished_table(std::move(draft), vectors);
}

} // namespace wordfield::inline vectors
