// SPDX-License-Identifier: MIT
// What the transport says and does while an earlier step is looked at.
#include "app/panels/panels.hpp"

#include "tests/support/catch.hpp"
#include "tests/support/tiny_moment.hpp"

#include <string_view>

using namespace wordfield;
using namespace wordfield::app;

namespace {

Frame frame_at(std::int64_t step, std::int64_t newest, RunState state) {
    Frame frame;
    frame.moment = tiny_moment(step); // of a moment when training was running
    auto now = tiny_moment(newest);
    frame.newest = now;
    auto status = std::make_shared<Status>();
    status->state = state;
    frame.status = status;
    frame.live = step == newest;
    return frame;
}

} // namespace

TEST_CASE("a look back says what is looked at and what the training does", "[app][time]") {
    CHECK(looking_back(frame_at(22, 1148, RunState::Paused)) ==
          "Looking at step 22. Training is paused at step 1,148.");
    CHECK(looking_back(frame_at(22, 1148, RunState::Running)) ==
          "Looking at step 22. Training goes on at step 1,148.");
    CHECK(looking_back(frame_at(22, 1148, RunState::Failed)) ==
          "Looking at step 22. Training has stopped at step 1,148.");
    CHECK(looking_back(frame_at(1148, 1148, RunState::Paused)).empty());
    CHECK(looking_back(Frame{}).empty());
}

TEST_CASE("play goes on with the training that is paused, and shows it", "[app][time]") {
    const Frame frame = frame_at(22, 1148, RunState::Paused);
    CHECK_FALSE(frame.running());
    Outbox out;
    play_or_pause(*frame.moment, frame.running(), out);
    REQUIRE(out.of<Command>().size() == 1);
    CHECK(out.find<SetRunning>()->running);
    CHECK(out.find<GoLive>());
    CHECK(std::string_view{what_play_does(frame)} == "Return to the newest step and go on training (Space)");
}

TEST_CASE("pausing stays at the step that is looked at", "[app][time]") {
    const Frame frame = frame_at(22, 1148, RunState::Running);
    Outbox out;
    play_or_pause(*frame.moment, frame.running(), out);
    REQUIRE(out.of<Command>().size() == 1);
    CHECK_FALSE(out.find<SetRunning>()->running);
    CHECK_FALSE(out.find<GoLive>());
    CHECK(std::string_view{what_play_does(frame)}.find("Pause") == 0);
}

TEST_CASE("a single step is seen", "[app][time]") {
    Outbox out;
    train_one_step(out);
    CHECK(out.find<GoLive>());
    CHECK(std::string_view{what_step_does(frame_at(22, 1148, RunState::Paused))}.find("Return") == 0);
}
