// SPDX-License-Identifier: MIT
// What was done, taken back and done again, against a plain list of what the view was at each step.
#include "app/desk/undo_history.hpp"

#include "tests/support/catch.hpp"
#include "tests/support/toy_corpus.hpp"

#include <functional>

using namespace wordfield;
using namespace wordfield::app;

namespace {

/// A view, a trainer and what is done with them, a frame at a time.
struct Desk {
    std::shared_ptr<const Corpus> corpus = test::toy_corpus();
    UndoHistory history;
    ViewValues view;
    RunPlace place{.run = 1};
    double time = 0.0;
    std::uint64_t press = 0;
    std::vector<Command> asked; ///< by taking back and doing again

    void act(const std::function<void(ViewValues&)>& change, std::vector<Command> commands = {},
             bool held = false) {
        const ViewValues before = view;
        change(view);
        if (!held) ++press;
        history.note({before, view, commands, *corpus, place.run, time += 0.05, press, held});
    }
    void ask(std::vector<Command> commands, bool held = false) {
        act([](ViewValues&) {}, std::move(commands), held);
    }
    std::string take(const UndoStep& step) {
        view = step.view;
        asked = step.commands;
        return step.said;
    }
    std::string undo() { return take(history.undo(view, place)); }
    std::string redo() { return take(history.redo(view, place)); }
};

bool same(const ViewValues& a, const ViewValues& b) {
    return changed_parts(a, b).none();
}

// One change after the other, each with what it is called.
std::vector<std::pair<std::function<void(ViewValues&)>, std::string>> acts_on_every_part() {
    return {
        {[](ViewValues& v) { v.pinned = {4}; }, "choose “w4”"},
        {[](ViewValues& v) {
             v.pinned = {4, 7};
         },
         "add “w7”"},
        {[](ViewValues& v) { v.pinned = {7}; }, "let go of “w4”"},
        {[](ViewValues& v) {
             v.pinned = {1, 2, 3};
         },
         "choose 3 words"},
        {[](ViewValues& v) { v.sentence = "w1 w2"; }, "change the sentence"},
        {[](ViewValues& v) { v.second_sentence = "w2"; }, "change the second sentence"},
        {[](ViewValues& v) { v.sentence = v.second_sentence = "w2"; }, "change the sentence"},
        {[](ViewValues& v) {
             v.head = {1, 2};
         },
         "look at head L2 H3"},
        {[](ViewValues& v) { v.place.position = 3; }, "look at another token"},
        {[](ViewValues& v) { v.inside = Inside::Cell; }, "look inside"},
        {[](ViewValues& v) { v.panels[1] = false; }, "hide Training"},
        {[](ViewValues& v) { v.splitters.left = 400; }, "make panels larger or smaller"},
        {[](ViewValues& v) { v.sampling.temperature = 0.5F; }, "change the temperature"},
        {[](ViewValues& v) { v.marks.path = true; }, "show the path through the layers"},
        {[](ViewValues& v) { v.measure = 2; }, "measure nearness in another way"},
        {[](ViewValues& v) {
             v.order = {WordSort::Count, true};
         },
         "sort the list of words"},
        {[](ViewValues& v) { v.dark = false; }, "choose the light theme"},
        {[](ViewValues& v) { v.look.labels = false; }, "hide labels"},
        {[](ViewValues& v) { v.look.label_px = 20; }, "make labels 20 px large"},
        {[](ViewValues& v) { v.shown.count = 2; }, "show another map"},
        {[](ViewValues& v) { v.maps[1].settings.projection.method = ProjectionMethod::Tsne; },
         "make the map by t-SNE"},
        {[](ViewValues& v) { v.maps[1].settings.projection.perplexity = 31; }, "change t-SNE's perplexity"},
        {[](ViewValues& v) { v.maps[0].settings.projection.dims = 3; }, "show the map in 3D"},
        {[](ViewValues& v) {
             v.maps[0].settings.words = {1, 2, 3};
         },
         "isolate 3 words"},
        {[](ViewValues& v) { v.maps[0].settings.words.clear(); }, "show all words again"},
    };
}

} // namespace

