// SPDX-License-Identifier: MIT
// The maps that there are: one, or two side by side, and what is done to all of them.
#pragma once

#include "app/desk/settings.hpp"
#include "app/panels/map/map.hpp"

#include <array>
#include <memory>

namespace wordfield::app {

class Maps {
public:
    /// What was set in the window before comes first, then what the command line says.
    Maps(const Settings& settings, const ProjectionConfig& projection);

    /// Puts into `settings` what the user chose, for the next time.
    void remember(Settings& settings) const;
    void take(std::shared_ptr<const Layout> layout) { views_[0].newest = std::move(layout); }
    void take_second(std::shared_ptr<const Layout> layout) { views_[1].newest = std::move(layout); }
    /// Of another run there is nothing to show.
    void begin_run(std::uint64_t run);
    /// Another corpus: the settings and the look stay.
    void forget_words();

    /// One map in the area, or two in a half each.
    void draw(PanelContext& context);
    [[nodiscard]] bool animating() const { return views_[0].animating || (two_ && views_[1].animating); }

    [[nodiscard]] MapState& first() { return views_[0]; }
    [[nodiscard]] const MapState& first() const { return views_[0]; }
    /// The map at the right; shown while two().
    [[nodiscard]] const MapState& second() const { return views_[1]; }
    [[nodiscard]] bool two() const { return two_; }
    /// The newest map that was made, null for none.
    [[nodiscard]] const std::shared_ptr<const Layout>& newest() const { return views_[0].newest; }

    void toggle_second(Outbox& out);
    /// A model that was kept is shown at the right, beside the one that learns.
    void show_kept(std::shared_ptr<const Matrix> rows, Outbox& out);
    void forget_kept(Outbox& out);
    /// Turns and mirrors the kept model's map, as a whole, onto the one of the model that learns; now and
    /// then, because that one has no shape yet at the beginning. `time` in seconds.
    void turn_kept(double time);

    /// Puts only the chosen words on the maps, so that they can be compared. False when there are too few.
    bool isolate(const Selection& selection, Outbox& out);
    /// The words before the last isolation. False when there was none.
    bool unisolate(Outbox& out);
    void end_isolation(Outbox& out);
    /// A chosen word has a place on the maps whatever kind it is. It keeps it afterwards, or every other
    /// choice would make a map anew.
    void place_pinned(const Selection& selection, std::uint64_t run, Outbox& out);
    /// What Esc closes or gives up before it lets words go: the popovers, then a tool in the hand. False when
    /// there is nothing of the kind.
    bool leave_tools();

private:
    void link_cameras();
    void changed(Outbox& out) const;

    std::array<MapState, 2> views_;
    bool two_ = false;
    double turned_ = 0.0; // when, seconds
};

} // namespace wordfield::app
