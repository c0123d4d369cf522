// SPDX-License-Identifier: MIT
// Sliders as they are used: dragged, typed, set back; and what the next-word panel shows at a temperature.
#include "bench_fixture.hpp"

#include <chrono>
#include <thread>

using namespace wordfield;
using namespace wordfield::app;

namespace {

void press_twice(OffscreenBench& bench, const std::string& name, float across) {
    const UiRects::Rect rect = bench.rects().named.at(name);
    ImGuiIO& io = ImGui::GetIO();
    io.MousePos = {rect.x + rect.width * across, rect.y + rect.height * 0.4F};
    bench.frame(2);
    for (int i = 0; i < 2; ++i) {
        io.MouseDown[0] = true;
        bench.frame();
        if (i == 1) bench.frame(2); // a finger takes its time
        io.MouseDown[0] = false;
        bench.frame();
    }
    io.MousePos = {1, 999};
    bench.frame(2);
}

} // namespace

TEST_CASE("what is typed as a value lies between the slider's ends", "[app]") {
    CHECK(typed_value("0.5", 0.05F, 5.0F) == 0.5F);
    CHECK(typed_value("0.1", 1e-4F, 0.1F) == 0.1F); // the end itself
    CHECK(typed_value("1,000", 1.0F, 1000.0F) == 1000.0F);
    for (const char* const words : {"", "warm", "0.04", "5.01", "-1", "1e30"})
        CHECK_FALSE(typed_value(words, 0.05F, 5.0F));
}

TEST_CASE("sliders: Ctrl-click takes an exact value, and no other", "[app][gl]") {
    OffscreenBench bench;
    if (!bench) return;
    SmallModel model;
    bench.take(paused_at(model, 60));
    bench.click("training.rate", true);
    CHECK_FALSE(bench.sent<SetLearningRate>()); // the click itself changes nothing
    bench.type("0.0123", true);
    REQUIRE(bench.sent<SetLearningRate>());
    CHECK(bench.sent<SetLearningRate>()->rate == 0.0123F);
    bench.clear();
    bench.click("training.batch", true);
    bench.type("lots", true);
    CHECK_FALSE(bench.sent<SetBatch>());
    bench.frame(3);
    CHECK(ImGui::GetIO().WantTextInput); // it waits for a number
    ImGui::GetIO().KeysDown[ImGuiKey_Escape] = true;
    bench.frame();
    ImGui::GetIO().KeysDown[ImGuiKey_Escape] = false;
    bench.frame(3);
    CHECK_FALSE(ImGui::GetIO().WantTextInput);
    CHECK_FALSE(bench.sent<SetBatch>());
    bench.click("training.batch", false, 0.999F); // a slider again
    REQUIRE(bench.sent<SetBatch>());
    CHECK(bench.sent<SetBatch>()->batch == 256);
    bench.click("next.temperature", true);
    bench.type("0,5", true);
    CHECK(bench->selection().temperature == 0.5F);
    bench.frame(2); // the field no longer takes the keys
    bench.press({.key = Key::Z, .control = true});
    CHECK(bench->selection().temperature == 1.0F);
}

TEST_CASE("sliders: a click elsewhere leaves a typed value alone", "[app][gl]") {
    OffscreenBench bench;
    if (!bench) return;
    SmallModel model;
    bench.take(paused_at(model, 60));
    bench.click("next.temperature", true);
    bench.type("3");
    bench.click("panel.Training", false, 0.999F);
    CHECK_FALSE(ImGui::GetIO().WantTextInput);
    CHECK(bench->selection().temperature == 1.0F);
}

TEST_CASE("sliders: a double-click sets back, and the knob stops at a tick", "[app][gl]") {
    OffscreenBench bench;
    if (!bench) return;
    SmallModel model;
    bench.take(paused_at(model, 60));
    const float two = std::log(2.0F / 0.05F) / std::log(5.0F / 0.05F);
    const UiRects::Rect rect = bench.rects().named.at("next.temperature");
    const float knob = 6.5F; // the track is that much shorter at either end
    const float across = (knob + two * (rect.width - 2 * knob) + 2.0F) / rect.width; // beside the tick
    bench.click("next.temperature", false, across);
    CHECK(bench->selection().temperature == 2.0F);
    press_twice(bench, "next.temperature", 0.9F);
    CHECK(bench->selection().temperature == 1.0F);
    press_twice(bench, "training.rate", 0.9F);
    REQUIRE(bench.sent<SetLearningRate>());
    CHECK(bench.sent<SetLearningRate>()->rate == info_of(ModelKind::Gpt).recipe.learning_rate);
}

TEST_CASE("next word: ten continuations at three temperatures come and can be drawn again", "[app][gl]") {
    OffscreenBench bench;
    if (!bench) return;
    SmallModel model;
    bench.take(paused_at(model, 60));
    CHECK(bench.shows("next.others"));
    bench.click("next.samples");
    CHECK(bench->inside_page() == "Samples");
    const auto settle = [&] {
        const auto end = std::chrono::steady_clock::now() + std::chrono::seconds{60};
        while (bench->animating() && std::chrono::steady_clock::now() < end) {
            bench.frame();
            std::this_thread::sleep_for(std::chrono::milliseconds{1});
        }
        REQUIRE_FALSE(bench->animating()); // and then the window rests
    };
    settle();
    for (const char* const column : {"samples.column.0", "samples.column.1", "samples.column.2"})
        CHECK(bench.shows(column));
    bench.click("samples.again");
    settle();
    CHECK(bench.shows("samples.column.2"));
    bench.click("inside.close");
    CHECK(bench->inside_page().empty());
    CHECK(bench.shows("next.samples"));
}

TEST_CASE("attention: the marked token of a long sentence is in view", "[app][gl]") {
    OffscreenBench bench;
    if (!bench) return;
    SmallModel model; // a context of 12 tokens
    bench.take(paused_at(model, 60));
    bench->set_sentence("w2 w9 w14 w5 w9 w21 w3 w2 w9 w14 w5 w9");
    bench.frame(4);
    for (int place = 0; place < 12; ++place) {
        bench->selection().position = place;
        bench.frame(3);
        INFO(place);
        CHECK(bench.shows("token." + std::to_string(place)));
        CHECK(bench.shows(format("attention.cell.%d.%d", place, place)));
    }
}
