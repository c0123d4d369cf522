// SPDX-License-Identifier: MIT
// The example in docs/grammar.md works, and so does anything that an editor's accident makes of it.
#include "model/core/rng.hpp"
#include "model/text/grammar/corpus.hpp"
#include "model/text/plain_text.hpp"
#include "model/text/tokenizer.hpp"

#include "tests/model/text/text_files.hpp"
#include "tests/support/catch.hpp"

#include <sstream>

using namespace wordfield;
using namespace wordfield::grammar;
using wordfield::test::error_of;
using wordfield::test::TextFiles;

namespace {

// The block between ```grammar and ``` in the page.
std::string documented_example() {
    std::ifstream file{WORDFIELD_SOURCE_DIR "/docs/grammar.md"};
    std::stringstream page;
    page << file.rdbuf();
    const std::string text = page.str(), opening = "```grammar\n";
    const std::size_t begin = text.find(opening) + opening.size();
    return text.substr(begin, text.find("```", begin) - begin);
}

std::string mutated(std::string text, Pcg32& rng) {
    constexpr std::string_view spice = "[](){}|<>@~*:%# \n\tab17-/_.\xC3\xFF";
    const std::uint32_t changes = 1 + rng.below(6);
    for (std::uint32_t i = 0; i < changes && text.size() > 10; ++i) {
        const std::size_t at = rng.below(static_cast<std::uint32_t>(text.size() - 5));
        switch (rng.below(4)) {
        case 0:
            text[at] = spice[rng.below(static_cast<std::uint32_t>(spice.size()))];
            break;
        case 1:
            text.erase(at, 1 + rng.below(5));
            break;
        case 2:
            text.insert(at, 1, spice[rng.below(static_cast<std::uint32_t>(spice.size()))]);
            break;
        default:
            text.insert(at, text.substr(rng.below(static_cast<std::uint32_t>(text.size())), rng.below(40)));
        }
    }
    return text;
}

} // namespace

TEST_CASE("the documented grammar writes what the page says") {
    const TextFiles files;
    CorpusRequest request;
    request.source = files.write("picnic.grammar", documented_example()).string();
    const auto corpus = load_corpus(request);
    CHECK(corpus->name == "picnic.grammar");
    CHECK(corpus->lexicon.categories == std::vector<std::string>{"animal", "food", "eating"});
    REQUIRE(corpus->lexicon.relations.size() == 2);
    CHECK(corpus->lexicon.relations[0].analogies.size() == 12);
    CHECK(corpus->lexicon.relations[1].analogies.size() == 2);
    CHECK(corpus->text.train.size() + corpus->text.heldout.size() >= 20'000);
    CHECK(*corpus->text.entropy_floor > 0.5);
    for (const TokenId token : encode(corpus->lexicon.vocabulary, corpus->text.prompt))
        CHECK(token != Vocabulary::unknown);
}

TEST_CASE("a mutated grammar is read or refused, never worse") {
    const std::string example = documented_example() + "\ntokens 1000\n";
    Pcg32 rng{11};
    int refused = 0;
    for (int i = 0; i < 300; ++i) {
        std::string text = mutated(example, rng) + "\ntokens 1000\n";
        CAPTURE(text);
        const std::string error = error_of([&] { write_corpus(parse_grammar("g", text), 1, nullptr); });
        refused += !error.empty();
        if (!error.empty()) CHECK((error.starts_with("g, line ") || error.starts_with("g: ")));
    }
    CHECK(refused > 30);
    CHECK(refused < 290);
}

TEST_CASE("random bytes are refused, as grammar and as text") {
    Pcg32 rng{12};
    for (int i = 0; i < 300; ++i) {
        std::string bytes(rng.below(3'000), ' ');
        for (char& byte : bytes) byte = static_cast<char>(rng.below(i % 2 == 0 ? 256 : 128));
        CHECK_FALSE(error_of([&] { parse_grammar("g", bytes); }).empty());
        for (const Word& word : split_words(bytes)) CHECK(word.end <= bytes.size());
        const std::string error = error_of([&] { read_text_corpus({}, "t", bytes, nullptr); });
        if (bytes.find('\0') != std::string::npos) CHECK_FALSE(error.empty());
    }
}
