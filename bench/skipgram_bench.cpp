// SPDX-License-Identifier: MIT
// Skip-gram for bench/bench_skipgram, which pairs it with fastText:
//   skipgram_bench text CORPUS FILE       the training text as fastText reads it: a document a line
//   skipgram_bench train CORPUS DIM WINDOW NEGATIVES SUBSAMPLE EPOCHS RATE POWER SEED
//   skipgram_bench judge CORPUS FILE.vec  purity and analogies of vectors that another program wrote
// CORPUS is what --corpus takes. One thread; the rate falls to nothing linearly, as fastText's does. Prints
// JSON.
#include "bench/machine_limits.hpp"
#include "model/core/error.hpp"
#include "model/core/thread_pool.hpp"
#include "model/geometry/analogies.hpp"
#include "model/map/purity.hpp"
#include "model/nn/skipgram.hpp"
#include "model/text/corpus.hpp"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <sstream>
#include <string>
#include <vector>

using namespace wordfield;

namespace {

void write_text(const Corpus& corpus, const std::string& file) {
    std::ofstream out{file};
    bool line_begins = true;
    for (const TokenId id : corpus.text.train) {
        if (id == Vocabulary::end_of_text) {
            out << '\n';
            line_begins = true;
            continue;
        }
        out << (line_begins ? "" : " ") << corpus.lexicon.vocabulary.word(id);
        line_begins = false;
    }
    out << '\n';
    if (!out) throw Error{file, "cannot be written", "check the folder"};
}

void print_quality(const Corpus& corpus, const Matrix& vectors, const std::string& more) {
    ThreadPool pool{1};
    const auto categories = static_cast<int>(corpus.lexicon.categories.size());
    const double purity =
        categories == 0 ? -1.0 : embedding_purity(vectors, corpus.lexicon.category, categories, pool).overall;
    const AnalogyScore score = score_analogies(vectors, corpus.lexicon.relations, pool);
    std::printf("{%s\"purity\": %.4f, \"analogies\": %.4f", more.c_str(), purity, score.all.accuracy());
    for (const RelationScore& relation : score.relations)
        std::printf(", \"%s\": %.4f", relation.name.c_str(), relation.accuracy());
    std::printf("}\n");
}

void train(const Corpus& corpus, const std::vector<std::string>& a) {
    ModelConfig config{.kind = ModelKind::SkipGram};
    config.dim = std::stoi(a[0]), config.window = std::stoi(a[1]), config.negatives = std::stoi(a[2]);
    config.subsample = std::stof(a[3]);
    const int epochs = std::stoi(a[4]);
    const double rate = std::stod(a[5]);
    config.noise_power = std::stof(a[6]);
    std::vector<std::int64_t> counts;
    for (TokenId id = 0; id < corpus.lexicon.vocabulary.size(); ++id)
        counts.push_back(corpus.lexicon.vocabulary.count(id));
    SkipGram model{counts, config, std::stoull(a[7])};
    const std::span<const TokenId> text{corpus.text.train};
    const auto all = static_cast<double>(text.size()) * epochs;
    constexpr std::size_t stretch = 1024;
    double read = 0.0;
    const auto start = std::chrono::steady_clock::now();
    for (int epoch = 0; epoch < epochs; ++epoch)
        for (std::size_t at = 0; at < text.size(); at += stretch) {
            const auto part = text.subspan(at, std::min(stretch, text.size() - at));
            model.train(part, static_cast<float>(rate * (1.0 - read / all)));
            read += static_cast<double>(part.size());
        }
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    std::ostringstream speed;
    speed << "\"words_per_second\": " << read / seconds << ", ";
    print_quality(corpus, model.input(), speed.str());
}

// One word and its numbers a line, after a line with the number of both.
Matrix read_vectors(const Corpus& corpus, const std::string& file) {
    std::ifstream in{file};
    Index rows = 0, columns = 0;
    if (!(in >> rows >> columns)) throw Error{file, "cannot be read", "check the name"};
    Matrix vectors = Matrix::Zero(corpus.lexicon.vocabulary.size(), columns);
    std::string word;
    while (in >> word) {
        const auto id = corpus.lexicon.vocabulary.find(word == "</s>" ? "<eos>" : word);
        RowVector row(columns);
        for (Index i = 0; i < columns; ++i) in >> row[i];
        if (id) vectors.row(*id) = row;
    }
    return vectors;
}

} // namespace

int main(int argc, char** argv) {
    bench::use_requested_instructions();
    const std::vector<std::string> a(argv + 1, argv + argc);
    try {
        const std::string mode = a.empty() ? "" : a[0];
        if (a.size() != (mode == "train" ? 10U : 3U)) {
            std::cerr << "usage: skipgram_bench text|train|judge CORPUS ... (see the top of the source)\n";
            return 2;
        }
        const auto corpus = load_corpus({.source = a[1]});
        if (mode == "text") write_text(*corpus, a[2]);
        if (mode == "train") train(*corpus, {a.begin() + 2, a.end()});
        if (mode == "judge") print_quality(*corpus, read_vectors(*corpus, a[2]), "");
    } catch (const std::exception& error) {
        std::cerr << "skipgram_bench: " << error.what() << "\n";
        return 1;
    }
}
