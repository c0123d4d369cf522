// SPDX-License-Identifier: MIT
#include "model/geometry/expression.hpp"

#include "model/core/error.hpp"
#include "tests/support/catch.hpp"

#include <map>
#include <string>

using namespace wordfield;

namespace {

Vocabulary words() {
    Vocabulary v;
    for (const char* word : {"king", "man", "woman", "ice-cream", "7"}) v.add(word, 1);
    return v;
}

std::map<std::string, float> sum_of(const char* text) {
    const Vocabulary v = words();
    std::map<std::string, float> sum;
    for (const Term& term : parse_expression(v, text)) sum[v.word(term.word)] = term.factor;
    return sum;
}

using Sum = std::map<std::string, float>;

} // namespace

TEST_CASE("expressions become weighted sums of words", "[model]") {
    CHECK(sum_of("king - man + woman") == Sum{{"king", 1}, {"man", -1}, {"woman", 1}});
    CHECK(sum_of("King−man+woman") == Sum{{"king", 1}, {"man", -1}, {"woman", 1}});
    CHECK(sum_of("king-man") == Sum{{"king", 1}, {"man", -1}});
    CHECK(sum_of("-king + 2*man") == Sum{{"king", -1}, {"man", 2}});
    CHECK(sum_of("king - 0.5 (man - woman)") == Sum{{"king", 1}, {"man", -0.5F}, {"woman", 0.5F}});
    CHECK(sum_of("-(king - man)") == Sum{{"king", -1}, {"man", 1}});
    CHECK(sum_of("king + king") == Sum{{"king", 2}});
    CHECK(sum_of("ice-cream - 7") == Sum{{"ice-cream", 1}, {"7", -1}});
}

TEST_CASE("what cannot be read gets its sentence", "[model]") {
    for (const char* text : {"", "  ", "king -", "unicorn", "(king", "king)", "+", "king man", "3", "()"}) {
        CAPTURE(text);
        CHECK_THROWS_AS(sum_of(text), Error);
    }
}

TEST_CASE("factors stay numbers that can be calculated with", "[model]") {
    for (const char* text : {"1e39 king", "1e30 (1e30 king)", "1e6 king + king", "-1e7 man"}) {
        CAPTURE(text);
        CHECK_THROWS_AS(sum_of(text), Error);
    }
    CHECK(sum_of("1e6 king") == Sum{{"king", 1e6F}});
    CHECK_THROWS_AS(sum_of(std::string(200'000, '(').c_str()), Error);
}

TEST_CASE("words of an expression are found in any spelling of their normal form", "[model]") {
    Vocabulary v;
    for (const char* word : {"äpfel", "don't"}) v.add(word, 1);
    for (const char* text : {"Äpfel", "a\u0308pfel", "A\u0308PFEL - 0.5", "don\u2019t", "Don't"}) {
        INFO(text);
        if (std::string_view{text}.find("0.5") == std::string_view::npos)
            CHECK(parse_expression(v, text).size() == 1);
        else
            CHECK_THROWS_AS(parse_expression(v, text), Error);
    }
}
