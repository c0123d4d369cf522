// SPDX-License-Identifier: MIT
// Writing by a grammar: agreement, chance, and the entropy of the choices against what can be worked out by
// hand.
#include "model/text/grammar/corpus.hpp"
#include "model/text/grammar/writer.hpp"

#include "tests/model/text/text_files.hpp"
#include "tests/support/catch.hpp"

#include <cmath>
#include <map>
#include <set>

using namespace wordfield;
using namespace wordfield::grammar;
using wordfield::test::error_of;

namespace {

double entropy_of(std::string_view text) {
    return *write_corpus(parse_grammar("g", text), 1, nullptr)->text.entropy_floor;
}

// The documents, as text.
std::vector<std::string> documents(std::string_view text, int count, std::uint64_t seed = 1) {
    const Grammar grammar = parse_grammar("g", text);
    Writer writer{grammar, Pcg32{seed}};
    std::vector<std::string> result;
    for (int i = 0; i < count; ++i) {
        std::vector<int> words;
        writer.write(words);
        std::string& joined = result.emplace_back();
        for (const int word : words) joined += (joined.empty() ? "" : " ") + grammar.words[word];
    }
    return result;
}

std::map<std::string, double> shares(std::string_view text, int count = 20'000) {
    std::map<std::string, double> result;
    for (const std::string& document : documents(text, count)) result[document] += 1.0 / count;
    return result;
}

double surprise(double p) {
    return -p * std::log(p);
}

} // namespace

TEST_CASE("grammar writer: lines and choices come by their weights") {
    auto share = shares("rule document\n    *3 a\n    b ( c | *3 d )\n    ( 10% e ) f\n");
    CHECK(share["a"] == Approx(0.6).margin(0.02));
    CHECK(share["b c"] == Approx(0.05).margin(0.01));
    CHECK(share["b d"] == Approx(0.15).margin(0.01));
    CHECK(share["e f"] == Approx(0.02).margin(0.01));
    CHECK(share["f"] == Approx(0.18).margin(0.01));
    CHECK(share.size() == 5);
}

TEST_CASE("grammar writer: a document keeps its values, a scope forgets them") {
    const std::string head =
        "class v : now past\n    is was\nrule document\n    <s> <s> <s>\nrule s\n    [v tense]\n";
    CHECK(shares(head + "vary tense : now past\n").size() == 2);
    CHECK(shares(head + "vary tense : now past per s\n").size() == 8);
    const std::string cast =
        "class animal\n    cat dog owl\nrule document\n    <s> <s>\nrule s\n    [hero]\n";
    CHECK(shares(cast + "cast hero : animal\n").size() == 3);
    CHECK(shares(cast + "cast hero : animal per s\n").size() == 9);
}

TEST_CASE("grammar writer: conditions follow the value that was drawn") {
    const auto share = shares("vary tense : now past\nclass v : now past\n    is was\n"
                              "rule document\n    [v tense] ( @now today | @past yesterday )\n");
    CHECK(share.size() == 2);
    CHECK(share.count("is today") == 1);
    CHECK(share.count("was yesterday") == 1);
}

TEST_CASE("grammar writer: names keep their lemma, and different names differ") {
    const std::string animals =
        "class animal : one many\n    cat cats ~ sofa\n    dog dogs ~ kennel\n    owl owls ~ tree\n";
    for (const std::string& text :
         documents(animals + "rule document\n    [a:animal one] [a many] [a ~]\n", 50))
        CHECK((text == "cat cats sofa" || text == "dog dogs kennel" || text == "owl owls tree"));
    auto share =
        shares(animals + "cast hero : animal\nrule document\n    [hero one] [a:animal one] [b:animal one]\n");
    CHECK(share.size() == 6); // permutations
    for (const auto& [text, p] : share) CHECK(p == Approx(1.0 / 6).margin(0.02));
    share = shares(animals + "rule document\n    [a:animal -] [a ~] [a one]\n");
    CHECK(share.count("tree owl") == 1);
    // With fewer lemmas than names, some must be the same.
    CHECK(shares("class x\n    y\nrule document\n    [a:x] [b:x]\n").count("y y") == 1);
}

TEST_CASE("grammar writer: a becomes an") {
    auto share =
        shares("swap a an before a e i o u\nclass thing\n    apple pear\nrule document\n    a [thing] a\n");
    CHECK(share.size() == 2);
    CHECK(share.count("an apple a") == 1);
    CHECK(share.count("a pear a") == 1);
}

TEST_CASE("grammar entropy: equals what is known by hand") {
    // One of two documents: H(1/4) nats in 0.75 * 2 + 0.25 * 3 tokens, the end mark included.
    CHECK(entropy_of("tokens 200000\nrule document\n    *3 a\n    b b\n") ==
          Approx((surprise(0.75) + surprise(0.25)) / 2.25).epsilon(0.02));
    // Five equally likely words: every one costs exactly ln 5.
    CHECK(entropy_of("class w\n    a b c d e\nrule document\n    [w] [w] [w]\n") ==
          Approx(3 * std::log(5.0) / 4));
    // The second name has one lemma less to choose from.
    CHECK(entropy_of("class w\n    a b c d e\nrule document\n    [x:w] [y:w] [x]\n") ==
          Approx((std::log(5.0) + std::log(4.0)) / 4));
    // Signature words and values cost what they are worth.
    CHECK(
        entropy_of("vary t : p q r\nclass w : p q r\n    a b c ~ d e\nrule document\n    [x:w t] [x ~]\n") ==
        Approx((std::log(3.0) + std::log(2.0)) / 3));
    // Lines whose condition fails do not count.
    CHECK(entropy_of("vary t : p q\nrule document\n    @p a\n    @p b\n    @q c\n    @q d\n") ==
          Approx(std::log(4.0) / 2));
}

