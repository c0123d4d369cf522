// SPDX-License-Identifier: MIT
// Taking back in the window: clicks, drags and keys, and what the menu says of them.
#include "bench_fixture.hpp"

using namespace wordfield;
using namespace wordfield::app;

namespace {

constexpr KeyPress ctrl_z{.key = Key::Z, .control = true};
constexpr KeyPress ctrl_shift_z{.key = Key::Z, .control = true, .shift = true};
constexpr KeyPress ctrl_y{.key = Key::Y, .control = true};

} // namespace

TEST_CASE("undo: a click on a word, a panel and a method come back and go again", "[app][gl][undo]") {
    OffscreenBench bench;
    if (!bench) return;
    SmallModel model;
    bench.take(paused_at(model, 60));
    const UiRects::MapWord word = bench.rects().words.at(0)[11];
    bench.press_at({word.x, word.y});
    REQUIRE(bench->selection().pinned == std::vector<TokenId>{word.id});
    CHECK(bench->undo_history().next_undo() ==
          "choose “" + bench->newest()->corpus->lexicon.vocabulary.word(word.id) + "”");
    bench.press({.key = Key::Digit, .digit = 2});
    CHECK_FALSE(bench.shows("panel.Training"));
    bench.click("map.method.t-SNE");
    CHECK(bench->undo_history().size() == 3);

    bench.clear();
    bench.press(ctrl_z);
    CHECK(bench->map().settings.projection.method == ProjectionMethod::Pca);
    REQUIRE(bench.sent<MapSettingsChanged>());
    CHECK(bench.sent<MapSettingsChanged>()->map == 0);
    bench.press(ctrl_z);
    CHECK(bench.shows("panel.Training"));
    CHECK(bench->selection().is_pinned(word.id));
    bench.press(ctrl_z);
    CHECK(bench->selection().pinned.empty());
    CHECK(bench->undo_history().next_undo().empty());
    CHECK(bench.asked.of<Command>().empty());

    bench.press(ctrl_shift_z);
    CHECK(bench->selection().is_pinned(word.id));
    bench.press(ctrl_y);
    CHECK_FALSE(bench.shows("panel.Training"));
    bench.press(ctrl_y);
    CHECK(bench->map().settings.projection.method == ProjectionMethod::Tsne);
    CHECK(bench->undo_history().next_redo().empty());
}

TEST_CASE("undo: a slider is one step however far it is dragged", "[app][gl][undo]") {
    OffscreenBench bench;
    if (!bench) return;
    SmallModel model;
    const test::Seen now = paused_at(model, 60);
    bench.take(now);
    const UiRects::Rect rate = bench.rects().named.at("training.rate");
    ImGuiIO& io = ImGui::GetIO();
    const float y = rate.y + rate.height * 0.5F;
    io.MousePos = {rate.x + rate.width * 0.3F, y};
    bench.frame(2);
    io.MouseDown[0] = true;
    for (const float across : {0.3F, 0.5F, 0.7F, 0.8F}) {
        io.MousePos.x = rate.x + rate.width * across;
        bench.frame();
    }
    io.MouseDown[0] = false;
    bench.frame(2);
    CHECK(bench.asked.of<Command>().size() > 2);
    CHECK(bench->undo_history().size() == 1);
    bench.clear();
    bench.press(ctrl_z);
    REQUIRE(bench.sent<SetLearningRate>());
    CHECK(bench.sent<SetLearningRate>()->rate == now.train.learning_rate);
}

TEST_CASE("undo: a sentence goes back to the trainer, too; in its field the keys take back letters",
          "[app][gl][undo]") {
    OffscreenBench bench;
    if (!bench) return;
    SmallModel model;
    bench.take(paused_at(model, 60));
    bench->set_sentence("w2 w3");
    bench.click("attention.sentence");
    bench.type("w4");
    const std::string typed = bench->sentence();
    CHECK(typed != "w2 w3");
    CHECK(bench->undo_history().next_undo() == "change the sentence");
    bench.press(ctrl_z);
    CHECK(bench->sentence() == typed);
    bench.press_at({2, 2}); // elsewhere
    bench.clear();
    bench.press(ctrl_z);
    CHECK(bench->sentence() == "w2 w3");
    CHECK(bench->trace()->tokens == std::vector<TokenId>{2, 3});
}

TEST_CASE("undo: looking back in time, playing and what a program chose are no steps", "[app][gl][undo]") {
    OffscreenBench bench;
    if (!bench) return;
    SmallModel model;
    for (const std::int64_t step : {0, 20, 40}) bench.take(paused_at(model, step));
    bench->selection().pin_only(5);
    bench.press({Key::Left});
    bench.press({Key::Space});
    bench.click("time.start");
    CHECK(bench->undo_history().next_undo().empty());
    bench.press(ctrl_z);
    CHECK(bench->selection().is_pinned(5));
    CHECK(bench.shows("toast")); // there is nothing to take back
}

TEST_CASE("undo: the menu says what would be taken back, and does it", "[app][gl][undo]") {
    OffscreenBench bench;
    if (!bench) return;
    SmallModel model;
    bench.take(paused_at(model, 60));
    bench.press({Key::RightBracket});
    CHECK(bench->undo_history().next_undo() == "look at head L1 H2");
    bench.click("control.view");
    bench.click("view.Undo");
    CHECK(bench->selection().head == 0);
    CHECK(bench->undo_history().next_redo() == "look at head L1 H2");
    bench.click("control.view");
    bench.click("view.Redo");
    CHECK(bench->selection().head == 1);
}

TEST_CASE("undo: another map beside, and an isolation on both", "[app][gl][undo]") {
    OffscreenBench bench;
    if (!bench) return;
    SmallModel model;
    bench.take(paused_at(model, 60));
    bench.click("map.two");
    CHECK(bench->maps().size() == 2);
    bench->selection().pinned = {8, 4, 6};
    bench.press({Key::I});
    CHECK(bench->maps()[1].settings.words == std::vector<TokenId>{4, 6, 8});
    bench.press(ctrl_z);
    for (const MapState& map : bench->maps()) CHECK(map.settings.words.empty());
    bench.press(ctrl_z);
    CHECK(bench->maps().size() == 1);
    CHECK_FALSE(bench.shows("panel.Second map"));
    bench.press(ctrl_y);
    CHECK(bench.shows("panel.Second map"));
    bench->take(ring_layout(*bench->newest()), 1);
    bench.frame(2);
    bench.click("map2.close");
    CHECK_FALSE(bench.shows("panel.Second map"));
    CHECK(bench->undo_history().next_undo() == "close a map");
}

TEST_CASE("undo: of a model of fewer heads, the head that is there is looked at", "[app][gl][undo]") {
    OffscreenBench bench;
    if (!bench) return;
    SmallModel model;
    bench.take(paused_at(model, 60, 1));
    for (int i = 0; i < 5; ++i) bench.press({Key::RightBracket}); // the last of 2 layers of 3 heads
    bench.press({Key::LeftBracket});
    test::Seen small = paused_at(model, 0, 2);
    small.model.heads = 1;
    small.head_stats.clear();
    bench->selection().head = 0;
    bench.take(small);
    bench.press(ctrl_z); // the new run
    bench.press(ctrl_z);
    CHECK(bench->selection().layer == 1);
    CHECK(bench->selection().head == 0);
}
