// SPDX-License-Identifier: MIT
// The window with everything behind it. Owns the threads; the main loop is run().
#pragma once

#include "app/options.hpp"
#include "app/ui/gui_context.hpp"
#include "app/ui/window.hpp"
#include "app/ui_state.hpp"
#include "app/workbench.hpp"
#include "model/train/map_worker.hpp"
#include "model/train/session.hpp"

#include <future>
#include <memory>
#include <string>

namespace wordfield::app {

class Application {
public:
    explicit Application(Options options);
    ~Application();

    /// Until the window is closed. Returns the exit code.
    int run();

private:
    // ---- the loop
    [[nodiscard]] bool open() const;
    [[nodiscard]] double seconds_to_wait() const;
    void wait();
    void take_news();
    void draw_frame();
    void carry_out(const Outbox& outbox);

    // ---- loading and training
    void start_loading(const CorpusRequest& request);
    void take_corpus();
    void start_training(std::shared_ptr<const Corpus> corpus);
    void open_file(const std::string& path);
    void send_prompt(const std::string& sentence);
    void send_map_settings();
    void send_second_map_settings();

    // ---- what --report, --screenshot and --ui-state ask for
    void finish_when_trained();
    void write_ui_state();

    Options options_;
    Settings settings_;
    Ui ui_;
    Window window_;
    GuiContext gui_;
    std::unique_ptr<Workbench> bench_;

    FrameCost cost_;
    double last_frame_ = 0.0, frame_seconds_ = 0.0, last_input_ = 0.0, ui_state_due_ = 0.0;
    int frames_owed_ = 3; // Dear ImGui needs a few frames to settle after input
    bool news_ = true;
    bool outputs_written_ = false;
    std::uint64_t requests_ = 0;
    std::uint64_t seen_snapshot_ = 0, seen_layout_ = 0, seen_second_layout_ = 0;

    std::shared_ptr<const RunFile> resume_; ///< --resume: where the run goes on
    LoadState loading_;
    std::unique_ptr<LoadProgress> progress_;
    std::future<std::shared_ptr<const Corpus>> loader_;
    // In the order of need: the map threads read the session's snapshots, so they go before the session does.
    std::unique_ptr<Session> session_;
    std::unique_ptr<MapWorker> map_worker_, second_map_worker_;
};

} // namespace wordfield::app
