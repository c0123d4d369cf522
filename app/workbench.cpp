// SPDX-License-Identifier: MIT
#include "app/workbench.hpp"

#include "app/panels/word/word_sections.hpp"
#include "app/ui/cpu_clock.hpp"
#include "app/ui/shortcuts.hpp"
#include "render/heatmap.hpp"

#include <algorithm>
#include <cstring>

namespace wordfield::app {

Workbench::Workbench(Ui& ui, const Settings& settings, const ProjectionConfig& projection, bool background)
    : ui_{ui}, workspace_{settings.workspace}, relations_{background},
      matrix_heatmap_{std::make_unique<render::Heatmap>()}, heads_heatmap_{
                                                                std::make_unique<render::Heatmap>()} {
    matrix_.heatmap = matrix_heatmap_.get();
    attention_.heads = heads_heatmap_.get();
    set_up_maps(settings, projection);
}

Workbench::~Workbench() = default;

void Workbench::set_sentence(std::string_view sentence) {
    const std::size_t length = std::min(sentence.size(), sizeof attention_.sentence - 1);
    std::memcpy(attention_.sentence, sentence.data(), length);
    attention_.sentence[length] = '\0';
}

std::string Workbench::inside_page() const {
    return inside_.page ? inside_page_name(*inside_.page) : std::string{};
}

void Workbench::fill_frame(float dt, double time) {
    const bool back = looked_at_.snapshot != nullptr;
    frame_.snapshot = back ? looked_at_.snapshot : live_snapshot_;
    frame_.layout = back ? looked_at_.layout : live_layout_;
    if (frame_.layout && (!frame_.snapshot || frame_.layout->run != frame_.snapshot->run))
        frame_.layout.reset();
    frame_.newest = live_snapshot_;
    frame_.live = !back;
    frame_.history = &history_;
    frame_.heads = &heads_;
    frame_.timeline = &timeline_;
    frame_.experiments = &experiments_;
    frame_.why = &why_;
    frame_.models = &models_;
    frame_.words = &words_;
    frame_.dt = dt;
    frame_.time = time;
    words_.update(frame_.snapshot, ui_.theme.dark);
    if (frame_.layout) words_.use_groups(*frame_.layout);
    frame_.two_maps = two_maps_;
    frame_.colours = &colours_;
    colours_.update(frame_, map_, ui_.theme.dark);
    if (!frame_.snapshot) return;
    find_neighbours();
    models_.advance(frame_.snapshot, selection_.subject());
    find_reasons();
    frame_.sum = sum_of(word_.arithmetic);
}

void Workbench::find_neighbours() {
    const auto subject = selection_.subject();
    if (subject == neighbours_word_ && neighbours_of_ == frame_.snapshot &&
        neighbours_measure_ == selection_.measure)
        return;
    neighbours_word_ = subject;
    neighbours_of_ = frame_.snapshot;
    neighbours_measure_ = selection_.measure;
    frame_.neighbours.clear();
    constexpr Measure measures[] = {Measure::Cosine, Measure::Dot, Measure::Euclidean};
    if (subject)
        frame_.neighbours =
            nearest_to_row(*frame_.snapshot->embedding, *subject, measures[selection_.measure], 24);
}

Outbox Workbench::draw(const LoadState& loading, float dt, double time) {
    ui_.rects.begin_frame();
    follow_relations();
    fill_frame(dt, time);
    const ImVec2 window = ImGui::GetIO().DisplaySize;
    Workspace workspace = workspace_;
    if (two_maps_) workspace.show(Panel::Matrix, false); // its room goes to the second map
    const Areas areas = arrange(workspace, window, ui_.scale);
    draw_panels(areas);
    dragging_ = draw_splitters(ui_, workspace_, areas, window);
    draw_glow(areas, dt);
    draw_looking_back(ui_, area_of(areas, Panel::Map), frame_);
    draw_toast(areas, dt);
    draw_new_run();
    draw_file_dialog();
    draw_quit_question();
    take_answer(draw_loading(ui_, loading, !frame_.snapshot));
    if (show_shortcuts_ && draw_shortcuts(ui_, show_shortcuts_)) out_.start_tour = true;
    if (frame_.snapshot) tour_.draw(ui_, workspace_, areas);
    ui_.close_popups = false;
    watch_focus();
    experiments_.note(out_.commands, live_snapshot_);
    restless_ = selection_.end_frame();
    place_pinned_words();
    carry_out();
    return std::exchange(out_, {});
}

void Workbench::draw_panels(const Areas& areas) {
    const auto with = [&](Panel panel, const auto& draw) {
        const Area& area = area_of(areas, panel);
        const bool shown = workspace_.is_shown(panel) && area.size.x > 1 && area.size.y > 1;
        const double begin = thread_cpu_seconds();
        if (shown) draw(area);
        double& mean = panel_ms_[static_cast<std::size_t>(panel)];
        mean = shown ? 0.95 * mean + 0.05 * 1000 * (thread_cpu_seconds() - begin) : 0.0;
    };
    with(Panel::Strip, [&](const Area&) { draw_strip(ui_, frame_, workspace_, selection_, out_); });
    with(Panel::Words,
         [&](const Area& area) { draw_words(ui_, area, frame_, words_state_, selection_, out_); });
    with(Panel::Training, [&](const Area& area) { draw_training(ui_, area, frame_, training_, out_); });
    with(Panel::Matrix, [&](const Area& area) { draw_matrix(ui_, area, frame_, matrix_, selection_, out_); });
    const Area inside = inside_area(ui_, inside_, area_of(areas, Panel::Matrix), area_of(areas, Panel::Map));
    with(Panel::Map, [&](const Area& area) { draw_map_beside(area, inside); });
    with(Panel::Time, [&](const Area& area) { draw_time(ui_, area, frame_, out_); });
    with(Panel::Attention,
         [&](const Area& area) { draw_attention(ui_, area, frame_, attention_, selection_, out_); });
    with(Panel::NextWord,
         [&](const Area& area) { draw_next_word(ui_, area, frame_, next_word_, selection_, out_); });
    if (!workspace_.is_shown(Panel::NextWord)) next_word_.to_sample = 0; // nobody writes where nobody looks
    with(Panel::Word, [&](const Area& area) { draw_word(ui_, area, frame_, word_, selection_, out_); });
    draw_inside(ui_, inside, frame_, inside_, next_word_, selection_, out_);
}

// The path through the layers wants to be seen whole: the map gives way to the drawer where it can.
void Workbench::draw_map_beside(Area area, const Area& inside) {
    if (inside_.page == Inside::Layers && area.size.y - inside.size.y > ui_.px(200))
        area.size.y -= inside.size.y;
    draw_maps(area);
    if (area.size.y != map_height_ && map_height_ > 0 && map_.follow) out_.frame_all = true;
    map_height_ = area.size.y;
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
    if (toast_.draw(ui_, area_of(areas, Panel::Map), dt)) undo_restart();
}

void Workbench::take_answer(LoadingAnswer answer) {
    if (answer == LoadingAnswer::Cancel) out_.cancel_load = true;
    if (answer == LoadingAnswer::Builtin) out_.open_file = builtin_corpora().front();
    if (answer == LoadingAnswer::Another) out_.ask_open = true;
}

void Workbench::draw_file_dialog() {
    const auto path = file_dialog_.draw(ui_);
    if (!path) {
        saves_to_quit_ &= file_dialog_.is_open();
        return;
    }
    if (std::exchange(saves_to_quit_, false)) unsaved_before_ = live_snapshot_->unsaved_seconds;
    if (file_dialog_.kind() == FileDialog::Kind::Save)
        out_.post(save_to(*path));
    else {
        out_.text_rules = file_dialog_.rules();
        out_.open_file = path;
    }
}

void Workbench::draw_new_run() {
    if (!live_snapshot_) return;
    if (auto run =
            new_run_.draw(ui_, *live_snapshot_, !file_dialog_.is_open() && !quit_question_.is_open())) {
        if (new_run_.keeps_the_old()) keep_model();
        out_.post(*run);
        out_.go_live = true;
    }
    if (new_run_.take_save_request()) file_dialog_.open(FileDialog::Kind::Save, "wordfield.ckpt");
}

void Workbench::carry_out() {
    if (out_.bring_forward) {
        workspace_.show(*out_.bring_forward, true);
        glowing_ = out_.bring_forward;
        glow_ = 1.0F;
    }
    if (out_.look_inside)
        inside_.page =
            out_.inside_toggles && inside_.page == out_.look_inside ? std::nullopt : out_.look_inside;
    if (out_.fly_to) fly_to_word(map_, *out_.fly_to);
    if (out_.frame_selection || out_.frame_all) frame_map(map_, frame_, selection_, out_.frame_all);
    if (out_.focus_search) {
        workspace_.show(Panel::Words, true);
        words_state_.tab = 0;
        words_state_.take_focus = true;
    }
    if (out_.scrub) looked_at_ = timeline_.nearest(*out_.scrub);
    if (out_.go_live) looked_at_ = {};
    if (out_.ask_save) file_dialog_.open(FileDialog::Kind::Save, "wordfield.ckpt");
    if (out_.ask_open) file_dialog_.open(FileDialog::Kind::Open, "wordfield.ckpt");
    if (out_.forget_kept_model) forget_kept_model();
    if (out_.ask_new_run && live_snapshot_) new_run_.open(*live_snapshot_);
    if (out_.start_tour) tour_.start();
    if (out_.toggle_second_map) toggle_second_map();
    if (out_.isolate) isolate();
    if (out_.end_isolation) end_isolation();
    if (std::any_of(out_.commands.begin(), out_.commands.end(),
                    [](const Command& command) { return std::holds_alternative<RowEdit>(command); }))
        isolated_last_ = false;
    if (out_.toggle_shortcuts) show_shortcuts_ = !show_shortcuts_;
    if (out_.toggle_theme) {
        ui_.theme = ui_.theme.dark ? Theme::light_theme() : Theme::dark_theme();
        apply_style(ui_.theme, ui_.scale);
    }
    if (out_.prompt && *out_.prompt != attention_.sentence) set_sentence(*out_.prompt);
    const auto focus = selection_.focus();
    if (focus && !words_state_.scroll_to && focus != neighbours_word_) words_state_.scroll_to = focus;
    restless_ |= out_.fly_to || out_.frame_selection || out_.frame_all || out_.focus_search || out_.scrub ||
                 out_.go_live || out_.toggle_theme || out_.toggle_shortcuts || out_.look_inside ||
                 out_.ask_new_run || out_.start_tour;
}

bool Workbench::animating() const {
    return restless_ || models_.pending() || dragging_ || relations_.busy() || plays_relation() ||
           glow_ > 0 || toast_.shown() || next_word_.to_sample > 0 || map_.animating ||
           (two_maps_ && second_map_.animating) || selection_.subject() != neighbours_word_;
}

} // namespace wordfield::app
