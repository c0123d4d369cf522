// SPDX-License-Identifier: MIT
#include "app/shell/resume.hpp"

#include "model/core/error.hpp"
#include "tests/support/catch.hpp"

#include <initializer_list>
#include <string>
#include <vector>

using namespace wordfield;
using namespace wordfield::app;

namespace {

TrainerState saved() {
    TrainerState state;
    state.model = {.vocabulary = 50, .dim = 48};
    state.train.horizon = 400;
    state.train.seed = 7;
    state.step = 100;
    return state;
}

Options parse_resumed(std::initializer_list<const char*> words) {
    std::vector<const char*> arguments{"wordfield", "--resume", "m.ckpt"};
    arguments.insert(arguments.end(), words);
    return std::get<Options>(parse_options(static_cast<int>(arguments.size()), arguments.data()));
}

std::string refusal(std::initializer_list<const char*> words) {
    TrainerState state = saved();
    try {
        apply_options(state, parse_resumed(words));
    } catch (const Error& error) {
        return error.what();
    }
    return {};
}

} // namespace

TEST_CASE("resume: what is not said stays as it was saved", "[app]") {
    TrainerState state = saved();
    const Options options = parse_resumed({});
    apply_options(state, options);
    CHECK(state == saved());
    CHECK(last_step(options, state.train) == 400); // the checkpoint's horizon
    CHECK(last_step(options, options.train) == 2500);
}

TEST_CASE("resume: what may change in the middle of a run is applied", "[app]") {
    TrainerState state = saved();
    apply_options(state, parse_resumed({"--lr", "0.25", "--horizon", "900", "--batch", "16", "--threads", "2",
                                        "--softmax-sample", "64"}));
    CHECK(state.train.learning_rate == 0.25F);
    CHECK(state.train.horizon == 900);
    CHECK(state.train.batch == 16);
    CHECK(state.train.threads == 2);
    CHECK(state.train.softmax_sample == 64);
}

TEST_CASE("resume: what cannot change is refused by its name", "[app]") {
    CHECK(refusal({"--dim", "32"}).find("--dim 32: the checkpoint has 48 (") == 0);
    CHECK(refusal({"--model", "skipgram"}).find("--model skipgram: the checkpoint has gpt (") == 0);
    for (const char* option : {"--layers", "--heads", "--context", "--window", "--negatives", "--seed"})
        CHECK(refusal({option, "16"}).find(std::string{option} + " 16: the checkpoint has ") == 0);
    for (const char* option : {"--subsample", "--noise-power"})
        CHECK(refusal({option, "0.5"}).find(std::string{option} + " 0.5: the checkpoint has ") == 0);
    CHECK(refusal({"--dim", "48", "--seed", "7"}).empty()); // said, but the same
}

TEST_CASE("resume: --steps counts from the beginning of the run", "[app]") {
    const TrainerState state = saved();
    CHECK(last_step(parse_resumed({"--steps", "150"}), state.train) == 150);
    CHECK(steps_left(150, &state) == 50);
    CHECK(steps_left(150, nullptr) == 150);
    CHECK(refusal({"--steps", "100"}).empty()); // measures without training
    CHECK(refusal({"--steps", "50"}).find("--steps 50: the checkpoint is at step 100 already") == 0);
}
