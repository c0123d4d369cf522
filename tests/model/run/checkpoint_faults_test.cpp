// SPDX-License-Identifier: MIT
// A checkpoint on a disk that refuses, one system call after the other.
#include "model/core/error.hpp"
#include "model/run/checkpoint.hpp"
#include "model/run/session.hpp"
#include "model/train/gpt_trainer.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/file_faults.hpp"
#include "tests/support/temporary_folder.hpp"
#include "tests/support/toy_corpus.hpp"

using namespace wordfield;

namespace {

const ModelConfig model{.dim = 8, .layers = 1, .heads = 2, .context = 8};
const TrainConfig training{.batch = 2, .threads = 1};

} // namespace

TEST_CASE("checkpoint: any one call that fails while saving leaves the old file or the new one",
          "[model][files]") {
    const test::TemporaryFolder folder;
    const auto path = folder.path / "run.ckpt";
    GptTrainer trainer{test::toy_corpus(), model, training};
    const TrainerState before = trainer.state();
    trainer.step();
    const TrainerState after = trainer.state();
    test::each_fault([&](const auto& attempt) {
        save_checkpoint(path, before);
        const std::string message = attempt([&] { save_checkpoint(path, after); });
        CHECK(load_checkpoint(path).step == (message.empty() ? 1 : 0));
        CHECK(test::files_in(folder.path) == 1);
    });
}

TEST_CASE("checkpoint: any one call that fails while reading gives the whole state or a sentence",
          "[model][files]") {
    const test::TemporaryFolder folder;
    const auto path = folder.path / "run.ckpt";
    GptTrainer trainer{test::toy_corpus(), model, training};
    const TrainerState state = trainer.state();
    save_checkpoint(path, state);
    test::each_fault([&](const auto& attempt) {
        TrainerState read;
        const std::string message = attempt([&] { read = load_checkpoint(path); });
        if (message.empty()) CHECK(read == state);
    });
}

TEST_CASE("session: whoever waits for a save learns what became of it", "[model][files]") {
    const test::TemporaryFolder folder;
    Session session{{.corpus = test::toy_corpus(), .model = model, .train = training, .on_news = {}}};
    CHECK_NOTHROW(session.save({folder.path / "run.ckpt"}).get());
    CHECK(load_checkpoint(folder.path / "run.ckpt").step >= 0);
    CHECK_THROWS_AS(session.save({folder.path / "no" / "run.ckpt"}).get(), Error);
}
