// SPDX-License-Identifier: MIT
// The held-out loss and its error, computed another way, and what an edit does to it.
#include "model/train/gpt_trainer.hpp"
#include "model/train/held_out.hpp"

#include "tests/support/catch.hpp"
#include "tests/support/session.hpp"

#include <algorithm>
#include <cmath>
#include <memory>
#include <set>
#include <stdexcept>

using namespace wordfield;
using test::await;
using test::Seen;

namespace {

constexpr TokenId eos = Vocabulary::end_of_text;

// Documents of the given lengths: numbers that count up from 2, each followed by <eos>.
std::vector<TokenId> documents(std::initializer_list<int> lengths) {
    std::vector<TokenId> stream{2, eos}; // a beginning that nobody sees the start of
    TokenId next = 3;
    for (const int length : lengths) {
        for (int i = 0; i < length; ++i) stream.push_back(next++);
        stream.push_back(eos);
    }
    stream.insert(stream.end(), 40, 2); // text without an end, which is no document
    return stream;
}

// Documents of six tokens: one of nine words, three that are always the same, the word again, <eos>. Who does
// not see the beginning cannot know the end.
std::shared_ptr<Corpus> pairs_corpus() {
    auto corpus = std::make_shared<Corpus>();
    for (int i = 0; i < 12; ++i) corpus->lexicon.vocabulary.add("w" + std::to_string(i), 100);
    Pcg32 rng{3};
    for (int i = 0; i < 4000; ++i) {
        auto& stream = i % 10 == 0 ? corpus->text.heldout : corpus->text.train;
        const auto word = static_cast<TokenId>(5 + rng.below(9));
        stream.insert(stream.end(), {word, 2, 3, 4, word, eos});
    }
    corpus->lexicon.category.assign(14, -1);
    return corpus;
}

} // namespace

TEST_CASE("mean loss: over tokens, with the error of a ratio", "[model]") {
    const std::vector<WindowLoss> windows{{2.0, 1}, {9.0, 3}, {0.0, 0}, {4.0, 2}};
    const MeanLoss mean = mean_of(windows);
    CHECK(mean.mean == Approx(2.5));
    CHECK(mean.tokens == 6);
    // Off the mean: -.5, 1.5, -1; of three windows.
    CHECK(mean.error == Approx(std::sqrt(3.5 * 3.0 / 2.0) / 6.0));
    CHECK(mean_of(std::vector<WindowLoss>{{3.0, 2}}).error == 0.0);
    CHECK(mean_of({}).tokens == 0);
}

TEST_CASE("mean loss: its error is how far such means lie apart", "[model]") {
    Pcg32 rng{7};
    std::vector<double> means;
    double told = 0.0;
    for (int trial = 0; trial < 400; ++trial) {
        std::vector<WindowLoss> windows;
        for (int i = 0; i < 30; ++i) {
            const double level = 2.0 + 0.5 * static_cast<double>(rng.normal()); // of the whole window
            windows.push_back({level * 8.0, 8});
        }
        const MeanLoss mean = mean_of(windows);
        means.push_back(mean.mean);
        told += mean.error / 400.0;
    }
    double average = 0.0, spread = 0.0;
    for (const double mean : means) average += mean / 400.0;
    for (const double mean : means) spread += (mean - average) * (mean - average) / 399.0;
    CHECK(told == Approx(std::sqrt(spread)).epsilon(0.12));
    CHECK(told == Approx(0.5 / std::sqrt(30.0)).epsilon(0.05));
}

TEST_CASE("mean loss: the difference of two over the same windows is surer than either", "[model]") {
    std::vector<WindowLoss> before, after;
    Pcg32 rng{5};
    for (int i = 0; i < 40; ++i) {
        const double level = 10.0 + 4.0 * static_cast<double>(rng.normal());
        before.push_back({level, 4});
        after.push_back({level + 0.4 + 0.01 * static_cast<double>(rng.normal()), 4});
    }
    const MeanLoss change = difference_of(before, after);
    CHECK(change.mean == Approx(0.1).margin(0.002));
    CHECK(change.error < 0.02 * mean_of(before).error);
    CHECK(difference_of(after, before).mean == Approx(-change.mean));
    after.pop_back();
    CHECK_THROWS_AS(difference_of(before, after), std::invalid_argument);
    after.push_back({1.0, 3});
    CHECK_THROWS_AS(difference_of(before, after), std::invalid_argument);
}

