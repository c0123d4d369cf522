// SPDX-License-Identifier: MIT
// What can be written, by the ending of its name, in the dialog that asks for a file.
#include "app/map/film.hpp"
#include "app/map/map_file.hpp"
#include "app/ui/programs.hpp"
#include "app/workbench/file_dialog.hpp"
#include "model/core/error.hpp"
#include "model/formats/registry.hpp"

#include <array>
#include <span>
#include <system_error>
#include <utility>
#include <vector>

namespace wordfield::app {
namespace {

// A film that cannot be made, a sentence; empty where it can.
std::string why_no_film(const std::filesystem::path& path) {
    const auto kind = film_kind(path);
    if (!kind)
        return path.string() + ": is of no known kind (choose " + film_endings() +
               ", or no ending for a folder of pictures)";
    if (*kind != FilmKind::Frames && program_at(environment("PATH"), "ffmpeg").empty())
        return path.string() +
               ": needs ffmpeg, which is not installed (install it, or leave the ending out for a folder of "
               "pictures)";
    return {};
}

} // namespace

std::string FileDialog::why_not(const std::filesystem::path& path) const {
    std::error_code ignored;
    if (!saves() && !names_builtin() && !std::filesystem::exists(path, ignored))
        return "There is no file " + path.string() + ".";
    if (kind_ == Kind::Film) return why_no_film(path);
    if (kind_ != Kind::Export || is_map_file(path)) return {};
    try {
        exporter_for(path);
    } catch (const Error& error) {
        return error.what();
    }
    return {};
}

// Each kind of file by its ending, which goes into the name: vectors in one line, the map and the run in the
// next.
void FileDialog::ask_which_format(Ui& ui) {
    std::vector<const char*> endings, names;
    int chosen = -1;
    const auto offer = [&](std::size_t first, std::size_t end) {
        int here = chosen - static_cast<int>(first);
        const std::size_t count = end - first;
        if (segmented(ui, "file.format", std::span{endings}.subspan(first, count), here,
                      std::span{names}.subspan(first, count)))
            write(with_ending(path_, endings[first + static_cast<std::size_t>(here)]).string());
    };
    for (const Format* const format : file_formats()) {
        if (format->write == nullptr || format->holds != Format::Holds::Vectors) continue;
        if (meant().extension() == format->extensions.front()) chosen = static_cast<int>(endings.size());
        endings.push_back(format->extensions.front().c_str());
        names.push_back(format->name.c_str());
    }
    const std::size_t vectors = endings.size();
    for (const MapFileKind& kind : map_file_kinds()) {
        if (map_file_kind(meant()) == &kind) chosen = static_cast<int>(endings.size());
        endings.push_back(kind.ending.c_str());
        names.push_back(kind.name.c_str());
    }
    text(ui, ui.fonts.small, ui.theme.dim, chosen < 0 ? "Kind of file" : names[chosen]);
    offer(0, vectors);
    offer(vectors, endings.size());
}

void FileDialog::ask_which_film(Ui& ui) {
    static constexpr std::array<const char*, 4> endings{".mp4", ".webm", ".gif", ""};
    int chosen = -1;
    const std::string now = meant().extension().string();
    for (int i = 0; i < std::ssize(endings); ++i)
        if (now == endings[i]) chosen = i;
    if (!segmented(ui, "file.film", std::array{".mp4", ".webm", ".gif", "folder"}, chosen,
                   std::array{"H.264: plays everywhere", "VP9: plays in browsers",
                              "Plays without a player; large", "A PNG picture for each frame"}))
        return;
    write(std::filesystem::path{path_}.replace_extension(endings[chosen]).string());
}

// Room for it is always there, so that the dialog does not jump.
void FileDialog::ask_which_scale(Ui& ui) {
    const MapFileKind* const kind = map_file_kind(meant());
    const bool asks = kind != nullptr && kind->kind == MapFile::Picture;
    const bool wanted = std::exchange(ui.rects.wanted, ui.rects.wanted && asks);
    ImGui::BeginDisabled(!asks);
    text(ui, ui.fonts.small, ui.theme.dim, "Size of the picture");
    segmented(ui, "file.scale", std::array{"300 dpi", "1×", "2×", "3×", "4×"}, picture_scale_,
              std::array{"A3 at 300 px to the inch, 4959 × 3509 px", "1587 × 1123 px", "3174 × 2246 px",
                         "4761 × 3369 px", "6348 × 4492 px"});
    ImGui::EndDisabled();
    ui.rects.wanted = wanted;
}

} // namespace wordfield::app
