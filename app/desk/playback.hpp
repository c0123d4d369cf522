// SPDX-License-Identifier: MIT
// Playing through the kept steps of a run, as a film is played. Pure: it is told how time goes on and says
// which step is to be shown.
#pragma once

#include <array>
#include <cstdint>
#include <optional>

namespace wordfield::app {

class Playback {
public:
    struct Speed {
        const char* name;
        double steps = 0.0;   ///< a second; 0 where the run has `seconds`
        double seconds = 0.0; ///< for the whole run
    };
    static constexpr std::array<Speed, 6> speeds{{{"whole run in 5 s", 0, 5},
                                                  {"whole run in 10 s", 0, 10},
                                                  {"whole run in 30 s", 0, 30},
                                                  {"10 steps a second", 10, 0},
                                                  {"50 steps a second", 50, 0},
                                                  {"200 steps a second", 200, 0}}};
    int speed = 1;     ///< of `speeds`
    bool loop = false; ///< begins again at the end

    [[nodiscard]] bool playing() const { return at_.has_value(); }
    /// From `step` on; from the first where that is the last.
    void start(std::int64_t step, std::int64_t first, std::int64_t last);
    void stop() { at_.reset(); }
    /// Goes on by `dt` seconds. The step to show; nothing while it does not play. At `last` it stops, or
    /// begins again.
    std::optional<std::int64_t> advance(double dt, std::int64_t first, std::int64_t last);

private:
    std::optional<double> at_; // step
};

} // namespace wordfield::app
