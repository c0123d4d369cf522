// SPDX-License-Identifier: MIT
#include "app/application.hpp"

#include "app/resume.hpp"
#include "app/ui/cpu_clock.hpp"
#include "app/ui/missing_letters.hpp"
#include "model/core/error.hpp"
#include "model/text/tokenizer.hpp"
#include "model/train/checkpoint.hpp"
#include "model/train/run_corpus.hpp"

#include <algorithm>
#include <chrono>
#include <iostream>

namespace wordfield::app {
namespace {

constexpr int settle_frames = 3;
constexpr int seconds_to_lose = 30; // of training, without a question: less is soon made good

Settings settings_for(const Options& options) {
    Settings settings = load_settings(settings_path());
    if (options.size_given) {
        settings.width = options.width;
        settings.height = options.height;
    }
    if (options.light) settings.dark = false;
    return settings;
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
    return ui;
}

} // namespace

Application::Application(Options options, StopRequest& stop)
    : options_{checked(std::move(options))}, stop_{stop}, settings_{settings_for(options_)},
      ui_{ui_for(settings_, options_)}, window_{settings_.width, settings_.height, "Wordfield",
                                                !options_.size_given},
      gui_{(ui_.scale = window_.scale(), ui_)} {
    window_.attach_gui();
    bench_ = std::make_unique<Workbench>(ui_, settings_, options_.projection);
    bench_->choose_words(options_.select);
    const bool automated = !options_.ui_state.empty() || !options_.screenshot.empty();
    const bool writes_by_itself = !options_.save.empty() || (options_.steps && !options_.report.empty());
    bench_->ask_before_quitting_after(
        settings_.quit_asks_after.value_or(automated || writes_by_itself ? -1 : seconds_to_lose));
    if (options_.tour || (!settings_.tour_seen && !automated)) bench_->start_tour();
    if (!options_.resume.empty()) {
        auto run = std::make_shared<RunFile>(load_run(options_.resume));
        apply_options(run->trainer, options_);
        resume_ = std::move(run);
    }
    start_loading(options_.corpus);
}

Application::~Application() {
    if (progress_) progress_->cancel = true;
    map_worker_.reset();
    second_map_worker_.reset();
    finish_session();
    settings_.width = window_.window_width();
    settings_.height = window_.window_height();
    settings_.dark = ui_.theme.dark;
    bench_->remember(settings_);
    settings_.workspace = bench_->workspace();
    settings_.tour_seen |= bench_->tour().seen();
    if (options_.ui_state.empty())
        save_settings(settings_path(), settings_); // a script's window is nobody's habit
    bench_.reset();
    window_.detach_gui();
}

// The outcome of a save that was asked for just before the end is for the terminal: nobody sees the window.
void Application::finish_session() {
    if (!session_) return;
    session_->finish();
    const auto last = session_->snapshots().take_newer(seen_snapshot_);
    const std::uint64_t told = bench_->newest() ? bench_->newest()->notice_number : 0;
    if (last && last->notice_number > told) std::cerr << "wordfield: " << last->notice << "\n";
    session_.reset();
}

int Application::run() {
    while (!bench_->quit_requested() && !stop_.asked()) {
        wait();
        if (window_.take_closing()) {
            bench_->ask_to_quit();
            if (!bench_->quit_requested()) window_.call_attention();
        }
        take_news();
        if (news_ || frames_owed_ > 0) draw_frame();
        finish_when_trained();
        write_ui_state();
    }
    return finish();
}

bool Application::open() const {
    return !window_.closing() && !bench_->quit_requested() && !stop_.asked();
}

// Frames follow news and motion, at most 60 a second; where drawing itself is slow (software OpenGL), not
// more often than leaves half of the time to the training, unless somebody is using the window.
double Application::seconds_to_wait() const {
    const double now = clock_seconds();
    if (!news_ && frames_owed_ == 0 && !bench_->animating())
        return options_.ui_state.empty() ? 60.0 : std::max(0.001, ui_state_due_ - now);
    const bool in_use = now - last_input_ < 0.7;
    const double interval =
        std::clamp(frame_seconds_ * (in_use ? 1.15 : 2.5), 1.0 / 60.0, in_use ? 0.05 : 0.12);
    return std::max(0.0, last_frame_ + interval - now);
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
    if (loader_.valid()) take_corpus();
    if (session_)
        if (auto snapshot = session_->snapshots().take_newer(seen_snapshot_)) {
            bench_->take(std::move(snapshot));
            news_ = true;
        }
    if (map_worker_)
        if (auto layout = map_worker_->layouts().take_newer(seen_layout_)) {
            bench_->take(std::move(layout));
            news_ = true;
        }
    if (second_map_worker_)
        if (auto layout = second_map_worker_->layouts().take_newer(seen_second_layout_)) {
            bench_->take_second(std::move(layout));
            news_ = true;
        }
    if (progress_ && loader_.valid()) {
        loading_.fraction = progress_->fraction;
        news_ = true;
    }
    for (const std::string& path : window_.take_dropped()) open_file(path);
}

// A checkpoint goes on with the corpus that is there; anything else becomes the corpus.
void Application::open_file(const std::string& path) {
    if (is_checkpoint(path) || std::filesystem::path{path}.extension() == ".ckpt") {
        if (session_) session_->post(LoadCheckpoint{path});
        return;
    }
    CorpusRequest request = options_.corpus;
    request.source = path;
    request.labels.clear();
    request.analogies.clear();
    resume_.reset();
    start_loading(request);
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
    const Outbox outbox = bench_->draw(loading_, dt, begin);
    window_.begin_frame();
    gui_.end_frame();
    window_.present();
    cost_.cpu_ms = 1000 * (thread_cpu_seconds() - cpu_begin);
    cost_.longest_cpu_ms = std::max(cost_.longest_cpu_ms, cost_.cpu_ms);
    frame_seconds_ += 0.2 * (clock_seconds() - begin - frame_seconds_);
    carry_out(outbox);
    if (bench_->full_screen_requested()) window_.toggle_full_screen();
}

void Application::carry_out(const Outbox& outbox) {
    if (session_)
        for (const Command& command : outbox.commands) session_->post(command);
    if (outbox.prompt) send_prompt(*outbox.prompt);
    if (outbox.map_settings_changed) send_map_settings();
    if (outbox.second_map_settings_changed) send_second_map_settings();
    if (outbox.open_file) open_file(*outbox.open_file);
    if (outbox.cancel_load && progress_) progress_->cancel = true;
}

void Application::start_loading(const CorpusRequest& request) {
    if (loader_.valid()) return; // one at a time
    loading_ = {.what = std::filesystem::path{request.source}.filename().string(), .busy = true};
    progress_ = std::make_unique<LoadProgress>();
    loader_ = std::async(std::launch::async, [request, resume = resume_, file = options_.resume,
                                              named = options_.corpus_given, progress = progress_.get()] {
        auto corpus =
            resume ? load_corpus_of(*resume, file, request, named, progress) : load_corpus(request, progress);
        Window::wake();
        return corpus;
    });
    news_ = true;
}

void Application::take_corpus() {
    if (loader_.wait_for(std::chrono::seconds{0}) != std::future_status::ready) return;
    loading_.busy = false;
    try {
        start_training(loader_.get());
    } catch (const Error& error) {
        loading_.error = error.what();
        bench_->notify(error.what());
        std::cerr << "wordfield: " << error.what() << "\n";
    }
    news_ = true;
}

void Application::start_training(std::shared_ptr<const Corpus> corpus) {
    std::string letters;
    for (TokenId id = 0; id < corpus->vocabulary.size(); ++id) letters += corpus->vocabulary.word(id);
    if (needs_more_glyphs(letters)) gui_.add_glyphs(ui_, letters);
    if (std::string notes = notes_on(*corpus, ui_.fonts); !notes.empty()) bench_->notify(std::move(notes));
    const std::string sentence = options_.prompt.empty() ? corpus->prompt : options_.prompt;
    bench_->set_sentence(sentence);
    SessionOptions session{.corpus = corpus,
                           .model = options_.model,
                           .train = options_.train,
                           .prompt = encode(corpus->vocabulary, sentence)};
    session.step_budget =
        options_.steps ? steps_left(*options_.steps, resume_ ? &resume_->trainer : nullptr) : -1;
    session.resume = std::move(resume_);
    session.on_news = &Window::wake;
    map_worker_.reset();
    second_map_worker_.reset();
    bench_->forget_words();
    session_ = std::make_unique<Session>(std::move(session));
    seen_snapshot_ = seen_layout_ = 0;
    map_worker_ = std::make_unique<MapWorker>(session_->snapshots(), bench_->map().settings, &Window::wake);
    send_second_map_settings();
}

void Application::send_prompt(const std::string& sentence) {
    if (!session_ || !bench_->newest()) return;
    session_->post(SetPrompt{++requests_, encode(bench_->newest()->corpus->vocabulary, sentence)});
}

void Application::send_map_settings() {
    if (map_worker_) map_worker_->set(bench_->map().settings);
}

// The second map has a thread of its own while it is shown.
void Application::send_second_map_settings() {
    if (!bench_->two_maps() || !session_) {
        second_map_worker_.reset();
    } else if (second_map_worker_) {
        second_map_worker_->set(bench_->second_map().settings);
    } else {
        seen_second_layout_ = 0;
        second_map_worker_ =
            std::make_unique<MapWorker>(session_->snapshots(), bench_->second_map().settings, &Window::wake);
    }
}

} // namespace wordfield::app
