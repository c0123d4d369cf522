// SPDX-License-Identifier: MIT
#include "model/run/training_clock.hpp"

#include "tests/support/catch.hpp"

using namespace wordfield;
using namespace std::chrono_literals;

TEST_CASE("a moment is due thirty times a second, and rarely where it takes long to make", "[run]") {
    TrainingClock clock;
    const TrainingClock::Clock::time_point begin{100s};
    CHECK(clock.moment_due(begin)); // the first
    clock.moment_made(begin, 1ms);
    clock.published(begin);
    CHECK_FALSE(clock.moment_due(begin + 30ms));
    CHECK(clock.moment_due(begin + 34ms));
    clock.moment_made(begin, 50ms); // of a large model: at most a ninth of the time goes into them
    CHECK_FALSE(clock.moment_due(begin + 390ms));
    clock.published(begin + 10ms); // a setting, without a moment: no reason to hurry
    CHECK_FALSE(clock.moment_due(begin + 390ms));
    CHECK(clock.moment_due(begin + 400ms));
}
