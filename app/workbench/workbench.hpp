// SPDX-License-Identifier: MIT
// All panels around one selection: what the window shows, whether it is a real one or a picture in memory.
// Knows neither threads nor window; Application and headless feed it frames and take what its panels ask for.
#pragma once

#include "app/desk/frame.hpp"
#include "app/desk/kept_maps.hpp"
#include "app/desk/outbox.hpp"
#include "app/desk/panel_view.hpp"
#include "app/desk/saved_view.hpp"
#include "app/desk/settings.hpp"
#include "app/desk/undo_history.hpp"
#include "app/desk/view.hpp"
#include "app/map/poster.hpp"
#include "app/map/word_colours.hpp"
#include "app/panels/experiment_card.hpp"
#include "app/panels/inside/inside.hpp"
#include "app/panels/map/maps.hpp"
#include "app/panels/panels.hpp"
#include "app/panels/tour.hpp"
#include "app/story/analogy_scorer.hpp"
#include "app/story/churn.hpp"
#include "app/story/experiments.hpp"
#include "app/story/model_comparison.hpp"
#include "app/story/row_motion.hpp"
#include "app/ui/keys.hpp"
#include "app/ui/toast.hpp"
#include "app/ui/ui.hpp"
#include "app/workbench/branch_dialog.hpp"
#include "app/workbench/file_dialog.hpp"
#include "app/workbench/film_dialog.hpp"
#include "app/workbench/loading_notice.hpp"
#include "app/workbench/new_run_dialog.hpp"
#include "app/workbench/paste_dialog.hpp"
#include "app/workbench/quit_dialog.hpp"
#include "app/workbench/seeds_dialog.hpp"
#include "model/core/cached.hpp"
#include "model/run/moment_store.hpp"
#include "model/run/reader.hpp"
#include "model/run/replay.hpp"

#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>

namespace wordfield::app {

class Workbench {
public:
    /// Needs a current OpenGL context and Dear ImGui. A picture is made without `background` work.
    Workbench(Ui& ui, const Settings& settings, const ProjectionConfig& projection, bool background = true);
    ~Workbench();

    // ---- what there is to show
    /// What the run that trains says of itself, with its newest moment.
    void take(std::shared_ptr<const Status> status);
    /// What question() asked for. One of another run than the one that trains is passed over.
    void take(std::shared_ptr<const Reading> reading);
    void take(std::shared_ptr<const Pulling> pulling);
    void take(std::shared_ptr<const Contexts> contexts);
    void take(std::shared_ptr<const Findings> findings);
    /// How far ShowExactly or a branch is, and what has come of it.
    void take(std::shared_ptr<const Replay> replay);
    /// What RecallSteps asked for, one of the moments that a window before this one kept.
    void take_recalled(const std::shared_ptr<const Moment>& moment);
    /// What is to be looked at in the next frame, and what is asked of it; nothing while there is no moment.
    [[nodiscard]] std::optional<Question> question() const;
    /// For one of the maps, counted from the left.
    void take(std::shared_ptr<const Layout> layout, int map = 0);
    /// Another corpus is on its way: nothing of the one before is shown or asked for any more, the window is
    /// empty until its first moment comes. The look, the sentence and what was typed stay.
    void forget_words();
    /// Puts into `settings` what the user chose in panels, for the next time.
    void remember(Settings& settings) const;
    void set_sentence(std::string_view sentence);
    /// What the last frame showed.
    [[nodiscard]] const Frame& shown() const { return frame_; }
    /// Pins these words as soon as their corpus is there; unknown ones are passed over.
    void choose_words(std::vector<std::string> words) { to_choose_ = std::move(words); }

    /// How the run is looked at, for the window that goes on with it; and, in that one, to be shown as soon
    /// as its words are there. A text that makes no sense is passed over.
    [[nodiscard]] SavedView saved_view() const;
    void begin_with_view(std::string text, std::string maps) {
        to_restore_ = std::move(text);
        maps_to_restore_ = std::move(maps);
    }
    /// The maps that are kept with moments of the run, the newest at the back, in the same way.
    [[nodiscard]] KeptMaps kept_maps() const;
    /// Whether that is still to come.
    [[nodiscard]] bool is_restoring() const { return !to_restore_.empty(); }

