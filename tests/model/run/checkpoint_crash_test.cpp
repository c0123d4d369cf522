// SPDX-License-Identifier: MIT
// What is left of a checkpoint when the program dies or the disk is full while it is being saved. Each case
// happens to a child process.
#include "model/core/error.hpp"
#include "model/run/checkpoint.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/temporary_folder.hpp"

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>

using namespace wordfield;

namespace {

TrainerState state_of(std::int64_t step) {
    TrainerState state;
    state.model = {.kind = ModelKind::SkipGram, .vocabulary = 400, .dim = 64};
    const std::size_t size = 400 * 64;
    for (int id = 0; id < 400; ++id) state.words.push_back(std::string{"w"}.append(std::to_string(id)));
    state.counts.assign(400, 3);
    state.step = step;
    state.parameters.assign(2 * size, static_cast<float>(step));
    state.initial_embedding.assign(size, 0.5F);
    state.mean_gradient.assign(size, 0.25F);
    state.frozen_groups.assign(2, false);
    return state;
}

template <class Work>
pid_t in_child(Work work) {
    const pid_t child = fork();
    if (child == 0) {
        try {
            work();
        } catch (...) { // must not unwind into the tests of the parent
            _exit(1);
        }
        _exit(0);
    }
    return child;
}

void require_whole(const std::filesystem::path& path) {
    const TrainerState state = load_checkpoint(path);
    CHECK(state == state_of(state.step));
}

} // namespace

TEST_CASE("checkpoint: kill -9 while saving leaves the old file or the new one, whole", "[model]") {
    const test::TemporaryFolder folder;
    const auto path = folder.path / "run.ckpt";
    save_checkpoint(path, state_of(0));
    std::int64_t newest = 0;
    // Another moment of the writing each time; on a machine too busy to write anything meanwhile, more time.
    for (int i = 0; i < 25 || (newest == 0 && i < 250); ++i) {
        const pid_t child = in_child([&] {
            for (std::int64_t step = newest + 1;; ++step) save_checkpoint(path, state_of(step));
        });
        REQUIRE(child > 0);
        usleep(static_cast<useconds_t>(3000 + 1700 * i));
        kill(child, SIGKILL);
        waitpid(child, nullptr, 0);
        require_whole(path);
        const std::int64_t step = load_checkpoint(path).step;
        CHECK(step >= newest);
        newest = step;
    }
    CHECK(newest > 0);                     // some of the savings came through
    save_checkpoint(path, state_of(9999)); // what a killed one left behind is in nobody's way
    require_whole(path);
}

TEST_CASE("checkpoint: a full disk gets its sentence and the old file stays", "[model]") {
    const test::TemporaryFolder folder;
    const auto path = folder.path / "run.ckpt";
    save_checkpoint(path, state_of(1));
    const pid_t child = in_child([&] {
        signal(SIGXFSZ, SIG_IGN); // beyond the limit a write fails, as it does where there is no room
        const rlimit limit{10'000, 10'000};
        setrlimit(RLIMIT_FSIZE, &limit);
        try {
            save_checkpoint(path, state_of(2));
        } catch (const Error& error) {
            const std::string words = error.what();
            _exit(words.find("cannot be written") != std::string::npos &&
                          words.find("make room") != std::string::npos
                      ? 7
                      : 1);
        }
    });
    int status = 0;
    waitpid(child, &status, 0);
    CHECK(WEXITSTATUS(status) == 7);
    require_whole(path);
    CHECK(load_checkpoint(path).step == 1);
    CHECK(std::distance(std::filesystem::directory_iterator{folder.path}, {}) == 1);
}
