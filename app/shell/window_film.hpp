// SPDX-License-Identifier: MIT
// A film of the kept moments of a run, made in the window's own OpenGL context beside what it shows: a frame
// at a time, so that the window stays usable.
#pragma once

#include "app/shell/film.hpp"
#include "app/shell/film_writer.hpp"

#include <functional>
#include <string>
#include <vector>

namespace wordfield::app {

/// The maps of the run that the workbench shows, as it has kept them, with the newest one at the end. Each
/// holds its moment, whatever becomes of the run.
std::vector<Film::Shot> kept_shots(const Workbench& bench);

class WindowFilm {
public:
    /// `shots` are not empty. `on_end` is called from another thread. Throws what check_film() does.
    WindowFilm(FilmRequest request, PictureLook look, std::vector<Film::Shot> shots,
               std::function<void()> on_end);

    /// Draws the next frame if there is room for it.
    void advance();
    /// Seconds until advance() is worth a call; the end is told by `on_end`.
    [[nodiscard]] double patience() const;
    [[nodiscard]] float progress() const { return film_.progress(); }
    [[nodiscard]] bool ended() const { return writer_.ended(); }
    /// What became of it, once it has ended.
    [[nodiscard]] std::string sentence();

private:
    FilmRequest request_;
    std::vector<Film::Shot> shots_;
    FilmWriter writer_;
    Film film_;
    std::size_t next_ = 0; ///< shot
};

} // namespace wordfield::app
