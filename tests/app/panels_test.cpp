// SPDX-License-Identifier: MIT
// What is asked for when a control of a panel is pressed, and what a panel shows of a moment.
#include "bench_fixture.hpp"

#include <cctype>
#include <variant>

using namespace wordfield;
using namespace wordfield::app;

namespace {

// Rolls the inspector down until the control is in view.
void scroll_to(OffscreenBench& bench, const std::string& name) {
    const UiRects::Rect panel = bench.rects().named.at("panel.Word");
    for (int i = 0; i < 60 && !bench.shows(name); ++i) {
        ImGui::GetIO().MousePos = {panel.x + panel.width / 2, panel.y + panel.height / 2};
        ImGui::GetIO().MouseWheel = -1.0F;
        bench.frame(2);
    }
}

} // namespace

TEST_CASE("panels: a click on a word's line pins it, with Ctrl beside the others", "[app][gl]") {
    OffscreenBench bench;
    if (!bench) return;
    SmallModel model;
    bench.take(paused_at(model, 60));
    bench->selection().pin_only(7);
    bench.frame(2);
    REQUIRE(bench->neighbours().size() > 3);
    const auto near = static_cast<TokenId>(bench->neighbours().front().row);
    const std::string line = "near.w" + std::to_string(near);
    bench.click(line, true);
    CHECK(bench->selection().pinned == std::vector<TokenId>{7, near});
    bench->selection().pin_only(7);
    bench.frame(2);
    bench.click(line);
    CHECK(bench->selection().pinned == std::vector<TokenId>{near});
}

TEST_CASE("panels: a click on a point of the map pins its word, one beside it none", "[app][gl]") {
    OffscreenBench bench;
    if (!bench) return;
    SmallModel model;
    bench.take(paused_at(model, 60));
    bench.frame(40); // the camera arrives
    REQUIRE(bench.rects().words.at(0).size() == 30);
    const UiRects::MapWord word = bench.rects().words[0][11];
    bench.press_at({word.x, word.y});
    CHECK(bench->selection().pinned == std::vector<TokenId>{word.id});
    const UiRects::Rect canvas = bench.rects().named.at("map.canvas");
    bench.press_at({canvas.x + canvas.width / 2, canvas.y + canvas.height / 2}); // inside the ring
    CHECK(bench->selection().pinned.empty());
}

TEST_CASE("panels: sliders and choices of Training reach the trainer", "[app][gl]") {
    OffscreenBench bench;
    if (!bench) return;
    SmallModel model;
    bench.take(paused_at(model, 60));
    bench.click("training.rate", false, 0.5F);
    REQUIRE(bench.sent<SetLearningRate>());
    CHECK(bench.sent<SetLearningRate>()->rate == Approx(3.16e-3).epsilon(0.1)); // the geometric middle
    bench.click("training.rate", false, 0.999F);
    CHECK(bench.sent<SetLearningRate>()->rate == Approx(0.1));
    bench.click("training.batch", false, 0.001F);
    REQUIRE(bench.sent<SetBatch>());
    CHECK(bench.sent<SetBatch>()->batch == 1);
    bench.click("training.speed", false, 0.5F);
    REQUIRE(bench.sent<SetSpeedLimit>());
    CHECK(bench.sent<SetSpeedLimit>()->steps_per_second == Approx(31.6).epsilon(0.1));
    test::Seen limited = paused_at(model, 61);
    limited.speed_limit = 32.0;
    bench.take(limited);
    bench.click("training.speed", false, 0.999F);
    CHECK(bench.sent<SetSpeedLimit>()->steps_per_second == 0.0); // none
    bench.click("training.optimizer.SGD");
    REQUIRE(bench.sent<SetOptimizer>());
    CHECK(bench.sent<SetOptimizer>()->kind == OptimizerKind::Sgd);
    bench.click("training.new_seed");
    REQUIRE(bench.sent<Restart>());
    CHECK(bench.sent<Restart>()->seed == model.moment().train.seed + 1);
}

