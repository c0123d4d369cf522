// SPDX-License-Identifier: MIT
// Which places of the held-out text are looked at.
#include "model/context/occurrences.hpp"

#include "tests/support/catch.hpp"
#include "tests/support/toy_corpus.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>

using namespace wordfield;

namespace {

const Corpus& story() {
    static const std::shared_ptr<const Corpus> corpus = load_corpus({});
    return *corpus;
}

// What must hold of any choice.
void check_whole(const Occurrences& found, const std::vector<TokenId>& text) {
    REQUIRE(found.first.size() == found.passages.size() + 1);
    REQUIRE(found.first.front() == 0);
    REQUIRE(found.first.back() == found.size());
    REQUIRE(found.text == found.token);
    REQUIRE(std::ssize(found.next) == found.size());
    int i = 0;
    std::size_t before = 0;
    for (std::size_t p = 0; p < found.passages.size(); ++p) {
        const Passage& passage = found.passages[p];
        CHECK((p == 0 || passage.begin > before));
        before = passage.begin;
        CHECK(passage.length >= 1);
        CHECK(passage.length <= found.context);
        CHECK(found.first[p] == i);
        for (int t = 0; t < passage.length; ++t, ++i) {
            const auto at = passage.begin + static_cast<std::size_t>(t), index = static_cast<std::size_t>(i);
            CHECK(found.token[index] == text[at]);
            CHECK(found.at[index] == i);
            CHECK(found.next[index] == (at + 1 < text.size() ? text[at + 1] : -1));
            CHECK(found.passage_of(i) == static_cast<int>(p));
        }
    }
}

} // namespace

TEST_CASE("occurrences: beginnings of documents, and some of each sense", "[model][context]") {
    const auto& text = story().text.heldout;
    const Occurrences found = choose_occurrences(story().text, story().lexicon, {});
    check_whole(found, text);
    CHECK(found.passages.size() > 190);
    CHECK(found.passages.size() <= 200);
    std::size_t at_document = 0;
    for (const Passage& passage : found.passages) {
        const bool begins = passage.begin == 0 || text[passage.begin - 1] == Vocabulary::end_of_text;
        at_document += begins ? 1 : 0;
        const auto first = text.begin() + static_cast<std::ptrdiff_t>(passage.begin);
        const auto end = std::find(first, first + passage.length - 1, Vocabulary::end_of_text);
        CHECK(end == first + passage.length - 1); // none goes on into the next document
    }
    CHECK(at_document * 10 >= found.passages.size() * 7);
    REQUIRE(found.senses.size() == 10);
    for (int sense = 0; sense < 10; ++sense) CHECK(std::ranges::count(found.sense, sense) >= 8);
}

TEST_CASE("occurrences: the senses alone, each with as many passages as are asked", "[model][context]") {
    const Occurrences found =
        choose_occurrences(story().text, story().lexicon, {.per_sense = 3, .only_senses = true});
    check_whole(found, story().text.heldout);
    CHECK(found.passages.size() <= 30);
    for (std::size_t p = 0; p < found.passages.size(); ++p) {
        const auto from = found.sense.begin() + found.first[p], to = found.sense.begin() + found.first[p + 1];
        CHECK(std::any_of(from, to, [](int sense) { return sense >= 0; }));
    }
}

TEST_CASE("occurrences: a text without documents is cut evenly", "[model][context]") {
    const auto corpus = test::toy_corpus();
    const Occurrences found =
        choose_occurrences(corpus->text, corpus->lexicon, {.passages = 10, .context = 8});
    check_whole(found, corpus->text.heldout);
    REQUIRE(found.passages.size() == 10);
    for (std::size_t p = 0; p < 10; ++p) {
        CHECK(found.passages[p].begin == p * corpus->text.heldout.size() / 10);
        CHECK(found.passages[p].length == 8);
    }
    CHECK(found.senses.empty());
    CHECK(std::ranges::count(found.sense, -1) == found.size());
    TextStream nothing;
    CHECK(choose_occurrences(nothing, corpus->lexicon, {}).size() == 0);
}

