// SPDX-License-Identifier: MIT
#include "app/workbench/workbench.hpp"

#include "app/desk/key_bindings.hpp"
#include "app/panels/word/word_sections.hpp"
#include "model/core/cpu_clock.hpp"
#include "model/kernels/instruction_sets.hpp"

#include <algorithm>
#include <utility>

namespace wordfield::app {
namespace {

std::string about() {
    return std::string{"Wordfield " WORDFIELD_VERSION ", computing with "} + instruction_set().title + " (" +
           instruction_set().name + ") instructions";
}

} // namespace

Workbench::Workbench(Ui& ui, const Settings& settings, const ProjectionConfig& projection, bool background)
    : ui_{ui}, maps_{settings, projection}, relations_{background}, background_{background},
      history_bytes_{settings.history_bytes} {
    view_.workspace = settings.workspace;
    view_.recent = RecentFiles{settings.recent_files};
    view_.reopens = settings.reopens;
    text_size_ = settings.text_size;
    suggested_sum_ = view_.arithmetic.text;
    set_history_bytes(history_bytes_);
    out_ = {}; // a session begins with it
    view_.maps = &maps_;
    for (const PanelEntry& entry : panels()) panels_.push_back(entry.make());
}

Workbench::~Workbench() = default;

void Workbench::remember(Settings& settings) const {
    maps_.remember(settings);
    settings.recent_files = view_.recent.paths();
    settings.reopens = view_.reopens;
    settings.text_size = text_size_;
    settings.history_bytes = history_bytes_;
    if (never_ask_to_quit_) settings.quit_asks_after = -1;
}

void Workbench::set_sentence(std::string_view sentence) {
    constexpr std::size_t most = 1023; // bytes that the field for it takes
    view_.sentence = sentence.substr(0, most);
}

std::string Workbench::inside_page() const {
    return view_.inside ? inside_page_name(*view_.inside) : std::string{};
}

// The moment comes with what it was asked; until there is an answer the one before stays, whole.
void Workbench::show_reading() {
    if (!reading_) return;
    const Question& asked = reading_->asked;
    frame_.moment = asked.moment;
    frame_.live = asked.live;
    frame_.trace = reading_->trace;
    frame_.comparison = reading_->comparison;
    frame_.before = reading_->earlier;
    frame_.rows = reading_->rows;
    frame_.sentence_number = asked.number;
    const auto fits = [&](const auto& late) { // what comes after the reading
        return late && late->moment->run == asked.moment->run && (asked.live || late->moment == asked.moment);
    };
    frame_.pulling = fits(pulling_) ? pulling_ : nullptr;
    frame_.contexts = asked.contexts && fits(contexts_) ? contexts_ : nullptr;
    const auto of_now = [&](const Found& found) { return fits(&found); };
    frame_.findings = findings_ && std::ranges::all_of(findings_->found, of_now) ? findings_ : nullptr;
    if (asked.live)
        frame_.layout = maps_.newest();
    else if (looked_at_ == id_of(*asked.moment))
        frame_.layout = moments_.find(*looked_at_).layout;
    if (frame_.layout && frame_.layout->run != frame_.moment->run) frame_.layout.reset();
}

void Workbench::fill_frame(float dt, double time) {
    frame_.newest = live_moment_;
    frame_.status = status_;
    show_reading();
    frame_.history = &history_;
    frame_.heads = &heads_;
    frame_.timeline = &timeline();
    frame_.experiments = &experiments_;
    frame_.why = &why_;
    frame_.models = &models_;
    frame_.undo = &undo_;
    frame_.words = &words_;
    frame_.dt = dt;
    frame_.patient = !background_;
    frame_.time = time;
    words_.update(frame_.moment, frame_.rows, ui_.theme.dark);
    if (frame_.layout) words_.use_groups(frame_.layout);
    frame_.maps = static_cast<int>(maps_.views().size());
    frame_.colours = &colours_;
    colours_.update(frame_, maps_.leading(), ui_.theme.dark);
    if (!frame_.moment) return;
    find_neighbours();
    models_.advance(moments_, frame_.moment, view_.selection.subject(), time);
    follow_time();
    find_reasons();
    frame_.sum = sum_of(view_.arithmetic);
}

void Workbench::find_neighbours() {
    constexpr Measure measures[] = {Measure::Cosine, Measure::Dot, Measure::Euclidean};
    neighbours_word_ = view_.selection.subject();
    const int measure = view_.selection.measure;
    frame_.neighbours = neighbours_.get(frame_.moment, neighbours_word_, measure, [&] {
        return neighbours_word_ ? nearest_to_row(*frame_.moment->embedding, frame_.rows->mean,
                                                 *neighbours_word_, measures[measure], 24)
                                : std::vector<Neighbour>{};
    });
}

Outbox Workbench::draw(const LoadState& loading, float dt, double time) {
    ui_.rects.begin_frame();
    const ViewValues before = values();
    const bool touched = is_touched(); // fields take the keys away
    const bool keys_asked = carry_out();
    follow_relations();
    advance_playback(dt);
    fill_frame(dt, time);
    draw_everything(loading, dt);
    ui_.close_popups = false;
    const bool other_selection = view_.selection.end_frame();
    if (live_moment_) maps_.place_pinned(view_.selection, live_moment_->run, out_);
    take_inquiries();
    restless_ = carry_out() || keys_asked || other_selection;
    encode_sentences(); // of both at once, whoever set which
    note_step(before, keys_asked || touched, time);
    experiments_.note(out_.of<Command>(), live_moment_);
    hold_moments();
    watch_pair(); // no step that could be taken back
    return std::exchange(out_, {});
}

// The room of a panel that has nothing to show goes to the maps.
Workspace Workbench::workspace_now() const {
    Workspace workspace = view_.workspace;
    if (maps_.views().size() > 1) workspace.show(Panel::Matrix, false);
    for (const PanelEntry& entry : panels())
        if (is_empty(entry.info.id)) workspace.show(entry.info.id, false);
    return workspace;
}

bool Workbench::is_empty(Panel panel) const {
    return info_of(panel).untrained != nullptr && frame_.moment && !frame_.can().trains;
}

void Workbench::draw_everything(const LoadState& loading, float dt) {
    const ImVec2 window = ImGui::GetIO().DisplaySize;
    Workspace workspace = workspace_now();
    Areas areas = arrange(workspace, window, ui_.scale, view_.inside.has_value());
    if (view_.map_alone) {
        areas = {};
        areas[static_cast<int>(Panel::Map)] = {{0, 0}, window};
    }
    draw_panels(areas);
    std::swap(view_.workspace.shown, workspace.shown); // between those that are there
    dragging_ = !view_.map_alone && draw_splitters(ui_, view_.workspace, areas, window);
    std::swap(view_.workspace.shown, workspace.shown);
    if (!view_.map_alone) draw_experiment(areas);
    draw_glow(areas, dt);
    draw_looking_back(ui_, area_of(areas, Panel::Map), frame_);
    draw_toast(areas, dt);
    draw_seeds();
    draw_new_run();
    draw_branch_dialog();
    draw_film();
    draw_file_dialog();
    draw_paste_dialog();
    draw_quit_question();
    take_answer(draw_loading(ui_, loading, !frame_.moment));
    if (show_shortcuts_ && draw_shortcuts(ui_, shortcut_lines(), about(), show_shortcuts_))
        out_.post(StartTour{});
    if (frame_.moment && tour_.running() && !view_.map_alone)
        tour_.draw(ui_, frame_, view_, areas, maps_.dots(area_of(areas, Panel::Map)));
}

void Workbench::draw_panels(const Areas& areas) {
    for (std::size_t i = 0; i < panels_.size(); ++i) {
        const PanelInfo& info = panels()[i].info;
        PanelContext context{ui_, info, area_of(areas, info.id), frame_, view_, out_};
        const double begin = thread_cpu_seconds();
        const bool shown = shows(info.id) && context.area.size.x > 1 && context.area.size.y > 1;
        shown ? panels_[i]->draw(context) : panels_[i]->rest(view_);
        double& mean = panel_ms_[static_cast<int>(info.id)];
        mean = shown ? 0.95 * mean + 0.05 * 1000 * (thread_cpu_seconds() - begin) : 0.0;
    }
    const double begin = thread_cpu_seconds();
    draw_inside(ui_, area_inside(areas), frame_, inside_, view_, out_);
    inside_ms_ = 0.95 * inside_ms_ + 0.05 * 1000 * (thread_cpu_seconds() - begin);
}

// A panel that was brought forward glows for a moment, so that the eye finds it.
void Workbench::draw_glow(const Areas& areas, float dt) {
    glow_ = std::max(0.0F, glow_ - dt / 0.9F);
    if (!glowing_ || glow_ <= 0) return;
    const Area& area = area_of(areas, *glowing_);
    ImDrawList* draw = ImGui::GetForegroundDrawList();
    draw->AddRect({area.low.x + 1, area.low.y + 1}, {area.high().x - 1, area.high().y - 1},
                  with_alpha(ui_.theme.accent, glow_), ui_.px(4), 0, ui_.px(2.5F));
}

void Workbench::draw_toast(const Areas& areas, float dt) {
    if (toast_.draw(ui_, area_of(areas, Panel::Map), dt))
        take_back(undo_.exchange_run(values(), run_place()));
}

void Workbench::take_answer(LoadingAnswer answer) {
    if (answer == LoadingAnswer::Cancel) out_.post(CancelLoad{});
    if (answer == LoadingAnswer::Builtin) out_.post(OpenFile{builtin_corpora().front()});
    if (answer == LoadingAnswer::Another) out_.post(AskOpen{});
}

void Workbench::draw_new_run() {
    if (!live_moment_) return;
    if (auto run =
            new_run_.draw(ui_, *live_moment_,
                          !file_dialog_.is_open() && !paste_dialog_.is_open() && !quit_question_.is_open())) {
        if (new_run_.keeps_the_old()) keep_model(live_moment_);
        out_.post(*run);
        out_.post(GoLive{});
    }
    if (new_run_.take_save_request()) out_.post(AskSave{});
}

void Workbench::draw_seeds() {
    if (auto news = seeds_.take_news(frame_)) notify(std::move(*news));
    seeds_.draw(ui_, frame_, view_, out_);
}

bool Workbench::animating() const {
    if (restless_ || seeds_.has_news() || inside_.animating(view_.inside) || file_dialog_.has_news() ||
        paste_dialog_.begins() || models_.pending() || churn_.pending() > 0 || meeting_.pending() > 0 ||
        view_.playback.playing() || dragging_ || relations_.busy() || glow_ > 0 || toast_.shown() ||
        view_.selection.subject() != neighbours_word_)
        return true;
    for (std::size_t i = 0; i < panels_.size(); ++i)
        if (shows(panels()[i].info.id) && panels_[i]->animating(view_)) return true;
    return false;
}

} // namespace wordfield::app
