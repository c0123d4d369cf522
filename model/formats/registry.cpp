// SPDX-License-Identifier: MIT
#include "model/formats/registry.hpp"

#include "model/core/error.hpp"
#include "model/core/input_file.hpp"
#include "model/formats/npy.hpp"
#include "model/formats/opened.hpp"
#include "model/formats/projector_tsv.hpp"
#include "model/formats/word2vec_text.hpp"
#include "model/text/source_text.hpp"
#include "model/train/moment.hpp"

#include <algorithm>
#include <array>

namespace wordfield::inline formats {
namespace {

std::string lower_case(std::string text) {
    std::ranges::transform(text, text.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; });
    return text;
}

std::string ending_of(const std::filesystem::path& path) {
    return lower_case(path.extension().string());
}

bool has_ending(const Format& format, const std::string& ending) {
    return std::ranges::find(format.extensions, ending) != format.extensions.end();
}

constexpr std::size_t looked_at = 512; // bytes at the front of a file

// Null for one that begins like none.
const Format* format_of_beginning(const std::string& begin) {
    for (const Format* const format : file_formats())
        if (!format->magic.empty() && begin.starts_with(format->magic)) return format;
    return nullptr;
}

std::string openable() {
    return "what can be opened: " + readable_formats() + "; texts in UTF-8";
}

bool writes_vectors(const Format& format) {
    return format.write != nullptr && format.holds == Format::Holds::Vectors;
}

} // namespace

std::span<const Format* const> file_formats() {
    // one a line
    // clang-format off
    static const std::array all{
        &checkpoint_format(),
        &grammar_format(),
        &gzip_format(),
        &projector_tsv_format(),
        &word2vec_text_format(),
        &npy_format(),
        &plain_text_format(), // whatever is nothing else
    };
    // clang-format on
    return all;
}

std::vector<std::filesystem::path> Format::files(const std::filesystem::path& path) const {
    std::vector<std::filesystem::path> all{path};
    if (!sidecar.empty()) all.push_back(std::filesystem::path{path}.replace_extension(sidecar));
    return all;
}

const Format& format_of_name(const std::filesystem::path& path) {
    const std::string ending = ending_of(path);
    if (has_ending(gzip_format(), ending)) return format_of_name(path.stem());
    for (const Format* const format : file_formats())
        if (format->read != nullptr && has_ending(*format, ending)) return *format;
    return plain_text_format();
}

const Format& format_of_file(const std::filesystem::path& path) {
    if (is_builtin_corpus(path.string())) return format_of_name(path);
    const std::string begin = first_bytes(path, looked_at);
    const Format* const marked = format_of_beginning(begin);
    if (marked != nullptr && marked->read == nullptr) {
        const std::string short_name = marked->name.substr(0, marked->name.find(',')); // without its sidecar
        throw Error{path.string(), "is a file of " + short_name + ", which is written and not opened",
                    openable()};
    }
    if (marked != nullptr && marked != &gzip_format()) return *marked;
    const Format& named = format_of_name(path);
    if (marked == nullptr && named.magic.empty() && begin.find('\0') != std::string::npos)
        throw Error{path.string(), "is of no known kind", openable()}; // no text has a zero
    return named;
}

Artifact open_artifact(const std::filesystem::path& path, const ReadRequest& request) {
    return format_of_file(path).read(path, request);
}

std::shared_ptr<const Corpus> open_corpus(const CorpusRequest& request, LoadProgress* progress) {
    const Artifact artifact = open_artifact(request.source, {request, progress});
    if (const auto* const corpus = std::get_if<std::shared_ptr<const Corpus>>(&artifact)) return *corpus;
    throw Error{request.source, "holds no text to learn from", "give a text or a grammar"};
}

std::shared_ptr<const RunFile> open_run(const std::filesystem::path& path) {
    const Format& format = format_of_file(path);
    if (format.holds != Format::Holds::Run)
        return std::get<std::shared_ptr<const RunFile>>(
            checkpoint_format().read(path, {})); // says what is wrong
    return std::get<std::shared_ptr<const RunFile>>(format.read(path, {}));
}

const Format& exporter_for(const std::filesystem::path& path) {
    const std::string ending = ending_of(path);
    for (const Format* const format : file_formats())
        if (writes_vectors(*format) && has_ending(*format, ending)) return *format;
    throw Error{path.string(), ending.empty() ? "has no ending that says its kind" : "is of no known kind",
                "what can be written: " + exporters()};
}

std::string exporters() {
    std::string all;
    for (const Format* const format : file_formats())
        if (writes_vectors(*format))
            all += (all.empty() ? "" : ", ") + format->extensions.front() + " (" + format->name + ")";
    return all;
}

std::string readable_formats() {
    std::string all;
    for (const Format* const format : file_formats())
        if (format->read != nullptr) all += (all.empty() ? "" : ", ") + format->name;
    return all;
}

VectorTable vector_table(const Moment& moment) {
    const Corpus& corpus = *moment.corpus;
    VectorTable table;
    table.vectors = moment.embedding;
    for (TokenId id = 0; id < corpus.lexicon.vocabulary.size(); ++id) {
        table.words.push_back(corpus.lexicon.vocabulary.word(id));
        table.counts.push_back(corpus.lexicon.vocabulary.count(id));
        if (corpus.lexicon.categories.empty()) continue;
        const int category = corpus.lexicon.category[id];
        table.categories.push_back(category < 0 ? std::string{} : corpus.lexicon.categories[category]);
    }
    return table;
}

} // namespace wordfield::inline formats
