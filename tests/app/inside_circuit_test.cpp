// SPDX-License-Identifier: MIT
// The page about why a head looks, with a mouse: what is chosen, what is told of it, what it asks of the
// model.
#include "app/panels/inside/kept_finding.hpp"
#include "app/story/head_inquiries.hpp"
#include "bench_fixture.hpp"

using namespace wordfield;
using namespace wordfield::app;

namespace {

// What the reader's thread would find.
void answer_inquiries(OffscreenBench& bench) {
    ReadingRoom room;
    bench.frame(2);
    const auto question = bench->question();
    REQUIRE(question);
    bench->take(room.findings(room.answer(*question)));
    bench.frame(2);
}

} // namespace

TEST_CASE("why it looks: a cell of layer 2 in parts, a source and what wrote it", "[app][gl][circuit]") {
    OffscreenBench bench;
    if (!bench) return;
    SmallModel model;
    bench.take(paused_at(model, 60));
    bench->selection().layer = 1;
    bench->selection().head = 2;
    bench.frame();
    bench.click("attention.cell.4.2");
    bench.click("inside.tab.circuit");
    bench.frame(2);
    REQUIRE(bench->inside_page() == "Why it looks");
    CHECK(bench->selection().cell_row == 4); // the cell that was open stays open
    CHECK(bench->selection().cell_column == 2);
    CHECK(bench.shows("circuit.sum"));
    CHECK(bench.shows("circuit.term.6.6"));
    CHECK(bench.shows("circuit.term.7.7")); // the sums
    CHECK_FALSE(bench.shows("circuit.term.8.0"));
    const float plain = bench.rects().named.at("circuit.sum").width;
    bench.click("circuit.against");
    CHECK(bench.rects().named.at("circuit.sum").width > plain + 20); // "- mean ..."
    bench.click("circuit.against");
    CHECK(bench.rects().named.at("circuit.sum").width < plain + 20);
    bench.click("circuit.source.3"); // word, place, L1 H1, L1 H2
    CHECK(bench.shows("circuit.told.query"));
    CHECK_FALSE(bench.shows("circuit.told.key"));
    bench.click("circuit.key_source.0");
    CHECK(bench.shows("circuit.told.key"));
    CHECK_FALSE(bench.shows("circuit.told.query"));
    bench.click("circuit.follow.key"); // the word itself
    CHECK(bench->selection().is_pinned(14));
    bench.click("circuit.term.2.5");
    CHECK(bench.shows("circuit.told.query"));
    CHECK(bench.shows("circuit.told.key"));
    bench.click("circuit.follow.query"); // why L1 H1 looked where it looked
    CHECK(bench->selection().layer == 0);
    CHECK(bench->selection().head == 0);
    CHECK(bench->selection().cell_row == 4);
    CHECK(bench.shows("circuit.term.3.3"));
    CHECK_FALSE(bench.shows("circuit.term.4.4")); // word, place, biases
    bench.click("inside.head_after");
    CHECK(bench->selection().head == 1);
}

TEST_CASE("why it looks: without a cell, what the chosen word looks at most", "[app][gl][circuit]") {
    OffscreenBench bench;
    if (!bench) return;
    SmallModel model;
    bench.take(paused_at(model, 60));
    bench.click("next.lineup");
    bench.click("inside.tab.circuit");
    bench.frame(2);
    CHECK(bench.shows("circuit.sum"));
    CHECK(bench->selection().cell_row == -1);
    bench.click("inside.token.3");
    CHECK(bench->selection().position == 3);
    CHECK(bench.shows("circuit.sum"));
    bench->set_sentence("w2");
    bench.frame(2);
    CHECK(bench.shows("circuit.sum")); // a single word looks at itself
}

TEST_CASE("why it looks: what the head does with words is asked of the reader, for the words chosen",
          "[app][gl][circuit]") {
    OffscreenBench bench;
    if (!bench) return;
    SmallModel model;
    bench.take(paused_at(model, 60));
    bench->selection().pin_only(5);
    bench.click("next.lineup");
    bench.click("inside.tab.circuit");
    bench.frame();
    CHECK(bench->question()->inquiries.empty()); // one score needs none
    bench.click("circuit.words");
    CHECK(bench->question()->inquiries.size() == 2);
    answer_inquiries(bench);
    CHECK(bench.shows("circuit.habits"));
    CHECK(bench.shows("circuit.look.0"));
    CHECK(bench.shows("circuit.lower.0"));
    CHECK(bench.shows("circuit.raises.0"));
    CHECK(bench.shows("circuit.itself"));
    const HeadCircuits circuits =
        head_circuits(dynamic_cast<const GptNetwork&>(*model.moment().network), 0, 0);
    RowVector raised = circuits.raised_by(5);
    raised.head(2).setConstant(-1e9F); // special words are not listed
    Index most = 0;
    raised.maxCoeff(&most);
    bench.click("circuit.raise.0");
    CHECK(bench->selection().is_pinned(static_cast<TokenId>(most)));
    bench.click("inside.head_after"); // another head
    answer_inquiries(bench);
    CHECK(bench.shows("circuit.raise.0"));
}

TEST_CASE("why it looks: all heads stand in a table, and a click opens one", "[app][gl][circuit]") {
    OffscreenBench bench;
    if (!bench) return;
    SmallModel model;
    bench.take(paused_at(model, 60));
    bench.click("next.lineup");
    bench.click("inside.tab.circuit");
    bench.click("circuit.all heads");
    answer_inquiries(bench);
    bench.click("circuit.heads.row.L2 H3");
    CHECK(bench->selection().layer == 1);
    CHECK(bench->selection().head == 2);
}

TEST_CASE("a finding is kept until a later one is whole, for its run, and for its step where that is looked "
          "back at",
          "[app][circuit]") {
    Frame frame;
    const auto moment_at = [](std::int64_t step, std::uint64_t run) {
        auto moment = std::make_shared<Moment>();
        moment->step = step, moment->run = run;
        return moment;
    };
    const auto found = [&](std::shared_ptr<const Moment> of, int done, bool complete) {
        auto finding = std::make_shared<RepeatsFinding>();
        finding->repeats.done = done, finding->complete = complete;
        auto findings = std::make_shared<Findings>();
        findings->found.push_back({nullptr, std::move(of), nullptr, nullptr, finding});
        frame.findings = findings;
    };
    KeptFinding<RepeatsFinding> kept;
    bool wants = true;
    const auto done = [&] {
        const RepeatsFinding* const now = kept.follow(frame, [&](const auto&) { return wants; });
        return now == nullptr ? -1 : now->repeats.done;
    };
    frame.moment = moment_at(10, 1);
    CHECK(done() == -1);
    found(moment_at(9, 1), 3, false); // a part is better than nothing
    CHECK(done() == 3);
    found(moment_at(9, 1), 7, true);
    CHECK(done() == 7);
    const auto version = kept.version();
    found(moment_at(10, 1), 1, false); // the whole one stays
    CHECK(done() == 7);
    CHECK(kept.version() == version);
    found(moment_at(10, 1), 9, true);
    CHECK(done() == 9);
    CHECK(kept.version() != version);
    CHECK(kept.step() == 10);
    frame.moment = moment_at(12, 1); // while live a step before will do
    CHECK(done() == 9);
    frame.live = false; // looking back at one it will not
    CHECK(done() == -1);
    frame.moment = moment_at(10, 1);
    CHECK(done() == 9);
    wants = false;
    CHECK(done() == -1);
    wants = true, frame.live = true;
    CHECK(done() == 9);
    frame.moment = moment_at(12, 2); // another run
    CHECK(done() == -1);
}
