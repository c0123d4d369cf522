// SPDX-License-Identifier: MIT
// Nothing that was noted of one run, or of one corpus, is taken for another's.
#include "app/desk/selection.hpp"
#include "app/map/map_motion.hpp"
#include "app/map/word_stats.hpp"
#include "app/panels/panels.hpp"
#include "app/story/experiments.hpp"
#include "app/story/head_history.hpp"
#include "app/story/history.hpp"
#include "model/run/moment_store.hpp"

#include "tests/support/catch.hpp"
#include "tests/support/tiny_moment.hpp"

#include <cmath>

using namespace wordfield;
using namespace wordfield::app;

namespace {

// A layout of `count` words, whatever the vocabulary of those who read it.
std::shared_ptr<Layout> wide_layout(int count) {
    auto layout = std::make_shared<Layout>();
    layout->run = 1;
    layout->vocabulary = count;
    for (TokenId id = 0; id < count; ++id) layout->words.push_back(count - 1 - id);
    layout->positions = Matrix::Constant(count, 3, 0.5F);
    layout->group.assign(count, 1);
    return layout;
}

} // namespace

TEST_CASE("the map's motion passes over ids that its vocabulary does not have", "[app][run]") {
    MapMotion motion;
    motion.aim(*wide_layout(500), 500);
    CHECK(motion.words().size() == 500);
    motion.aim(*wide_layout(500), 6); // a late layout of a corpus that had more words
    REQUIRE(motion.words().size() == 6);
    for (const TokenId id : motion.words()) CHECK(id < 6);
    CHECK_FALSE(motion.shows(429));
    CHECK(motion.advance(0.1F));
    CHECK(motion.position(5).x == 0.5F);
}

TEST_CASE("colours of a layout with another vocabulary are not taken over", "[app][run]") {
    auto corpus = tiny_corpus();
    corpus->lexicon.categories.clear();
    corpus->lexicon.category.assign(6, -1);
    auto moment = tiny_moment();
    moment->corpus = corpus;
    WordStats book;
    book.update(moment, std::make_shared<const RowFigures>(row_figures(*moment)), true);
    const ImU32 plain = book.colour(2);
    book.use_groups(wide_layout(500));
    CHECK(book.colour(2) == plain);
    CHECK(book.colour(429) == plain); // a word of before
    book.use_groups(wide_layout(6));
    CHECK(book.colour(2) != plain);
}

TEST_CASE("an experiment is noted of the run that is recorded, and of no other", "[app][run]") {
    Experiments experiments;
    experiments.record(*tiny_moment(10, 7));
    experiments.note(std::vector<Command>{FreezeRow{2, true}}, tiny_moment(10, 6));
    CHECK(experiments.list().empty());
    experiments.note(std::vector<Command>{FreezeRow{2, true}}, tiny_moment(10, 7));
    CHECK(experiments.list().size() == 1);
}

TEST_CASE("curves, head lives and the time bar of one run end with it, whatever its step", "[app][run]") {
    History history;
    HeadHistory heads;
    MomentStore moments;
    const auto record = [&](std::int64_t step, std::uint64_t run) {
        auto s = tiny_moment(step, run);
        s->heldout_step = step;
        s->head_stats = {{.entropy = 0.5F, .previous = 0.25F, .first = 0.5F, .itself = 0.125F}};
        history.record(*s);
        heads.record(*s);
        moments.record(s, tiny_layout(step, run));
    };
    record(50, 3);
    record(900, 3);
    record(20, 4); // earlier in its run than the last moment of the other
    CHECK(history.train_loss.points().size() == 1);
    CHECK(history.heldout_loss.points().size() == 1);
    CHECK(heads.heads()[0].spread.points().size() == 1);
    const auto& timeline = moments.of_run(4);
    REQUIRE(timeline.moments().size() == 1);
    CHECK(timeline.moments().front().moment->run == 4);
    moments.record(tiny_moment(30, 4), tiny_layout(30, 3)); // a late map
    CHECK(timeline.moments().size() == 1);
    CHECK(moments.of_run(3).moments().size() == 2); // should it come back
}

TEST_CASE("the time bar begins with the moment that the run began with", "[app][run]") {
    auto now = tiny_moment(3);
    now->beginning = tiny_moment(0);
    auto layout = tiny_layout(2);
    layout->beginning = tiny_layout(0);
    Timeline timeline;
    timeline.offer(now, layout); // the window was not looking when step 0 went by
    REQUIRE(timeline.moments().size() == 2);
    CHECK(timeline.nearest(0).moment == now->beginning);
    CHECK(timeline.nearest(0).layout == layout->beginning);
    CHECK(timeline.nearest(9).moment == now);
    Timeline looking;
    looking.offer(now->beginning, layout->beginning); // that moment itself
    looking.offer(now, layout);
    CHECK(looking.moments().size() == 2);
    Timeline late;
    late.offer(now, layout->beginning); // the map has come as far as the beginning, the window farther
    CHECK(late.nearest(0).moment == now->beginning);
    CHECK(late.nearest(0).layout == layout->beginning);
}

TEST_CASE("another corpus: what is chosen and cached of words goes, how to look stays", "[app][run]") {
    Selection selection;
    selection.toggle(429);
    selection.hover_pair(430, 431);
    selection.end_frame();
    selection.hover(432);
    selection.cell_row = 3;
    selection.temperature = 2.0F;
    selection.forget_words();
    CHECK_FALSE(selection.subject());
    CHECK_FALSE(selection.is_lit(431));
    selection.end_frame();
    CHECK_FALSE(selection.hovered());
    CHECK(selection.cell_row == -1);
    CHECK(selection.temperature == 2.0F);
    View view;
    view.cut.top_k = 5;
    view.categories.hidden = {1};
    view.inside = Inside::Head;
    std::copy_n("cat - dog", 10, view.arithmetic.text);
    view.arithmetic.terms = {{429, 1.0F}};
    view.arithmetic.playing = 2;
    view.forget_words();
    CHECK(view.cut.top_k == 5);
    CHECK(view.inside == Inside::Head);
    CHECK_FALSE(view.categories.is_hidden(0));
    CHECK(view.arithmetic.terms.empty());
    CHECK(view.arithmetic.playing == -1);
    CHECK(std::string{view.arithmetic.text} == "cat - dog");
}
