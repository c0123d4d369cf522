// SPDX-License-Identifier: MIT
// A film of a run, as a plan: what it is written as, how large, which step each of its frames shows, and the
// map between two maps. Pure maths.
#pragma once

#include "model/map/layout.hpp"

#include <glm/vec2.hpp>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>

namespace wordfield::app {

enum class FilmOf { Map, Window };

/// Told by the end of the name: none, or a slash, is a folder of pictures.
enum class FilmKind { Frames, Mp4, Webm, Gif };

/// What somebody asks for.
struct FilmRequest {
    std::filesystem::path path; ///< empty for no film
    FilmOf of = FilmOf::Map;
    std::optional<std::int64_t> from, to; ///< steps; the run's first and last one where nothing is said
    double seconds = 10.0;
    int fps = 30;                ///< frames a second
    glm::ivec2 size{1600, 1000}; ///< px, before `scale`
    int scale = 1;               ///< px to one of `size`: everything is drawn so much larger
};

inline constexpr int longest_film = 3600; ///< seconds
inline constexpr int most_fps = 120;

/// Nothing where the ending is that of no kind of film.
std::optional<FilmKind> film_kind(const std::filesystem::path& path);

/// ".mp4", ".webm", ".gif": for sentences and dialogs.
std::string film_endings();

/// px of a frame: an odd number is rounded down where the kind has even ones only (.mp4, .webm).
glm::ivec2 film_size(const FilmRequest& request);

/// "frame-00001.png" for the first one, which is 0.
std::string frame_name(int frame);

/// "Saved film.mp4: 300 frames, 10 s."
std::string film_sentence(const FilmRequest& request);

/// Spreads the frames of a film evenly over the steps.
class FilmSchedule {
public:
    /// `from` is not beyond `to`.
    FilmSchedule(std::int64_t from, std::int64_t to, double seconds, int fps);

    /// seconds x fps, rounded; at least one.
    [[nodiscard]] int frames() const { return frames_; }
    /// What a frame shows: of the first `from`, of the last `to`, between two steps most often.
    [[nodiscard]] double step_of(int frame) const;
    /// Whether a map of this step is worth making: a frame shows it, or it is the first one since a frame
    /// did.
    [[nodiscard]] bool wants(std::int64_t step) const;
    [[nodiscard]] std::int64_t from() const { return from_; }
    [[nodiscard]] std::int64_t to() const { return to_; }

private:
    std::int64_t from_, to_;
    int frames_;
};

/// The map a share `way` (0 to 1) of the way from one map to the next of the same run: the words of the
/// later one; those that the earlier one does not show stand where they will be. It says the step that it
/// has reached, and what was measured on the earlier one.
std::shared_ptr<const Layout> map_between(const std::shared_ptr<const Layout>& earlier,
                                          const std::shared_ptr<const Layout>& later, double way);

} // namespace wordfield::app
