// SPDX-License-Identifier: MIT
// The desktop's file dialog, vectors that are exported, and fonts of another size.
#include "app/shell/application.hpp"

#include "app/map/map_file.hpp"
#include "app/shell/atlas_table.hpp"
#include "app/shell/map_files.hpp"
#include "app/ui/programs.hpp"
#include "model/core/failure.hpp"
#include "model/core/number_text.hpp"
#include "model/core/thread_pool.hpp"
#include "model/formats/registry.hpp"

#include <chrono>
#include <utility>

namespace wordfield::app {
namespace {

constexpr int frames_after_fonts = 3; // until everything has its new size

} // namespace

void Application::use_system_dialog() {
    std::string program =
        SystemFileDialog::find_program(environment("PATH"), environment("XDG_CURRENT_DESKTOP"));
    if (!program.empty())
        bench_->use_system_dialog(std::make_unique<SystemFileDialog>(std::move(program), &Window::wake));
}

// Between two frames: the fonts of one that is drawn may not go.
void Application::change_text_size() {
    ui_.text_size = bench_->text_size();
    ui_.scale = window_.scale() * ui_.text_size;
    gui_.change_scale(ui_);
    frames_owed_ = frames_after_fonts;
}

// Beside the window: a large table takes seconds to write as text.
void Application::export_vectors(const ExportVectors& asked) {
    const std::string& path = asked.path;
    const std::shared_ptr<const Moment> moment = bench_->newest();
    if (!moment) return;
    const MapFileKind* const kind = map_file_kind(path);
    const bool atlas = kind != nullptr && kind->kind == MapFile::Atlas;
    if (kind != nullptr && !atlas) return export_map(asked);
    const std::shared_ptr<const Layout> layout = atlas ? bench_->newest_layout() : nullptr;
    if (atlas && !layout) return bench_->notify("There is no map yet to export.");
    if (exporting_.valid())
        return bench_->notify("Another file is still being written; export again when it is done.");
    std::promise<std::string> told;
    exporting_ = told.get_future();
    export_thread_ = std::jthread{[path, moment, layout, told = std::move(told)]() mutable {
        std::string sentence;
        try {
            if (layout) {
                ThreadPool pool{1}; // the training goes on
                write_atlas(path, *moment, *layout, pool);
            } else {
                exporter_for(path).write(path, vector_table(*moment));
            }
            const auto words = layout ? std::ssize(layout->words) : moment->embedding->rows();
            sentence = "Exported the " + with_commas(words) + " words of step " + with_commas(moment->step) +
                       " to " + path + ".";
        } catch (const std::exception& error) {
            sentence = failure_sentence(error, "while writing " + path, "close other programs");
        }
        told.set_value(std::move(sentence));
        Window::wake();
    }};
}

void Application::export_map(const ExportVectors& asked) {
    const std::string& path = asked.path;
    try {
        write_map_file(path, ui_, *bench_, asked.scale);
        window_.begin_frame(); // what comes next is the window's again
        bench_->notify("Saved " + path + ": " + map_file_kind(path)->name + ".");
    } catch (const std::exception& error) {
        bench_->notify(failure_sentence(error, "while writing " + path, "close other programs"));
    }
    frames_owed_ = std::max(frames_owed_, 1);
}

void Application::take_exported() {
    if (!exporting_.valid() || exporting_.wait_for(std::chrono::seconds{0}) != std::future_status::ready)
        return;
    bench_->notify(exporting_.get());
    news_ = true;
}

} // namespace wordfield::app
