// SPDX-License-Identifier: MIT
#include "model/formats/opened.hpp"

#include "model/core/error.hpp"
#include "model/run/checkpoint.hpp"
#include "model/run/checkpoint_sections.hpp"

namespace wordfield::inline formats {
namespace {

Artifact read_corpus(const std::filesystem::path& path, const ReadRequest& request) {
    CorpusRequest corpus = request.corpus;
    corpus.source = path.string();
    return load_corpus(corpus, request.progress);
}

Artifact read_run(const std::filesystem::path& path, const ReadRequest&) {
    return std::make_shared<const RunFile>(load_run(path));
}

void write_run(const std::filesystem::path& path, const Artifact& artifact) {
    const auto* const run = std::get_if<std::shared_ptr<const RunFile>>(&artifact);
    if (run == nullptr) throw Error{path.string(), "can hold nothing but a run", "give it another ending"};
    save_checkpoint(path, (*run)->trainer, (*run)->source.get(), (*run)->history.get());
}

} // namespace

const Format& checkpoint_format() {
    static const Format format{.id = "checkpoint",
                               .name = "checkpoint",
                               .extensions = {".ckpt"},
                               .magic = std::string{checkpoint_magic},
                               .holds = Format::Holds::Run,
                               .sidecar = {},
                               .read = read_run,
                               .write = write_run};
    return format;
}

const Format& grammar_format() {
    static const Format format{.id = "grammar",
                               .name = "grammar",
                               .extensions = {".grammar"},
                               .magic = {},
                               .holds = Format::Holds::Grammar,
                               .sidecar = {},
                               .read = read_corpus};
    return format;
}

const Format& plain_text_format() {
    static const Format format{.id = "text",
                               .name = "plain text",
                               .extensions = {".txt"},
                               .magic = {},
                               .holds = Format::Holds::Text,
                               .sidecar = {},
                               .read = read_corpus};
    return format;
}

const Format& gzip_format() {
    static const Format format{.id = "gzip",
                               .name = "text or grammar packed by gzip",
                               .extensions = {".gz"},
                               .magic = "\x1f\x8b",
                               .holds = Format::Holds::Text,
                               .sidecar = {},
                               .read = read_corpus};
    return format;
}

} // namespace wordfield::inline formats
