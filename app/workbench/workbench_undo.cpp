// SPDX-License-Identifier: MIT
// How the workbench takes back what was done: what its view comes to as one value, and how such a value is
// shown again.
#include "app/workbench/workbench.hpp"

#include <algorithm>
#include <functional>

namespace wordfield::app {
namespace {

ViewValues::Map values_of(const MapState& map) {
    ViewValues::Map values{map.settings, map.words_before};
    values.settings.list.reset();
    values.settings.pinned.clear();
    values.settings.beside.reset();
    values.settings.from.reset();
    values.settings.stretch = 1.0F;
    if (values.settings.kept_words) { // a file's: who undoes would hold it for good
        values.settings.kept_rows.reset();
        values.settings.kept_words.reset();
    }
    return values;
}

void put_values(MapState& map, const ViewValues::Map& wanted, const Corpus& corpus) {
    const bool other_axes = map.settings.projection.axes != wanted.settings.projection.axes;
    const MapSettings before = std::exchange(map.settings, wanted.settings);
    map.settings.list = before.list;
    map.settings.pinned = before.pinned;
    map.settings.beside = before.beside;
    map.settings.from = before.from;
    map.settings.stretch = before.stretch;
    if (before.kept_words && !wanted.settings.kept_rows) {
        map.settings.kept_rows = before.kept_rows;
        map.settings.kept_words = before.kept_words;
    }
    map.words_before = wanted.words_before;
    map.follow = true;
    if (other_axes) write_axes(map, corpus);
}

// Up to the last one: a list that was only made longer is the same.
std::vector<char> hidden_of(std::vector<char> hidden) {
    while (!hidden.empty() && hidden.back() == 0) hidden.pop_back();
    return hidden;
}

} // namespace

ViewValues Workbench::values() const {
    const Selection& s = view_.selection;
    const Workspace& w = view_.workspace;
    ViewValues values{.shown = {static_cast<int>(maps_.views().size()), models_.kept()},
                      .look = maps_.leading(),
                      .pinned = s.pinned,
                      .sentence = view_.sentence,
                      .second_sentence = view_.second_sentence,
                      .head = {s.layer, s.head},
                      .place = {s.position, s.cell_row, s.cell_column},
                      .inside = view_.inside,
                      .hidden = hidden_of(view_.categories.hidden),
                      .panels = w.shown,
                      .splitters = {w.left, w.right, w.matrix, w.bottom, w.inside, w.inside_share, w.share},
                      .sampling = {s.temperature, view_.cut},
                      .marks = {s.path, s.show_pull, s.show_sum},
                      .measure = s.measure,
                      .order = s.order,
                      .dark = ui_.theme.dark};
    for (const MapState& map : maps_.all()) values.maps.push_back(values_of(map));
    return values;
}

void Workbench::show(const ViewValues& wanted) {
    const ViewValues now = values();
    const ModelConfig& model = live_moment_->model; // of another shape, perhaps, than when it was looked at
    Selection& s = view_.selection;
    s.pinned = wanted.pinned;
    s.layer = std::clamp(wanted.head.layer, 0, std::max(0, model.layers - 1));
    s.head = std::clamp(wanted.head.head, 0, std::max(0, model.heads - 1));
    s.position = wanted.place.position;
    s.cell_row = wanted.place.cell_row;
    s.cell_column = wanted.place.cell_column;
    s.temperature = wanted.sampling.temperature;
    view_.cut = wanted.sampling.cut;
    view_.second_sentence = wanted.second_sentence;
    s.path = wanted.marks.path;
    s.show_pull = wanted.marks.pull;
    s.show_sum = wanted.marks.sum;
    s.measure = wanted.measure;
    s.order = wanted.order;
    view_.inside = wanted.inside;
    auto& hidden = view_.categories.hidden;
    hidden.assign(std::max(hidden.size(), wanted.hidden.size()), 0);
    std::ranges::copy(wanted.hidden, hidden.begin());
    Workspace& w = view_.workspace;
    w.shown = wanted.panels;
    const auto& [left, right, matrix, bottom, inside, inside_share, share] = wanted.splitters;
    w.left = left;
    w.right = right;
    w.matrix = matrix;
    w.bottom = bottom;
    w.inside = inside;
    w.inside_share = inside_share;
    w.share = share;
    if (wanted.dark != now.dark) set_theme(wanted.dark);
    if (wanted.sentence != now.sentence) set_sentence(wanted.sentence);
    show_maps(now, wanted);
}

void Workbench::show_maps(const ViewValues& now, const ViewValues& wanted) {
    static_cast<MapLook&>(maps_.leading()) = wanted.look;
    for (int i = 0; i < std::ssize(wanted.maps); ++i) {
        if (wanted.maps[i] == now.maps[i]) continue;
        put_values(maps_.all()[i], wanted.maps[i], *live_moment_->corpus);
        out_.post(MapSettingsChanged{i});
    }
    if (wanted.shown.kept != now.shown.kept) {
        const auto kept = wanted.shown.kept ? moments_.find(*wanted.shown.kept).moment : nullptr;
        kept ? models_.keep(*kept, frame_.name_of_run(kept->run)) : models_.forget();
    }
    maps_.show(wanted.shown.count, out_);
}

void Workbench::set_theme(bool dark) {
    ui_.theme = dark ? Theme::dark_theme() : Theme::light_theme();
    apply_style(ui_.theme, ui_.scale);
}

// Whether somebody touched mouse or keys: what changes without that, as a sentence does that the model goes
// on with, is part of the step before.
bool Workbench::is_touched() {
    const ImGuiIO& io = ImGui::GetIO();
    const auto any = [](const auto& flags) { return std::ranges::any_of(flags, std::identity{}); };
    return any(io.MouseDown) || any(io.MouseReleased) || any(io.KeysDown) || io.MouseWheel != 0 ||
           !io.InputQueueCharacters.empty();
}

RunPlace Workbench::run_place() const {
    if (!live_moment_) return {};
    RunPlace place{live_moment_->run, status_->replaced_run, live_moment_->undoable_edits};
    for (const RunLine& line : status_->runs) place.kept.push_back(line.id.number);
    return place;
}

void Workbench::note_step(const ViewValues& before, bool touched, double time) {
    const ImGuiIO& io = ImGui::GetIO();
    presses_ += static_cast<std::uint64_t>(std::ranges::count(io.MouseClicked, true));
    if (std::exchange(took_back_, false) || !live_moment_ || !touched) return;
    undo_.note({.before = before,
                .after = values(),
                .asked = out_.of<Command>(),
                .corpus = *live_moment_->corpus,
                .run = live_moment_->run,
                .time = time,
                .press = presses_,
                .held = std::ranges::any_of(io.MouseDown, std::identity{})});
}

void Workbench::take_back(const UndoStep& step) {
    took_back_ = true;
    if (!live_moment_) return;
    show(step.view);
    for (const Command& command : step.commands) out_.post_any(command);
    if (std::ranges::any_of(step.commands, [](const Command& c) {
            return std::holds_alternative<UndoRestart>(c) || begins_run(c);
        }))
        out_.post(GoLive{});
    if (!step.said.empty()) notify(step.said);
}

} // namespace wordfield::app