TEST_CASE("document windows: every token of every document counts once, with its document before it",
          "[model]") {
    const int length = 8;
    const auto stream = documents({3, 2, 20, 1, 7, 8, 12});
    const CountedWindows text = document_windows(1000, length, stream);
    std::multiset<TokenId> counted;
    int ends = 0;
    for (int w = 0; w < text.windows.count(); ++w) {
        const auto window = text.windows.slice(w, w + 1);
        for (int i = text.first[w]; i < text.end[w]; ++i) {
            const auto at = static_cast<std::size_t>(i);
            CHECK(window.targets[at] != 2);
            window.targets[at] == eos ? void(++ends) : void(counted.insert(window.targets[at]));
            const auto seen = window.inputs.first(at + 1);
            const bool whole = std::ranges::find(seen, eos) != seen.end();
            CHECK((whole || at + 1 >= static_cast<std::size_t>(length) / 2));
        }
    }
    CHECK(counted.size() == 3 + 2 + 20 + 1 + 7 + 8 + 12);
    CHECK(std::set<TokenId>(counted.begin(), counted.end()).size() == counted.size());
    CHECK(ends == 7);
    CHECK(text.windows.count() ==
          1 + 5 + 1 + 1 + 2 + 3); // the two short documents at the front share a window
}

TEST_CASE("document windows: fewer are spread evenly, and a text without documents has none", "[model]") {
    std::vector<TokenId> stream{eos};
    for (int i = 0; i < 100; ++i) stream.insert(stream.end(), {2 + i, 2 + i, 2 + i, 2 + i, 2 + i, eos});
    const CountedWindows text = document_windows(5, 6, stream);
    REQUIRE(text.windows.count() == 5);
    CHECK(text.windows.targets.front() == 2);
    CHECK(text.windows.targets[4 * 6] > 2 + 95);
    CHECK(document_windows(5, 6, std::vector<TokenId>(50, 3)).windows.count() == 0);
    CHECK(document_windows(5, 6, std::vector<TokenId>{eos, 2, eos}).windows.count() == 0);
    CHECK(document_windows(5, 6, {}).windows.count() == 0);
}

TEST_CASE("held-out loss: that of each window's tokens, and less with the document in view",
          "[model][long]") {
    GptTrainer trainer{pairs_corpus(),
                       {.dim = 32, .layers = 2, .heads = 2, .context = 6},
                       {.batch = 32, .warmup = 5, .threads = 2}};
    for (int i = 0; i < 1200; ++i) trainer.step();
    const HeldOut measured = *trainer.measure_heldout(37);
    const Batch windows = even_windows(37, 6, trainer.corpus()->text.heldout);
    REQUIRE(measured.windows.size() == 37);
    double sum = 0.0;
    for (int w = 0; w < 37; ++w) {
        const auto window = windows.slice(w, w + 1);
        const Matrix logits = trainer.moment().network->trace(window.inputs).logits;
        double loss = 0.0;
        for (Index i = 0; i < 6; ++i) {
            const Eigen::ArrayXd row = logits.row(i).cast<double>();
            loss += std::log(row.exp().sum()) - row[window.targets[i]];
        }
        CHECK(measured.windows[w].sum == Approx(loss).epsilon(1e-4));
        sum += loss;
    }
    CHECK(measured.loss.mean == Approx(sum / 222.0).epsilon(1e-4));
    CHECK(*trainer.evaluate_heldout(37) == measured.loss.mean);
    // One word in nine: log 9 nats for six tokens, and once more where the window begins behind it.
    REQUIRE(measured.in_view);
    CHECK(measured.in_view->mean == Approx(std::log(9.0) / 6.0).margin(0.05));
    CHECK(measured.loss.mean > measured.in_view->mean + 0.15);
    CHECK(trainer.measure_heldout(3)->windows.size() == 3); // each call looks at as many as it asks for
}