    /// Compares what is shown with a file's vectors from now on; one of another corpus is passed over.
    void compare_with(std::shared_ptr<const ComparedFile> file);

    /// From now on the map alone, as a film shows it: titled, with nothing to press, without trails, which a
    /// fast film would be full of.
    void film_map();

    void start_tour() { tour_.start(); }
    [[nodiscard]] const Tour& tour() const { return tour_; }
    [[nodiscard]] std::string arithmetic() const { return view_.arithmetic.text; }
    [[nodiscard]] const Experiments& experiments() const { return experiments_; }
    /// Of what the window shows with a kept model or a file.
    [[nodiscard]] const ModelComparison& comparison() const { return models_; }
    /// What can be taken back, and done again.
    [[nodiscard]] const UndoHistory& undo_history() const { return undo_; }
    /// The commands of the last frame are on their way to the trainer; `ticket` is that of the last.
    void posted(std::uint64_t ticket) {
        ticket_ = ticket;
        undo_.posted(ticket);
        experiments_.posted(ticket);
    }
    /// A sentence that is shown for some seconds at the foot of the map.
    void notify(std::string sentence) { toast_.show(std::move(sentence)); }
    /// How much of a film is done, 0 to 1; nothing while none is made.
    void filming(std::optional<float> progress) { film_progress_ = progress; }
    /// What the dialog that opens a text begins with.
    void read_texts_as(TextRules rules) {
        file_dialog_.set_rules(rules);
        paste_dialog_.set_rules(rules);
    }
    /// Files are asked for with this dialog of the desktop's.
    void use_system_dialog(std::unique_ptr<SystemFileDialog> dialog) {
        file_dialog_.use_system_dialog(std::move(dialog));
    }
    /// A file was opened; or it could not be.
    void opened(const std::string& path) { view_.recent.add(path); }
    void not_opened(const std::string& path) { view_.recent.remove(path); }
    /// The run with this number came out of that checkpoint: Save writes it there.
    void came_from(std::uint64_t run, const std::string& checkpoint) { saved_as_[run] = checkpoint; }
    [[nodiscard]] float text_size() const { return text_size_; }
    /// What keyframes of a session may take, see SetHistoryBytes.
    [[nodiscard]] std::size_t keyframe_bytes() const;

    // ---- one frame
    void press(const KeyPress& press);
    /// Draws all panels into Dear ImGui's frame. Returns what they asked for that concerns others: commands
    /// for the trainer and ShellActions, no ViewAction. `loading` is shown while there is no
    /// moment.
    Outbox draw(const LoadState& loading, float dt, double time);

