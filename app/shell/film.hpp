// SPDX-License-Identifier: MIT
// Draws the frames of a film, one after the other, from the maps of a run as they come. What it draws depends
// on these alone and not on the clock.
#pragma once

#include "app/map/film.hpp"
#include "app/shell/picture.hpp"

#include <memory>

namespace wordfield::app {

class Film {
public:
    /// A map of the run, with what was known at its step.
    struct Shot {
        std::shared_ptr<const Status> status; ///< with its moment
        std::shared_ptr<const Layout> layout;
    };

    /// `request` says what is filmed and how large, `look` the rest. Throws as Picture does.
    Film(const FilmRequest& request, const FilmSchedule& schedule, PictureLook look, Picture::Gl gl);

    /// How much wider than high the canvas wants its maps (MapSettings::stretch).
    [[nodiscard]] float stretch() { return picture_.bench().map().settings.stretch; }
    /// The next map; steps rise.
    void take(Shot shot);
    /// Whether the maps that have come are enough for the next frame.
    [[nodiscard]] bool ready() const;
    /// The next frame, which must be ready(). Needs its OpenGL context to be current.
    [[nodiscard]] render::Image frame();
    [[nodiscard]] bool finished() const { return next_ >= schedule_.frames(); }
    /// Share of the frames that have been drawn, 0 to 1.
    [[nodiscard]] float progress() const {
        return static_cast<float>(next_) / static_cast<float>(schedule_.frames());
    }

private:
    void show(const Shot& shot);
    void begin();

    FilmSchedule schedule_;
    FilmOf of_;
    float dt_;
    Picture picture_;
    std::shared_ptr<const Moment> shown_; ///< of the status that the picture was given last
    Shot earlier_, later_;
    int next_ = 0;
};

} // namespace wordfield::app
