// SPDX-License-Identifier: MIT
// The maps that there are, side by side, and what is done to all of them. The one at the left leads: curves,
// time bar and the look of all maps are its.
#pragma once

#include "app/desk/settings.hpp"
#include "app/panels/map/map.hpp"

#include <memory>
#include <span>
#include <vector>

namespace wordfield::app {

class Maps {
public:
    /// What was set in the window before comes first, then what the command line says.
    Maps(const Settings& settings, const ProjectionConfig& projection);

    /// Puts into `settings` what the user chose, for the next time.
    void remember(Settings& settings) const;
    /// What the thread of a map has made; counted from the left. The kept model's is turned, see turn_kept().
    void take(std::shared_ptr<const Layout> layout, int map);
    /// Of another run there is nothing to show.
    void begin_run(std::uint64_t run);
    /// Another corpus: the settings and the look stay.
    void forget_words();

    /// All that are shown, in columns of one width.
    void draw(PanelContext& context);
    [[nodiscard]] bool animating() const;
    /// Where the words of the leading map are, px of the window; `area` is that of the panel.
    [[nodiscard]] std::vector<ImVec2> dots(const Area& area) const;
    /// False while one shows fewer dots than it has.
    [[nodiscard]] bool are_drawn() const;

    /// Those that are shown, from the left; the others wait with their settings for being shown again.
    [[nodiscard]] std::span<MapState> views() { return std::span{views_}.first(shown_); }
    [[nodiscard]] std::span<const MapState> views() const { return std::span{views_}.first(shown_); }
    /// All that there are, shown or not.
    [[nodiscard]] std::span<MapState> all() { return views_; }
    [[nodiscard]] std::span<const MapState> all() const { return views_; }
    [[nodiscard]] MapState& leading() { return views_.front(); }
    [[nodiscard]] const MapState& leading() const { return views_.front(); }
    /// The newest map that was made at the left, null for none.
    [[nodiscard]] const std::shared_ptr<const Layout>& newest() const { return leading().newest; }

    /// So many, from the left; at least one, at most all.
    void show(int count, Outbox& out);
    /// A model that was kept, or a file that has rows for these `words` alone, is shown beside the one that
    /// learns.
    void show_kept(std::shared_ptr<const RowTable> rows, std::shared_ptr<const std::vector<TokenId>> words,
                   Outbox& out);
    void forget_kept(Outbox& out);
    /// Turns and mirrors the kept model's map, as a whole, onto the one of the model that learns; now and
    /// then, because that one has no shape yet at the beginning. `time` in seconds.
    void turn_kept(double time);

    /// Puts only these words on the maps, so that they can be compared. False when there are too few.
    bool isolate(const std::vector<TokenId>& words, Outbox& out);
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
    void turn_onto_leading();
    void draw_beside(PanelContext& context, MapState& map, const Area& area);

    std::vector<MapState> views_; // never fewer or more: threads and panels count on their places
    int shown_ = 1;               // of them, from the left
    double turned_ = 0.0;         // when, seconds
};

} // namespace wordfield::app
