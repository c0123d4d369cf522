// SPDX-License-Identifier: MIT
// All that a model is trained with: what is known of the words (Lexicon), what there is to learn from
// (TextStream), and how what is typed becomes ids (Tokenizer). Immutable once loaded; shared freely.
#pragma once

#include "model/table/row_table.hpp"
#include "model/text/lexicon.hpp"
#include "model/text/text_rules.hpp"
#include "model/text/text_stream.hpp"
#include "model/text/tokenizer.hpp"

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace wordfield::inline text {

struct CorpusSource;

/// Of a file with several tables of vectors, which of them was taken.
struct TensorChoice {
    std::string path;               ///< of the file
    std::vector<std::string> names; ///< of all; empty where there is one
    std::string taken;
};

struct Corpus {
    std::string name; ///< "everyday", or the file's name
    Lexicon lexicon;
    TextStream text;
    std::shared_ptr<const Tokenizer> tokenizer = word_tokenizer(); ///< never null
    std::vector<std::string>
        notes; ///< plain sentences worth showing once: words skipped, labels not found ...
    std::shared_ptr<const CorpusSource> source; ///< how to find it again; null for one made by hand
    /// (V,C) a vector for each word, where somebody else made them and there is no text; null for a text.
    std::shared_ptr<const RowTable> vectors;
    TensorChoice tensors; ///< that `vectors` are one of

    /// The ids of what was typed; what is in no vocabulary becomes <unk>.
    [[nodiscard]] std::vector<TokenId> encode(std::string_view typed) const {
        return tokenizer->encode(lexicon.vocabulary, typed);
    }
    /// The text of some tokens; encode() of it gives them again.
    [[nodiscard]] std::string decode(std::span<const TokenId> tokens) const {
        return tokenizer->decode(lexicon.vocabulary, tokens);
    }
};

/// How far a long load has come, and the way to stop it. All calls are safe from any thread.
struct LoadProgress {
    std::atomic<float> fraction{0.0F};
    std::atomic<bool> cancel{false};
};

struct CorpusRequest {
    std::string source = "everyday"; ///< a built-in corpus, a .grammar file, or any UTF-8 text file
    /// The text itself where it comes from no file; `source` is what it is called then.
    std::shared_ptr<const std::string> typed{};
    std::filesystem::path labels;    ///< word<TAB>category a line, or "wordnet" (wordnet.hpp); empty for none
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

} // namespace wordfield::inline text
