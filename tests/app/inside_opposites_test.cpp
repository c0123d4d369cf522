// SPDX-License-Identifier: MIT
// The page about opposites, with a mouse: which pairs, what is told of one, and that the reader is asked.
#include "app/story/opposites_inquiry.hpp"
#include "bench_fixture.hpp"
#include "model/train/trainer.hpp"

using namespace wordfield;
using namespace wordfield::app;

namespace {

void find_opposites(OffscreenBench& bench) {
    ReadingRoom room;
    bench.frame(2);
    const auto question = bench->question();
    REQUIRE(question);
    REQUIRE(question->inquiries.size() == 1);
    bench->take(room.findings(room.answer(*question)));
    bench.frame(2);
}

} // namespace

TEST_CASE("opposites: the user's own pairs are compared, one is told in full", "[app][gl][opposites]") {
    OffscreenBench bench;
    if (!bench) return;
    SmallModel model;
    bench.take(paused_at(model, 60));
    bench.click("next.lineup");
    bench.click("inside.tab.opposites");
    bench.frame(2);
    REQUIRE(bench->inside_page() == "Opposites");
    CHECK(bench->question()->inquiries.empty()); // a text without any well-known pair
    bench.click("opposites.own");
    bench.type("w4/w7, w9/w3, w5/w12");
    find_opposites(bench);
    CHECK(bench.shows("opposites.row.w9 / w3"));
    CHECK(bench.shows("opposites.common"));
    CHECK(bench.shows("opposites.stage.2"));
    CHECK_FALSE(bench.shows("opposites.stage.3"));
    CHECK(bench.shows("opposites.divergence"));
    bench.click("opposites.row.w9 / w3");
    bench.click("opposites.choose");
    CHECK(bench->selection().pinned == std::vector<TokenId>{9, 3});
}

TEST_CASE("opposites: a table of vectors has no layers, and is compared all the same",
          "[app][gl][opposites]") {
    OffscreenBench bench;
    if (!bench) return;
    const auto trainer =
        make_trainer(test::toy_corpus(),
                     {.kind = ModelKind::SkipGram, .dim = 8, .layers = 1, .heads = 2, .context = 8}, {});
    trainer->step();
    test::Seen moment{trainer->moment()};
    moment.run = 1;
    bench.take(moment);
    bench.click("next.physics");
    bench.click("inside.tab.opposites");
    bench.frame(2);
    bench.click("opposites.own");
    bench.type("w4/w7");
    find_opposites(bench);
    CHECK(bench.shows("opposites.pair"));
    CHECK_FALSE(bench.shows("opposites.stage.0"));
    CHECK_FALSE(bench.shows("opposites.common")); // of one pair there is none
}

TEST_CASE("opposites: an inquiry goes on from piece to piece, and another list is another inquiry",
          "[app][opposites]") {
    SmallModel model;
    const Moment moment = model.moment();
    const auto room = moment.network->room();
    const OppositesInquiry inquiry{{{4, 7}, {9, 3}}};
    CHECK(inquiry.same_as(OppositesInquiry{{{4, 7}, {9, 3}}}));
    CHECK_FALSE(inquiry.same_as(OppositesInquiry{{{9, 3}, {4, 7}}}));
    CHECK_FALSE(inquiry.of_sentence());
    std::shared_ptr<const Finding> found;
    do {
        found = inquiry.work({moment, nullptr, nullptr, *room}, found.get());
    } while (!found->complete);
    const auto& whole = dynamic_cast<const OppositesFinding&>(*found);
    REQUIRE(whole.layers.size() == 2);
    for (std::size_t i = 0; i < 2; ++i) {
        CHECK(whole.figures[i].words == inquiry.pairs()[i]);
        CHECK(whole.layers[i].words == inquiry.pairs()[i]);
        CHECK(whole.layers[i].pair.divergence.count() == OppositesInquiry::contexts);
        CHECK(whole.layers[i].fellow.divergence.count() == OppositesInquiry::contexts);
    }
}