TEST_CASE("held-out loss: of a window of documents only what is in view counts", "[model]") {
    GptTrainer trainer{pairs_corpus(),
                       {.dim = 8, .layers = 1, .heads = 2, .context = 8},
                       {.batch = 8, .warmup = 5, .threads = 2}};
    for (int i = 0; i < 40; ++i) trainer.step();
    const CountedWindows text = document_windows(9, 8, trainer.corpus()->text.heldout);
    std::vector<WindowLoss> windows;
    for (int w = 0; w < text.windows.count(); ++w) {
        const auto window = text.windows.slice(w, w + 1);
        const Matrix logits = trainer.moment().network->trace(window.inputs).logits;
        WindowLoss& loss = windows.emplace_back();
        CHECK(text.end[w] == 6); // the next document does not fit into the two that are left
        for (Index i = 0; i < 6; ++i, ++loss.tokens) {
            const Eigen::ArrayXd row = logits.row(i).cast<double>();
            loss.sum += std::log(row.exp().sum()) - row[window.targets[i]];
        }
    }
    const MeanLoss in_view = *trainer.measure_heldout(9)->in_view;
    CHECK(in_view.mean == Approx(mean_of(windows).mean).epsilon(1e-4));
    CHECK(in_view.error == Approx(mean_of(windows).error).epsilon(1e-3));
    CHECK(in_view.tokens == 9 * 6);
}

TEST_CASE("an edit is measured against the very step at which it is made", "[model]") {
    SessionOptions options{.corpus = pairs_corpus(),
                           .model = {.dim = 16, .layers = 1, .heads = 2, .context = 6},
                           .train = {.batch = 16, .warmup = 5, .threads = 1},
                           .step_budget = -1};
    Session session{options};
    std::uint64_t seen = 0;
    const auto running = await(session, seen, [](const Seen& s) { return s.step > 20; });
    CHECK(running->edit.number == 0);
    session.post(RowEdit{ZeroRow{4}}); // while it trains
    session.post(SetRunning{false});
    const auto edited = await(session, seen, [](const Seen& s) { return s.edit.number == 1; });
    const MeasuredEdit& edit = edited->edit;
    CHECK(edit.after > edit.before);
    CHECK(edit.error > 0.0);
    CHECK(edit.error < edit.after - edit.before);
    GptTrainer same{options.corpus, options.model, options.train};
    while (same.step_count() < edit.step) same.step();
    CHECK(edit.before == *same.evaluate_heldout(64)); // of its own step, to the last bit
    session.post(UndoRowEdit{});
    const auto undone = await(session, seen, [](const Seen& s) { return s.edit.number == 2; });
    CHECK(undone->step == edited->step);
    CHECK(undone->edit.step == undone->step);
    CHECK(undone->edit.before == Approx(edit.after));
    CHECK(undone->edit.after == Approx(edit.before));
}

TEST_CASE("after a divergence the losses are those of the step gone back to", "[model]") {
    SessionOptions options{.corpus = pairs_corpus(),
                           .model = {.dim = 16, .layers = 1, .heads = 2, .context = 6},
                           .train = {.batch = 16, .warmup = 5, .clip = 1e30F, .threads = 1},
                           .step_budget = 130};
    Session session{options};
    std::uint64_t seen = 0;
    await(session, seen, [](const Seen& s) { return s.state == RunState::Paused && s.step == 130; });
    session.post(SetOptimizer{OptimizerKind::Sgd});
    session.post(SetLearningRate{100.0F});
    session.post(SetRunning{true});
    const auto failed = await(session, seen, [](const Seen& s) { return s.state == RunState::Failed; });
    CHECK(failed->step % 100 == 0);
    CHECK(failed->heldout_step == failed->step);
    CHECK(failed->train_loss < 10.0F);
    CHECK(failed->heldout_loss < 10.0F);
}
