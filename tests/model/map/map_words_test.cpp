// SPDX-License-Identifier: MIT
#include "model/map/map_words.hpp"

#include "model/text/corpus.hpp"
#include "model/text/stop_words.hpp"
#include "tests/support/catch.hpp"

#include <algorithm>
#include <string>

using namespace wordfield;

namespace {

// A text of so many fillers beside the given words, each of which stands in it `count` times.
Vocabulary vocabulary_of(std::initializer_list<const char*> common, std::int64_t count, int fillers) {
    Vocabulary vocabulary;
    for (const char* word : common) vocabulary.add(word, count);
    for (int i = 0; i < fillers; ++i) vocabulary.add("filler" + std::to_string(i), 10);
    return vocabulary;
}

// The beginning of the King James Bible's list of words.
Vocabulary king_james() {
    return vocabulary_of({"the",  ",",    "and",  "of",   ".",   "to",    "that", "in",   "he",   "shall",
                          "unto", "for",  "i",    "his",  "a",   "lord",  "they", "be",   "is",   "him",
                          "not",  "them", "it",   "with", "all", "thou",  "thy",  "was",  "god",  "which",
                          "my",   "me",   "said", "but",  "ye",  "their", "have", "thee", "will", "from",
                          "as",   "are",  "when", "this", "out", "king",  "son"},
                         8000, 4000);
}

bool shows(const std::vector<TokenId>& words, const Vocabulary& vocabulary, const char* word) {
    return std::ranges::find(words, *vocabulary.find(word)) != words.end();
}

} // namespace

TEST_CASE("stop words: the language is that of the commonest words", "[map]") {
    CHECK(stop_words_of(king_james()).language == "English");
    CHECK(stop_words_of(vocabulary_of({"der", "die", "und", "das", "nicht", "haus"}, 50, 0)).language ==
          "German");
    CHECK(stop_words_of(vocabulary_of({"и", "в", "не", "на", "он", "дом"}, 50, 0)).language == "Russian");
    CHECK(stop_words_of(vocabulary_of({"ja", "on", "ei", "se", "talo", "että"}, 50, 40)).language.empty());
    CHECK(stop_words_of(Vocabulary{}).language.empty());
}

TEST_CASE("default words: a text's main words are on the map however common they are", "[map]") {
    Corpus corpus;
    corpus.lexicon.vocabulary = king_james();
    const auto words = default_words(corpus.lexicon);
    for (const char* word : {"lord", "god", "king", "son"})
        CHECK(shows(words, corpus.lexicon.vocabulary, word));
    for (const char* word : {"the", "and", "shall", "unto", "thy", ",", "his"})
        CHECK_FALSE(shows(words, corpus.lexicon.vocabulary, word));
}

