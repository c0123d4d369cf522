// SPDX-License-Identifier: MIT
#include "model/text/grammar/corpus.hpp"

#include "model/core/error.hpp"
#include "model/text/grammar/writer.hpp"
#include "model/text/load_progress.hpp"
#include "model/text/word_counts.hpp"

#include <algorithm>
#include <map>

namespace wordfield::grammar {
namespace {

constexpr int heldout_every = 20;
constexpr int heldout_offset = 10; // so that even a small corpus has a held-out document
constexpr int end_mark = -1;       // between documents, while words are still numbered as in the grammar

struct WrittenText {
    std::vector<int> train, heldout;
    double nats = 0.0;
    [[nodiscard]] std::size_t tokens() const { return train.size() + heldout.size(); }
};

WrittenText write_text(const Grammar& grammar, std::uint64_t seed, LoadProgress* progress) {
    Writer writer{grammar, Pcg32{seed}};
    WrittenText text;
    const auto wanted = static_cast<std::size_t>(grammar.tokens);
    text.train.reserve(wanted);
    text.heldout.reserve(wanted / 10);
    for (std::int64_t document = 0; text.tokens() < wanted || text.heldout.empty(); ++document) {
        std::vector<int>& stream = document % heldout_every == heldout_offset ? text.heldout : text.train;
        const std::size_t before = stream.size();
        text.nats += writer.write(stream);
        if (stream.size() == before)
            throw Error{grammar.name, "its rules can lead to a document without words",
                        "let every line write some"};
        stream.push_back(end_mark);
        report_progress(progress, static_cast<float>(text.tokens()) / static_cast<float>(wanted));
    }
    return text;
}

std::vector<std::int64_t> count_words(const Grammar& grammar, const WrittenText& text) {
    std::vector<std::int64_t> counts(grammar.words.size() + 1);
    for (const std::vector<int>* stream : {&text.train, &text.heldout})
        for (const int word : *stream) ++counts[word + 1];
    return counts; // by word + 1: end_mark is counted at 0
}

Vocabulary make_vocabulary(const Grammar& grammar, const std::vector<std::int64_t>& counts) {
    std::vector<WordCount> counted{{"<eos>", counts[0]}};
    for (std::size_t word = 0; word < grammar.words.size(); ++word)
        if (counts[word + 1] > 0) counted.push_back({grammar.words[word], counts[word + 1]});
    const int everything = static_cast<int>(grammar.words.size()) + 2;
    return rank_words(std::move(counted), everything, 1);
}

// In place of numbers of the grammar, ids of the vocabulary.
void renumber(const Grammar& grammar, const Vocabulary& vocabulary, std::vector<int>& stream) {
    std::vector<TokenId> id_of{Vocabulary::end_of_text};
    for (const std::string& word : grammar.words)
        id_of.push_back(vocabulary.find(word).value_or(Vocabulary::unknown));
    for (int& word : stream) word = id_of[word + 1];
}

// A word that stands in classes of several categories belongs to the one that is declared earliest.
void categorise(const Grammar& grammar, Lexicon& lexicon) {
    lexicon.category.assign(lexicon.vocabulary.size(), -1);
    std::map<std::string, int> number_of;
    for (const WordClass& c : grammar.classes) {
        if (c.category.empty()) continue;
        for (const Lemma& lemma : c.lemmas)
            for (const int word : lemma.forms) {
                const auto id = lexicon.vocabulary.find(grammar.words[word]);
                if (!id || lexicon.category[*id] >= 0) continue;
                const auto [at, is_new] = number_of.emplace(c.category, static_cast<int>(number_of.size()));
                if (is_new) lexicon.categories.push_back(c.category);
                lexicon.category[*id] = at->second;
            }
    }
}

void note_missing_words(const Grammar& grammar, Corpus& corpus) {
    std::string missing;
    int count = 0;
    for (const std::string& word : grammar.words) {
        if (corpus.lexicon.vocabulary.find(word)) continue;
        if (++count <= 5) missing += (count == 1 ? "" : ", ") + word;
    }
    if (count > 0)
        corpus.notes.push_back(std::to_string(count) + " words of the grammar did not come up in the text (" +
                               missing + (count > 5 ? ", ...)" : ")"));
}

} // namespace

std::shared_ptr<Corpus> write_corpus(const Grammar& grammar, std::uint64_t seed, LoadProgress* progress) {
    WrittenText text = write_text(grammar, seed, progress);
    auto corpus = std::make_shared<Corpus>();
    corpus->name = grammar.name;
    corpus->text.entropy_floor = text.nats / static_cast<double>(text.tokens());
    corpus->lexicon.vocabulary = make_vocabulary(grammar, count_words(grammar, text));
    corpus->text.train = std::move(text.train);
    corpus->text.heldout = std::move(text.heldout);
    renumber(grammar, corpus->lexicon.vocabulary, corpus->text.train);
    renumber(grammar, corpus->lexicon.vocabulary, corpus->text.heldout);
    categorise(grammar, corpus->lexicon);
    corpus->lexicon.relations = relate_words(grammar, corpus->lexicon.vocabulary);
    corpus->text.prompt = grammar.prompt;
    note_missing_words(grammar, *corpus);
    return corpus;
}

} // namespace wordfield::grammar
