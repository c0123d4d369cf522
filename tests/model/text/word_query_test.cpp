// SPDX-License-Identifier: MIT
#include "model/text/word_query.hpp"

#include "tests/support/catch.hpp"

#include <cmath>

using namespace wordfield;

namespace {

// apple, pear: food; hammer: tool; the: nothing.
Lexicon known_words() {
    Lexicon lexicon;
    lexicon.vocabulary = Vocabulary::bare(Tokens::Cased);
    lexicon.vocabulary.add("apple", 20);
    lexicon.vocabulary.add("pear", 7);
    lexicon.vocabulary.add("hammer", 3);
    lexicon.vocabulary.add("the", 1500);
    lexicon.categories = {"Food", "Hand tool"};
    lexicon.category = {0, 0, 1, -1};
    lexicon.columns = {{"weight", {0.25F, 0.2F, 1.0F, NAN}, {}}, {"wood", {0, 1, NAN, NAN}, {"no", "yes"}}};
    return lexicon;
}

// The words that a query finds, or "none" where it is no query.
std::string found(const Lexicon& lexicon, std::string_view typed) {
    const auto query = parse_query(lexicon, typed);
    if (!query) return "none";
    std::string words;
    for (TokenId id = 0; id < lexicon.vocabulary.size(); ++id)
        if (query->holds(id)) words += (words.empty() ? "" : " ") + lexicon.vocabulary.word(id);
    return words;
}

} // namespace

TEST_CASE("words by a column: names", "[query]") {
    const Lexicon lexicon = known_words();
    CHECK(found(lexicon, "category:food") == "apple pear");
    CHECK(found(lexicon, " Category : FOO ") == "apple pear");
    CHECK(found(lexicon, "cat:tool") == "hammer");
    CHECK(found(lexicon, "category=tool") == "");
    CHECK(found(lexicon, "category=hand tool") == "hammer");
    CHECK(found(lexicon, "category:o") == "apple pear hammer");
    CHECK(found(lexicon, "wood:yes") == "pear");
    CHECK(found(lexicon, "wood>no") == "none");
    CHECK(parse_query(lexicon, "cat:tool")->column == "category");
}

TEST_CASE("words by a column: figures", "[query]") {
    const Lexicon lexicon = known_words();
    CHECK(found(lexicon, "count>7") == "apple the");
    CHECK(found(lexicon, "count < 7") == "hammer");
    CHECK(found(lexicon, "count=7") == "pear");
    CHECK(found(lexicon, "count:1,500") == "the");
    CHECK(found(lexicon, "weight<0.25") == "pear");
    CHECK(found(lexicon, "weight=0.2") == "pear"); // as a float has it
    CHECK(found(lexicon, "we>0") == "apple pear hammer");
    CHECK(found(lexicon, "count>many") == "none");
}

TEST_CASE("what is no condition is a word", "[query]") {
    const Lexicon lexicon = known_words();
    for (const char* const word :
         {"apple", ":)", "<unk>", "w:yes", "c:food", "colour:red", "count>", "a=b", ""})
        CHECK(found(lexicon, word) == "none"); // w begins two names, c two
    CHECK(queried_columns(lexicon) == std::vector<std::string>{"category", "count", "weight", "wood"});
    Lexicon bare;
    bare.vocabulary = Vocabulary::bare(Tokens::Cased);
    bare.vocabulary.add("apple", 0);
    CHECK(queried_columns(bare).empty());
    CHECK(found(bare, "count>0") == "none");
}
