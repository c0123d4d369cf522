// SPDX-License-Identifier: MIT
#include "app/shell/application.hpp"

#include "app/shell/reopening.hpp"
#include "app/shell/resume.hpp"
#include "model/core/cpu_clock.hpp"
#include "model/core/error.hpp"
#include "model/core/free_memory.hpp"
#include "model/formats/registry.hpp"
#include "model/run/checkpoint.hpp"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <iostream>
#include <utility>

namespace wordfield::app {
namespace {

constexpr double bar_seconds = 0.1; // between two looks at how far a corpus is read
// A wake is an event in the window's queue, and that of GLFW 3.3 can be lost when two threads wake at once:
// an idle window looks for news by itself, which costs nothing as long as there are none.
constexpr double longest_wait = 1.0;
constexpr int settle_frames = 3;
constexpr int seconds_to_lose = 30; // of training, without a question: less is soon made good

Settings settings_for(const Options& options) {
    Settings settings = load_settings(settings_path());
    if (options.size_given) {
        settings.width = options.width;
        settings.height = options.height;
    }
    if (options.light) settings.dark = false;
    settings.map.list = options.listed;
    if (options.given.contains("--words")) settings.map.shown = options.shown_words;
    return settings;
}

// Of --log: a hundredth of the run where its end is known, else as often as held-out text is measured.
std::int64_t lines_apart(const Options& options) {
    return options.steps ? std::max<std::int64_t>(1, *options.steps / 100) : 50;
}

// Before a window opens for nothing.
Options checked(Options options) {
    check_outputs(options);
    return options;
}

Ui ui_for(const Settings& settings, const Options& options) {
    Ui ui;
    ui.theme = settings.dark ? Theme::dark_theme() : Theme::light_theme();
    ui.rects.wanted = !options.ui_state.empty();
    ui.text_size = settings.text_size;
    return ui;
}

} // namespace

Application::Application(Options options, StopRequest& stop)
    : options_{checked(std::move(options))}, settings_{settings_for(options_)}, disk_{options_,
                                                                                      kept_folder(options_,
                                                                                                  settings_)},
      stop_{stop}, ui_{ui_for(settings_, options_)}, window_{settings_.width, settings_.height, "Wordfield",
                                                             !options_.size_given},
      gui_{(ui_.scale = window_.scale() * ui_.text_size, ui_)}, gui_input_{window_}, loader_{&Window::wake},
      display_watch_{Window::connection(), [this] { end_without_display(); }} {
    bench_ = std::make_unique<Workbench>(ui_, settings_, options_.projection);
    bench_->read_texts_as(options_.corpus.rules);
    bench_->choose_words(options_.select);
    const bool automated = !options_.ui_state.empty() || !options_.screenshot.empty();
    const bool writes_by_itself =
        !options_.save.empty() || disk_.folder() || (options_.steps && !options_.report.empty());
    bench_->ask_before_quitting_after(
        settings_.quit_asks_after.value_or(automated || writes_by_itself ? -1 : seconds_to_lose));
    if (settings_.system_file_dialog.value_or(!automated)) use_system_dialog();
    if (options_.tour || (!settings_.tour_seen && !automated)) bench_->start_tour();
    if (!disk_.trouble().empty()) bench_->notify(disk_.trouble());
    if (!options_.log.empty())
        log_.emplace(options_.log, options_.log_every.value_or(lines_apart(options_)),
                     !options_.resume.empty() || disk_.goes_on());
    if (disk_.goes_on()) {
        start_reopening();
        return;
    }
    if (!options_.vectors.empty()) {
        start_vectors(options_.vectors.string());
        return;
    }
    if (options_.resume.empty()) {
        start_loading(options_.corpus);
        return;
    }
    const auto run = std::make_shared<RunFile>(*open_run(options_.resume));
    apply_options(run->trainer, options_);
    start_resuming(options_.resume, run, options_.corpus, options_.corpus_given);
}

Application::~Application() {
    map_threads_.clear();
    {
        const std::scoped_lock lock{session_mutex_};
        finish_session();
    }
    settings_.width = window_.window_width();
    settings_.height = window_.window_height();
    settings_.dark = ui_.theme.dark;
    bench_->remember(settings_);
    settings_.workspace = bench_->workspace();
    settings_.tour_seen |= bench_->tour().seen();
    if (options_.ui_state.empty())
        save_settings(settings_path(), settings_); // a script's window is nobody's habit
}

// The outcome of a save that was asked for just before the end is for the terminal: nobody sees the window.
void Application::finish_session() {
    if (!session_) return;
    keep_view(true);
    session_->finish();
    const auto last = session_->status().take_newer(seen_status_);
    const std::uint64_t told = bench_->status() ? bench_->status()->notice_number : 0;
    if (last && last->notice_number > told) std::cerr << "wordfield: " << last->notice << "\n";
    session_.reset();
    next_session_.reset();
    if (const std::string trouble = disk_.finish(); !trouble.empty())
        std::cerr << "wordfield: " << trouble << "\n";
}

int Application::run() {
    while (!bench_->quit_requested() && !stop_.asked()) {
        wait();
        if (window_.take_closing()) {
            bench_->ask_to_quit();
            if (!bench_->quit_requested()) window_.call_attention();
        }
        take_news();
        advance_film();
        if ((news_ || frames_owed_ > 0) && (!film_ || seconds_to_frame() < 0.001)) draw_frame();
        finish_when_trained();
        write_ui_state();
        if (clock_seconds() >= view_due_) keep_view(false);
    }
    return finish();
}

// On the watch's thread: the one that draws waits for a display that has gone, and nothing that asks anything
// of it, as the end of a window does, would ever return.
void Application::end_without_display() {
    Window::leave_display();
    const std::scoped_lock lock{session_mutex_};
    std::cerr
        << "wordfield: display: the connection to it was lost (start wordfield again on another one, or use "
           "--headless, which needs none)\n";
    if (session_ && !options_.save.empty()) {
        auto saved = session_->save(SaveCheckpoint{options_.save});
        Outputs last; // the one that the thread that draws keeps is not to be touched
        last.write(options_.save, [&] {
            if (saved.wait_for(std::chrono::minutes{1}) != std::future_status::ready)
                throw Error{options_.save.string(), "could not be written in time", "resume an earlier one"};
            saved.get();
        });
        if (last.all_written()) std::cerr << "wordfield: saved " << options_.save.string() << "\n";
    }
    std::_Exit(1);
}

bool Application::open() const {
    return !window_.closing() && !bench_->quit_requested() && !stop_.asked();
}

// Frames follow news and motion, at most 60 a second; where drawing itself is slow (software OpenGL), not
// more often than leaves half of the time to the training, unless somebody is using the window.
double Application::seconds_to_frame() const {
    const double now = clock_seconds();
    if (!news_ && frames_owed_ == 0 && !bench_->animating()) {
        const double longest = loading_.busy || comparing_.busy ? bar_seconds : longest_wait;
        return options_.ui_state.empty() ? longest : std::clamp(ui_state_due_ - now, 0.001, longest);
    }
    const bool in_use = now - last_input_ < 0.7;
    const double interval =
        std::clamp(frame_seconds_ * (in_use ? 1.15 : 2.5), 1.0 / 60.0, in_use ? 0.05 : 0.12);
    return std::max(0.0, last_frame_ + interval - now);
}

double Application::seconds_to_wait() const {
    return film_ ? std::min(seconds_to_frame(), film_->patience()) : seconds_to_frame();
}

void Application::wait() {
    for (;;) {
        const double seconds = seconds_to_wait();
        window_.wait(seconds);
        if (window_.take_input()) {
            frames_owed_ = settle_frames;
            last_input_ = clock_seconds();
        }
        const bool nothing_to_draw = !news_ && frames_owed_ == 0 && !bench_->animating();
        if (nothing_to_draw || seconds_to_wait() < 0.001 || !open()) break;
    }
    if (bench_->animating()) frames_owed_ = std::max(frames_owed_, 1);
}

void Application::take_news() {
    if (loader_.busy()) take_corpus();
    if (next_session_) take_session();
    if (session_)
        if (auto status = session_->status().take_newer(seen_status_)) {
            bench_->take(std::move(status));
            write_log();
            news_ = true;
        }
    if (session_)
        if (auto replay = session_->replays().take_newer(seen_replay_)) {
            bench_->take(std::move(replay));
            news_ = true;
        }
    if (session_)
        for (const auto& moment : session_->recalled()) {
            bench_->take_recalled(moment);
            news_ = true;
        }
    if (auto reading = reader_.readings().take_newer(seen_reading_)) {
        bench_->take(std::move(reading));
        news_ = true;
    }
    if (auto pulling = reader_.pullings().take_newer(seen_pulling_)) {
        bench_->take(std::move(pulling));
        news_ = true;
    }
    if (auto contexts = reader_.contexts().take_newer(seen_contexts_)) {
        bench_->take(std::move(contexts));
        news_ = true;
    }
    if (auto findings = reader_.findings().take_newer(seen_findings_)) {
        bench_->take(std::move(findings));
        news_ = true;
    }
    if (const auto trouble = reader_.trouble().take_newer(seen_reader_trouble_)) {
        bench_->notify(*trouble);
        news_ = true;
    }
    take_compared();
    take_layouts();
    take_exported();
    if (loader_.busy() && loading_.fraction != loader_.fraction()) {
        loading_.fraction = loader_.fraction();
        news_ = true;
    }
    for (const std::string& path : window_.take_dropped()) open_file(path);
    ask_reader();
}

// Now and then, for an end that nobody asks for; maps, which are larger, less often.
void Application::keep_view(bool last) {
    constexpr double interval = 5.0, maps_interval = 60.0; // seconds
    const double now = clock_seconds();
    view_due_ = now + interval;
    if (!disk_.folder() || !bench_->newest() || bench_->is_restoring()) return;
    const std::uint64_t run = bench_->newest()->run;
    disk_.keep_view(run, view_text(bench_->saved_view()));
    if (!last && now < maps_due_) return;
    maps_due_ = now + maps_interval;
    disk_.keep_maps(run, kept_maps_bytes(bench_->kept_maps()));
}

void Application::take_layouts() {
    for (int map = 0; map < std::ssize(map_threads_); ++map) {
        MapThread& thread = map_threads_[map];
        if (!thread.worker) continue;
        if (auto layout = thread.worker->layouts().take_newer(thread.seen_layout)) {
            const bool begins = map == 0 && std::exchange(mapped_run_, layout->run) != layout->run;
            bench_->take(std::move(layout), map);
            if (begins) give_back_freed_memory(); // nothing of the run before is left
            news_ = true;
        }
        if (const auto trouble = thread.worker->trouble().take_newer(thread.seen_trouble)) {
            bench_->notify(*trouble);
            news_ = true;
        }
    }
}

// What the next frame is to show, as soon as it is another thing than what was asked for last.
void Application::ask_reader() {
    auto question = bench_->question();
    if (!question || question == asked_) return;
    asked_ = question;
    reader_.ask(std::move(*question));
}

void Application::draw_frame() {
    news_ = false;
    if (frames_owed_ > 0) --frames_owed_;
    if (!window_.visible()) return;
    const double begin = clock_seconds();
    const double cpu_begin = thread_cpu_seconds();
    const auto dt = static_cast<float>(std::clamp(begin - last_frame_, 1e-4, 0.1));
    last_frame_ = begin;
    window_.begin_gui_frame();
    gui_.begin_frame();
    for (const KeyPress& press : window_.take_keys())
        if (press.control || press.key == Key::Escape || !ImGui::GetIO().WantTextInput) bench_->press(press);
    const Outbox outbox = bench_->draw(comparing_.busy && !loading_.busy ? comparing_ : loading_, dt, begin);
    window_.begin_frame();
    gui_.end_frame();
    window_.present();
    cost_.cpu_ms = 1000 * (thread_cpu_seconds() - cpu_begin);
    cost_.longest_cpu_ms = std::max(cost_.longest_cpu_ms, cost_.cpu_ms);
    cost_.last_cpu_ms.push_back(cost_.cpu_ms);
    if (cost_.last_cpu_ms.size() > 300) cost_.last_cpu_ms.pop_front();
    frame_seconds_ += 0.2 * (clock_seconds() - begin - frame_seconds_);
    carry_out(outbox);
    ask_reader();
    if (bench_->full_screen_requested()) window_.toggle_full_screen();
    if (bench_->text_size() != ui_.text_size) change_text_size();
}

/// What panels ask for that concerns what is around the window.
struct Application::Perform {
    Application& app;