TEST_CASE("every part of the view comes back, in reverse order, and can be done again", "[app][undo]") {
    Desk desk;
    desk.view.maps.resize(2);
    desk.view.panels.fill(true);
    const auto acts = acts_on_every_part();
    std::vector<ViewValues> was{desk.view};
    for (const auto& [change, what] : acts) {
        desk.act(change);
        CHECK(desk.history.next_undo() == what);
        was.push_back(desk.view);
    }
    CHECK(desk.history.size() == acts.size());
    for (std::size_t i = acts.size(); i-- > 0;) {
        CHECK(desk.undo() == "Taken back: " + acts[i].second + ".");
        CHECK(same(desk.view, was[i]));
        CHECK(desk.history.next_redo() == acts[i].second);
    }
    CHECK(desk.history.next_undo().empty());
    CHECK(desk.undo() == "There is nothing to take back.");
    CHECK(same(desk.view, was[0]));
    for (std::size_t i = 0; i < acts.size(); ++i) {
        CHECK(desk.redo() == "Done again: " + acts[i].second + ".");
        CHECK(same(desk.view, was[i + 1]));
    }
    CHECK(desk.redo() == "There is nothing to do again.");
}

TEST_CASE("only what a step changed comes back: what changed by itself since then stays", "[app][undo]") {
    Desk desk;
    desk.act([](ViewValues& v) { v.pinned = {4}; });
    desk.view.head = {1, 1}; // not by anybody's hand
    desk.undo();
    CHECK(desk.view.pinned.empty());
    CHECK(desk.view.head == ViewValues::Head{1, 1});
}

TEST_CASE("a drag is one step, a second drag another one, and one that ends where it began is none",
          "[app][undo]") {
    Desk desk;
    const auto drag_to = [&](float left, bool held = true) {
        desk.act([&](ViewValues& v) { v.splitters.left = left; }, {}, held);
    };
    drag_to(10, false);
    for (const float left : {20.0F, 30.0F, 40.0F}) drag_to(left);
    CHECK(desk.history.size() == 1);
    ++desk.press;
    drag_to(50);
    drag_to(60);
    CHECK(desk.history.size() == 2);
    desk.undo();
    CHECK(desk.view.splitters.left == 40.0F);
    desk.undo();
    CHECK(desk.view.splitters.left == 0.0F);
    ++desk.press;
    drag_to(5);
    drag_to(0);
    CHECK(desk.history.size() == 0);
}

TEST_CASE("a sentence that is typed without a pause is one step", "[app][undo]") {
    Desk desk;
    const auto type = [&](const char* sentence) { desk.act([&](ViewValues& v) { v.sentence = sentence; }); };
    for (const char* sentence : {"a", "ab", "abc"}) type(sentence);
    CHECK(desk.history.size() == 1);
    desk.time += UndoHistory::pause;
    type("abcd");
    CHECK(desk.history.size() == 2);
    desk.undo();
    CHECK(desk.view.sentence == "abc");
    desk.undo();
    CHECK(desk.view.sentence.empty());
}

TEST_CASE("two clicks in quick succession are two steps", "[app][undo]") {
    Desk desk;
    desk.act([](ViewValues& v) { v.pinned = {4}; });
    desk.act([](ViewValues& v) { v.pinned = {5}; });
    desk.undo();
    CHECK(desk.view.pinned == std::vector<TokenId>{4});
}

TEST_CASE("what is done after taking back cannot be followed by doing again", "[app][undo]") {
    Desk desk;
    desk.act([](ViewValues& v) { v.pinned = {4}; });
    desk.undo();
    desk.act([](ViewValues& v) { v.pinned = {5}; });
    CHECK(desk.history.next_redo().empty());
    desk.redo();
    CHECK(desk.view.pinned == std::vector<TokenId>{5});
}

TEST_CASE("no more steps are kept than are worth it, the last ones", "[app][undo]") {
    Desk desk;
    for (int i = 1; i <= 250; ++i) desk.act([&](ViewValues& v) { v.place.position = i; });
    CHECK(desk.history.size() == UndoHistory::most);
    for (std::size_t i = 0; i < UndoHistory::most; ++i) desk.undo();
    CHECK(desk.view.place.position == 250 - static_cast<int>(UndoHistory::most));
}

