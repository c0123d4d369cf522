// SPDX-License-Identifier: MIT
#include "model/text/tokenizer.hpp"

#include "tests/support/catch.hpp"

using namespace wordfield;

namespace {

std::vector<std::string> normals(std::string_view text) {
    std::vector<std::string> result;
    for (const Word& word : split_words(text)) result.push_back(word.normal);
    return result;
}

using Words = std::vector<std::string>;

} // namespace

TEST_CASE("marks are words of their own, and letters are lowered") {
    CHECK(normals("The king, (alone) sleeps.") ==
          Words{"the", "king", ",", "(", "alone", ")", "sleeps", "."});
    CHECK(normals("3.14 costs $5!") == Words{"3", ".", "14", "costs", "$", "5", "!"});
    CHECK(normals("") == Words{});
    CHECK(normals(" \t\r\n ") == Words{});
}

TEST_CASE("apostrophes and hyphens join letters, and are marks elsewhere") {
    CHECK(normals("don't") == Words{"don't"});
    CHECK(normals("don\u2019t") == Words{"don't"});
    CHECK(normals("well-known rock 'n' roll-") == Words{"well-known", "rock", "'", "n", "'", "roll", "-"});
    CHECK(normals("a--b") == Words{"a", "-", "-", "b"});
    CHECK(normals("\u201CYes\u201D") == Words{"\"", "yes", "\""});
}
