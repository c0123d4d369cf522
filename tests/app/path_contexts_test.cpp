// SPDX-License-Identifier: MIT
// What the end of a path is like: which places of the text are listed for which sentence, and where they are
// shown.
#include "app/story/path_contexts.hpp"

#include "model/analysis/excerpt.hpp"
#include "tests/app/bench_fixture.hpp"
#include "tests/support/catch.hpp"

using namespace wordfield;
using namespace wordfield::app;

namespace {

const std::vector<TokenId> first_sentence{2, 9, 14, 5, 9, 21, 3}, second_sentence{7, 9, 4};

Contexts contexts_of(SmallModel& model, bool with_second) {
    const auto moment = std::make_shared<const Moment>(model.moment());
    const auto room = moment->network->room();
    const auto trace = [&](const std::vector<TokenId>& sentence) {
        return std::make_shared<const Trace>(moment->network->trace(sentence));
    };
    return {moment, std::make_shared<const ContextIndex>(*moment, *room), trace(first_sentence),
            with_second ? trace(second_sentence) : nullptr};
}

} // namespace

TEST_CASE("a path's end: alike places, for the second sentence at the last place of the same word",
          "[app][path]") {
    SmallModel model;
    const Contexts contexts = contexts_of(model, true);
    const PathContexts found = path_contexts(contexts, 4, 3); // the second 9
    CHECK(found.here == contexts.index->nearest(contexts.trace->final_hidden.row(4), 3));
    CHECK(found.there == contexts.index->nearest(contexts.comparison->final_hidden.row(1), 3));
    CHECK(path_contexts(contexts, 3, 3).there.empty()); // the second sentence has no 5
    CHECK(path_contexts(contexts, 7, 3).here.empty());  // a shorter sentence is on its way
    CHECK(path_contexts(contexts, -1, 3).here.empty());
    CHECK(path_contexts(contexts_of(model, false), 4, 3).there.empty());
}

TEST_CASE("a path's end is no place with the very same words", "[app][path]") {
    SmallModel model;
    Contexts contexts = contexts_of(model, false);
    const PathContexts found = path_contexts(contexts, 4, 1);
    // Of what is nearest, a sentence is made: now something else is.
    const auto own = found.here.front().tokens;
    contexts.trace = std::make_shared<const Trace>(contexts.moment->network->trace(own));
    const PathContexts others = path_contexts(contexts, static_cast<int>(own.size()) - 1, 5);
    REQUIRE(others.here.size() == 5);
    for (const NearContext& context : others.here) CHECK(context.tokens != own);
}

TEST_CASE("the end of a text that fits: whole where it can be, with dots where it cannot", "[app][path]") {
    const auto corpus = test::toy_corpus();
    const Vocabulary& words = corpus->lexicon.vocabulary;
    const auto letters = [](std::string_view line) { return static_cast<float>(line.size()); };
    const std::vector<TokenId> tokens{2, 3, 4, 5};
    CHECK(excerpt_up_to_end(words, tokens, true, 13, letters) == "w2 w3 w4 w5");
    CHECK(excerpt_up_to_end(words, tokens, true, 9, letters) == "… w4 w5"); // the dots take three bytes
    CHECK(excerpt_up_to_end(words, tokens, false, 17, letters) == "… w2 w3 w4 w5");
    CHECK(excerpt_up_to_end(words, tokens, true, 0, letters) == "… w5");
    CHECK(excerpt_up_to_end(words, {}, true, 9, letters).empty());
}

TEST_CASE("while a path is on the map, alike places are listed and can be put to the model",
          "[app][path][gl]") {
    OffscreenBench bench;
    if (!bench) return;
    SmallModel model;
    bench.take(paused_at(model, 60));
    if (!bench.shows("layers.path")) bench.click("section.Through the layers");
    bench.frame(4);
    CHECK_FALSE(bench->question()->contexts);
    CHECK_FALSE(bench.shows("contexts.here.0"));
    bench.click("layers.path");
    bench.frame(3);
    CHECK(bench->question()->contexts);
    REQUIRE(bench.shows("contexts.here.0"));
    CHECK(bench.shows("map.path.legend"));
    bench.click("contexts.here.0");
    bench.frame(3);
    const auto sentence = bench->question()->sentence;
    CHECK(sentence != first_sentence);
    CHECK(bench->selection().position == -1);
    bench.click("layers.path");
    bench.frame(2);
    CHECK_FALSE(bench.shows("contexts.here.0"));
}