TEST_CASE("panels: a frozen row and a silenced head can be told, and let go again", "[app][gl]") {
    OffscreenBench bench;
    if (!bench) return;
    SmallModel model;
    test::Seen now = paused_at(model, 60);
    bench.take(now);
    bench->selection().pin_only(9); // the sentence's second word, and its fifth
    bench.frame(2);
    CHECK_FALSE(bench.shows("map.lock.w9"));
    bench.click("word.tab.whatif");
    scroll_to(bench, "whatif.freeze");
    bench.click("whatif.freeze");
    REQUIRE(bench.sent<FreezeRow>());
    CHECK(bench.sent<FreezeRow>()->row == 9);
    CHECK(bench.sent<FreezeRow>()->frozen);
    bench.click("whatif.silence");
    REQUIRE(bench.sent<AblateHead>());
    CHECK(bench.sent<AblateHead>()->ablated);
    now.frozen_rows = {9};
    now.ablated_heads.assign(6, false);
    now.ablated_heads[0] = true;
    bench.take(now);
    for (const char* lock : {"map.lock.w9", "token.lock.1", "token.lock.4", "words.frozen.w9"})
        CHECK(bench.shows(lock));
    CHECK_FALSE(bench.shows("token.lock.0"));
    bench.click("whatif.freeze");
    CHECK_FALSE(bench.sent<FreezeRow>()->frozen);
    bench.click("whatif.silence");
    CHECK_FALSE(bench.sent<AblateHead>()->ablated);
}

TEST_CASE("panels: twins and swapped words are the two that were chosen last", "[app][gl]") {
    OffscreenBench bench;
    if (!bench) return;
    SmallModel model;
    bench.take(paused_at(model, 60));
    bench->selection().pinned = {4, 6, 8};
    bench.frame(2);
    bench.click("word.tab.whatif");
    scroll_to(bench, "whatif.swap");
    bench.click("whatif.swap");
    REQUIRE(bench.sent<RowEdit>());
    const auto* swap = std::get_if<SwapRows>(bench.sent<RowEdit>());
    REQUIRE(swap);
    CHECK(swap->a + swap->b == 14);
    CHECK(swap->a * swap->b == 48);
    bench.click("whatif.zero");
    const auto* zero = std::get_if<ZeroRow>(bench.sent<RowEdit>());
    REQUIRE(zero);
    CHECK(zero->row == 8);
}

TEST_CASE("panels: Ctrl+Z takes back an isolation before an earlier edit of a row", "[app][gl]") {
    OffscreenBench bench;
    if (!bench) return;
    SmallModel model;
    test::Seen edited = paused_at(model, 60);
    edited.undoable_edits = 1;
    bench.take(edited);
    bench->selection().pinned = {8, 4, 6};
    bench.press({Key::I});
    CHECK(bench.sent<MapSettingsChanged>());
    CHECK(bench->map().settings.words == std::vector<TokenId>{4, 6, 8});
    bench.clear();
    bench.press({.key = Key::Z, .control = true});
    CHECK(bench->map().settings.words.empty());
    CHECK(bench.sent<MapSettingsChanged>());
    CHECK(bench.asked.of<Command>().empty());
    bench.press({.key = Key::Z, .control = true});
    REQUIRE(bench.sent<UndoRowEdit>());
}

TEST_CASE("panels: a word that was sampled is written behind the sentence", "[app][gl]") {
    OffscreenBench bench;
    if (!bench) return;
    SmallModel model;
    bench.take(paused_at(model, 60));
    bench.click("next.sample");
    bench.frame(2);
    const std::string& words = bench->sentence();
    CHECK(words.starts_with("w2 w9 w14 w5 w9 w21 w3 "));
    CHECK(words.size() > std::string_view{"w2 w9 w14 w5 w9 w21 w3 "}.size());
}

