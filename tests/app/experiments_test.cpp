// SPDX-License-Identifier: MIT
// What was done to the model, and what the trainer says that it did to the loss.
#include "app/story/experiments.hpp"

#include "tests/support/catch.hpp"
#include "tests/support/tiny_moment.hpp"

#include <cmath>

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

TEST_CASE("experiments: the share that training has mended", "[app]") {
    Experiment e;
    CHECK_FALSE(share_mended(e)); // nothing was seen yet
    e.distance_before = 0.5F;
    e.distance_after = 1.5F;
    e.distance_now = 0.9F;
    CHECK(*share_mended(e) == Approx(0.6)); // 0.6 of the 1.0 that it was put away
    e.distance_now = 1.6F;
    CHECK(*share_mended(e) == Approx(-0.1));
    e.distance_after = 0.0F; // twins, 0.5 apart before
    e.distance_now = 0.2F;
    CHECK(*share_mended(e) == Approx(0.4));
    e.distance_after = 0.5F;
    CHECK_FALSE(share_mended(e)); // nothing was changed
    auto now = tiny_moment(100, 1);
    now->heldout_step = 100;
    now->heldout_loss = 2.2F;
    CHECK_FALSE(loss_mended(e, *now));
    e.measured = {.number = 1, .step = 60, .before = 2.0, .after = 2.5, .error = 0.1};
    CHECK(*loss_mended(e, *now) == Approx(0.6).margin(1e-5));
    now->heldout_step = 60;
    CHECK_FALSE(loss_mended(e, *now)); // not measured since
    now->heldout_step = 100;
    e.measured->error = 0.3;
    CHECK_FALSE(loss_mended(e, *now)); // what it cost cannot be told from chance
}

TEST_CASE("experiments: a row that was moved is followed from where it was first seen", "[app]") {
    auto moment = tiny_moment(60, 1);
    Experiments experiments;
    experiments.record(*moment);
    experiments.note(std::vector<Command>{RowEdit{CopyRow{2, 4}}}, moment);
    experiments.posted(5);
    experiments.record(*moment); // still the rows from before
    CHECK_FALSE(experiments.running()->distance_after);
    const auto seen = [&](std::int64_t step, float apart) {
        auto later = tiny_moment(step, 1);
        Matrix rows = later->embedding->matrix();
        rows.row(4) = rows.row(2);
        rows(4, 0) += apart;
        later->embedding = std::make_shared<const RowTable>(rows);
        later->applied = 5;
        experiments.record(*later);
    };
    seen(61, 0.0F);
    seen(80, 2.0F);
    const Experiment& e = *experiments.running();
    CHECK(e.distance_before == Approx(std::hypot(4.0, 4.0))); // (3, 4) and (-1, 0)
    CHECK(*share_mended(e) == Approx(2.0 / std::hypot(4.0, 4.0)).epsilon(1e-4));
}

TEST_CASE("experiments: one goes on until it is taken back or ended", "[app]") {
    auto moment = tiny_moment(60, 1);
    Experiments experiments;
    experiments.record(*moment);
    CHECK(experiments.running() == nullptr);
    experiments.note(std::vector<Command>{FreezeRow{2, true}, FreezeRow{3, true}}, moment);
    REQUIRE(experiments.list().size() == 1); // several rows at once are one experiment
    CHECK(experiments.running()->what == "freeze: 2 words");
    CHECK(experiments.running()->inverse.size() == 2);
    experiments.note(std::vector<Command>{AblateHead{0, 0, true}}, moment);
    CHECK(experiments.running()->what == "ablate: L1 H1");
    experiments.note(experiments.running()->inverse, moment);
    CHECK(experiments.latest()->what == "restore: L1 H1");
    CHECK(experiments.running()->what == "freeze: 2 words");
    experiments.note(experiments.running()->inverse, moment);
    CHECK(experiments.running() == nullptr);
}
