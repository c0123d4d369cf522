// SPDX-License-Identifier: MIT
#include "model/formats/registry.hpp"

#include "model/core/error.hpp"
#include "model/core/gzip.hpp"
#include "model/core/input_file.hpp"
#include "model/formats/opened.hpp"
#include "model/formats/vector_formats.hpp"
#include "model/formats/vector_lines.hpp"
#include "model/run/run_file.hpp"
#include "model/text/label_source.hpp"
#include "model/text/word_lists.hpp"
#include "model/train/moment.hpp"
#include "model/vectors/vector_corpus.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <string>

namespace wordfield::inline formats {
namespace {

std::string lower_case(std::string text) {
    std::ranges::transform(text, text.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; });
    return text;
}

// The ending of a format may have a point in it: ".glove.txt".
bool has_ending(const Format& format, const std::filesystem::path& path) {
    const std::string name = lower_case(path.filename().string());
    return std::ranges::any_of(format.extensions, [&](const std::string& ending) {
        return name.size() > ending.size() && name.ends_with(ending);
    });
}

constexpr std::size_t looked_at = std::size_t{64}
                                  << 10U; // bytes at the front of a file: some lines of vectors

// Null for one that begins like none.
const Format* format_of_beginning(std::string_view begin) {
    for (const Format* const format : file_formats())
        if (!format->magic.empty() && begin.starts_with(format->magic)) return format;
    for (const Format* const format : file_formats())
        if (format->begins != nullptr && format->begins(begin)) return format;
    return nullptr;
}

// Files of others that are known, and not read.
const char* foreign_kind(std::string_view begin) {
    if (begin.starts_with("PAR1")) return "Parquet";
    if (begin.starts_with("ARROW1")) return "Arrow";
    if (begin.starts_with("\x89HDF")) return "HDF5";
    if (begin.starts_with("GGUF")) return "GGUF";
    if (begin.size() > 1 && begin[0] == '\x80' && begin[1] >= 2 && begin[1] <= 5) return "Python's pickle";
    return nullptr;
}

std::string openable() {
    return "what can be opened: " + readable_formats() + "; texts in UTF-8";
}

// The words' own vectors are a run's first parameters, of whatever kind it is.
VectorTable table_of_run(const TrainerState& run, const std::filesystem::path& path) {
    const auto words = static_cast<Index>(run.words.size()), dim = static_cast<Index>(run.model.dim);
    if (words * dim > std::ssize(run.parameters))
        throw Error{path.string(), "has fewer numbers than its words need", "take another checkpoint"};
    VectorTable table;
    table.words = run.words;
    table.counts = run.counts;
    table.vectors =
        std::make_shared<const RowTable>(Matrix{Eigen::Map<const Matrix>{run.parameters.data(), words, dim}});
    table.notes.push_back(std::to_string(words) + " rows x " + std::to_string(dim) + " of a run at step " +
                          std::to_string(run.step));
    return table;
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
        &projector_tsv_format(), // lines between tabs, before lines of any kind
        &word2vec_text_format(),
        &word2vec_binary_format(),
        &glove_format(),
        &npy_format(),
        &safetensors_format(),
        &csv_format(),
        &jsonl_format(),
        &npz_format(),
        &gensim_format(),
        &fasttext_format(),
        &projector_config_format(),
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
    if (has_ending(gzip_format(), path)) return format_of_name(path.stem());
    for (const Format* const format : file_formats())
        if (format->read != nullptr && !format->shares_endings && has_ending(*format, path)) return *format;
    return plain_text_format();
}

const Format& format_of_file(const std::filesystem::path& path) {
    if (is_builtin_corpus(path.string())) return format_of_name(path);
    std::string begin = first_bytes(path, looked_at);
    const bool packed = is_gzip(begin);
    if (packed) begin = unpacked_beginning(begin);
    const Format* const marked = format_of_beginning(begin);
    if (marked != nullptr && marked != &gzip_format() && (!packed || marked->holds == Format::Holds::Vectors))
        return *marked;
    const Format& named = format_of_name(path);
    if (named.holds == Format::Holds::Vectors || packed) return named; // its reader says what is wrong
    if (const char* const foreign = foreign_kind(begin))
        throw Error{path.string(), std::string{"is a file of "} + foreign + ", which is not opened",
                    openable()};
    if (named.magic.empty() && begin.find('\0') != std::string::npos)
        throw Error{path.string(), "is of no known kind", openable()}; // no text has a zero
    return named;
}

Artifact open_artifact(const std::filesystem::path& path, const ReadRequest& request) {
    return format_of_file(path).read(path, request);
}

std::shared_ptr<const Corpus> open_corpus(const CorpusRequest& request, LoadProgress* progress) {
    const Format& format = format_of_file(request.source);
    if (format.holds == Format::Holds::Vectors)
        throw Error{request.source, "holds vectors and no text to learn from",
                    "--vectors shows them as they are"};
    const Artifact artifact = format.read(request.source, {request, progress});
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

VectorTable open_vectors(const std::filesystem::path& path, const ReadRequest& request) {
    const Format& format = format_of_file(path);
    if (format.holds == Format::Holds::Run) return table_of_run(open_run(path)->trainer, path);
    if (is_builtin_corpus(path.string()))
        throw Error{path.string(), "is a text, and no vectors",
                    "what vectors are read from: " + readable_vectors()};
    if (format.holds == Format::Holds::Vectors) return std::get<VectorTable>(format.read(path, request));
    for (const Format* const named : file_formats()) // metadata.tsv says nothing of the vectors beside it
        if (named->read != nullptr && named->holds == Format::Holds::Vectors && has_ending(*named, path))
            return std::get<VectorTable>(named->read(path, request));
    return std::get<VectorTable>(word2vec_text_format().read(path, request));
}

std::shared_ptr<const Corpus> open_vector_corpus(const std::filesystem::path& path,
                                                 const ReadRequest& request) {
    const std::atomic<bool>* cancel = request.progress == nullptr ? nullptr : &request.progress->cancel;
    std::optional<LabelSource> labels; // before what takes longer
    std::optional<SourceText> analogies;
    if (!request.corpus.labels.empty()) labels = LabelSource::open(request.corpus.labels, cancel);
    if (!request.corpus.analogies.empty()) analogies = open_list(request.corpus.analogies, cancel);
    auto corpus = corpus_of_vectors(open_vectors(path, request), path.filename().string());
    corpus->tensors.path = path.string();
    if (labels) labels->apply(corpus->lexicon, corpus->notes);
    if (analogies) apply_analogies(corpus->lexicon, corpus->notes, analogies->name, analogies->text);
    return corpus;
}

const Format& exporter_for(const std::filesystem::path& path) {
    for (const Format* const format : file_formats())
        if (writes_vectors(*format) && has_ending(*format, path)) return *format;
    throw Error{path.string(),
                !path.has_extension() ? "has no ending that says its kind" : "is of no known kind",
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

std::string readable_vectors() {
    std::string all;
    for (const Format* const format : file_formats())
        if (format->read != nullptr && format->holds == Format::Holds::Vectors)
            all += (all.empty() ? "" : ", ") + format->name;
    return all;
}

namespace {

std::string value_of(const WordColumn& column, TokenId id) {
    const float value = column.value[static_cast<std::size_t>(id)];
    if (std::isnan(value)) return {};
    if (!column.names.empty()) return column.names[static_cast<std::size_t>(value)];
    std::string text;
    append_number(text, value);
    return text;
}

} // namespace

VectorTable vector_table(const Moment& moment) {
    const Corpus& corpus = *moment.corpus;
    VectorTable table;
    table.vectors = moment.embedding;
    const Vocabulary& vocabulary = corpus.lexicon.vocabulary;
    bool counts = !vocabulary.is_bare(); // a file of vectors may say nothing of them
    for (TokenId id = 0; id < vocabulary.size() && !counts; ++id) counts = vocabulary.count(id) > 0;
    for (TokenId id = 0; id < corpus.lexicon.vocabulary.size(); ++id) {
        table.words.push_back(corpus.lexicon.vocabulary.word(id));
        if (counts) table.counts.push_back(corpus.lexicon.vocabulary.count(id));
        if (corpus.lexicon.categories.empty()) continue;
        const int category = corpus.lexicon.category[id];
        table.categories.push_back(category < 0 ? std::string{} : corpus.lexicon.categories[category]);
    }
    for (const WordColumn& column : corpus.lexicon.columns) {
        MetadataColumn& all = table.columns.emplace_back(MetadataColumn{column.name, {}});
        for (TokenId id = 0; id < vocabulary.size(); ++id) all.values.push_back(value_of(column, id));
    }
    return table;
}

} // namespace wordfield::inline formats
