// SPDX-License-Identifier: MIT
// A session on the toy corpus, and how to wait for what it publishes.
#pragma once

#include "model/run/session.hpp"
#include "tests/support/seen.hpp"
#include "tests/support/toy_corpus.hpp"

#include <cstdint>
#include <memory>

namespace wordfield::test {

inline SessionOptions toy_session(std::int64_t budget) {
    return {.corpus = toy_corpus(),
            .model = {.dim = 16, .layers = 1, .heads = 2, .context = 8},
            .train = {.batch = 4, .warmup = 2, .horizon = 50, .seed = 5, .threads = 2},
            .step_budget = budget,
            .on_news = {}};
}

// The next status for which `wanted` holds; every test ends if none ever comes, by the runner's time limit.
template <class Wanted>
std::shared_ptr<const Seen> await(const Session& session, std::uint64_t& seen, Wanted wanted) {
    for (;;) {
        auto now = std::make_shared<const Seen>(*session.status().wait_newer(seen, {}));
        if (wanted(*now)) return now;
    }
}

inline bool paused(const Seen& s) {
    return s.state == RunState::Paused;
}

} // namespace wordfield::test