TEST_CASE("commands to the trainer go back to the value before", "[app][undo]") {
    Desk desk;
    TrainConfig train;
    train.learning_rate = 0.005F;
    train.batch = 32;
    train.optimizer = OptimizerKind::AdamW;
    desk.history.know(TrainerValues::of(train));
    desk.ask({SetLearningRate{0.01F}});
    desk.ask({SetLearningRate{0.02F}}, true); // the slider is held
    desk.ask({SetBatch{64}});
    desk.ask({SetOptimizer{OptimizerKind::Sgd}});
    desk.ask({FreezeRow{4, true}});
    desk.ask({AblateHead{1, 0, true}, AblateHead{1, 1, true}});
    CHECK(desk.history.size() == 5);
    CHECK(desk.undo() == "Taken back: ablate layer 2.");
    REQUIRE(desk.asked.size() == 2);
    CHECK(std::get<AblateHead>(desk.asked[0]).head == 1); // the last one first
    CHECK_FALSE(std::get<AblateHead>(desk.asked[0]).ablated);
    CHECK(desk.undo() == "Taken back: freeze “w4”.");
    CHECK_FALSE(std::get<FreezeRow>(desk.asked.at(0)).frozen);
    CHECK(desk.undo().ends_with("The optimiser's moments begin anew."));
    CHECK(std::get<SetOptimizer>(desk.asked.at(0)).kind == OptimizerKind::AdamW);
    desk.undo();
    CHECK(std::get<SetBatch>(desk.asked.at(0)).batch == 32);
    desk.undo();
    CHECK(std::get<SetLearningRate>(desk.asked.at(0)).rate == 0.005F);
    desk.redo();
    CHECK(std::get<SetLearningRate>(desk.asked.at(0)).rate == 0.02F);
    desk.ask({SetLearningRate{0.02F}}); // it is that already
    CHECK(desk.history.next_undo() == "set the learning rate to 0.02");
    CHECK(desk.history.size() == 1);
}

TEST_CASE("the speed limit goes back to the one before", "[app][undo]") {
    Desk desk;
    desk.history.know(TrainerValues::of({}, 40.0));
    desk.ask({SetSpeedLimit{3}});
    desk.ask({SetSpeedLimit{0}});
    CHECK(desk.undo() == "Taken back: train at full speed.");
    CHECK(std::get<SetSpeedLimit>(desk.asked.at(0)).steps_per_second == 3.0);
    CHECK(desk.undo() == "Taken back: train at 3 steps/s at most.");
    CHECK(std::get<SetSpeedLimit>(desk.asked.at(0)).steps_per_second == 40.0);
}

TEST_CASE("what the trainer could not do is no step", "[app][undo]") {
    Desk desk;
    desk.ask({FreezeRow{4, true}});
    desk.history.posted(1);
    desk.ask({AblateHead{1, 0, true}, AblateHead{1, 1, true}}); // 2 and 3
    desk.history.posted(3);
    desk.act([](ViewValues& v) { v.shown.count = 2; }, {Restart{1}});
    desk.history.posted(4);
    REQUIRE(desk.history.size() == 3);
    SECTION("all of it, whichever of its commands was refused") {
        desk.history.refused(GENERATE(2, 3));
        CHECK(desk.history.size() == 2);
        desk.place.replaced = 0;
        desk.undo();
        CHECK(desk.history.next_undo() == "freeze “w4”");
    }
    SECTION("but for what was looked at differently") {
        desk.history.refused(4);
        CHECK(desk.history.size() == 3);
        CHECK(desk.undo().find("stays as it is") == std::string::npos);
        CHECK(desk.view.shown.count == 1);
        CHECK(desk.asked.empty());
    }
    SECTION("whatever else was asked in the same frame") {
        desk.ask({SetBatch{8}, SaveCheckpoint{"x"}}); // 5 and 6
        desk.history.posted(6);
        desk.history.refused(6);
        CHECK(desk.history.size() == 4);
        desk.history.refused(5);
        CHECK(desk.history.size() == 3);
    }
    SECTION("when it is done again, either") {
        desk.undo();
        desk.undo();
        desk.redo(); // the two heads
        desk.history.posted(9);
        desk.history.refused(8);
        CHECK(desk.history.next_undo() == "freeze “w4”");
    }
    SECTION("nothing that a ticket before or after it has to do with") {
        desk.history.refused(5);
        CHECK(desk.history.size() == 3);
    }
}

TEST_CASE("a drag of which one bit was refused stays a step", "[app][undo]") {
    Desk desk;
    desk.history.know({.batch = 32});
    desk.ask({SetBatch{64}});
    desk.history.posted(1);
    desk.ask({SetBatch{9999}}, true);
    desk.history.posted(2);
    desk.history.refused(2);
    desk.undo();
    CHECK(std::get<SetBatch>(desk.asked.at(0)).batch == 32);
}

