// SPDX-License-Identifier: MIT
// Which places of the held-out text are looked at.
#include "model/context/occurrences.hpp"

#include "tests/support/catch.hpp"
#include "tests/support/toy_corpus.hpp"

#include <algorithm>
#include <set>

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
