// SPDX-License-Identifier: MIT
// What there is to learn from: a vocabulary, a training stream and a held-out stream of token ids, and
// whatever is known about the words (categories for colours and purity, analogies to test). Immutable once
// loaded; shared freely.
#pragma once

#include "model/core/token.hpp"
#include "model/text/text_rules.hpp"
#include "model/text/vocabulary.hpp"

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace wordfield {

/// a is to b as c is to d: the words of one line of a questions-words file, all inside the vocabulary.
struct Analogy {
    TokenId a, b, c, d;
};

struct AnalogyRelation {
    std::string name;
    std::vector<Analogy> analogies;
};

/// What a label file says of words beyond their category: a figure for each, or a name.
struct WordColumn {
    std::string name;
    std::vector<float> value;       ///< (V) NaN for a word without one; an index into `names` where those are
    std::vector<std::string> names; ///< in the order of the file; empty for a column of figures
};

struct CorpusSource;

struct Corpus {
    std::string name; ///< "everyday", or the file's name
    Vocabulary vocabulary;
    std::vector<TokenId> train;   ///< documents with <eos> after each
    std::vector<TokenId> heldout; ///< documents that are not in `train`
    std::vector<std::string>
        categories;                  ///< names, in the order of their legend; empty when there are no labels
    std::vector<int> category;       ///< (V) index into `categories`, or -1 for a word without one
    std::vector<WordColumn> columns; ///< further columns of the labels; mostly none
    std::vector<AnalogyRelation> relations;
    std::optional<double> entropy_floor; ///< nats per token; only where the generator's own choices are known
    std::vector<std::string>
        notes;          ///< plain sentences worth showing once: words skipped, labels not found ...
    std::string prompt; ///< a sentence of this corpus to begin with
    std::shared_ptr<const CorpusSource> source; ///< how to find it again; null for one made by hand
};

/// How far a long load has come, and the way to stop it. All calls are safe from any thread.
struct LoadProgress {
    std::atomic<float> fraction{0.0F};
    std::atomic<bool> cancel{false};
};

struct CorpusRequest {
    std::string source = "everyday"; ///< a built-in corpus, a .grammar file, or any UTF-8 text file
    std::filesystem::path labels;    ///< word<TAB>category a line; empty for none
    std::filesystem::path analogies; ///< questions-words format; empty for none
    int max_vocabulary = 8000;       ///< rows of the table, <unk> and <eos> included (texts only)
    int min_count = 2;               ///< rarer words become <unk> (texts only)
    TextRules rules;                 ///< how it is read (texts only)
    std::uint64_t seed = 1;          ///< a grammar's sentences depend on it; a text does not
    int threads = 1;
};

/// Loads or generates a corpus. Throws Error with a sentence for the user: a file that is missing, empty,
/// binary, not UTF-8 or too small to train on; a grammar that does not parse (with its line); a label file of
/// the wrong form. Also throws Error when `progress->cancel` is set.
std::shared_ptr<const Corpus> load_corpus(const CorpusRequest& request, LoadProgress* progress = nullptr);

/// Names of the corpora that are compiled in, the default one at the front.
std::vector<std::string> builtin_corpora();

} // namespace wordfield
