// SPDX-License-Identifier: MIT
#include "model/formats/registry.hpp"

#include "model/core/error.hpp"
#include "model/core/input_file.hpp"
#include "model/formats/npy.hpp"
#include "model/formats/opened.hpp"
#include "model/formats/projector_tsv.hpp"
#include "model/formats/word2vec_text.hpp"
#include "model/train/moment.hpp"

#include <algorithm>
#include <array>

namespace wordfield {
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

bool writes_vectors(const Format& format) {
    return format.write != nullptr && format.holds == Format::Holds::Vectors;
}

} // namespace

std::span<const Format* const> formats() {
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
    for (const Format* const format : formats())
        if (format->read != nullptr && has_ending(*format, ending)) return *format;
    return plain_text_format();
}

const Format& format_of_file(const std::filesystem::path& path) {
    for (const Format* const format : formats())
        if (format->read != nullptr && !format->magic.empty() && format != &gzip_format() &&
            first_bytes(path, format->magic.size()) == format->magic)
            return *format;
    return format_of_name(path);
}

const Format& exporter_for(const std::filesystem::path& path) {
    const std::string ending = ending_of(path);
    for (const Format* const format : formats())
        if (writes_vectors(*format) && has_ending(*format, ending)) return *format;
    throw Error{path.string(), ending.empty() ? "has no ending that says its kind" : "is of no known kind",
                "what can be written: " + exporters()};
}

std::string exporters() {
    std::string all;
    for (const Format* const format : formats())
        if (writes_vectors(*format))
            all += (all.empty() ? "" : ", ") + format->extensions.front() + " (" + format->name + ")";
    return all;
}

std::string readable_formats() {
    std::string all;
    for (const Format* const format : formats())
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

} // namespace wordfield
