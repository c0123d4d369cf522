// SPDX-License-Identifier: MIT
// Finds out what kind of source was asked for and hands it to its reader.
#include "model/text/corpus.hpp"

#include "model/core/input_file.hpp"
#include "model/text/grammar_corpus.hpp"
#include "model/text/load_progress.hpp"
#include "model/text/plain_text.hpp"
#include "model/text/word_lists.hpp"

#include <algorithm>

namespace wordfield {

std::string_view embedded_corpus(std::string_view file_name); // made by the build out of assets/*.grammar

namespace {

std::string joined(const std::vector<std::string>& names) {
    std::string all;
    for (const std::string& name : names) all += (all.empty() ? "" : ", ") + name;
    return all;
}

const std::atomic<bool>* cancel_of(const LoadProgress* progress) {
    return progress == nullptr ? nullptr : &progress->cancel;
}

std::shared_ptr<Corpus> load_source(const CorpusRequest& request, LoadProgress* progress) {
    const std::vector<std::string> built_in = builtin_corpora();
    if (std::find(built_in.begin(), built_in.end(), request.source) != built_in.end())
        return write_corpus(parse_grammar(request.source, embedded_corpus(request.source + ".grammar")),
                            request.seed, progress);
    const std::filesystem::path path{request.source};
    std::error_code ignored;
    if (path != "-" && !std::filesystem::exists(path, ignored))
        throw Error{request.source, "is neither a file nor a built-in corpus",
                    "built in: " + joined(built_in) +
                        "; anything else is the path of a .grammar or text file"};
    const InputFile file{path, cancel_of(progress)};
    const std::string name = name_of_input(path);
    if (name.ends_with(".grammar"))
        return write_corpus(parse_grammar(name, file.text()), request.seed, progress);
    return read_text_corpus(request, name, file.text(), progress);
}

} // namespace

std::shared_ptr<const Corpus> load_corpus(const CorpusRequest& request, LoadProgress* progress) {
    const std::shared_ptr<Corpus> corpus = load_source(request, progress);
    const std::atomic<bool>* cancel = cancel_of(progress);
    if (!request.labels.empty())
        apply_labels(*corpus, name_of_input(request.labels), InputFile{request.labels, cancel}.text());
    if (!request.analogies.empty())
        apply_analogies(*corpus, name_of_input(request.analogies),
                        InputFile{request.analogies, cancel}.text());
    report_progress(progress, 1.0F);
    return corpus;
}

std::vector<std::string> builtin_corpora() {
    return {"everyday"};
}

} // namespace wordfield
