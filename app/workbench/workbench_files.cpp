// SPDX-License-Identifier: MIT
// Files and texts: what the workbench asks for before it asks the application for them.
#include "app/ui/programs.hpp"
#include "app/workbench/workbench.hpp"

#include <filesystem>
#include <utility>

namespace wordfield::app {

// A name in the folder of the file that was used last.
std::string Workbench::beside_last_file(const std::string& name) const {
    if (view_.recent.paths().empty()) return name;
    return (std::filesystem::path{view_.recent.paths().front()}.parent_path() / name).string();
}

// The file that a run was saved to is its own from then on: it is written without a question.
void Workbench::save() {
    if (!live_moment_) return;
    const auto own = saved_as_.find(live_moment_->run);
    if (own == saved_as_.end())
        file_dialog_.open(FileDialog::Kind::Save, beside_last_file("wordfield.ckpt"));
    else
        out_.post(save_to(own->second));
}

void Workbench::draw_file_dialog() {
    const auto path = file_dialog_.draw(ui_, view_.recent);
    if (!path) {
        saves_to_quit_ &= file_dialog_.is_open();
        return;
    }
    const bool to_quit = std::exchange(saves_to_quit_, false);
    switch (file_dialog_.kind()) {
    case FileDialog::Kind::Save:
        if (!live_moment_) return;
        if (to_quit) unsaved_before_ = status_->unsaved_seconds;
        saved_as_[live_moment_->run] = *path;
        view_.recent.add(*path);
        out_.post(save_to(*path));
        return;
    case FileDialog::Kind::Export:
        out_.post(ExportVectors{*path, file_dialog_.picture_scale()});
        return;
    case FileDialog::Kind::Film:
        film_.path = *path;
        out_.post(MakeFilm{film_});
        return;
    case FileDialog::Kind::Compare:
        out_.post(CompareWithFile{*path});
        return;
    case FileDialog::Kind::Open:
        out_.post(OpenFile{*path, file_dialog_.rules()});
    }
}

void Workbench::ask_film() {
    const std::vector<Timeline::Kept>& kept = timeline().moments();
    const auto& newest = maps_.newest();
    if (kept.empty() || !newest) return notify("There is no map to film yet.");
    film_dialog_.open({kept.front().moment->step, newest->step, static_cast<int>(kept.size())});
}

void Workbench::draw_film() {
    const bool on_top = !file_dialog_.is_open() && !paste_dialog_.is_open() && !quit_question_.is_open();
    if (auto film = film_dialog_.draw(ui_, on_top)) {
        film_ = std::move(*film);
        const bool has_ffmpeg = !program_at(environment("PATH"), "ffmpeg").empty();
        file_dialog_.open(FileDialog::Kind::Film, beside_last_file(has_ffmpeg ? "film.mp4" : "film"));
    }
    if (film_progress_ && draw_film_progress(ui_, *film_progress_)) out_.post(CancelFilm{});
}

void Workbench::draw_paste_dialog() {
    if (paste_dialog_.draw(ui_)) out_.post(LearnFrom{paste_dialog_.text(), paste_dialog_.rules()});
}

// Once a run, when its text turns out to be too short for what it is asked.
void Workbench::tell_verdict() {
    if (!history_.advice.by_heart() || told_by_heart_ == live_moment_->run) return;
    told_by_heart_ = live_moment_->run;
    notify(history_.advice.verdict());
}

} // namespace wordfield::app
