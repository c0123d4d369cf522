// SPDX-License-Identifier: MIT
#include "model/text/word_lists.hpp"

#include "model/text/corpus.hpp"

#include "tests/model/text/text_files.hpp"
#include "tests/support/catch.hpp"

#include <cmath>

using namespace wordfield;
using wordfield::test::error_of;
using wordfield::test::TextFiles;

namespace {

Corpus with_words(std::initializer_list<const char*> words) {
    Corpus corpus;
    for (const char* word : words) corpus.lexicon.vocabulary.add(word, 1);
    return corpus;
}

std::string label_error(std::string_view text) {
    Corpus corpus = with_words({"tea"});
    return error_of([&] { apply_labels(corpus.lexicon, corpus.notes, "l.tsv", text); });
}

std::string analogy_error(std::string_view text) {
    Corpus corpus = with_words({"tea"});
    return error_of([&] { apply_analogies(corpus.lexicon, corpus.notes, "q.txt", text); });
}

} // namespace

TEST_CASE("labels: categories come in the order of the file, unknown words are counted") {
    Corpus corpus = with_words({"tea", "élan", "cat", "dog"});
    apply_labels(corpus.lexicon, corpus.notes, "l.tsv",
                 "\xEF\xBB\xBF"
                 "cat\tanimal\nTea\thot drink\r\n\nÉlan\tspirit\nunicorn\tanimal\ndog\tanimal");
    CHECK(corpus.lexicon.categories == std::vector<std::string>{"animal", "hot drink", "spirit"});
    CHECK(corpus.lexicon.category == std::vector<int>{-1, -1, 1, 2, 0, 0});
    REQUIRE(corpus.notes.size() == 1);
    CHECK(corpus.notes[0] == "1 of 5 labels in l.tsv use words that are not in the vocabulary");
}

TEST_CASE("labels: a header makes further columns, of figures or of names") {
    Corpus corpus = with_words({"tea", "cat", "dog"});
    apply_labels(
        corpus.lexicon, corpus.notes, "l.tsv",
        "word\tkind\tyear\thome\ntea\tdrink\t1660\tcup\ncat\tanimal\t-7.5\thouse\ndog\tanimal\t\tcup\n");
    CHECK(corpus.lexicon.categories == std::vector<std::string>{"drink", "animal"});
    REQUIRE(corpus.lexicon.columns.size() == 2);
    CHECK(corpus.lexicon.columns[0].name == "year");
    CHECK(corpus.lexicon.columns[0].names.empty());
    CHECK(corpus.lexicon.columns[0].value[2] == 1660.0F);
    CHECK(corpus.lexicon.columns[0].value[3] == -7.5F);
    CHECK(std::isnan(corpus.lexicon.columns[0].value[4]));
    CHECK(std::isnan(corpus.lexicon.columns[0].value[0]));
    CHECK(corpus.lexicon.columns[1].names == std::vector<std::string>{"cup", "house"});
    CHECK(corpus.lexicon.columns[1].value[4] == 0.0F);
}

TEST_CASE("labels: a malformed line is named") {
    const std::string wanted = ": is not a word, one tab and a category (write lines like: coffee<TAB>drink)";
    CHECK(label_error("tea\tdrink\ncoffee drink\n") == "l.tsv, line 2" + wanted);
    CHECK(label_error("\tdrink") == "l.tsv, line 1" + wanted);
    CHECK(label_error("tea\t \n") == "l.tsv, line 1" + wanted);
    CHECK(label_error("tea\ta\ncat\ta\tb\n") == "l.tsv, line 2" + wanted);
    CHECK(label_error("word\tkind\tyear\ntea\tdrink\n") ==
          "l.tsv, line 2: has not the 3 fields of the header (as many tabs in "
          "each line; a field may be empty)");
    CHECK(label_error("\n\n") == "l.tsv: has no labels (write lines like: coffee<TAB>drink)");
    CHECK(label_error("tea\t\xFF\n") == "l.tsv, line 1: is not valid UTF-8 (save the file as UTF-8)");
}

TEST_CASE("analogies: relations and questions are read, unknown words are counted") {
    Corpus corpus = with_words({"man", "woman", "king", "queen", "walk", "walked"});
    apply_analogies(corpus.lexicon, corpus.notes, "q.txt",
                    ": family\nMan woman king queen\nman woman king duchess\n: empty\na b c d\n:past tense\n "
                    "walk walked  king\tqueen \n");
    REQUIRE(corpus.lexicon.relations.size() == 2);
    CHECK(corpus.lexicon.relations[0].name == "family");
    REQUIRE(corpus.lexicon.relations[0].analogies.size() == 1);
    CHECK(corpus.lexicon.relations[0].analogies[0].a == 2);
    CHECK(corpus.lexicon.relations[0].analogies[0].d == 5);
    CHECK(corpus.lexicon.relations[1].name == "past tense");
    CHECK(corpus.lexicon.relations[1].analogies[0].b == 7);
    REQUIRE(corpus.notes.size() == 1);
    CHECK(corpus.notes[0] == "2 of 4 analogies in q.txt use words that are not in the vocabulary");
}

TEST_CASE("analogies: a malformed line is named") {
    CHECK(analogy_error(": a\ntea tea tea\n") ==
          "q.txt, line 2: has 3 words, not four (write lines like: man woman king queen)");
    CHECK(analogy_error("tea tea tea tea\n") ==
          "q.txt, line 1: comes before any relation (begin with a line like: : gender)");
    CHECK(analogy_error("\n:  \n") == "q.txt, line 2: names no relation (write lines like: : capital)");
    CHECK(analogy_error(": a\n").find("q.txt: has no questions") == 0);
}

