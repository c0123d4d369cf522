// SPDX-License-Identifier: MIT
// A session on the toy corpus, and how to wait for what it publishes.
#pragma once

#include "model/run/session.hpp"
#include "tests/support/toy_corpus.hpp"

#include <cstdint>
#include <memory>

namespace wordfield::test {

inline SessionOptions toy_session(std::int64_t budget) {
    return {.corpus = toy_corpus(),
            .model = {.dim = 16, .layers = 1, .heads = 2, .context = 8},
            .train = {.batch = 4, .warmup = 2, .horizon = 50, .seed = 5, .threads = 2},
            .prompt = {2, 3, 4},
            .step_budget = budget,
            .on_news = {}};
}

// The next moment for which `wanted` holds; every test ends if none ever comes, by the runner's time limit.
template <class Wanted>
std::shared_ptr<const Moment> await(const Session& session, std::uint64_t& seen, Wanted wanted) {
    for (;;) {
        auto moment = session.moments().wait_newer(seen, {});
        if (wanted(*moment)) return moment;
    }
}

inline bool paused(const Moment& s) {
    return s.state == RunState::Paused;
}

} // namespace wordfield::test
