// SPDX-License-Identifier: MIT
#include "model/core/running_mean.hpp"

#include "tests/support/catch.hpp"

using namespace wordfield;

TEST_CASE("running mean: mean and standard error as by hand") {
    RunningMean mean;
    CHECK(mean.mean() == 0.0);
    CHECK(mean.error() == 0.0);
    mean.add(1e9 + 1.0);
    CHECK(mean.error() == 0.0);
    for (const double value : {2.0, 3.0, 4.0}) mean.add(1e9 + value);
    CHECK(mean.count() == 4);
    CHECK(mean.mean() == 1e9 + 2.5);
    CHECK(mean.error() == Approx(0.6454972)); // sqrt(5 / 3 / 4)
}
