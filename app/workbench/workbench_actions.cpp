// SPDX-License-Identifier: MIT
// What the workbench does when a panel or a key asks for it; commands and what concerns others stay in the
// list.
#include "app/workbench/workbench.hpp"

#include "app/desk/text_size.hpp"

namespace wordfield::app {

/// Carries out one action of the window.
struct Workbench::Perform {
    Workbench& bench;

    void operator()(const Scrub& asked) const {
        bench.leave_replay();
        bench.look_at_kept(asked.step);
    }
    void operator()(const ShowExactly& asked) const { bench.show_exactly(asked.step); }
    void operator()(const StepExactly& asked) const {
        if (bench.frame_.moment)
            bench.show_exactly(bench.wanted_step_.value_or(bench.frame_.moment->step) + asked.by);
    }
    void operator()(const GoToEnd& asked) const {
        if (asked.first)
            (*this)(Scrub{0});
        else
            (*this)(GoLive{});
    }
    void operator()(const TogglePlayback&) const { bench.toggle_playback(); }
    void operator()(const AskBranch& asked) const { bench.open_branch_dialog(asked.step); }
    void operator()(const CompareWithRun& asked) const { bench.compare_with(asked.run); }
    void operator()(const SetHistoryBytes& asked) const { bench.set_history_bytes(asked.bytes); }
    void operator()(const StepTime& asked) const { bench.step_time(asked.by); }
    void operator()(const GoLive&) const {
        bench.leave_replay();
        bench.looked_at_.reset();
    }
    void operator()(const PlayOrPause&) const {
        // not the frame's: a key may be pressed before the first answer about a model is there
        if (bench.live_moment_) play_or_pause(*bench.live_moment_, bench.status_->running(), bench.out_);
    }
    void operator()(const TrainOneStep&) const { train_one_step(bench.out_); }
    void operator()(const BeginAgain& asked) const {
        if (bench.live_moment_) bench.out_.post(Restart{bench.live_moment_->train.seed + asked.seeds});
    }

    void operator()(const StepHead& asked) const { bench.step_head(asked.by); }
    void operator()(const SetSentence& asked) const { bench.set_sentence(asked.words); }
    void operator()(const LookInside& asked) const {
        auto& page = bench.view_.inside;
        const bool shows_cell = page == Inside::Circuit && asked.page == Inside::Cell; // another one now
        if (shows_cell && !asked.toggles) return;
        page = asked.toggles && page == asked.page ? std::nullopt : std::optional{asked.page};
    }
    void operator()(const FocusSearch&) const {
        bench.view_.workspace.show(Panel::Words, true);
        bench.view_.wants_search = true;
    }

    void operator()(const FlyTo& asked) const { fly_to_word(bench.maps_.leading(), asked.word); }
    void operator()(const FrameMap& asked) const {
        frame_map(bench.ui_, bench.maps_.leading(), bench.frame_, bench.view_.selection, asked.all);
    }
    void operator()(const ToggleLabels&) const {
        bool& labels = bench.maps_.leading().labels;
        labels = !labels;
    }
    void operator()(const ShowMaps& asked) const { bench.maps_.show(asked.count, bench.out_); }
    void operator()(const Isolate&) const { bench.maps_.isolate(bench.view_.selection.pinned, bench.out_); }
    void operator()(const IsolateWords& asked) const { bench.maps_.isolate(asked.words, bench.out_); }
    void operator()(const EndIsolation&) const { bench.maps_.end_isolation(bench.out_); }
    void operator()(const ToggleMapAlone&) const {
        if (bench.view_.map_alone = !bench.view_.map_alone; bench.view_.map_alone)
            bench.notify("M or Esc brings the panels back");
    }
    void operator()(const ForgetKeptModel&) const { bench.forget_kept_model(); }