TEST_CASE("labels and analogies replace those of a grammar") {
    const TextFiles files;
    CorpusRequest request;
    request.labels = files.write("l.tsv", "coffee\tliquid\nking\truler\n");
    request.analogies = files.write("q.txt", ": x\nking queen man woman\n");
    const auto corpus = load_corpus(request);
    CHECK(corpus->lexicon.categories == std::vector<std::string>{"liquid", "ruler"});
    CHECK(corpus->lexicon.category[static_cast<std::size_t>(*corpus->lexicon.vocabulary.find("king"))] == 1);
    REQUIRE(corpus->lexicon.relations.size() == 1);
    CHECK(corpus->lexicon.relations[0].analogies.size() == 1);
    request.labels = files.folder() / "missing.tsv";
    CHECK(error_of([&] { load_corpus(request); }).find("missing.tsv: cannot be opened: No such file") !=
          std::string::npos);
}

TEST_CASE("labels: a first line is a header when it names fields, a label when it fills them") {
    Corpus corpus = with_words({"tea", "cat", "word"});
    apply_labels(corpus.lexicon, corpus.notes, "l.tsv", "tea\tdrink\t1660\ncat\tanimal\t-7500\n");
    CHECK(corpus.lexicon.categories == std::vector<std::string>{"drink", "animal"});
    REQUIRE(corpus.lexicon.columns.size() == 1);
    CHECK(corpus.lexicon.columns[0].name == "column 3");
    CHECK(corpus.lexicon.columns[0].value[2] == 1660.0F);
    CHECK(corpus.notes ==
          std::vector<std::string>{"l.tsv has no header, so its further columns are called by their number"});
    corpus.notes.clear();
    apply_labels(corpus.lexicon, corpus.notes, "l.tsv",
                 "ale\tdrink\t900\ncat\tanimal\t-7500\n"); // a word of another text
    CHECK(corpus.lexicon.categories == std::vector<std::string>{"animal"});
    CHECK(corpus.notes.front() == "1 of 2 labels in l.tsv use words that are not in the vocabulary");
    corpus.notes.clear();
    apply_labels(corpus.lexicon, corpus.notes, "l.tsv", "Word\tCategory\ntea\tdrink\n");
    CHECK(corpus.lexicon.categories == std::vector<std::string>{"drink"});
    CHECK(corpus.notes.empty());
    apply_labels(corpus.lexicon, corpus.notes, "l.tsv", "word\tnoun\ntea\tdrink\n");
    CHECK(corpus.lexicon.categories == std::vector<std::string>{"noun", "drink"});
    corpus.notes.clear();
    apply_labels(corpus.lexicon, corpus.notes, "l.tsv", "term\tkind\tsince\ntea\tdrink\t1660\n");
    CHECK(corpus.lexicon.columns[0].name == "since");
    CHECK(corpus.notes ==
          std::vector<std::string>{"the first line of l.tsv was taken for a header: term, kind, since"});
}

TEST_CASE("labels: the last of a word counts, and a category without words is none") {
    Corpus corpus = with_words({"tea", "cat"});
    apply_labels(corpus.lexicon, corpus.notes, "l.tsv", "tea\tplant\ncat\tanimal\ntea\tdrink\ncat\tanimal\n");
    CHECK(corpus.lexicon.categories == std::vector<std::string>{"animal", "drink"});
    CHECK(corpus.lexicon.category == std::vector<int>{-1, -1, 1, 0});
    CHECK(corpus.notes ==
          std::vector<std::string>{
              "1 label in l.tsv took the place of another one for the same word: the last one counts"});
}

TEST_CASE("labels and analogies of which nothing matches are told of") {
    Corpus corpus = with_words({"tea"});
    apply_labels(corpus.lexicon, corpus.notes, "l.tsv", "ale\tdrink\nbeer\tdrink\n");
    apply_analogies(corpus.lexicon, corpus.notes, "q.txt", ": x\na b c d\n");
    CHECK(corpus.lexicon.categories.empty());
    CHECK(corpus.lexicon.relations.empty());
    REQUIRE(corpus.notes.size() == 2);
    CHECK(corpus.notes[0] ==
          "none of the 2 labels in l.tsv uses words of the vocabulary alone, so none counts");
    CHECK(corpus.notes[1] ==
          "none of the 1 analogies in q.txt uses words of the vocabulary alone, so none counts");
}

TEST_CASE("analogies: relations of one name are one, and questions that answer themselves are told of") {
    Corpus corpus = with_words({"man", "woman", "king", "queen"});
    apply_analogies(corpus.lexicon, corpus.notes, "q.txt",
                    ": x\nman woman king queen\n: y\nking queen man woman\n: x\nman king woman woman\n");
    REQUIRE(corpus.lexicon.relations.size() == 2);
    CHECK(corpus.lexicon.relations[0].analogies.size() == 2);
    CHECK(
        corpus.notes ==
        std::vector<std::string>{
            "q.txt names a relation again 1 time: what has one name is one relation",
            "1 analogy in q.txt can never be right: the answer is one of its own three words, which are left "
            "out of the search"});
}

TEST_CASE("word lists: a word a line, as it is written, or the first column of a table") {
    using Words = std::vector<std::string>;
    CHECK(read_word_list("w.txt", "\xEF\xBB\xBFKing\r\n\n  Äpfel \nking\n") ==
          Words{"King", "Äpfel", "king"});
    CHECK(read_word_list("w.tsv", "tea\tdrink\n\tdrink\ncat\tanimal") == Words{"tea", "cat"});
    CHECK(error_of([] { (void)read_word_list("w.txt", " \n\t\n"); }).starts_with("w.txt: has no words"));
    CHECK(error_of([] {
              (void)read_word_list("w.txt", "a\nb\xff\n");
          }).starts_with("w.txt, line 2: is not valid UTF-8"));
}
