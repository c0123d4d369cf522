// SPDX-License-Identifier: MIT
#include "app/workbench/new_run_dialog.hpp"

#include "model/train/trainer.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/toy_corpus.hpp"

using namespace wordfield;
using namespace wordfield::app;

TEST_CASE("new model: the promised number of parameters is what the model then has", "[app]") {
    for (const ModelConfig& model : {ModelConfig{.dim = 24, .layers = 3, .heads = 2, .context = 8},
                                     ModelConfig{.dim = 32, .layers = 1, .heads = 4, .context = 16},
                                     ModelConfig{.kind = ModelKind::SkipGram, .dim = 20}}) {
        const auto trainer = make_trainer(test::toy_corpus(), model, {.batch = 2});
        CHECK(parameter_count(trainer->model()) == trainer->moment().parameters);
    }
}

TEST_CASE("new model: what does not fit is said before it is started", "[app]") {
    CHECK(misfit({.vocabulary = 30, .dim = 64, .heads = 4}, {}).empty());
    CHECK(misfit({.vocabulary = 30, .dim = 16, .heads = 3}, {}).find("multiple of heads") !=
          std::string::npos);
    CHECK(misfit({.kind = ModelKind::SkipGram, .vocabulary = 30, .dim = 16, .heads = 3}, {}).empty());
    CHECK_FALSE(misfit({.vocabulary = 30}, {.batch = 0}).empty());
}