TEST_CASE("default words: a function word that is rare in a text may mean something there", "[map]") {
    Corpus corpus;
    corpus.lexicon.vocabulary = king_james();
    const TokenId rare = corpus.lexicon.vocabulary.add("might", 2),
                  common = corpus.lexicon.vocabulary.add("ourselves", 5000);
    const auto words = default_words(corpus.lexicon, 10'000);
    CHECK(std::ranges::find(words, rare) != words.end());
    CHECK(std::ranges::find(words, common) == words.end());
}

TEST_CASE("default words: a few labels colour a map and do not empty it", "[map]") {
    Corpus corpus;
    corpus.lexicon.vocabulary = king_james();
    const auto all = default_words(corpus.lexicon);
    corpus.lexicon.categories = {"people", "function words"};
    corpus.lexicon.category.assign(corpus.lexicon.vocabulary.size(), -1);
    corpus.lexicon.category[static_cast<std::size_t>(*corpus.lexicon.vocabulary.find("king"))] = 0;
    corpus.lexicon.category[static_cast<std::size_t>(*corpus.lexicon.vocabulary.find("filler3999"))] = 0;
    corpus.lexicon.category[static_cast<std::size_t>(*corpus.lexicon.vocabulary.find("filler7"))] = 1;
    const auto words = default_words(corpus.lexicon);
    CHECK(words.size() == all.size());
    CHECK(shows(words, corpus.lexicon.vocabulary, "filler3999")); // beyond the cap, but for its label
    CHECK_FALSE(shows(words, corpus.lexicon.vocabulary, "filler7"));
    CHECK(shows(words, corpus.lexicon.vocabulary, "lord"));
    CHECK(std::ranges::is_sorted(words));
    CHECK(default_words(corpus.lexicon, 1) == std::vector<TokenId>{*corpus.lexicon.vocabulary.find("king")});
    CHECK(default_words(corpus.lexicon, 0).empty());
}

TEST_CASE("default words: labels that most content words have are the choice", "[map]") {
    Corpus corpus;
    for (const char* word : {"the", "king", "man", "tea", "walks"}) corpus.lexicon.vocabulary.add(word, 10);
    corpus.lexicon.categories = {"people", "things"};
    corpus.lexicon.category = {-1, -1, -1, 0, 0, 1, -1};
    CHECK(default_words(corpus.lexicon) == std::vector<TokenId>{3, 4, 5});
    corpus.lexicon.category = {-1, -1, -1, 0, -1, -1, -1};
    CHECK(default_words(corpus.lexicon).size() > 1);
}

TEST_CASE("ids by count: the most frequent at the front, and nothing where ids have that order", "[map]") {
    Vocabulary vocabulary = Vocabulary::bare(Tokens::Cased);
    for (const auto& [word, count] : {std::pair{"a", 7}, {"b", 7}, {"c", 5}}) vocabulary.add(word, count);
    CHECK(ids_by_count(vocabulary).empty());
    vocabulary.add("d", 7);
    vocabulary.add("e", 9);
    CHECK(ids_by_count(vocabulary) == std::vector<TokenId>{4, 0, 1, 3, 2});
    CHECK(ids_by_count(Vocabulary::bare(Tokens::Cased)).empty());
}

TEST_CASE("listed words: those that there are, each once, and what is missing is told", "[map]") {
    Vocabulary vocabulary;
    for (const char* word : {"the", "king", "man"}) vocabulary.add(word, 10);
    const std::vector<std::string> list{"Man", "unicorn", "the", "man"}, none{"unicorn"};
    CHECK(listed_words(vocabulary, list) == std::vector<TokenId>{2, 4});
    CHECK(note_on_list(vocabulary, list) == "1 of the 4 listed words are not in the vocabulary");
    CHECK(note_on_list(vocabulary, none) ==
          "none of the 1 listed words is in the vocabulary: the map shows content words");
    CHECK(note_on_list(vocabulary, std::vector<std::string>{"king"}).empty());
    CHECK(note_on_list(vocabulary, std::vector<std::string>{"KING"}).empty());
    CHECK(note_on_list(Vocabulary{Tokens::Cased}, std::vector<std::string>{"<EOS>"}).starts_with("none"));
}

TEST_CASE("default words: function words of a text with capitals are known, and code has none", "[map]") {
    const auto capitals = [](Tokens tokens) {
        Corpus corpus;
        corpus.lexicon.vocabulary = Vocabulary{tokens};
        for (const char* word : {"The", "the", "And", "in", "of", "Paris"})
            corpus.lexicon.vocabulary.add(word, 50);
        corpus.lexicon.vocabulary.add("tree", 1);
        corpus.lexicon.category.assign(corpus.lexicon.vocabulary.size(), -1);
        return corpus;
    };
    const Corpus cased = capitals(Tokens::Cased), code = capitals(Tokens::Code);
    CHECK_FALSE(shows(default_words(cased.lexicon), cased.lexicon.vocabulary, "The"));
    CHECK_FALSE(shows(default_words(cased.lexicon), cased.lexicon.vocabulary, "And"));
    CHECK(shows(default_words(cased.lexicon), cased.lexicon.vocabulary, "Paris"));
    CHECK(stop_words_of(cased.lexicon.vocabulary).language == "English");
    CHECK(stop_words_of(code.lexicon.vocabulary).language.empty());
}