    /// True while the next frame would differ even if nothing new arrives and nobody touches anything.
    [[nodiscard]] bool animating() const;
    /// False while a map shows fewer dots than it has.
    [[nodiscard]] bool maps_are_drawn() const { return maps_.are_drawn(); }
    [[nodiscard]] Selection& selection() { return view_.selection; }
    [[nodiscard]] const Selection& selection() const { return view_.selection; }
    /// The map at the left.
    [[nodiscard]] const MapState& map() const { return maps_.leading(); }
    /// Those that are shown, from the left.
    [[nodiscard]] std::span<const MapState> maps() const { return maps_.views(); }
    /// The map at the left on a sheet of A3; nothing while none is shown.
    [[nodiscard]] std::optional<Poster> poster() const;
    [[nodiscard]] const History& history() const { return history_; }
    /// Asks for a checkpoint of the run with its curves.
    [[nodiscard]] SaveCheckpoint save_to(std::filesystem::path path) const;
    /// Kept moments of the run.
    [[nodiscard]] const Timeline& timeline() const {
        return moments_.of_run(live_moment_ ? live_moment_->run : 0);
    }
    /// Of the moment that is looked at: the newest, or a kept one; -1 while there is none.
    [[nodiscard]] std::int64_t shown_step() const { return frame_.moment ? frame_.moment->step : -1; }
    [[nodiscard]] const std::shared_ptr<const Moment>& newest() const { return live_moment_; }
    /// Null as that is.
    [[nodiscard]] const std::shared_ptr<const Status>& status() const { return status_; }
    /// Of the sentence, as it is shown; null before the first.
    [[nodiscard]] const std::shared_ptr<const Trace>& trace() const { return frame_.trace; }
    [[nodiscard]] const std::shared_ptr<const Layout>& newest_layout() const { return maps_.newest(); }
    [[nodiscard]] const std::vector<Neighbour>& neighbours() const { return frame_.neighbours; }
    /// Processor time that a panel takes of a frame, ms, a mean over the last frames; 0 while it is hidden.
    [[nodiscard]] double panel_ms(Panel panel) const { return panel_ms_[static_cast<std::size_t>(panel)]; }
    /// The same of the open page about a pass.
    [[nodiscard]] double inside_ms() const { return inside_ms_; }
    [[nodiscard]] const Workspace& workspace() const { return view_.workspace; }
    [[nodiscard]] const std::string& sentence() const { return view_.sentence; }
    /// The page that looks inside, as its tab says; empty while it is closed.
    [[nodiscard]] std::string inside_page() const;
    /// From now on, asks before it quits when more seconds of training than this would be lost; -1 never.
    void ask_before_quitting_after(int seconds) { quit_asks_after_ = seconds; }
    /// Somebody wants to leave: asks, or quits at once.
    void ask_to_quit();
    [[nodiscard]] bool quit_requested() const { return quit_; }
    [[nodiscard]] bool full_screen_requested() { return std::exchange(full_screen_, false); }

private:
    void begin_run(const Status& status);
    void choose_first_words();
    void restore_view();
    void recall_moments();
    void suggest_sum();
    void fill_frame(float dt, double time);
    void find_neighbours();
    void find_reasons();
    void follow_relations();
    void take_notice(bool other_run);
    void show_reading();
    void take_inquiries();
    void encode_sentences();
    void exchange_stories(std::uint64_t before, const Status& status);
    void escape();
    [[nodiscard]] Workspace workspace_now() const;
    /// Of what is not trained it has nothing to show.
    [[nodiscard]] bool is_empty(Panel panel) const;
    [[nodiscard]] bool shows(Panel panel) const { return view_.workspace.is_shown(panel); }
    void draw_panels(const Areas& areas);
    void uncover(Panel panel);
    void draw_experiment(const Areas& areas);
    void watch_pair();
    bool leave_map_things();
    /// What can be taken back, as it is now.
    [[nodiscard]] ViewValues values() const;
    [[nodiscard]] RunPlace run_place() const;
    void show(const ViewValues& wanted);
    void show_maps(const ViewValues& now, const ViewValues& wanted);
    void set_theme(bool dark);
    [[nodiscard]] static bool is_touched();
    void note_step(const ViewValues& before, bool touched, double time);
    void take_back(const UndoStep& step);
    void undo() { take_back(undo_.undo(values(), run_place())); }
    void redo() { take_back(undo_.redo(values(), run_place())); }
    void draw_glow(const Areas& areas, float dt);
    void draw_toast(const Areas& areas, float dt);
    void draw_quit_question();
    void draw_file_dialog();
    void draw_paste_dialog();
    void ask_film();
    void draw_film();
    void save();
    [[nodiscard]] std::string beside_last_file(const std::string& name) const;
    void toggle_depth();
    void tell_verdict();
    void take_answer(LoadingAnswer answer);
    void draw_new_run();
    void draw_seeds();
    void keep_model(const std::shared_ptr<const Moment>& moment);
    void forget_kept_model();
    void hold_moments();
    void draw_everything(const LoadState& loading, float dt);
    struct Perform;
    /// What was asked of the window; commands and what concerns others stay in the list. True when anything
    /// was asked for: the next frame differs.
    bool carry_out();
    void step_head(int by);
    void step_time(int by);
    void leave_replay();
    void look_at_kept(std::int64_t step);
    [[nodiscard]] std::shared_ptr<const Layout> map_near(std::int64_t step) const;
    void show_exactly(std::int64_t step);
    void toggle_playback();
    void advance_playback(float dt);
    void open_branch_dialog(std::optional<std::int64_t> step);
    void draw_branch_dialog();
    void compare_with(std::uint64_t run);
    void set_history_bytes(std::size_t bytes);
    void follow_time();

