// SPDX-License-Identifier: MIT
// A moment and its status in one, for tests that ask both.
#pragma once

#include "model/run/status.hpp"

#include <memory>
#include <utility>

namespace wordfield::test {

struct Seen : Moment {
    Seen() = default;
    explicit Seen(Moment now) : Moment{std::move(now)} {}
    explicit Seen(const Status& s)
        : Moment{*s.moment}, state{s.state}, message{s.message}, notice{s.notice},
          notice_number{s.notice_number}, speed_limit{s.speed_limit}, seconds{s.seconds},
          unsaved_seconds{s.unsaved_seconds}, tokens_per_second{s.tokens_per_second},
          replaced_step{s.replaced_step}, replaced_run{s.replaced_run}, runs{s.runs},
          keyframe_bytes{s.keyframe_bytes}, keyframes{s.keyframes}, moment{s.moment} {}

    RunState state = RunState::Paused;
    std::string message, notice;
    std::uint64_t notice_number = 0;
    double speed_limit = 0.0, seconds = 0.0, unsaved_seconds = 0.0, tokens_per_second = 0.0;
    std::optional<std::int64_t> replaced_step;
    std::uint64_t replaced_run = 0;
    std::vector<RunLine> runs;
    std::size_t keyframe_bytes = 0;
    int keyframes = 0;
    std::shared_ptr<const Moment> moment; ///< where it came from a status
};

/// The two apart again.
inline std::shared_ptr<const Status> status_of(const Seen& seen) {
    auto status = std::make_shared<Status>();
    status->run = seen.run;
    status->state = seen.state;
    status->message = seen.message;
    status->notice = seen.notice;
    status->notice_number = seen.notice_number;
    status->applied = seen.applied;
    status->speed_limit = seen.speed_limit;
    status->seconds = seen.seconds;
    status->unsaved_seconds = seen.unsaved_seconds;
    status->tokens_per_second = seen.tokens_per_second;
    status->replaced_step = seen.replaced_step;
    status->replaced_run = seen.replaced_run;
    status->runs = seen.runs;
    status->moment = std::make_shared<const Moment>(seen);
    return status;
}

} // namespace wordfield::test
