// SPDX-License-Identifier: MIT
#include "model/text/vocabulary.hpp"

#include "tests/support/catch.hpp"

#include <utility>

using namespace wordfield;

namespace {

std::string nth_word(int i) {
    return (i % 3 == 0 ? "a" : "wort") + std::to_string(i * 7919 % 100'003);
}

} // namespace

TEST_CASE("vocabulary: every word is found under its id, and no other", "[text]") {
    for (const std::size_t reserved : {0U, 10U, 21U, 50'000U}) {
        Vocabulary words = Vocabulary::bare(Tokens::Cased);
        CHECK_FALSE(words.find("a0"));
        words.reserve(reserved);
        for (int i = 0; i < 20'000; ++i) REQUIRE(words.add(nth_word(i), i) == i);
        words.reserve(3); // fewer than there are: nothing is lost
        CHECK(words.size() == 20'000);
        for (int i = 0; i < 20'000; ++i) {
            REQUIRE(words.find(nth_word(i)) == i);
            REQUIRE(words.word(i) == nth_word(i));
            REQUIRE(words.count(i) == i);
        }
        for (int i = 20'000; i < 21'000; ++i) REQUIRE_FALSE(words.find(nth_word(i)));
        CHECK_FALSE(words.find("<unk>"));
        CHECK_FALSE(words.find(""));
    }
}

TEST_CASE("vocabulary: a copy is its own, and what was moved from is empty", "[text]") {
    Vocabulary words;
    CHECK(words.find("<eos>") == Vocabulary::end_of_text);
    for (int i = 0; i < 100; ++i) words.add(nth_word(i), 1);
    Vocabulary copy = words;
    CHECK(copy.add("new", 1) == 102);
    CHECK(copy.find("new") == 102);
    CHECK_FALSE(words.find("new"));
    const Vocabulary moved = std::move(copy);
    CHECK(moved.find("new") == 102);
    CHECK(moved.find(nth_word(7)) == 9);
}
