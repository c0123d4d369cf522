// SPDX-License-Identifier: MIT
// Which places of the text are alike to a model, looked for another way: each place by a trace of its own.
#include "model/train/context_index.hpp"

#include "model/train/model_kind.hpp"
#include "model/train/trainer.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/toy_corpus.hpp"

#include <algorithm>
#include <map>

using namespace wordfield;

namespace {

constexpr ModelConfig context_model{.dim = 12, .layers = 2, .heads = 2, .context = 7};

// The toy's text with documents of ten tokens, the held-out one of `tokens`.
std::shared_ptr<const Corpus> corpus_of(std::size_t tokens) {
    auto corpus = std::make_shared<Corpus>(*test::toy_corpus());
    corpus->text.heldout.resize(tokens);
    for (std::size_t i = 9; i < tokens; i += 10) corpus->text.heldout[i] = Vocabulary::end_of_text;
    return corpus;
}

Moment trained(std::shared_ptr<const Corpus> corpus, ModelConfig model = context_model) {
    const auto trainer =
        make_trainer(std::move(corpus), model, {.batch = 8, .learning_rate = 1e-2F, .seed = 5});
    for (int i = 0; i < 80; ++i) trainer->step();
    return trainer->moment();
}

} // namespace

TEST_CASE("contexts: the nearest ones are those that single traces find", "[model][contexts]") {
    const Moment moment = trained(corpus_of(23)); // windows of 8 tokens, two and a bit: at 0, 15
    const auto room = moment.network->room();
    const ContextIndex index{moment, *room};
    const std::vector<TokenId>& text = moment.corpus->text.heldout;
    REQUIRE(index.size() == 14);
    struct Place {
        std::vector<TokenId> tokens;
        TokenId next;
        RowVector vector;
    };
    std::vector<Place> places;
    RowVector mean = RowVector::Zero(context_model.dim);
    for (const std::size_t from : {std::size_t{0}, std::size_t{15}})
        for (std::size_t end = from + 1; end <= from + 7; ++end) {
            std::vector<TokenId> tokens(text.begin() + from, text.begin() + end);
            const RowVector vector = moment.network->trace(tokens).final_hidden.bottomRows(1);
            const auto eos = std::find(tokens.rbegin() + 1, tokens.rend(), Vocabulary::end_of_text);
            tokens.erase(tokens.begin(), eos.base());
            places.push_back({tokens, text[end], vector});
            mean += vector / 14.0F;
        }
    const RowVector asked = moment.network->trace(std::vector<TokenId>{4, 9, 21}).final_hidden.bottomRows(1);
    const auto cosine_of = [&](const Place& place) {
        return (place.vector - mean).normalized().dot((asked - mean).normalized());
    };
    std::ranges::stable_sort(places, std::greater{}, cosine_of);
    const auto found = index.nearest(asked, 5);
    REQUIRE(found.size() == 5);
    for (std::size_t i = 0; i < 5; ++i) {
        CHECK(found[i].tokens == places[i].tokens);
        CHECK(found[i].next == places[i].next);
        CHECK(found[i].times == 1);
        CHECK(found[i].cosine == Approx(cosine_of(places[i])).margin(1e-4));
    }
    const auto others = index.nearest(asked, 14, places[1].tokens);
    CHECK(others.size() == 13);
    CHECK(others[1].tokens == places[2].tokens);
}

TEST_CASE("contexts: a document begins anew, and what is there more than once is told once",
          "[model][contexts]") {
    auto corpus = std::make_shared<Corpus>(*test::toy_corpus());
    corpus->text.heldout = {};
    for (int i = 0; i < 8; ++i) // <eos> stands at the same places of every window
        for (const TokenId token : {5, 6, 7, Vocabulary::end_of_text, 8, 9, 10, Vocabulary::end_of_text})
            corpus->text.heldout.push_back(token);
    const Moment moment = trained(corpus);
    const auto room = moment.network->room();
    const ContextIndex index{moment, *room};
    CHECK(index.size() == 56);
    const auto found =
        index.nearest(moment.network->trace(std::vector<TokenId>{5, 6}).final_hidden.bottomRows(1), 50);
    std::map<std::vector<TokenId>, int> times;
    for (const NearContext& context : found) {
        CHECK_FALSE(times.contains(context.tokens));
        times[context.tokens] = context.times;
    }
    CHECK(times.size() == 7);
    CHECK(times.at({5, 6}) == 8);
    CHECK(times.at({5, 6, 7, Vocabulary::end_of_text}) == 8);
    CHECK(times.at({8, 9, 10}) == 8);
    CHECK(found.front().tokens == std::vector<TokenId>{5, 6}); // the same words with nothing before them
    CHECK(found.front().cosine == Approx(1.0).margin(1e-4));
    CHECK(found.front().next == 7);
}

TEST_CASE("contexts: no layers, hardly any text, no held-out text", "[model][contexts]") {
    const Moment table = trained(test::toy_corpus(), {.kind = ModelKind::SkipGram, .dim = 12});
    CHECK(ContextIndex(table, *table.network->room()).size() == 0);
    CHECK(ContextIndex(table, *table.network->room()).nearest(RowVector::Ones(12), 3).empty());
    for (const std::size_t tokens : {1, 2, 7, 8, 9}) {
        INFO(tokens);
        const Moment moment = trained(corpus_of(tokens));
        const ContextIndex index{moment, *moment.network->room()};
        CHECK(index.size() == static_cast<Index>(std::min<std::size_t>(tokens, 7)));
        for (const NearContext& context : index.nearest(RowVector::Ones(12), 9))
            CHECK((context.next.has_value() || tokens < 8));
        CHECK(index.nearest(RowVector::Ones(12), 0).empty());
    }
    const Moment moment = trained(corpus_of(0));
    const ContextIndex index{moment, *moment.network->room()};
    CHECK(index.size() == 128 * 7);
    CHECK_FALSE(index.nearest(RowVector::Zero(12), 2).front().tokens.empty());
}
