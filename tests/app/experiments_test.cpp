// SPDX-License-Identifier: MIT
// What was done to the model, and what the trainer says that it did to the loss.
#include "app/story/experiments.hpp"

#include "tests/support/catch.hpp"
#include "tests/support/tiny_moment.hpp"

using namespace wordfield;
using namespace wordfield::app;

TEST_CASE("experiments: each has the loss right before and right after it", "[app]") {
    auto moment = tiny_moment(60, 1);
    moment->heldout_step = 50;
    moment->heldout_loss = 9.0F; // some steps ago, and none of the figures
    Experiments experiments;
    experiments.record(*moment);
    const std::vector<Command> freeze{FreezeRow{2, true}}, zero{RowEdit{ZeroRow{2}}},
        silence{AblateHead{0, 0, true}};
    experiments.note(freeze, moment);
    experiments.note(zero, moment);
    REQUIRE(experiments.list().size() == 2);
    CHECK_FALSE(experiments.latest()->measured);
    auto told = std::make_shared<Moment>(*moment);
    experiments.record(*told); // with nothing new
    CHECK_FALSE(experiments.latest()->measured);
    told->edit = {.number = 1, .step = 61, .before = 2.0, .after = 2.5, .error = 0.125};
    experiments.record(*told);
    REQUIRE(experiments.latest()->measured);
    CHECK(experiments.latest()->measured->before == 2.0);
    CHECK(experiments.latest()->measured->after == 2.5);
    CHECK_FALSE(experiments.list()[0].measured); // freezing changes no weight
    experiments.note(silence, told);
    experiments.record(*told); // still the figures of the one before
    CHECK_FALSE(experiments.latest()->measured);
    told->edit = {.number = 2, .step = 61, .before = 2.5, .after = 2.25, .error = 0.0625};
    experiments.record(*told);
    CHECK(experiments.latest()->measured->after == 2.25);
    CHECK(experiments.list()[1].measured->after == 2.5);
}