TEST_CASE("panels: another method of projection is asked of the map", "[app][gl]") {
    OffscreenBench bench;
    if (!bench) return;
    SmallModel model;
    bench.take(paused_at(model, 60));
    bench.click("map.method.t-SNE");
    CHECK(bench.sent<MapSettingsChanged>());
    CHECK(bench->map().settings.projection.method == ProjectionMethod::Tsne);
    bench.clear();
    bench.click("map.method.t-SNE"); // it is chosen already
    CHECK_FALSE(bench.sent<MapSettingsChanged>());
    bench.click("map.dims.3D");
    CHECK(bench->map().settings.projection.dims == 3);
}

TEST_CASE("panels: the search finds words by their parts", "[app][gl]") {
    OffscreenBench bench;
    if (!bench) return;
    SmallModel model;
    bench.take(paused_at(model, 60));
    bench.click("words.sort.id"); // the other way round: w29 stands at the top
    bench.press({Key::Slash});
    bench.type("W2", true); // w2, w20 to w29: Enter takes the one that is the whole word
    CHECK(bench->selection().pinned == std::vector<TokenId>{2});
    bench.press({Key::Slash});
    bench.type("9", true);
    CHECK(bench->selection().pinned == std::vector<TokenId>{29});
    bench.press({Key::Slash});
    bench.type("unicorn", true);
    CHECK(bench->selection().pinned == std::vector<TokenId>{29});
}

TEST_CASE("panels: menus go with Esc and leave the chosen words", "[app][gl]") {
    OffscreenBench bench;
    if (!bench) return;
    SmallModel model;
    bench.take(paused_at(model, 60));
    bench->selection().pin_only(4);
    bench.click("control.view");
    bench.frame(2);
    CHECK(bench.shows("view.menu"));
    bench.press({Key::Escape});
    CHECK_FALSE(bench.shows("view.menu"));
    CHECK(bench->selection().is_pinned(4));
    const UiRects::Rect labels = bench.rects().named.at("map.labels");
    bench.press_at({labels.x + 5, labels.y + 5}, false, 1);
    CHECK(bench.shows("map.label_px"));
    const float before = bench->map().label_px;
    bench.click("map.label_px", false, 0.999F);
    CHECK(bench->map().label_px == Approx(32.0F));
    CHECK(before < 32.0F);
    bench.press({Key::Escape});
    CHECK_FALSE(bench.shows("map.label_px"));
    CHECK(bench->selection().is_pinned(4));
}

TEST_CASE("panels: a section of the inspector folds, and what is remembered of it is said to the settings",
          "[app][gl]") {
    OffscreenBench bench;
    if (!bench) return;
    SmallModel model;
    bench.take(paused_at(model, 60));
    bench->selection().pin_only(7);
    bench.frame(2);
    CHECK(bench.shows("word.row"));
    bench.click("section.Its row of the matrix");
    CHECK_FALSE(bench.shows("word.row"));
    CHECK(bench->workspace().sections.at("Its row of the matrix") == false);
    bench.click("section.Its row of the matrix");
    CHECK(bench.shows("word.row"));
}

TEST_CASE("panels: hovering over words moves nothing in the inspector while none is chosen", "[app][gl]") {
    OffscreenBench bench;
    if (!bench) return;
    SmallModel model;
    bench.take(paused_at(model, 60));
    bench.frame(40); // the camera arrives
    const auto before = bench.rects().named.at("word.arithmetic");
    const UiRects::MapWord word = bench.rects().words.at(0)[11];
    ImGui::GetIO().MousePos = {word.x, word.y};
    bench.frame(3);
    CHECK_FALSE(bench->selection().hovered()); // where it lay when it was first seen, nobody points
    ImGui::GetIO().MousePos.x += 1;
    bench.frame(3);
    REQUIRE(bench->selection().hovered() == word.id);
    CHECK(bench.shows("word.row")); // the preview
    CHECK(bench.rects().named.at("word.arithmetic").y == before.y);
    ImGui::GetIO().MousePos = {1, 999};
    bench.frame(3);
    CHECK_FALSE(bench.shows("word.row"));
    CHECK(bench.rects().named.at("word.arithmetic").y == before.y);
}

