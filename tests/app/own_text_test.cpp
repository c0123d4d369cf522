// SPDX-License-Identifier: MIT
// A text of one's own: how long it is, what it was good for, and a sum of its words.
#include "app/story/suggested_sum.hpp"
#include "app/story/text_count.hpp"
#include "app/story/text_verdict.hpp"
#include "model/core/error.hpp"
#include "model/text/corpus_source.hpp"
#include "tests/app/bench_fixture.hpp"
#include "tests/support/catch.hpp"

using namespace wordfield;
using namespace wordfield::app;

namespace {

bool has(const std::string& sentence, const char* part) {
    return sentence.find(part) != std::string::npos;
}

std::shared_ptr<const Corpus> corpus_of(const std::string& text) {
    CorpusRequest request;
    request.source = "pasted text";
    request.typed = std::make_shared<const std::string>(text);
    return load_corpus(request);
}

std::string repeated(const std::string& sentence, int times) {
    std::string text;
    for (int i = 0; i < times; ++i) text += sentence;
    return text;
}

} // namespace

TEST_CASE("the verdict names both losses and what they mean", "[app][text]") {
    const std::string by_heart = text_verdict({0.3, 9.04, 6.6, true});
    CHECK(by_heart ==
          "Held-out loss 9.0 nats against 0.3 on the training text: the model learns it by heart; "
          "the text is too short.");
    CHECK(has(text_verdict({6.5, 6.5, 6.6, false}), "not much that it has learned yet"));
    CHECK(has(text_verdict({3.0, 6.4, 6.6, false}), "for the training text alone"));
    CHECK(has(text_verdict({3.0, 4.5, 6.6, false}), "a longer text would help"));
    CHECK(has(text_verdict({1.8, 1.9, 6.6, false}), "holds for text that it has not seen"));
    CHECK(has(text_verdict({1.8, 1.9, 6.6, false}), "loss 1.9 nats against 1.8"));
}

TEST_CASE("a text is counted as it will be read", "[app][text]") {
    const std::string text = "The sea, the Sea; a ship.\n\nNo 7";
    const TextCount count = count_text(text, Tokens::Words);
    CHECK(count.words == 6 + 1); // without , ; . and 7
    CHECK(count.tokens == 11);
    CHECK(count.different == 9); // the sea , ; a ship . no 7
    CHECK(count.kept == 2);      // the, sea
    CHECK(count_text(text, Tokens::Cased).different == 11);
    CHECK(count_text("", Tokens::Words) == TextCount{});
    CHECK_FALSE(is_enough(count));
    CHECK(has(say(count), "7 words, 11 tokens · 9 different, of which 2 come twice or more"));
    CHECK(has(say(count), "989 more"));
    const std::string enough = repeated("the sea carries a ship to the old town . ", 100);
    CHECK(count_text(enough, Tokens::Words).tokens == 1000);
    CHECK(is_enough(count_text(enough, Tokens::Words)));
    CHECK_NOTHROW(corpus_of(enough));
    CHECK_THROWS_AS(corpus_of(enough.substr(0, enough.size() - 3)), Error); // the reader says the same
}

TEST_CASE("a pasted text is a corpus without a file, and its checkpoint brings it along", "[app][text]") {
    const auto corpus = corpus_of(repeated("the sea carries a ship to the old town . ", 120));
    CHECK(corpus->name == "pasted text");
    CHECK(find_word(corpus->lexicon.vocabulary, "ship"));
    REQUIRE(corpus->source);
    REQUIRE(corpus->source->text.copy);
    const auto again = reload_corpus(*corpus->source, "/nowhere", {});
    CHECK(again->lexicon.vocabulary.size() == corpus->lexicon.vocabulary.size());
    CHECK(again->text.train == corpus->text.train);
    CHECK(again->notes == corpus->notes); // nobody misses a file
}

TEST_CASE("the sum in the field has words that there are", "[app][text]") {
    const auto corpus = corpus_of(repeated("the sea carries a ship to the old town by the sea . ", 120) +
                                  repeated("and the ship is at sea . ", 50));
    const std::string sum = suggested_sum(*corpus);
    CHECK(can_be_solved(*corpus, sum));
    CHECK(sum == "sea + ship"); // the commonest ones; "the", "and", "is" say nothing
    CHECK_FALSE(can_be_solved(*corpus, "king - man + woman"));
    CHECK(suggested_sum(*load_corpus({})) == "king - man + woman");
}

TEST_CASE("a sum that somebody typed stays, the one of the program follows the corpus", "[app][text][gl]") {
    OffscreenBench bench;
    if (!bench) return;
    SmallModel model; // its words are w2, w3 ...
    bench.take(paused_at(model, 60));
    const std::string first = bench->arithmetic();
    CHECK(first != "king - man + woman");
    CHECK(can_be_solved(*bench->newest()->corpus, first) == !first.empty());
}

TEST_CASE("the field for a text says how long it is, and learns from one that is long enough",
          "[app][text][gl]") {
    OffscreenBench bench;
    if (!bench) return;
    SmallModel model;
    bench.take(paused_at(model, 60));
    bench.click("control.file");
    bench.click("file.Paste text …");
    bench.type("a short text");
    bench.click("paste.learn");
    CHECK(bench.sent<LearnFrom>() == nullptr); // and it stays
    REQUIRE(bench.shows("paste.text"));
    const std::string text = repeated("the sea carries a ship to the old town . ", 110);
    bench.click("paste.text");
    bench.type(text);
    bench.click("paste.learn");
    REQUIRE(bench.sent<LearnFrom>() != nullptr);
    CHECK(bench.sent<LearnFrom>()->text.find(text.substr(0, 4000)) != std::string::npos);
    CHECK_FALSE(bench.shows("paste.text"));
    bench.press({.key = Key::O, .control = true});
    bench.press({.key = Key::Escape});
}
