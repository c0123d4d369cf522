// SPDX-License-Identifier: MIT
#include "model/map/axis_text.hpp"

#include "model/core/error.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/tiny_moment.hpp"

using namespace wordfield;

namespace {

std::string error_of(const Corpus& corpus, std::string_view text) {
    try {
        (void)parse_axis(corpus.lexicon.vocabulary, text);
    } catch (const Error& error) {
        return error.what();
    }
    return "";
}

} // namespace

TEST_CASE("an axis is read from words, an arrow and words", "[app]") {
    const auto corpus = tiny_corpus(); // <unk> <eos> cat dog red blue
    const WordAxis axis{{2, 3}, {4, 5}};
    for (const char* text :
         {"cat, dog -> red, blue", "cat dog → red blue", "  Cat,dog : red ,blue, red ", "cat;dog->red;blue"})
        CHECK(parse_axis(corpus->lexicon.vocabulary, text) == axis);
    CHECK(axis_text(corpus->lexicon.vocabulary, axis) == "cat, dog -> red, blue");
    CHECK(parse_axis(corpus->lexicon.vocabulary, axis_text(corpus->lexicon.vocabulary, axis)) == axis);
    CHECK(short_axis_text(corpus->lexicon.vocabulary, axis, 1) == "cat … → red …");
}

TEST_CASE("what is wrong with an axis is said in a sentence", "[app]") {
    const auto corpus = tiny_corpus();
    CHECK(error_of(*corpus, "cat dog") ==
          "the axis: has no arrow between its two ends (write it like: man, king -> woman, queen)");
    CHECK(error_of(*corpus, "-> dog").find("no word before") != std::string::npos);
    CHECK(error_of(*corpus, "cat ->").find("no word behind") != std::string::npos);
    CHECK(error_of(*corpus, "cat, unicorn -> dog").find("“unicorn”: is not a word of this text") == 0);
    CHECK(error_of(*corpus, "cat, dog -> dog, cat").find("the same words at both ends") != std::string::npos);
}

TEST_CASE("relations give axes from their first words to their second", "[app]") {
    auto corpus = tiny_corpus();
    corpus->lexicon.relations = {{"kind", {{2, 4, 3, 5}, {3, 5, 2, 4}}}, {"empty", {}}};
    const auto axes = relation_axes(corpus->lexicon);
    REQUIRE(axes.size() == 1);
    CHECK(axes[0].name == "kind");
    CHECK(axes[0].axis == WordAxis{{2, 3}, {4, 5}});
    CHECK(relation_axes(corpus->lexicon, 1)[0].axis == WordAxis{{2}, {4}});
}
