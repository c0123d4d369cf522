// SPDX-License-Identifier: MIT
// The built-in corpus: that its stories agree with themselves, and that it has what the program promises to
// show.
#include "model/text/corpus.hpp"
#include "model/text/tokenizer.hpp"

#include "tests/support/catch.hpp"

#include <algorithm>
#include <set>

using namespace wordfield;

namespace {

const Corpus& everyday() {
    static const std::shared_ptr<const Corpus> corpus = load_corpus({});
    return *corpus;
}

const AnalogyRelation& relation(std::string_view name) {
    for (const AnalogyRelation& r : everyday().lexicon.relations)
        if (r.name == name) return r;
    throw std::out_of_range{"no such relation"};
}

// The words in the right column of a relation.
std::set<TokenId> right_side(std::string_view name) {
    std::set<TokenId> words;
    for (const Analogy& q : relation(name).analogies) words.insert({q.b, q.d});
    return words;
}

TokenId id(std::string_view word) {
    return everyday().lexicon.vocabulary.find(word).value();
}

template <class Check>
void each_document(Check check) {
    const std::vector<TokenId>& text = everyday().text.heldout;
    for (auto begin = text.begin(); begin != text.end();) {
        const auto end = std::find(begin, text.end(), Vocabulary::end_of_text);
        check(std::vector<TokenId>(begin, end));
        begin = end + 1;
    }
}

} // namespace

TEST_CASE("everyday: has words, categories, relations and a floor") {
    const Corpus& corpus = everyday();
    CHECK(corpus.name == "everyday");
    CHECK(corpus.lexicon.vocabulary.size() > 500);
    CHECK(corpus.lexicon.vocabulary.size() < 800);
    CHECK(corpus.lexicon.categories.size() >= 20);
    CHECK(std::count_if(corpus.lexicon.category.begin(), corpus.lexicon.category.end(),
                        [](int c) { return c >= 0; }) > 400);
    CHECK(corpus.notes.empty()); // every word of the grammar comes up
    REQUIRE(corpus.text.entropy_floor.has_value());
    CHECK(*corpus.text.entropy_floor > 1.0);
    CHECK(*corpus.text.entropy_floor < 2.5);
    for (const char* name : {"gender", "plural", "tense", "third person", "capital"})
        CHECK(relation(name).analogies.size() >= 50);
    CHECK(
        std::max_element(corpus.lexicon.relations.begin(), corpus.lexicon.relations.end(),
                         [](const auto& a, const auto& b) { return a.analogies.size() < b.analogies.size(); })
            ->analogies.size() <= 2'500);
}

TEST_CASE("everyday: the prompt is made of its words") {
    const std::vector<TokenId> prompt = encode(everyday().lexicon.vocabulary, everyday().text.prompt);
    CHECK(prompt.size() >= 5);
    CHECK(std::count(prompt.begin(), prompt.end(), Vocabulary::unknown) == 0);
}

TEST_CASE("everyday: a story keeps its tense and its protagonist") {
    const std::set<TokenId> past = right_side("tense"), present = right_side("third person");
    const TokenId he = id("he"), she = id("she"), i = id("i");
    int with_past = 0, with_present = 0, with_pronoun = 0;
    each_document([&](const std::vector<TokenId>& document) {
        const auto has = [&](const std::set<TokenId>& words) {
            return std::any_of(document.begin(), document.end(),
                               [&](TokenId t) { return words.contains(t); });
        };
        with_past += has(past);
        with_present += has(present);
        CHECK_FALSE((has(past) && has(present)));
        const int pronouns = has({he}) + has({she}) + has({i});
        with_pronoun += pronouns;
        CHECK(pronouns <= 1);
    });
    CHECK(with_past > 100);
    CHECK(with_present > 100);
    CHECK(with_pronoun > 100);
}

TEST_CASE("everyday: determiners agree with their nouns") {
    std::set<TokenId> many = right_side("plural"), one;
    for (const Analogy& q : relation("plural").analogies) one.insert({q.a, q.c});
    one.erase(id("orange")); // may be a colour here: these orange cars
    const std::vector<TokenId>& text = everyday().text.heldout;
    int seen = 0;
    for (std::size_t at = 0; at + 1 < text.size(); ++at) {
        const std::string& word = everyday().lexicon.vocabulary.word(text[at]);
        const bool singular = word == "a" || word == "an" || word == "every" || word == "that";
        const bool plural = word == "these" || word == "those" || word == "several" || word == "seven";
        if (singular) CHECK_FALSE(many.contains(text[at + 1]));
        if (plural) CHECK_FALSE(one.contains(text[at + 1]));
        seen += (singular && one.contains(text[at + 1])) || (plural && many.contains(text[at + 1]));
    }
    CHECK(seen > 500);
}

TEST_CASE("everyday: a and an go by the next letter") {
    const std::vector<TokenId>& text = everyday().text.train;
    int seen = 0, wrong = 0;
    for (std::size_t at = 0; at + 1 < text.size(); ++at) {
        const std::string& word = everyday().lexicon.vocabulary.word(text[at]);
        if (word != "a" && word != "an") continue;
        const char next = everyday().lexicon.vocabulary.word(text[at + 1]).front();
        const bool vowel = std::string_view{"aeiou"}.find(next) != std::string_view::npos;
        wrong += vowel != (word == "an");
        ++seen;
    }
    CHECK(seen > 1'000);
    CHECK(wrong == 0);
}

TEST_CASE("everyday: another seed tells other stories with the same words") {
    CorpusRequest request;
    request.seed = 2;
    const auto other = load_corpus(request);
    CHECK(other->text.train != everyday().text.train);
    CHECK(other->lexicon.vocabulary.size() == everyday().lexicon.vocabulary.size());
    CHECK(*other->text.entropy_floor == Approx(*everyday().text.entropy_floor).epsilon(0.01));
}

TEST_CASE("everyday: ambiguous words stand in all their company") {
    const Corpus& corpus = everyday();
    const auto follows = [&](std::string_view before, std::string_view word) {
        const TokenId pair[] = {id(before), id(word)};
        return std::search(corpus.text.train.begin(), corpus.text.train.end(), pair, pair + 2) !=
               corpus.text.train.end();
    };
    CHECK(follows("of", "apple")); // shares of apple
    CHECK(follows("an", "apple"));
    CHECK(follows("an", "orange"));
    CHECK(follows("orange", "scarf"));
    CHECK(corpus.lexicon.categories[corpus.lexicon.category[id("apple")]] == "fruit");
}
