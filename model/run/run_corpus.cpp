// SPDX-License-Identifier: MIT
#include "model/run/run_corpus.hpp"

namespace wordfield::inline run {

std::shared_ptr<const Corpus> load_corpus_of(const RunFile& run, const std::filesystem::path& file,
                                             CorpusRequest request, bool named, LoadProgress* progress) {
    std::shared_ptr<const Corpus> corpus;
    if (run.source && !named) {
        corpus = reload_corpus(*run.source, file.parent_path(), request, progress);
    } else {
        request.seed = run.trainer.corpus_seed;
        if (run.source) {
            request.max_vocabulary = run.source->max_vocabulary;
            request.min_count = run.source->min_count;
            request.rules = run.source->rules;
        }
        corpus = load_corpus(request, progress);
    }
    require_same_words(run.trainer, *corpus, file.string());
    return corpus;
}

bool is_corpus_of(const RunFile& run, const Corpus& corpus) {
    if (!run.source || !corpus.source) return false;
    const CorpusSource &there = *run.source, &here = *corpus.source;
    return there.text.sha256 == here.text.sha256 && there.labels.sha256 == here.labels.sha256 &&
           there.analogies.sha256 == here.analogies.sha256 && there.seed == here.seed &&
           there.max_vocabulary == here.max_vocabulary && there.min_count == here.min_count &&
           there.rules == here.rules;
}

} // namespace wordfield::inline run
