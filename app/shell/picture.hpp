// SPDX-License-Identifier: MIT
// The window as a picture in memory: the same panels, drawn offscreen, without a display or beside the window
// that there is.
#pragma once

#include "app/shell/gui_context.hpp"
#include "app/shell/options.hpp"
#include "app/workbench/workbench.hpp"
#include "render/offscreen_context.hpp"

#include <glm/vec2.hpp>

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace wordfield::app {

/// What a picture shows besides a run.
struct PictureLook {
    Settings settings;
    ProjectionConfig projection;
    glm::ivec2 size{1600, 1000}; ///< px of a window that would look like it
    float scale = 1.0F;          ///< px of the picture to one of these: everything is drawn so much larger
    std::string sentence;
    std::vector<std::string> select; ///< chosen words
};

/// As the command line asks for it.
PictureLook picture_look(const Options& options, const std::string& sentence);

class Picture {
public:
    enum class Gl {
        Own,    ///< opens an offscreen OpenGL context
        Current ///< draws with the one that is there
    };
    /// Throws std::runtime_error with a sentence when there is no context to be had, or no picture of that
    /// size. Dear ImGui's current context stays the one that it is, if there is one.
    explicit Picture(PictureLook look, Gl gl = Gl::Own);
    Picture(const Options& options, const std::string& sentence) : Picture{picture_look(options, sentence)} {}
    ~Picture();

    /// A moment of the run with its status; the newest is what write() shows, those before give the curves
    /// and trails.
    void take(std::shared_ptr<const Status> status, std::shared_ptr<const Layout> layout);
    void write(const std::filesystem::path& path);
    /// See write_map_file().
    void write_map(const std::filesystem::path& path, std::optional<int> scale = std::nullopt);
    [[nodiscard]] Workbench& bench() { return *bench_; }

    // ---- for a film
    /// What the next frames show; null: the status of before.
    void show(std::shared_ptr<const Status> status, std::shared_ptr<const Layout> layout);
    /// Goes on by dt seconds.
    void draw(float dt);
    /// What was drawn last, before anything else is drawn with the same OpenGL context.
    [[nodiscard]] render::Image pixels() const { return target_.read(); }

private:
    void answer_question();

    const PictureLook look_;
    Ui ui_;
    std::optional<render::OffscreenContext> context_;
    std::optional<GuiContext> gui_;
    render::Target target_;
    std::unique_ptr<Workbench> bench_;
    ReadingRoom reading_room_;
    std::optional<Question> asked_;
    double time_ = 0.0;
};

} // namespace wordfield::app