    void operator()(const BringForward& asked) const {
        if (bench.is_empty(asked.panel)) return bench.notify(info_of(asked.panel).untrained);
        bench.uncover(asked.panel);
        bench.view_.workspace.show(asked.panel, true);
        bench.glowing_ = asked.panel;
        bench.glow_ = 1.0F;
    }
    void operator()(const TogglePanel& asked) const {
        if (bench.is_empty(asked.panel)) return bench.notify(info_of(asked.panel).untrained);
        if (bench.view_.inside && info_of(asked.panel).place == PanelPlace::Bottom)
            (*this)(BringForward{asked.panel});
        else
            bench.view_.workspace.toggle(asked.panel);
    }
    void operator()(const ResetPanels&) const { bench.view_.workspace = Workspace{}; }
    void operator()(const ToggleTheme&) const { bench.set_theme(!bench.ui_.theme.dark); }
    void operator()(const ToggleFullScreen&) const { bench.full_screen_ = true; }
    void operator()(const ToggleShortcuts&) const { bench.show_shortcuts_ = !bench.show_shortcuts_; }
    void operator()(const StartTour&) const {
        bench.view_.inside.reset(); // it speaks of the panels below the map
        bench.tour_.start();
    }
    void operator()(const AskSave&) const { bench.save(); }
    void operator()(const AskSaveAs&) const {
        bench.file_dialog_.open(FileDialog::Kind::Save, bench.beside_last_file("wordfield.ckpt"));
    }
    void operator()(const AskOpen&) const {
        bench.file_dialog_.open(FileDialog::Kind::Open, bench.beside_last_file(""));
    }
    void operator()(const AskCompare&) const {
        if (bench.live_moment_)
            bench.file_dialog_.open(FileDialog::Kind::Compare, bench.beside_last_file(""));
    }
    void operator()(const CompareWithStep&) const {
        if (bench.frame_.moment) bench.keep_model(bench.frame_.moment);
        (*this)(GoLive{});
    }
    void operator()(const RankFrom& asked) const { bench.models_.rank_from(asked.least_count); }
    void operator()(const AskBuiltin&) const {
        bench.file_dialog_.ask_for_builtin(builtin_corpora().front());
    }
    void operator()(const AskExport&) const {
        if (bench.live_moment_)
            bench.file_dialog_.open(FileDialog::Kind::Export, bench.beside_last_file("words.tsv"));
    }
    void operator()(const AskPoster&) const {
        if (bench.live_moment_)
            bench.file_dialog_.open(FileDialog::Kind::Export, bench.beside_last_file("map.svg"));
    }
    void operator()(const AskFilm&) const { bench.ask_film(); }
    void operator()(const AskPaste&) const { bench.paste_dialog_.open(); }
    void operator()(const ChangeTextSize& asked) const {
        bench.text_size_ = stepped_text_size(bench.text_size_, asked.by);
    }
    void operator()(const ToggleDepth&) const { bench.toggle_depth(); }
    void operator()(const AskNewRun&) const {
        if (bench.live_moment_) bench.new_run_.open(*bench.live_moment_);
    }
    void operator()(const AskSeeds&) const {
        if (bench.live_moment_) bench.seeds_.open(*bench.live_moment_);
    }
    void operator()(const ToggleReopening&) const { bench.view_.reopens = !bench.view_.reopens; }
    void operator()(const AskQuit&) const { bench.ask_to_quit(); }
    void operator()(const Undo&) const { bench.undo(); }
    void operator()(const Redo&) const { bench.redo(); }
    void operator()(const Escape&) const { bench.escape(); }
};

// The place that looks inside gives way to a panel that it stands in place of.
void Workbench::uncover(Panel panel) {
    if (info_of(panel).place == PanelPlace::Bottom) view_.inside.reset();
}

bool Workbench::carry_out() {
    for (std::size_t i = 0; i < out_.actions.size(); ++i) // carrying out may ask for more
        if (const auto* asked = std::get_if<ViewAction>(&out_.actions[i]))
            std::visit(Perform{*this}, ViewAction{*asked});
    const bool any = !out_.actions.empty();
    std::erase_if(out_.actions,
                  [](const Action& action) { return std::holds_alternative<ViewAction>(action); });
    return any;
}

void Workbench::toggle_depth() {
    MapState& map = maps_.leading();
    map.settings.projection.dims = map.settings.projection.dims == 2 ? 3 : 2;
    map.follow = true;
    out_.post(MapSettingsChanged{0});
}

void Workbench::step_head(int by) {
    const Moment* s = live_moment_.get();
    if (s == nullptr || s->model.heads < 1) return;
    const int count = s->model.layers * s->model.heads;
    const int next = (view_.selection.layer * s->model.heads + view_.selection.head + by + count) % count;
    view_.selection.layer = next / s->model.heads;
    view_.selection.head = next % s->model.heads;
}

void Workbench::step_time(int by) {
    if (!frame_.moment) return;
    const std::int64_t to = timeline().neighbour(frame_.moment->step, by);
    if (by > 0 && to == frame_.moment->step)
        out_.post(GoLive{});
    else
        out_.post(Scrub{to});
}

} // namespace wordfield::app
