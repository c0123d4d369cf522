// SPDX-License-Identifier: MIT
// The window with everything behind it. Owns the threads; the main loop is run().
#pragma once

#include "app/shell/corpus_loader.hpp"
#include "app/shell/display_watch.hpp"
#include "app/shell/gui_context.hpp"
#include "app/shell/history_on_disk.hpp"
#include "app/shell/options.hpp"
#include "app/shell/outputs.hpp"
#include "app/shell/stop_request.hpp"
#include "app/shell/training_log.hpp"
#include "app/shell/ui_state.hpp"
#include "app/shell/window.hpp"
#include "app/shell/window_film.hpp"
#include "app/workbench/workbench.hpp"
#include "model/map/map_worker.hpp"
#include "model/run/reader.hpp"
#include "model/run/session.hpp"

#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace wordfield::app {

class Application {
public:
    /// Throws Error when an output cannot be written, a checkpoint cannot be resumed, or there is no display.
    Application(Options options, StopRequest& stop);
    ~Application();

    /// Until the window is closed or a stop is asked for. Returns the exit code: 1 when an output could not
    /// be written, the steps that were asked for were not made, or it was stopped.
    int run();

private:
    // ---- the loop
    [[nodiscard]] bool open() const;
    [[nodiscard]] double seconds_to_frame() const;
    [[nodiscard]] double seconds_to_wait() const;
    void wait();
    void take_news();
    void draw_frame();
    struct Perform;
    void carry_out(const Outbox& outbox);

    // ---- loading and training
    void start_loading(const CorpusRequest& request);
    /// A file of vectors of others.
    void start_vectors(const std::string& path, const std::string& tensor = {});
    /// `run` is null where the checkpoint is still to be read.
    void start_resuming(const std::filesystem::path& checkpoint, std::shared_ptr<const RunFile> run,
                        const CorpusRequest& request, bool named);
    /// The run of --history.
    void start_reopening();
    void begin_instead(const std::string& error);
    void cancel_loading();
    /// Vectors to compare with, beside everything else.
    void start_comparing(const std::string& path);
    /// Begins with the one of the command line as soon as there are words to compare.
    void take_compared();
    void take_corpus();
    void finish_session();
    void end_loading(const std::string& error);
    void start_training(std::shared_ptr<const Corpus> corpus, std::shared_ptr<const RunFile> resume,
                        std::shared_ptr<ReopenedRun> reopened);
    void take_session();
    void open_file(const std::string& path, const std::string& tensor = {});
    void learn_from(const std::string& text);
    void use_system_dialog();
    void change_text_size();
    void export_vectors(const ExportVectors& asked);
    void export_map(const ExportVectors& asked);
    void take_exported();
    void ask_reader();
    void send_map_settings(int map);
    [[nodiscard]] std::unique_ptr<MapWorker> new_map_worker(const Session& session, MapSettings settings,
                                                            bool from_the_beginning);
    void take_layouts();

    void make_film(const FilmRequest& request);
    [[nodiscard]] PictureLook look_of_film() const;
    void advance_film();
    void end_film(const std::string& sentence);

    void end_without_display();

    // ---- what --report, --screenshot and --ui-state ask for
    void finish_when_trained();
    void save_on_the_way();
    void begin_save();
    void write_log();
    void take_saved();
    void wait_for_save();
    void write_pictures();
    void write_last_outputs();
    int finish();
    void write_ui_state();
    void keep_view(bool last);

    Options options_;
    Settings settings_;
    HistoryOnDisk disk_; ///< before a window opens for nothing
    StopRequest& stop_;
    Ui ui_;
    Window window_;
    StopRequest::Listener on_stop_{stop_, &Window::wake};
    GuiContext gui_;
    GuiInput gui_input_;
    std::unique_ptr<Workbench> bench_;

    std::unique_ptr<WindowFilm> film_; ///< that is being made; or null

    FrameCost cost_;
    double last_frame_ = 0.0, frame_seconds_ = 0.0, last_input_ = 0.0, ui_state_due_ = 0.0, view_due_ = 0.0,
           maps_due_ = 60.0;
    int frames_owed_ = 3; // Dear ImGui needs a few frames to settle after input
    bool news_ = true;
    bool outputs_written_ = false, ui_state_failed_ = false;
    Outputs outputs_;
    std::optional<TrainingLog> log_;     // nothing without --log
    std::future<std::string> exporting_; ///< what became of it, a sentence
    std::jthread export_thread_;
    std::future<void> saving_; ///< the checkpoint of --save that is being written
    std::int64_t saved_step_ = -1, saves_made_ = 0;
    std::uint64_t saved_run_ = 0, counted_run_ = 0, mapped_run_ = 0;
    std::uint64_t seen_status_ = 0, seen_reading_ = 0, seen_pulling_ = 0, seen_contexts_ = 0,
                  seen_findings_ = 0, seen_reader_trouble_ = 0, seen_replay_ = 0;

    LoadState loading_;
    CorpusLoader loader_;
    LoadState comparing_; ///< the file of start_comparing()
    CorpusLoader compared_loader_{&Window::wake};
    Reader reader_{&Window::wake};
    std::optional<Question> asked_; ///< of the reader, last
    std::string opening_;           ///< the file that is being read; empty for what is none
    bool resumes_ = false;          ///< `opening_` is a checkpoint whose run the next session goes on with
    std::string next_checkpoint_;   ///< opened while something else was being read
    // In the order of need: the map threads read the session's moments, so they go before the session does.
    std::unique_ptr<Session> session_;
    std::unique_ptr<Session> next_session_; ///< of another corpus, until its first moment is there
    std::string next_sentence_;
    /// What makes one of the maps, and how much of that has been taken.
    struct MapThread {
        std::unique_ptr<MapWorker> worker; ///< null while the map is not shown
        std::uint64_t seen_layout = 0, seen_trouble = 0;
    };
    std::vector<MapThread> map_threads_; // as the maps, from the left
    std::mutex session_mutex_;           ///< held while `session_` becomes another one
    DisplayWatch display_watch_;         ///< the last member: it looks at the session
};

} // namespace wordfield::app
