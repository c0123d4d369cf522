// SPDX-License-Identifier: MIT
// A file of vectors in the window: what works on it, and what says why it is empty.
#include "app/panels/map/map_parts.hpp"
#include "bench_fixture.hpp"
#include "model/train/trainer.hpp"
#include "model/vectors/vector_corpus.hpp"

using namespace wordfield;
using namespace wordfield::app;

namespace {

test::Seen moment_of_vectors(std::vector<std::string> tensors = {}) {
    VectorTable table;
    if (!tensors.empty()) table.tensor = tensors.front();
    table.tensors = std::move(tensors);
    Matrix rows(30, 6);
    for (Index i = 0; i < rows.size(); ++i) rows.data()[i] = std::sin(0.7F * static_cast<float>(i * i % 97));
    for (int i = 0; i < 30; ++i) table.words.push_back("w" + std::to_string(i));
    table.columns = {{"size", std::vector<std::string>(30, "1.5")}};
    table.vectors = std::make_shared<const RowTable>(rows);
    table.notes = {"a.vec: 30 rows × 6"};
    const auto trainer = make_trainer(corpus_of_vectors(std::move(table), "a.vec"), {}, {});
    test::Seen moment{trainer->moment()};
    moment.run = 1;
    return moment;
}

} // namespace

TEST_CASE("vectors: panels that need training leave their room and say why, the others work", "[app][gl]") {
    OffscreenBench bench;
    if (!bench) return;
    bench.take(moment_of_vectors());
    bench.frame(3);
    CHECK_FALSE(bench.shows("training.loss"));
    CHECK_FALSE(bench.shows("toast"));
    bench.press({.key = Key::Digit, .digit = 2}); // Training, which has nothing to show
    CHECK(bench.shows("toast"));
    CHECK_FALSE(bench.shows("training.loss"));
    bench->selection().pin_only(7);
    bench.frame(3);
    CHECK(bench.shows("word.tab.word"));
    CHECK_FALSE(bench.shows("word.tab.whatif"));
    bench->selection().pinned = {7, 9};
    bench.frame(3);
    CHECK(bench.shows("word.tab.several"));
    bench->selection().pinned = {7, 9, 11};
    bench.frame(3);
}

TEST_CASE("vectors: of a file with several tables another one can be chosen", "[app][gl]") {
    OffscreenBench bench;
    if (!bench) return;
    bench.take(moment_of_vectors());
    bench.frame(3);
    CHECK_FALSE(bench.shows("file.tensor"));
    bench->forget_words();
    bench.take(moment_of_vectors({"wte.weight", "lm_head.weight"}));
    bench.frame(3);
    bench.clear();
    bench.click("file.tensor");
    bench.click("file.tensor.wte.weight"); // is shown already
    CHECK(bench.sent<OpenFile>() == nullptr);
    bench.click("file.tensor");
    bench.click("file.tensor.lm_head.weight");
    REQUIRE(bench.sent<OpenFile>() != nullptr);
    CHECK(bench.sent<OpenFile>()->tensor == "lm_head.weight");
}

TEST_CASE("vectors: playing is off, by button and by key", "[app][gl]") {
    OffscreenBench bench;
    if (!bench) return;
    bench.take(moment_of_vectors());
    bench.clear();
    bench.click("control.play");
    bench.press({Key::Space});
    CHECK(bench.sent<SetRunning>() == nullptr);
}

TEST_CASE("vectors: a text after them is trained again", "[app][gl]") {
    OffscreenBench bench;
    if (!bench) return;
    bench.take(moment_of_vectors());
    bench->forget_words();
    test::Seen text{SmallModel{2}.moment()};
    text.run = 2;
    bench.take(text);
    bench.frame(3);
    CHECK(bench.shows("training.loss"));
}

TEST_CASE("vectors: the map says what it is made of and what is placed on it", "[app]") {
    MapState state;
    Layout layout;
    layout.words.resize(20'000);
    layout.vocabulary = 341'479;
    CHECK(words_told(state, layout) == "20,000 of 341,479 words");
    auto placed = std::make_shared<PlacedWords>();
    placed->of = 321'479;
    layout.placed = placed;
    CHECK(words_told(state, layout) == "20,000 words mapped, 0 of 321,479 placed by their neighbours");
    placed->words.resize(100'000);
    CHECK(words_told(state, layout) == "20,000 words mapped, 100,000 of 321,479 placed by their neighbours");
    placed->words.resize(321'479);
    CHECK(words_told(state, layout) == "20,000 words mapped, 321,479 placed by their neighbours");
    state.settings.unit_length = false;
    CHECK(words_told(state, layout).ends_with("neighbours · lengths kept"));
    CHECK(words_explanation(layout).find("mean") != std::string::npos);
    layout.placed.reset();
    layout.words.resize(341'479);
    CHECK(words_told(state, layout).starts_with("all 341,479 words"));
}
