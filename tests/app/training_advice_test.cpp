// SPDX-License-Identifier: MIT
#include "app/story/training_advice.hpp"

#include "tests/support/catch.hpp"
#include "tests/support/tiny_moment.hpp"

#include <cmath>

using namespace wordfield;
using namespace wordfield::app;

namespace {

// A run over 400 words: guessing costs log 400 = 5.99 nats.
struct Run {
    TrainingAdvice advice;
    std::int64_t step = 0;
    int changes = 0; // how often the sentence came or went

    void go(double train, double heldout, int steps = 1, ModelKind kind = ModelKind::Gpt) {
        for (int i = 0; i < steps; ++i) {
            auto moment = tiny_moment(step);
            moment->model.kind = kind;
            moment->capabilities = info_of(kind).capabilities;
            moment->model.vocabulary = 400;
            const double noise = 0.15 * std::sin(1.7 * static_cast<double>(step)); // of the batches
            moment->train_loss = static_cast<float>(train + noise);
            moment->heldout_loss = static_cast<float>(heldout);
            moment->heldout_step = step / 10 * 10;
            const bool before = !advice.sentence().empty();
            advice.record(*moment);
            if (before != !advice.sentence().empty()) ++changes;
            ++step;
        }
    }
    [[nodiscard]] bool says(const char* words) const {
        return advice.sentence().find(words) != std::string::npos;
    }
};

} // namespace

TEST_CASE("a run that learns, or has learned nothing yet, gets no advice", "[app][advice]") {
    Run run;
    run.go(5.99, 5.99, 60);
    for (int i = 0; i < 100; ++i) run.go(5.99 - 0.04 * i, 6.0 - 0.038 * i, 3);
    CHECK(run.changes == 0);
    run.go(2.0, 2.6, 200); // above the batches, but it does not rise
    CHECK(run.changes == 0);
}

TEST_CASE("a loss above that of guessing is told, and does not flicker", "[app][advice]") {
    Run run;
    run.go(5.9, 5.9, 10);
    run.go(1169, 1200, 20);
    CHECK(run.says("above that of guessing at random: lower the learning rate"));
    for (int i = 0; i < 200; ++i) run.go(i % 2 == 0 ? 6.1 : 6.7, 6.5); // about the threshold
    CHECK(run.changes == 1);
    run.go(5.0, 5.0, 60);
    CHECK(run.advice.sentence().empty());
    CHECK(run.changes == 2);
}

TEST_CASE("a text that is learned by heart is told, with both losses", "[app][advice]") {
    Run run;
    for (int i = 0; i < 60; ++i) run.go(6.0 - 0.05 * i, 6.0 - 0.04 * i, 2); // both fall
    CHECK(run.advice.sentence().empty());
    for (int i = 0; i < 60; ++i) run.go(3.0 - 0.04 * i, 3.6 + 0.08 * i, 2);
    run.go(0.6, 8.3, 40);
    CHECK(run.says("Held-out loss 8.3 nats against 0.6 on the training text: the model learns it by heart"));
    CHECK(run.advice.by_heart());
    CHECK(run.changes == 1);
    run.go(0.6, 2.9, 40); // a longer text may bring it down again
    CHECK_FALSE(run.advice.sentence().empty());
    run.go(0.6, 0.9, 40);
    CHECK(run.advice.sentence().empty());
    CHECK(run.advice.verdict().find("holds for text that it has not seen") != std::string::npos);
    CHECK(run.changes == 2);
}

TEST_CASE("without held-out text nothing is said of it, and a skip-gram has thresholds of its own",
          "[app][advice]") {
    TrainingAdvice advice;
    for (int step = 0; step < 50; ++step) {
        auto moment = tiny_moment(step);
        moment->train_loss = 0.1F;
        moment->heldout_step = -1;
        advice.record(*moment);
    }
    CHECK(advice.sentence().empty());
    Run run;
    run.go(5.0, 5.0, 30, ModelKind::SkipGram); // guessing costs 6 log 2 = 4.16 nats
    CHECK(run.says("above that of guessing"));
}