TEST_CASE("occurrences: a piece of a long document begins behind a sentence's end", "[model][context]") {
    Lexicon lexicon;
    const TokenId dot = lexicon.vocabulary.add(".", 1), word = lexicon.vocabulary.add("a", 1);
    lexicon.category.assign(4, -1);
    TextStream text;
    for (int i = 0; i < 400; ++i) text.heldout.push_back(i % 7 == 3 ? dot : word);
    const Occurrences found = choose_occurrences(text, lexicon, {.passages = 9, .context = 20});
    check_whole(found, text.heldout);
    REQUIRE(found.passages.size() == 9);
    for (const Passage& passage : found.passages)
        CHECK((passage.begin == 0 || text.heldout[passage.begin - 1] == dot));
}

TEST_CASE("occurrences: of one word alone, of both its senses as many", "[model][context]") {
    const auto& text = story().text.heldout;
    const TokenId apple = *story().lexicon.vocabulary.find("apple");
    const Occurrences found =
        choose_occurrences(story().text, story().lexicon, {.passages = 60, .only = apple});
    REQUIRE(found.passages.size() > 40);
    CHECK(found.passages.size() <= 60);
    std::set<std::size_t> places;
    std::map<int, int> of_sense;
    for (int i = 0; i < found.size(); ++i) {
        const auto index = static_cast<std::size_t>(i);
        const auto passage = static_cast<std::size_t>(found.passage_of(i));
        const std::size_t at =
            found.passages[passage].begin + static_cast<std::size_t>(found.at[index] - found.first[passage]);
        CHECK(text[at] == apple);
        CHECK(found.token[index] == apple);
        CHECK(found.text[static_cast<std::size_t>(found.at[index])] == apple);
        CHECK(found.next[index] == text[at + 1]);
        CHECK(found.told[index]); // "shares of apple": the word before says it all
        places.insert(at);
        ++of_sense[found.sense[index]];
    }
    CHECK(std::ssize(places) == found.size()); // none twice, though passages overlap
    REQUIRE(of_sense.size() == 2);
    CHECK(of_sense.begin()->second >= 15);
    CHECK(of_sense.rbegin()->second >= 15);
    for (std::size_t p = 0; p < found.passages.size(); ++p)
        for (int t = 0; t < found.passages[p].length; ++t)
            CHECK(found.text[static_cast<std::size_t>(found.first[p] + t)] ==
                  text[found.passages[p].begin + static_cast<std::size_t>(t)]);
    const TokenId rare = *story().lexicon.vocabulary.find("mice");
    CHECK(choose_occurrences(story().text, story().lexicon, {.passages = 4, .only = rare}).passages.size() <=
          4);
}

TEST_CASE("occurrences: what only follows does not tell a sense", "[model][context]") {
    const Lexicon& lexicon = story().lexicon;
    const auto id = [&](const char* word) { return lexicon.vocabulary.find(word).value(); };
    TextStream text; // an orange what? a mouse how?
    for (const char* word :
         {"the", "orange", "hat",  ".", "the", "hat",  "is", "orange", ".",     "the", "mouse",
          "is",  "the",    "hole", ".", "the", "hole", "of", "the",    "mouse", "."})
        text.heldout.push_back(id(word));
    const auto told = [&](const char* word) {
        const Occurrences found = choose_occurrences(text, lexicon, {.only = id(word)});
        std::vector<std::pair<std::string, bool>> senses;
        for (int i = 0; i < found.size(); ++i) {
            const auto index = static_cast<std::size_t>(i);
            senses.emplace_back(found.senses[static_cast<std::size_t>(found.sense[index])].name,
                                found.told[index]);
        }
        return senses;
    };
    using Told = std::vector<std::pair<std::string, bool>>;
    CHECK(told("orange") == Told{{"colour", false}, {"colour", true}});
    CHECK(told("mouse") == Told{{"animal", false}, {"animal", true}});
}
