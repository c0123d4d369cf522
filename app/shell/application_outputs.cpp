// SPDX-License-Identifier: MIT
// The window's part of what the command line asks for: --save, --report, --screenshot, --export,
// --ui-state, --log.
#include "app/shell/application.hpp"

#include "app/shell/exports.hpp"
#include "app/shell/map_files.hpp"
#include "app/shell/report.hpp"
#include "model/core/failure.hpp"
#include "model/core/output_file.hpp"
#include "render/png.hpp"

#include <chrono>
#include <iostream>

namespace wordfield::app {
namespace {

constexpr double ui_state_seconds = 0.5;

} // namespace

// When the last step has been made and its map has come to rest.
void Application::finish_when_trained() {
    take_saved();
    save_on_the_way();
    if (!options_.steps || outputs_written_ || !bench_->newest() || !bench_->newest_layout() ||
        bench_->newest()->step < *options_.steps || bench_->animating())
        return;
    const Layout& layout = *bench_->newest_layout();
    if (layout.step < *options_.steps || !layout.quality) return;
    outputs_written_ = true;
    begin_save();
    write_pictures();
}

// What the window has of the newest step: its purity may be of the step before.
void Application::write_log() {
    const auto& now = bench_->newest();
    if (!log_ || !now || !log_->due(now->run, now->step)) return;
    std::optional<LoggedPurity> purity;
    if (const auto& layout = bench_->newest_layout(); layout && layout->run == now->run && layout->purity)
        purity = LoggedPurity{layout->purity->overall, layout->purity->error, layout->step};
    if (!outputs_.write(options_.log, [&] { log_->add(*bench_->status(), purity); })) log_.reset();
}

// --save-every. A new run counts from its own beginning.
void Application::save_on_the_way() {
    const auto& now = bench_->newest();
    if (!options_.save_every || !now || saving_.valid()) return;
    const std::int64_t count = now->step / *options_.save_every;
    if (now->run == counted_run_ && count > saves_made_) begin_save();
    counted_run_ = now->run;
    saves_made_ = count;
}

void Application::begin_save() {
    if (options_.save.empty() || !session_) return;
    wait_for_save();
    saving_ = session_->save(bench_->save_to(options_.save));
    saved_step_ = bench_->newest()->step;
    saved_run_ = bench_->newest()->run;
}

void Application::take_saved() {
    if (saving_.valid() && saving_.wait_for(std::chrono::seconds{0}) == std::future_status::ready)
        wait_for_save();
}

void Application::wait_for_save() {
    if (saving_.valid()) outputs_.write(options_.save, [this] { saving_.get(); });
}

void Application::write_pictures() {
    write_exports(options_, *bench_->newest(), outputs_);
    write_map_files(options_, outputs_, [this](const std::filesystem::path& path) {
        write_map_file(path, ui_, *bench_, options_.scale);
    });
    outputs_.write(options_.report, [this] {
        write_file(options_.report,
                   report_json(*bench_->status(), *bench_->newest_layout(), bench_->history().motion));
    });
    outputs_.write(options_.screenshot,
                   [this] { write_file(options_.screenshot, render::encode_png(window_.picture())); });
}

// The window is closing, perhaps early: what was asked for is written of the moment that is there.
void Application::write_last_outputs() {
    const auto& now = bench_->newest();
    if (!now || !session_) {
        for (const auto& path : {options_.save, options_.report, options_.screenshot})
            outputs_.miss(path, "the window was closed before training began");
        miss_exports(options_, "the window was closed before training began", outputs_);
        return;
    }
    if (saved_step_ != now->step || saved_run_ != now->run) begin_save();
    wait_for_save();
    if (outputs_written_) return;
    if (bench_->newest_layout()) {
        write_pictures();
    } else {
        write_exports(options_, *now, outputs_);
        miss_map_files(options_, "the window was closed before there was a map", outputs_);
        outputs_.miss(options_.report, "the window was closed before there was a map");
        outputs_.miss(options_.screenshot, "the window was closed before there was a map");
    }
}

int Application::finish() {
    write_last_outputs();
    const auto& now = bench_->newest();
    if (stop_.asked())
        std::cerr << "wordfield: stopped by " << stop_.by() << " at step " << (now ? now->step : 0)
                  << outputs_.saved() << "\n";
    // Whoever asked for steps runs a script, which wants to know that they were not made.
    const bool failed = options_.steps && (!now || bench_->status()->state == RunState::Failed);
    return failed || stop_.asked() || !outputs_.all_written() ? 1 : 0;
}

// What cannot be written is told once and tried again.
void Application::write_ui_state() {
    if (options_.ui_state.empty() || clock_seconds() < ui_state_due_) return;
    ui_state_due_ = clock_seconds() + ui_state_seconds;
    cost_.frame_ms = 1000 * frame_seconds_;
    try {
        write_file(options_.ui_state, ui_state_json(*bench_, ui_.rects, cost_), SafeFor::Readers);
        ui_state_failed_ = false;
    } catch (const std::exception& error) {
        if (std::exchange(ui_state_failed_, true)) return;
        const std::string sentence =
            failure_sentence(error, "while " + options_.ui_state.string() + " was written", smaller_model);
        std::cerr << "wordfield: " << sentence << "\n";
        bench_->notify(sentence);
        news_ = true;
    }
    cost_.longest_cpu_ms = 0.0;
}

} // namespace wordfield::app
