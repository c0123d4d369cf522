// SPDX-License-Identifier: MIT
// The window as a picture in memory, without a display: the same panels, drawn offscreen.
#pragma once

#include "app/shell/gui_context.hpp"
#include "app/shell/options.hpp"
#include "app/workbench/workbench.hpp"
#include "render/offscreen_context.hpp"

#include <filesystem>
#include <memory>
#include <string>

namespace wordfield::app {

class Picture {
public:
    /// Opens an offscreen OpenGL context; throws std::runtime_error with a sentence when there is none.
    Picture(const Options& options, const std::string& sentence);
    ~Picture();

    /// A moment of the run with its status; the newest is what write() shows, those before give the curves
    /// and trails.
    void take(std::shared_ptr<const Status> status, std::shared_ptr<const Layout> layout);
    void write(const std::filesystem::path& path);
    /// See write_map_file().
    void write_map(const std::filesystem::path& path);
    [[nodiscard]] Workbench& bench() { return *bench_; }

private:
    void draw(float dt);

    const Options options_;
    Ui ui_;
    render::OffscreenContext context_;
    GuiContext gui_;
    render::Target target_;
    std::unique_ptr<Workbench> bench_;
    ReadingRoom reading_room_;
    std::optional<Question> asked_;
    double time_ = 0.0;
};

} // namespace wordfield::app
