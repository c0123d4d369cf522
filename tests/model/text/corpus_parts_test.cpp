// SPDX-License-Identifier: MIT
// A corpus is a lexicon, a text and a tokenizer, and each of them is something without the others.
#include "model/text/corpus.hpp"
#include "model/text/word_lists.hpp"
#include "tests/support/catch.hpp"

#include <array>

using namespace wordfield;

namespace {

Vocabulary words(std::initializer_list<const char*> list) {
    Vocabulary vocabulary;
    for (const char* word : list) vocabulary.add(word, 1);
    return vocabulary;
}

// Letters, joined without gaps; it cannot tell where they stood.
class LetterTokenizer final : public Tokenizer {
public:
    [[nodiscard]] std::vector<EncodedToken> tokens_of(const Vocabulary& vocabulary,
                                                      std::string_view text) const override {
        std::vector<EncodedToken> tokens;
        for (const char c : text) tokens.push_back({vocabulary.find({&c, 1}).value_or(0), {}});
        return tokens;
    }
    [[nodiscard]] std::string decode(const Vocabulary& vocabulary,
                                     std::span<const TokenId> tokens) const override {
        std::string text;
        for (const TokenId id : tokens) text += vocabulary.word(id);
        return text;
    }
};

} // namespace

TEST_CASE("corpus: words know where they stood in what was typed", "[text]") {
    const Vocabulary vocabulary = words({"cat", "élan", ","});
    const std::string typed = "  Cat,\tE\u0301lan dog"; // the accent is a character of its own
    const auto tokens = word_tokenizer()->tokens_of(vocabulary, typed);
    REQUIRE(tokens.size() == 4);
    // The bytes by hand: each token's text is looked for from the end of the one before.
    std::size_t from = 0;
    for (std::size_t i = 0; i < 4; ++i) {
        const std::string_view written = std::array<std::string_view, 4>{"Cat", ",", "E\u0301lan", "dog"}[i];
        const std::size_t begin = typed.find(written, from);
        CHECK(tokens[i].where == ByteSpan{begin, begin + written.size()});
        from = begin + written.size();
    }
    CHECK(tokens[2].id == vocabulary.find("élan"));
    CHECK(tokens[3].id == Vocabulary::unknown);
}

TEST_CASE("corpus: what is decoded is encoded to the same tokens", "[text]") {
    Corpus corpus;
    corpus.lexicon.vocabulary = words({"the", "don't", "well-known", ".", "$", "白", "cat"});
    std::vector<TokenId> all;
    for (TokenId id = 0; id < corpus.lexicon.vocabulary.size(); ++id) all.push_back(id);
    CHECK(corpus.decode(all) == "<unk> <eos> the don't well-known . $ 白 cat");
    CHECK(corpus.encode(corpus.decode(all)) == all);
    CHECK(corpus.decode({}).empty());
}

TEST_CASE("corpus: its tokenizer may be another one", "[text]") {
    Corpus corpus;
    corpus.lexicon.vocabulary = words({"a", "b"});
    corpus.tokenizer = std::make_shared<const LetterTokenizer>();
    CHECK(corpus.encode("abca") == std::vector<TokenId>{2, 3, Vocabulary::unknown, 2});
    CHECK(corpus.decode(std::vector<TokenId>{2, 3, 2}) == "aba");
    const Corpus copy = corpus; // the tokenizer is of no one corpus
    CHECK(copy.encode("ba") == std::vector<TokenId>{3, 2});
}

TEST_CASE("corpus: words can be labelled and related without any text", "[text]") {
    Lexicon lexicon{.vocabulary = words({"tea", "king", "man", "woman", "queen"})};
    std::vector<std::string> notes;
    apply_labels(lexicon, notes, "l.tsv", "tea\tdrink\nking\tperson\n");
    apply_analogies(lexicon, notes, "q.txt", ": gender\nman woman king queen\n");
    CHECK(lexicon.categories == std::vector<std::string>{"drink", "person"});
    CHECK(lexicon.category == std::vector<int>{-1, -1, 0, 1, -1, -1, -1});
    REQUIRE(lexicon.relations.size() == 1);
    CHECK(lexicon.relations[0].analogies[0].d == lexicon.vocabulary.find("queen"));
    CHECK(notes.empty());
}
