// SPDX-License-Identifier: MIT
// The senses of ambiguous words, against what the grammar itself chose: a copy of it in which each sense is
// another word writes the same text.
#include "model/context/word_senses.hpp"

#include "model/text/grammar/corpus.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/toy_corpus.hpp"

#include <fstream>
#include <map>
#include <sstream>
#include <string>

using namespace wordfield;

namespace {

std::string everyday_grammar() {
    std::ifstream file{std::string{WORDFIELD_SOURCE_DIR} + "/assets/everyday.grammar"};
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

void replace_once(std::string& text, const std::string& from, const std::string& to) {
    const auto at = text.find(from);
    REQUIRE(at != std::string::npos);
    REQUIRE(text.find(from, at + 1) == std::string::npos);
    text.replace(at, from.size(), to);
}

std::shared_ptr<Corpus> write_some(const std::string& text) {
    grammar::Grammar grammar = grammar::parse_grammar("everyday", text);
    grammar.tokens = 300'000;
    return grammar::write_corpus(grammar, 3, nullptr);
}

} // namespace

TEST_CASE("senses: each ambiguous word of the built-in text has the sense that its grammar meant",
          "[model][context]") {
    std::string renamed = everyday_grammar();
    replace_once(renamed, "    apple apples ~ pie", "    appleqqfruit apples ~ pie");
    replace_once(renamed, "    *0.7 apple\n", "    *0.7 appleqqfirm\n");
    replace_once(renamed, "    orange oranges ~", "    orangeqqfruit oranges ~");
    replace_once(renamed, "    *0.5 orange\n", "    *0.5 orangeqqcolour\n");
    replace_once(renamed, "    mouse mice ~ hole", "    mouseqqanimal miceqqanimal ~ hole");
    replace_once(renamed, "    mouse mice ~ cursor", "    mouseqqdevice miceqqdevice ~ cursor");
    replace_once(renamed, "    bat bats ~", "    batqqanimal bats ~");
    replace_once(renamed, "    bat\n", "    batqqclub\n");
    const auto corpus = write_some(everyday_grammar()), told = write_some(renamed);
    const auto &text = corpus->text.train, &truth = told->text.train;
    REQUIRE(text.size() == truth.size());
    const SenseReader reader{corpus->lexicon};
    REQUIRE(reader.senses().size() == 10);
    std::map<std::string, int> seen;
    int unknown = 0, wrong = 0, all = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const std::string& word = told->lexicon.vocabulary.word(truth[i]);
        const auto mark = word.find("qq");
        const int sense = reader.sense_at(text, i);
        if (mark == std::string::npos) {
            wrong += sense >= 0 ? 1 : 0; // no ambiguous word
            continue;
        }
        ++all;
        ++seen[word];
        if (sense < 0)
            ++unknown;
        else if (reader.senses()[static_cast<std::size_t>(sense)].name != word.substr(mark + 2))
            ++wrong;
    }
    CHECK(seen.size() == 10);
    CHECK(all > 1000);
    CHECK(wrong == 0);
    CHECK(unknown == 0);
}

TEST_CASE("senses: another corpus has none", "[model][context]") {
    const auto corpus = test::toy_corpus();
    const SenseReader reader{corpus->lexicon};
    CHECK(reader.senses().empty());
    CHECK(reader.sense_at(corpus->text.heldout, 5) == -1);
}
