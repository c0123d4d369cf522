// SPDX-License-Identifier: MIT
#include "model/text/source_text.hpp"

#include "model/core/error.hpp"
#include "model/core/input_file.hpp"
#include "model/core/sha256.hpp"

#include <algorithm>
#include <vector>

namespace wordfield::inline text {

std::string_view embedded_corpus(std::string_view file_name); // made by the build out of assets/*.grammar

namespace {

constexpr std::string_view standard_input = "-";

std::string joined(const std::vector<std::string>& names) {
    std::string all;
    for (const std::string& name : names) all += (all.empty() ? "" : ", ") + name;
    return all;
}

// A path that means the same from any folder.
std::string whole_path(const std::filesystem::path& path) {
    if (path == standard_input) return path.string();
    std::error_code failed;
    const auto whole = std::filesystem::absolute(path, failed);
    return failed ? path.string() : whole.lexically_normal().string();
}

void name_after(SourceText& source, const std::filesystem::path& path) {
    source.path = whole_path(path);
    source.name = name_of_input(path);
    source.grammar = source.name.ends_with(".grammar");
}

void hash(SourceText& source) {
    if (source.sha256.empty()) source.sha256 = sha256(source.text);
}

bool is_file(const std::filesystem::path& path) {
    std::error_code ignored;
    return std::filesystem::is_regular_file(path, ignored);
}

} // namespace

bool is_builtin_corpus(const std::string& name) {
    const std::vector<std::string> names = builtin_corpora();
    return std::find(names.begin(), names.end(), name) != names.end();
}

SourceText typed_source(std::string name, std::shared_ptr<const std::string> text) {
    return {name, name, false, *text, {}, text};
}

SourceText copy_of(const SourceFile& file) {
    SourceText source;
    const auto copy = std::make_shared<const std::string>(*file.copy);
    name_after(source, file.path);
    source.path = file.path;
    source.grammar |= is_builtin_corpus(file.path);
    source.text = *copy;
    source.sha256 = file.sha256;
    source.keeper = copy;
    return source;
}

SourceText open_list(const std::filesystem::path& path, const std::atomic<bool>* cancel) {
    SourceText source;
    const auto file = std::make_shared<const InputFile>(path, cancel);
    name_after(source, path);
    source.text = file->text();
    source.keeper = file;
    return source;
}

SourceText open_source(const std::string& source, const std::atomic<bool>* cancel) {
    if (is_builtin_corpus(source))
        return {source, source, true, embedded_corpus(source + ".grammar"), {}, {}};
    std::error_code ignored;
    if (source != standard_input && !std::filesystem::exists(source, ignored))
        throw Error{source, "is neither a file nor a built-in corpus",
                    "built in: " + joined(builtin_corpora()) +
                        "; anything else is the path of a .grammar or text file"};
    return open_list(source, cancel);
}

SourceText find_again(const SourceFile& file, const std::filesystem::path& folder, bool is_text,
                      std::string& note, const std::atomic<bool>* cancel) {
    if (is_text && file.path == pasted_text && file.copy) return copy_of(file);
    const std::filesystem::path path{file.path}, beside = folder / path.filename();
    bool changed = false;
    for (const std::filesystem::path& place : {path, beside}) {
        const bool builtin = is_text && place == path && is_builtin_corpus(file.path);
        if (!builtin && !is_file(place)) continue;
        SourceText source = is_text ? open_source(place.string(), cancel) : open_list(place, cancel);
        hash(source);
        if (source.sha256 == file.sha256) {
            if (place != path) note = "Found " + source.name + " at " + place.string();
            return source;
        }
        changed |= place == path;
    }
    const std::string name = file.path == standard_input ? "standard input" : file.path;
    const std::string state = changed ? "has changed since the checkpoint was saved" : "is no longer there";
    if (!file.copy)
        throw Error{name, state, "put back the file that the run was trained on, or name it: --corpus FILE"};
    note = name + " " + state + ", so the copy in the checkpoint is used";
    return copy_of(file);
}

SourceFile described(SourceText& source) {
    hash(source);
    SourceFile file{source.path, source.sha256, {}};
    if (source.text.size() <= SourceFile::largest_copy) file.copy = source.text;
    return file;
}

} // namespace wordfield::inline text
