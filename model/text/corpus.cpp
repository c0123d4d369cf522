// SPDX-License-Identifier: MIT
// Finds out what kind of source was asked for and hands it to its reader.
#include "model/text/corpus.hpp"

#include "model/text/grammar_corpus.hpp"
#include "model/text/load_progress.hpp"
#include "model/text/plain_text.hpp"
#include "model/text/source_text.hpp"
#include "model/text/word_lists.hpp"

namespace wordfield {
namespace {

struct Sources {
    SourceText text;
    std::optional<SourceText> labels, analogies;
};

const std::atomic<bool>* cancel_of(const LoadProgress* progress) {
    return progress == nullptr ? nullptr : &progress->cancel;
}

std::shared_ptr<Corpus> read_source(const CorpusRequest& request, const SourceText& source,
                                    LoadProgress* progress) {
    if (source.grammar) return write_corpus(parse_grammar(source.name, source.text), request.seed, progress);
    return read_text_corpus(request, source.name, source.text, progress);
}

std::shared_ptr<Corpus> make_corpus(const CorpusRequest& request, Sources sources, LoadProgress* progress) {
    const std::shared_ptr<Corpus> corpus = read_source(request, sources.text, progress);
    CorpusSource found{.text = described(sources.text),
                       .seed = request.seed,
                       .max_vocabulary = request.max_vocabulary,
                       .min_count = request.min_count,
                       .rules = request.rules};
    if (sources.labels) {
        apply_labels(*corpus, sources.labels->name, sources.labels->text);
        found.labels = described(*sources.labels);
    }
    if (sources.analogies) {
        apply_analogies(*corpus, sources.analogies->name, sources.analogies->text);
        found.analogies = described(*sources.analogies);
    }
    corpus->source = std::make_shared<const CorpusSource>(std::move(found));
    report_progress(progress, 1.0F);
    return corpus;
}

} // namespace

std::shared_ptr<const Corpus> load_corpus(const CorpusRequest& request, LoadProgress* progress) {
    const std::atomic<bool>* cancel = cancel_of(progress);
    Sources sources{open_source(request.source, cancel), {}, {}};
    if (!request.labels.empty()) sources.labels = open_list(request.labels, cancel);
    if (!request.analogies.empty()) sources.analogies = open_list(request.analogies, cancel);
    return make_corpus(request, std::move(sources), progress);
}

std::shared_ptr<const Corpus> reload_corpus(const CorpusSource& source, const std::filesystem::path& folder,
                                            const CorpusRequest& request, LoadProgress* progress) {
    CorpusRequest again = request;
    again.seed = source.seed;
    again.max_vocabulary = source.max_vocabulary;
    again.min_count = source.min_count;
    again.rules = source.rules;
    const std::atomic<bool>* cancel = cancel_of(progress);
    std::vector<std::string> notes(3);
    Sources sources{find_again(source.text, folder, true, notes[0], cancel), {}, {}};
    if (!request.labels.empty())
        sources.labels = open_list(request.labels, cancel);
    else if (!source.labels.path.empty())
        sources.labels = find_again(source.labels, folder, false, notes[1], cancel);
    if (!request.analogies.empty())
        sources.analogies = open_list(request.analogies, cancel);
    else if (!source.analogies.path.empty())
        sources.analogies = find_again(source.analogies, folder, false, notes[2], cancel);
    const std::shared_ptr<Corpus> corpus = make_corpus(again, std::move(sources), progress);
    for (std::string& note : notes)
        if (!note.empty()) corpus->notes.push_back(std::move(note));
    return corpus;
}

std::vector<std::string> builtin_corpora() {
    return {"everyday"};
}

} // namespace wordfield
