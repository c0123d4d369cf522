// SPDX-License-Identifier: MIT
#include "app/shell/film_options.hpp"

#include <algorithm>

namespace wordfield::app {
namespace {

constexpr std::int64_t most_film_steps = std::int64_t{1} << 40;
constexpr int most_gif_fps = 50; // its clock counts hundredths of a second
constexpr int most_side = 16384; // px of a picture

void check_kind(const FilmRequest& film) {
    const auto kind = film_kind(film.path);
    if (!kind)
        throw CLI::ValidationError("--film", "\"" + film.path.string() + "\" is of no known kind; give " +
                                                 film_endings() + ", or a folder name for PNG frames");
    if (*kind == FilmKind::Gif && film.fps > most_gif_fps)
        throw CLI::ValidationError("--fps", "a .gif shows at most " + std::to_string(most_gif_fps) +
                                                " frames a second; choose fewer, or another ending");
}

} // namespace

void add_film_options(CLI::App& cli, Options& o) {
    add_path(cli, "--film", o.film.path,
             "with --headless: film the run while it trains; " + film_endings() +
                 " (by ffmpeg; even sizes) or a folder name for PNG frames. In a window: File > Film …");
    add_choice<FilmOf>(cli, "--film-of", o.film.of, {{"map", FilmOf::Map}, {"window", FilmOf::Window}},
                       "what the film shows: the map alone (default) or the window");
    add_number<std::int64_t>(cli, "--from", o.film.from, {0, most_film_steps},
                             "the film's first step (default: the run's)");
    add_number<std::int64_t>(cli, "--to", o.film.to, {0, most_film_steps},
                             "the film's last step (default: the run's)");
    add_number<double>(cli, "--seconds", o.film.seconds, {0.01, longest_film}, "length of the film (10)");
    add_number<int>(cli, "--fps", o.film.fps, {1, most_fps}, "frames a second of the film (30)");
    add_number<int>(cli, "--scale", o.scale, {1, 4},
                    "px of a picture or film to one of --size, everything drawn larger (1); of a map as "
                    ".png: px to one of 96 to the inch (default: 300 to the inch)");
}

void check_film_options(Options& o) {
    const bool films = !o.film.path.empty();
    for (const char* const option : {"--film-of", "--from", "--to", "--seconds", "--fps"})
        if (!films && o.given.contains(option))
            throw CLI::ValidationError(option, "needs --film, so that there is a film");
    if (!o.headless && films)
        throw CLI::ValidationError("--film", "needs --headless; in a window, File > Film … makes one");
    if (!o.headless && o.scale && !o.screenshot.empty())
        throw CLI::ValidationError("--scale", "needs --headless; a window's picture is as large as itself");
    if (std::max(o.width, o.height) * o.scale.value_or(1) > most_side)
        throw CLI::ValidationError("--scale", "makes a side of more than " + std::to_string(most_side) +
                                                  " px; choose a smaller --size");
    if (!films) return;
    check_kind(o.film);
    if (o.film.from && o.film.to && *o.film.to < *o.film.from)
        throw CLI::ValidationError("--to", "comes before --from; choose a later step");
    o.film.size = {o.width, o.height};
    o.film.scale = o.scale.value_or(1);
}

} // namespace wordfield::app
