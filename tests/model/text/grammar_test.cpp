// SPDX-License-Identifier: MIT
// Reading grammars: what is understood, and what is said about mistakes.
#include "model/text/grammar/grammar.hpp"

#include "tests/model/text/text_files.hpp"
#include "tests/support/catch.hpp"

using namespace wordfield;
using namespace wordfield::grammar;
using wordfield::test::error_of;

namespace {

std::string parse_error(std::string_view text) {
    return error_of([&] { parse_grammar("g", text); });
}

const WordClass& class_named(const Grammar& grammar, std::string_view name) {
    for (const WordClass& c : grammar.classes)
        if (c.name == name) return c;
    throw std::out_of_range{"no such class"};
}

} // namespace

TEST_CASE("grammar: classes, categories, weights and comments are read") {
    const Grammar g = parse_grammar("g", "# a comment\n"
                                         "tokens 5000\n"
                                         "prompt a cat  sleeps .  # another\n"
                                         "class animal: one many\n"
                                         "    cat cats ~ sofa cushion\n"
                                         "    *2.5 dog dogs\n"
                                         "words the\n"
                                         "    the a\n"
                                         "class sleep in quiet verbs like animal\n"
                                         "    sleeps sleep\n"
                                         "rule document\n"
                                         "    [the] [animal one]\n");
    CHECK(g.tokens == 5000);
    CHECK(g.prompt == "a cat sleeps .");
    const WordClass& animal = class_named(g, "animal");
    CHECK(animal.category == "animal");
    REQUIRE(animal.lemmas.size() == 2);
    CHECK(animal.lemmas[0].signature.size() == 2);
    CHECK(animal.weights.at(1) == 2.5);
    CHECK(class_named(g, "the").category.empty());
    CHECK(class_named(g, "the").lemmas.size() == 2);
    CHECK(class_named(g, "sleep").category == "quiet verbs");
    CHECK(class_named(g, "sleep").forms == animal.forms);
}

TEST_CASE("grammar: the most specific form that is asked for is found") {
    const Grammar g = parse_grammar("g", "class v : plain/now-many now-one past\n    walk walks walked\n"
                                         "rule document\n    [v past]\n");
    const WordClass& v = g.classes[0];
    const FeatureSet plain = v.forms[0][0], now_many = v.forms[0][1], now_one = v.forms[1][0],
                     past = v.forms[2][0];
    CHECK(find_form(v, plain) == 0);
    CHECK(find_form(v, now_many) == 0);
    CHECK(find_form(v, now_one) == 1);
    CHECK(find_form(v, past | (now_one & ~now_many)) == 2); // "past one"
    CHECK(find_form(v, now_one & now_many) == -1);          // "now" alone fits nothing
    CHECK(find_form(v, now_one | past) == 1);               // two features say more than one
    CHECK(find_form(v, plain | past) == -2);
}

TEST_CASE("grammar: mistakes are reported with their line and a way out") {
    const std::string end = "rule document\n    hello\n";
    CHECK(parse_error("") == "g: has no rule 'document' (add one: every text begins with it)");
    CHECK(parse_error("  lost\n") ==
          "g, line 1: an indented line belongs to no class or rule above it (begin it at the "
          "margin, or put a 'class' or 'rule' line before it)");
    CHECK(parse_error(end + "colour red\n").find("g, line 3: a line cannot begin with 'colour'") == 0);
    CHECK(parse_error("rule document\n    a\n\n    [cat\n") ==
          "g, line 4: a '[' is not closed (add the ']')");
    CHECK(parse_error("rule document\n    [cat]\n")
              .find("g, line 2: there is no class, cast or name in this line "
                    "called 'cat'") == 0);
    CHECK(parse_error("rule document\n    <other>\n") ==
          "g, line 2: there is no rule 'other' (declare it, or check the spelling)");
    CHECK(parse_error("rule document\n    ( a | b\n") == "g, line 2: a '(' is not closed (add the ')')");
    CHECK(parse_error("rule document\n    a )\n").find("g, line 2: ')' closes nothing") == 0);
    CHECK(parse_error("rule document\n    Paris\n").find("g, line 2: 'Paris' is not a word in lower case") ==
          0);
    CHECK(parse_error("rule document\n    tea, please\n").find("g, line 2: 'tea,' is more than one word") ==
          0);
    CHECK(parse_error("rule document\n    *0 a\n").find("g, line 2: '*0' is not a weight") == 0);
    CHECK(parse_error("rule document\n    ( 120% a )\n").find("g, line 2: '120%' is not a share") == 0);
    CHECK(
        parse_error("rule document\n    @past a\n").find("g, line 2: no 'vary' line has the value 'past'") ==
        0);
    CHECK(parse_error("rule document\n") ==
          "g, line 1: the rule 'document' has no lines (indent some under it)");
    CHECK(parse_error(end + end).find("g, line 3: the rule 'document' is declared twice") == 0);
    CHECK(parse_error(end + "tokens 7\n").find("g, line 3: this 'tokens' line has the wrong form") == 0);
    CHECK(parse_error(end + "vary tense now past\n").find("g, line 3: this 'vary' line has the wrong form") ==
          0);
    CHECK(parse_error("rule document\n    a\xFF\n") ==
          "g, line 2: is not valid UTF-8 (save the file as UTF-8)");
}

TEST_CASE("grammar: mistakes in classes and relations are reported") {
    const std::string animals = "class animal : one many\n    cat cats\nrule document\n    ";
    CHECK(parse_error(animals + "[animal]\n")
              .find("g, line 4: it is not clear which form of 'animal' is meant") == 0);
    CHECK(parse_error(animals + "[animal few]\n").find("g, line 4: 'few' is neither a form") == 0);
    CHECK(parse_error(animals + "[animal ~]\n")
              .find("g, line 4: 'animal ~' needs a word that has been chosen") == 0);
    CHECK(parse_error(animals + "[a:animal one] [a ~]\n").find("g, line 4: 'cat' has no signature words") ==
          0);
    CHECK(parse_error(animals + "( [a:animal one] ) [a many]\n").find("called 'a'") != std::string::npos);
    CHECK(parse_error(animals + "hello\nclass x : one many\n    lonely\n")
              .find("g, line 6: there are 1 words, but 'x' "
                    "has 2 forms") == 0);
    CHECK(parse_error(animals + "hello\nrelation gender : he she\n")
              .find("g, line 5: 'he' is neither a form") == 0);
    CHECK(parse_error(animals + "hello\nclass x\n    y\nrelation plural : one many in x\n")
              .find("g, line 7: the class 'x' does not have both forms") == 0);
    CHECK(parse_error(animals + "hello\nclass x : one one\n    y z\n")
              .find("g, line 5: two forms have the same name") == 0);
    CHECK(parse_error(animals + "hello\nclass empty\n").find("g, line 5: the class 'empty' has no words") ==
          0);
}

TEST_CASE("grammar: a byte order mark at the front is passed over") {
    const Grammar g =
        parse_grammar("g", "\xEF\xBB\xBFtokens 5000\nwords the\n    a b\nrule document\n    [the]\n");
    CHECK(g.tokens == 5000);
}