TEST_CASE("playing, saving and looking back are no steps", "[app][undo]") {
    Desk desk;
    desk.ask({SetRunning{true}, RunSteps{1}, SaveCheckpoint{"x"}});
    CHECK(desk.history.size() == 0);
}

TEST_CASE("an edit of a row is taken back by the trainer, as long as it knows it", "[app][undo]") {
    Desk desk;
    desk.ask({RowEdit{SwapRows{4, 5}}});
    desk.place.edits = 1;
    CHECK(desk.history.next_undo() == "swap “w4” and “w5”");
    desk.undo();
    REQUIRE(desk.asked.size() == 1);
    CHECK(std::holds_alternative<UndoRowEdit>(desk.asked[0]));
    desk.redo();
    CHECK(std::get<SwapRows>(std::get<RowEdit>(desk.asked.at(0))).b == 5);
    desk.place.edits = 0;
    CHECK(desk.undo() == "Cannot be taken back: swap “w4” and “w5”. The trainer no longer knows that edit.");
    CHECK(desk.asked.empty());
}

TEST_CASE("the button that takes an edit back takes its step along", "[app][undo]") {
    Desk desk;
    desk.ask({RowEdit{ZeroRow{4}}});
    desk.act([](ViewValues& v) { v.pinned = {5}; });
    desk.ask({UndoRowEdit{}});
    CHECK(desk.history.size() == 1);
    CHECK(desk.history.next_redo() == "zero “w4”");
    desk.redo();
    CHECK(std::holds_alternative<ZeroRow>(std::get<RowEdit>(desk.asked.at(0))));
    CHECK(desk.view.pinned == std::vector<TokenId>{5});
}

TEST_CASE("edits of a run that came from a file can be taken back, too", "[app][undo]") {
    Desk desk;
    desk.place.edits = 2;
    desk.undo();
    CHECK(std::holds_alternative<UndoRowEdit>(desk.asked.at(0)));
}

TEST_CASE("the last run that was replaced comes back and goes again; the one before it does not",
          "[app][undo]") {
    Desk desk;
    const auto enter = [&](std::uint64_t run) {
        desk.history.begin_run(desk.place.run, run);
        desk.place = {.run = run, .replaced = desk.place.run};
    };
    const auto exchange = [&] {
        REQUIRE(desk.asked.size() == 1);
        REQUIRE(std::holds_alternative<UndoRestart>(desk.asked[0]));
        enter(desk.place.replaced);
    };
    desk.ask({FreezeRow{4, true}}); // in run 1
    desk.ask({Restart{1}});
    enter(2);
    enter(3); // a file that was opened by somebody else
    CHECK(desk.history.size() == 3);
    desk.undo();
    exchange();
    CHECK(desk.place.run == 2);
    CHECK(desk.history.size() == 2); // going back is no step
    desk.redo();
    exchange();
    CHECK(desk.place.run == 3);
    desk.undo();
    exchange();
    CHECK(desk.undo().starts_with("Cannot be taken back: begin another run."));
    CHECK(desk.asked.empty());
    CHECK(desk.undo() == "Cannot be taken back: freeze “w4”. It was done to another run.");
    desk.take(desk.history.exchange_run(desk.view, desk.place)); // the button of the notice
    exchange();
    CHECK(desk.place.run == 3);
    CHECK(desk.history.next_undo() == "begin another run");
}

TEST_CASE("of a step that cannot be taken back whole, the view comes back", "[app][undo]") {
    Desk desk;
    desk.act([](ViewValues& v) { v.shown.count = 2; }, {Restart{1}});
    desk.place = {.run = 2, .replaced = 0}; // the one before could not be kept
    const std::string said = desk.undo();
    CHECK(said.find("The training stays as it is") != std::string::npos);
    CHECK(desk.view.shown.count == 1);
    CHECK(desk.asked.empty());
}

TEST_CASE("another corpus leaves nothing to take back", "[app][undo]") {
    Desk desk;
    desk.act([](ViewValues& v) { v.pinned = {4}; });
    desk.history.forget();
    CHECK(desk.history.next_undo().empty());
    desk.undo();
    CHECK(desk.view.pinned == std::vector<TokenId>{4});
}