TEST_CASE("panels: two chosen words are compared and watched, more are summed up, all can be frozen",
          "[app][gl]") {
    OffscreenBench bench;
    if (!bench) return;
    SmallModel model;
    bench.take(paused_at(model, 60));
    bench->selection().pinned = {9, 7};
    bench.frame(2);
    CHECK(bench.shows("pair.row.first"));
    CHECK(bench.shows("pair.cosine"));
    REQUIRE(bench.sent<WatchRows>());
    CHECK(bench.sent<WatchRows>()->rows == std::vector<TokenId>{7, 9});
    bench.click("word.tab.word");
    CHECK_FALSE(bench.shows("pair.row.first"));
    bench->selection().pinned = {9, 7, 5};
    bench.frame(2);
    CHECK(bench.sent<WatchRows>()->rows.empty());
    bench.click("group.outlier");
    CHECK(bench->selection().pinned.size() == 3);
    bench.click("group.freeze");
    int frozen = 0;
    for (const Command& command : bench.asked.of<Command>())
        frozen += std::holds_alternative<FreezeRow>(command);
    CHECK(frozen == 3);
    CHECK(bench.shows("experiment.card"));
    bench.press({.key = Key::Z, .control = true});
    REQUIRE(bench.sent<FreezeRow>());
    CHECK_FALSE(bench.sent<FreezeRow>()->frozen); // watching was no step between
}

TEST_CASE("panels: the card of a running experiment takes it back, and can be closed", "[app][gl]") {
    OffscreenBench bench;
    if (!bench) return;
    SmallModel model;
    bench.take(paused_at(model, 60));
    bench->selection().pin_only(9);
    bench.frame(2);
    CHECK_FALSE(bench.shows("experiment.card"));
    bench.click("word.tab.whatif");
    bench.click("whatif.zero");
    bench.frame(3);
    REQUIRE(bench.shows("experiment.card"));
    const UiRects::Rect card = bench.rects().named.at("experiment.card"),
                        map = bench.rects().named.at("panel.Map");
    CHECK(card.x >= map.x);
    CHECK(card.y + card.height <= map.y + map.height);
    bench.click("experiment.close");
    CHECK_FALSE(bench.shows("experiment.card"));
    bench.click("whatif.freeze");
    bench.frame(3);
    bench.click("experiment.undo");
    REQUIRE(bench.sent<FreezeRow>());
    CHECK_FALSE(bench.sent<FreezeRow>()->frozen);
}

TEST_CASE("panels: why a word moves is told of the steps in which it moved most, and of now", "[app][gl]") {
    OffscreenBench bench;
    if (!bench) return;
    SmallModel model{0};
    for (int i = 0; i < 3; ++i) {
        bench.take(test::Seen{[&] {
            Moment moment = model.moment();
            moment.run = 1;
            return moment;
        }()});
        for (int k = 0; k < 40; ++k) model.trainer.step();
    }
    bench->selection().pin_only(7);
    bench.frame(3);
    const auto pulls = [&] {
        int count = 0;
        for (const auto& [name, rect] : bench.rects().named)
            count += name.starts_with("pull.w") && std::isdigit(name[6]) != 0;
        return count;
    };
    CHECK(pulls() == 5);
    bench.click("pull.now");
    CHECK(pulls() == 4);
    CHECK(bench.shows("word.arrows"));
}

TEST_CASE("panels: while an earlier step is looked at, what if offers a branch from it, and nothing of the "
          "live model",
          "[app][gl]") {
    OffscreenBench bench;
    if (!bench) return;
    SmallModel model;
    bench.take(paused_at(model, 60));
    bench.take(paused_at(model, 90));
    bench->selection().pin_only(9);
    bench.frame(2);
    bench.click("word.tab.whatif");
    REQUIRE(bench.shows("whatif.freeze"));
    bench.press({Key::Left});
    REQUIRE(bench->shown_step() == 60);
    CHECK_FALSE(bench.shows("whatif.freeze"));
    CHECK_FALSE(bench.shows("whatif.silence"));
    bench.click("whatif.branch");
    bench.click("branch.cancel");
    bench.click("whatif.live");
    CHECK(bench->shown_step() == 90);
    CHECK(bench.shows("whatif.freeze"));
}
