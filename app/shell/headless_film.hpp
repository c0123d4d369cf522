// SPDX-License-Identifier: MIT
// --film: filmed while the run trains, with maps of its own, so that nothing else becomes another one by it.
#pragma once

#include "app/shell/film.hpp"
#include "app/shell/film_writer.hpp"
#include "app/shell/options.hpp"
#include "app/shell/outputs.hpp"
#include "model/map/map_maker.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

namespace wordfield::app {

/// The steps of the film of a run that goes from `first` to `last`. Throws Error for steps that it does not
/// make.
FilmSchedule film_schedule(const FilmRequest& request, std::int64_t first, std::int64_t last);

class HeadlessFilm {
public:
    /// Of a run that goes from `first` to `last`. Throws Error or, without an OpenGL context,
    /// std::runtime_error.
    HeadlessFilm(const Options& options, const std::string& sentence, std::int64_t first, std::int64_t last,
                 Picture::Gl gl, Outputs& outputs);

    /// The run is at this step: where the film needs it, asks for its status (`looks`: for a picture of the
    /// window), makes its map and draws all frames up to it. A film that fails is told of at once, and the
    /// training may go on for the sake of the rest.
    void look(std::int64_t step, const std::function<std::shared_ptr<const Status>(bool looks)>& status);
    /// The training has ended: writes what is left, or says that the film is not whole.
    void finish();
    /// ", film 40%"; nothing once it has failed.
    [[nodiscard]] std::string progress() const;

private:
    struct Work {
        Work(const Options& options, const FilmSchedule& schedule, const std::string& sentence,
             Picture::Gl gl);
        MapMaker maker;
        FilmWriter writer;
        Film film;
    };
    void take(std::shared_ptr<const Status> status);

    FilmRequest request_;
    FilmSchedule schedule_;
    Outputs& outputs_;
    std::optional<Work> work_; ///< nothing once it has failed
};

} // namespace wordfield::app
