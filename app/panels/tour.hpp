// SPDX-License-Identifier: MIT
// The tour of five steps: a card near the panel it speaks of, where it covers few words. Each step has
// something to do, which is ticked off when it is done. Everything else stays usable meanwhile.
#pragma once

#include "app/desk/frame.hpp"
#include "app/desk/view.hpp"
#include "app/ui/ui.hpp"

#include <optional>
#include <span>
#include <string_view>

namespace wordfield::app {

/// Where a card of `size` hides least of the panel that it speaks of, of the map and of its dots (px of the
/// window): near that panel, and wholly in the window.
ImVec2 place_of_card(ImVec2 size, ImVec2 window, const Area& panel, const Area& map,
                     std::span<const ImVec2> dots);

class Tour {
public:
    void start();
    void leave();
    [[nodiscard]] bool running() const { return step_ >= 0; }
    /// -1 while it does not run.
    [[nodiscard]] int step() const { return step_; }
    /// Whether the task of the present step has been done.
    [[nodiscard]] bool task_done() const { return task_done_; }
    /// Whether it has been left or taken to its end, in this run of the program.
    [[nodiscard]] bool seen() const { return seen_; }

    /// Shows the panel of the present step, its frame lit, and the card. `dots` are the words of the map.
    void draw(Ui& ui, const Frame& frame, View& view, const Areas& areas, std::span<const ImVec2> dots);

private:
    /// What somebody may have changed since a step began.
    struct Seen {
        std::optional<TokenId> chosen;
        int layer = 0, head = 0;
        bool running = false;
    };
    void go_to(int step);
    void begin_step(const Frame& frame, View& view);
    [[nodiscard]] bool is_done(std::string_view what, const Frame& frame, const View& view) const;
    void card(Ui& ui);
    void buttons(Ui& ui, int steps);

    int step_ = -1;
    bool fresh_ = false; ///< the step has just begun: nothing is known of it yet
    bool task_done_ = false;
    bool seen_ = false;
    Seen at_start_;
    ImVec2 window_{0, 0}; ///< that the card was placed in
};

} // namespace wordfield::app