    void operator()(const MapSettingsChanged& asked) const { app.send_map_settings(asked.map); }
    void operator()(const OpenFile& asked) const {
        if (asked.rules) app.options_.corpus.rules = *asked.rules;
        app.open_file(asked.path, asked.tensor);
    }
    void operator()(const CompareWithFile& asked) const { app.start_comparing(asked.path); }
    void operator()(const LearnFrom& asked) const {
        app.options_.corpus.rules = asked.rules;
        app.learn_from(asked.text);
    }
    void operator()(const ExportVectors& asked) const { app.export_vectors(asked); }
    void operator()(const MakeFilm& asked) const { app.make_film(asked.film); }
    void operator()(const CancelFilm&) const {
        if (app.film_) app.end_film("Nothing was filmed.");
    }
    void operator()(const CancelLoad&) const {
        app.loading_.busy ? app.cancel_loading() : app.compared_loader_.cancel();
    }
};

void Application::carry_out(const Outbox& outbox) {
    std::uint64_t ticket = 0;
    for (const Action& action : outbox.actions) {
        if (const auto* command = std::get_if<Command>(&action); command != nullptr && session_)
            ticket = session_->post(*command);
        if (const auto* asked = std::get_if<ShellAction>(&action)) std::visit(Perform{*this}, *asked);
    }
    if (ticket > 0) bench_->posted(ticket);
}

// Each map has a thread of its own while it is shown.
void Application::send_map_settings(int map) {
    if (map >= std::ssize(map_threads_)) map_threads_.resize(map + 1);
    MapThread& thread = map_threads_[map];
    if (!session_ || map >= std::ssize(bench_->maps()))
        thread = {};
    else if (thread.worker)
        thread.worker->set(bench_->maps()[map].settings);
    else
        thread = {new_map_worker(*session_, bench_->maps()[map].settings, false)};
}

} // namespace wordfield::app