TEST_CASE("grammar entropy: what is never needed is never drawn") {
    CHECK(entropy_of("vary t : p q\nclass w : p q\n    a b\ncast hero : w\nrule document\n    c\n") == 0.0);
}

TEST_CASE("grammar entropy: bounds the entropy of the text that was written") {
    // Two derivations of the same word: the choices cost ln 2, the text says nothing.
    const std::string twice = "rule document\n    a\n    a\n";
    CHECK(entropy_of(twice) == Approx(std::log(2.0) / 2));
    CHECK(shares(twice).size() == 1);
}

TEST_CASE("grammar corpus: the seed decides, and everything is numbered") {
    const std::string text =
        "tokens 3000\nclass w\n    a b c d e f g h i j\nrule document\n    [w] [w] [w] .\n";
    const auto one = write_corpus(parse_grammar("g", text), 7, nullptr);
    const auto again = write_corpus(parse_grammar("g", text), 7, nullptr);
    const auto other = write_corpus(parse_grammar("g", text), 8, nullptr);
    CHECK(one->text.train == again->text.train);
    CHECK(one->text.heldout == again->text.heldout);
    CHECK(one->text.train != other->text.train);
    CHECK(one->text.train.size() + one->text.heldout.size() >= 3'000);
    CHECK(one->lexicon.vocabulary.count(Vocabulary::unknown) == 0);
    std::vector<std::int64_t> counts(static_cast<std::size_t>(one->lexicon.vocabulary.size()));
    for (const auto* stream : {&one->text.train, &one->text.heldout}) {
        CHECK(stream->back() == Vocabulary::end_of_text);
        for (const TokenId id : *stream) ++counts[id];
    }
    for (TokenId id = 0; id < one->lexicon.vocabulary.size(); ++id)
        CHECK(one->lexicon.vocabulary.count(id) == counts[id]);
    for (TokenId id = 3; id < one->lexicon.vocabulary.size(); ++id)
        CHECK(one->lexicon.vocabulary.count(id) <= one->lexicon.vocabulary.count(id - 1));
}

TEST_CASE("grammar corpus: relations are all ordered pairs, or a sample of them") {
    std::string text = "tokens 20000\nclass animal : one many\n";
    for (char c = 'b'; c <= 'z'; ++c) text += std::string("    ") + c + " " + c + c + "\n"; // 25 lemmas
    text += "rule document\n    [animal one] [animal many]\nrelation plural : one many\n";
    const Grammar grammar = parse_grammar("g", text);
    const auto corpus = write_corpus(grammar, 1, nullptr);
    REQUIRE(corpus->lexicon.relations.size() == 1);
    REQUIRE(corpus->lexicon.relations[0].analogies.size() == 25 * 24);
    std::set<std::pair<TokenId, TokenId>> seen;
    for (const Analogy& q : corpus->lexicon.relations[0].analogies) {
        const auto doubled = [&](TokenId id) {
            return corpus->lexicon.vocabulary.word(id) + corpus->lexicon.vocabulary.word(id);
        };
        CHECK(corpus->lexicon.vocabulary.word(q.b) == doubled(q.a));
        CHECK(corpus->lexicon.vocabulary.word(q.d) == doubled(q.c));
        CHECK(q.a != q.c);
        CHECK(seen.emplace(q.a, q.c).second);
    }
    const auto sample = relate_words(grammar, corpus->lexicon.vocabulary, 100);
    REQUIRE(sample[0].analogies.size() == 100);
    seen.clear();
    for (const Analogy& q : sample[0].analogies) CHECK(seen.emplace(q.a, q.c).second);
}

TEST_CASE("grammar corpus: a word in two categories belongs to the one declared earliest") {
    const auto corpus = write_corpus(
        parse_grammar("g", "tokens 1000\nclass fruit\n    apple pear\nclass firm\n    apple shell\n"
                           "rule document\n    [fruit] [firm]\n"),
        1, nullptr);
    CHECK(corpus->lexicon.categories == std::vector<std::string>{"fruit", "firm"});
    const auto category = [&](const char* word) {
        return corpus->lexicon.category[static_cast<std::size_t>(*corpus->lexicon.vocabulary.find(word))];
    };
    CHECK(category("apple") == 0);
    CHECK(category("shell") == 1);
}

TEST_CASE("grammar writer: rules without end, without words or without choice are errors") {
    const auto write = [](std::string_view text) {
        return error_of([&] { write_corpus(parse_grammar("g", text), 1, nullptr); });
    };
    CHECK(write("rule document\n    a <document>\n").find("g: the rule 'document' does not come to an end") ==
          0);
    CHECK(write("rule document\n    <x> <x>\nrule x\n    <y> <y>\nrule y\n    <x>\n")
              .find("does not come to an end") != std::string::npos);
    CHECK(write("rule document\n    ( 50% a )\n").find("g: its rules can lead to a document without words") ==
          0);
    CHECK(write("vary t : p q\nrule document\n    @p a\n")
              .find("g: in the rule 'document' no line is allowed") == 0);
    CHECK(write("rule document\n    a\n    *99 a <document>\n").find("does not come to an end") !=
          std::string::npos);
    CHECK(write("rule document\n    *3 a\n    a <document>\n").empty());
}
