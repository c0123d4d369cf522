// SPDX-License-Identifier: MIT
// A file of vectors beside the window's own: the page, the inspector, the second map, and how it ends.
#include "app/story/model_comparison.hpp"
#include "bench_fixture.hpp"
#include "model/vectors/vector_corpus.hpp"

#include <chrono>
#include <thread>

using namespace wordfield;
using namespace wordfield::app;

namespace {

// The moment's own vectors, but for one word, which is turned round.
std::shared_ptr<const ComparedFile> turned_word(const Moment& moment, TokenId word) {
    VectorTable table;
    Matrix rows = moment.embedding->matrix();
    rows.row(word) *= -1.0F;
    for (TokenId id = 0; id < moment.corpus->lexicon.vocabulary.size(); ++id)
        table.words.push_back(moment.corpus->lexicon.vocabulary.word(id));
    table.vectors = std::make_shared<const RowTable>(std::move(rows));
    return compared_file(moment.corpus, corpus_of_vectors(std::move(table), "other.vec"));
}

void settle(OffscreenBench& bench) {
    bench.frame(2);
    for (int i = 0; i < 2000 && bench->comparison().pending(); ++i) {
        std::this_thread::sleep_for(std::chrono::milliseconds{1});
        bench.frame();
    }
    bench.frame(2);
}

constexpr TokenId turned = 9;

} // namespace

TEST_CASE("compared: a file opens the page, the second map and the inspector's lists", "[app][gl]") {
    OffscreenBench bench;
    if (!bench) return;
    SmallModel model;
    bench.take(paused_at(model, 60));
    bench.clear();
    bench->compare_with(turned_word(*bench->newest(), turned));
    bench->selection().pin_only(turned);
    settle(bench);
    REQUIRE(bench->comparison().figures());
    CHECK(bench->comparison().moved_most().front() == turned);
    CHECK(bench->inside_page() == "Two embeddings");
    for (const char* const name : {"embeddings.curve", "embeddings.words", "models.before", "models.after"})
        CHECK(bench.shows(name));
    REQUIRE(bench->maps().size() == 2);
    CHECK(bench->maps()[1].settings.kept_rows == bench->comparison().file()->rows);
    REQUIRE(bench->maps()[1].settings.kept_words);
    CHECK(*bench->maps()[1].settings.kept_words == bench->comparison().file()->words->a);
    const auto asked = bench.asked.of<ShellAction>();
    CHECK(std::ranges::any_of(asked, [](const ShellAction& action) {
        const auto* const changed = std::get_if<MapSettingsChanged>(&action);
        return changed != nullptr && changed->map == 1;
    }));

    bench->selection().clear();
    bench.frame(2);
    bench.click("embeddings.row." + bench->newest()->corpus->lexicon.vocabulary.word(turned));
    CHECK(bench->selection().pinned == std::vector<TokenId>{turned});
    const Index ranked = bench->comparison().figures()->ranked;
    bench.click("embeddings.floor.1,000+");
    settle(bench);
    CHECK(bench->comparison().least_count() == 1000);
    CHECK(bench->comparison().figures()->ranked < ranked);
    CHECK(bench.asked.of<Command>().empty()); // the model is left alone
}

TEST_CASE("compared: stopping takes the second map away, and undo keeps nothing of the file",
          "[app][gl][undo]") {
    OffscreenBench bench;
    if (!bench) return;
    SmallModel model;
    bench.take(paused_at(model, 60));
    auto file = turned_word(*bench->newest(), turned);
    const std::weak_ptr<const RowTable> rows = file->rows;
    bench->compare_with(std::move(file));
    settle(bench);
    bench.press({.key = Key::Digit, .digit = 2}); // something to take back
    bench.press({.key = Key::Z, .control = true});
    CHECK(bench->comparison().active());
    CHECK(bench->maps()[1].settings.kept_rows == rows.lock());
    CHECK_FALSE(bench->saved_view().values.maps.back().settings.kept_rows);
    CHECK(bench->saved_view().values.shown.count == 1);
    bench.click("embeddings.stop");
    CHECK_FALSE(bench->comparison().active());
    CHECK(bench->maps().size() == 1);
    bench.press({.key = Key::Z, .control = true});
    CHECK_FALSE(bench->comparison().active());
    bench.clear(); // what was asked of others holds none of it
    bench.frame(2);
    CHECK(rows.expired());
    CHECK(bench.shows("embeddings.file")); // the page says how to begin again
}

TEST_CASE("compared: with the step that is shown, and a file of another corpus is passed over", "[app][gl]") {
    OffscreenBench bench;
    if (!bench) return;
    SmallModel model;
    bench.take(paused_at(model, 60));
    const auto file = turned_word(*bench->newest(), turned);
    bench.press({.key = Key::O, .control = true, .shift = true});
    CHECK(bench.shows("file.confirm"));
    bench.press({.key = Key::Escape});
    bench->compare_with(file);
    bench.frame(2);
    bench.click("embeddings.stop");
    bench.click("embeddings.step");
    settle(bench);
    REQUIRE(bench->comparison().kept());
    CHECK(bench->comparison().kept()->step == 60);
    CHECK(bench->comparison().figures()->overlap_at(10)->mean == 1.0);
    CHECK(bench.shows("embeddings.curve"));
    SmallModel other;
    bench->forget_words();
    bench.take(paused_at(other, 3, 2));
    bench->compare_with(file);
    CHECK_FALSE(bench->comparison().active());
}