    Ui& ui_;
    View view_;
    Maps maps_;
    std::vector<std::unique_ptr<PanelView>> panels_; // as panels() has them
    InsideState inside_;
    History history_;
    HeadHistory heads_;
    MomentStore moments_;
    Experiments experiments_;
    ExperimentCard experiment_card_;
    RowMotions why_;
    AnalogyScorer relations_;
    bool background_; ///< false: a picture, for which nothing is left to later frames
    Tour tour_;
    WordStats words_;
    Frame frame_;
    Outbox out_;

    /// What was recorded of a run that another one took the place of: it may come back.
    struct Story {
        History history;
        HeadHistory heads;
        Experiments experiments;
    };
    std::map<std::uint64_t, Story> stories_; // by the run's number

    std::shared_ptr<const Status> status_;
    std::shared_ptr<const Moment> live_moment_;             // of status_
    std::shared_ptr<const Reading> reading_;                // what is shown
    std::shared_ptr<const Pulling> pulling_;                // the newest
    std::shared_ptr<const Contexts> contexts_;              // the newest
    std::shared_ptr<const Findings> findings_;              // the newest
    std::vector<std::shared_ptr<const Inquiry>> inquiries_; // what pages asked in the last frame
    std::optional<MomentId> looked_at_;                     // nothing while live
    std::optional<std::int64_t> wanted_step_;               // that is being made again, to be looked at
    std::shared_ptr<const Replay> replay_;                  // the one that is under way
    Churn churn_;
    Meeting meeting_; // of two pinned words
    Cached<std::vector<TimeMark>, std::shared_ptr<const Moment>, std::optional<std::int64_t>>
        marks_; // by the newest moment and when two words met
    std::size_t history_bytes_, moment_bytes_ = 0;
    BranchDialog branch_dialog_;
    std::vector<MomentId> kept_models_; // for comparison: the last ones, should one be asked for again

    /// A sentence in the words of the corpus.
    struct Encoded {
        std::string words;
        std::vector<TokenId> tokens;
    };
    Encoded sentence_, second_sentence_;
    std::uint64_t sentence_number_ = 0; // counts sentences

    Cached<std::vector<Neighbour>, std::shared_ptr<const Moment>, std::optional<TokenId>, int>
        neighbours_;                         // by word and measure
    std::optional<TokenId> neighbours_word_; // whose are shown

    WordColours colours_;
    UndoHistory undo_;
    bool took_back_ = false;    // in this frame: what changes with that is no step of its own
    std::uint64_t presses_ = 0; // of mouse buttons
    std::uint64_t ticket_ = 0;  // of the last command that was posted
    std::uint64_t refused_ = 0; // the last one of Status::refused that undo_ knows of

    std::vector<TokenId> watched_; // whose contexts the trainer records

    std::vector<std::string> to_choose_;
    std::string to_restore_, maps_to_restore_; // a view and its maps, as files have them
    KeptMaps restored_maps_;                   // of moments that are not there again yet
    std::optional<Panel> glowing_;
    float glow_ = 0.0F;
    FileDialog file_dialog_;
    PasteDialog paste_dialog_;
    FilmDialog film_dialog_;
    FilmRequest film_; // whose file is being asked for
    std::optional<float> film_progress_;
    std::map<std::uint64_t, std::string> saved_as_; // the file of a run, by its number
    std::uint64_t told_by_heart_ = 0;               // the run of which it was told
    std::string suggested_sum_;                     // that the program itself wrote
    float text_size_ = 1.0F;
    NewRunDialog new_run_;
    SeedsDialog seeds_;
    ModelComparison models_;
    Toast toast_;
    std::uint64_t notice_number_ = 0;
    QuitDialog quit_question_;
    int quit_asks_after_ = -1;             // seconds of training
    bool never_ask_to_quit_ = false;       // the user wants it so
    bool saves_to_quit_ = false;           // the name of the file is being asked for
    std::optional<double> unsaved_before_; // quits when a save has made less of these seconds
    bool show_shortcuts_ = false;
    bool quit_ = false;
    bool full_screen_ = false;
    std::array<double, panel_count> panel_ms_{};
    double inside_ms_ = 0.0;
    bool dragging_ = false;
    bool restless_ = true; // something changed that only the next frame shows
};

} // namespace wordfield::app
