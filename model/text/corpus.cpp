// SPDX-License-Identifier: MIT
// Finds out what kind of source was asked for and hands it to its reader.
#include "model/text/corpus.hpp"

#include "model/core/failure.hpp"
#include "model/core/free_memory.hpp"
#include "model/text/grammar/corpus.hpp"
#include "model/text/label_source.hpp"
#include "model/text/load_progress.hpp"
#include "model/text/plain_text.hpp"
#include "model/text/source_text.hpp"
#include "model/text/word_lists.hpp"

#include <cmath>
#include <new>
#include <stdexcept>

namespace wordfield::inline text {
namespace {

struct Sources {
    SourceText text;
    std::optional<LabelSource> labels;
    std::optional<SourceText> analogies;
};

const std::atomic<bool>* cancel_of(const LoadProgress* progress) {
    return progress == nullptr ? nullptr : &progress->cancel;
}

std::shared_ptr<Corpus> read_source(const CorpusRequest& request, const SourceText& source,
                                    LoadProgress* progress) {
    if (source.grammar)
        return grammar::write_corpus(grammar::parse_grammar(source.name, source.text), request.seed,
                                     progress);
    return read_text_corpus(request, source.name, source.text, progress);
}

// Bytes of memory that a byte of a text takes while it is read, itself, its tokens and their copy in blocks:
// measured on 20 and 60 MB of words of 5.5 letters.
constexpr double memory_of_a_byte = 2.6;

[[noreturn]] void refuse(const SourceText& source) {
    const double free = free_memory();
    const auto size = static_cast<double>(source.text.size());
    std::string what = "is not enough to read " + source.name + ", a text of " + readable_bytes(size);
    if (!std::isfinite(free)) throw Error{"memory", what, "give a shorter text, or close other programs"};
    throw Error{"memory", what + ", where " + readable_bytes(free) + " are left",
                "a text of about " + readable_bytes((free + size) / memory_of_a_byte) +
                    " would fit, or close other programs"};
}

// A length that no vector can have is a size that no memory can hold.
std::shared_ptr<Corpus> read_or_say_what_fits(const CorpusRequest& request, const SourceText& source,
                                              LoadProgress* progress) {
    try {
        return read_source(request, source, progress);
    } catch (const std::bad_alloc&) {
    } catch (const std::length_error&) {
    }
    refuse(source); // what was allocated has been given back by now
}

std::shared_ptr<Corpus> make_corpus(const CorpusRequest& request, Sources sources, LoadProgress* progress) {
    const std::shared_ptr<Corpus> corpus = read_or_say_what_fits(request, sources.text, progress);
    CorpusSource found{.text = described(sources.text),
                       .seed = request.seed,
                       .max_vocabulary = request.max_vocabulary,
                       .min_count = request.min_count,
                       .rules = request.rules};
    if (sources.labels) found.labels = sources.labels->apply(corpus->lexicon, corpus->notes);
    if (sources.analogies) {
        apply_analogies(corpus->lexicon, corpus->notes, sources.analogies->name, sources.analogies->text);
        found.analogies = described(*sources.analogies);
    }
    corpus->source = std::make_shared<const CorpusSource>(std::move(found));
    report_progress(progress, 1.0F);
    return corpus;
}

} // namespace

std::shared_ptr<const Corpus> load_corpus(const CorpusRequest& request, LoadProgress* progress) {
    const std::atomic<bool>* cancel = cancel_of(progress);
    Sources sources{request.typed ? typed_source(request.source, request.typed)
                                  : open_source(request.source, cancel),
                    {},
                    {}};
    if (!request.labels.empty()) sources.labels = LabelSource::open(request.labels, cancel);
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
        sources.labels = LabelSource::open(request.labels, cancel);
    else if (!source.labels.path.empty())
        sources.labels = LabelSource::find_again(source.labels, folder, notes[1], cancel);
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

} // namespace wordfield::inline text
