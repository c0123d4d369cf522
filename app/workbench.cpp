// SPDX-License-Identifier: MIT
#include "app/workbench.hpp"

#include "app/ui/cpu_clock.hpp"

#include "app/panels/word/word_sections.hpp"
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

void Workbench::take(std::shared_ptr<const Snapshot> snapshot) {
    const bool other_corpus = !live_snapshot_ || live_snapshot_->corpus != snapshot->corpus;
    const bool other_run = !live_snapshot_ || live_snapshot_->run != snapshot->run;
    live_snapshot_ = std::move(snapshot);
    history_.record(*live_snapshot_);
    heads_.record(*live_snapshot_);
    experiments_.record(*live_snapshot_);
    why_.take(live_snapshot_);
    if (live_snapshot_->notice_number > notice_number_) notify(live_snapshot_->notice);
    notice_number_ = live_snapshot_->notice_number;
    if (other_run) looked_at_ = {};
    if (other_corpus) {
        selection_.clear();
        words_state_ = {};
        map_.aimed.reset();
        word_.arithmetic.playing = -1;
        watched_.reset();
        second_map_.aimed.reset();
        second_layout_.reset();
        // The word before last: what the model expects there can be compared with what the sentence says.
        const int length = static_cast<int>(live_snapshot_->probe.tokens.size());
        selection_.position = length > 3 ? length - 3 : -1;
        for (const std::string& word : to_choose_)
            if (const auto id = live_snapshot_->corpus->vocabulary.find(word)) selection_.toggle(*id);
    }
}

void Workbench::take(std::shared_ptr<const Layout> layout) {
    live_layout_ = std::move(layout);
    history_.record(*live_layout_);
    timeline_.offer(live_snapshot_, live_layout_);
    turn_kept_map();
}

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
    if (frame_.layout && frame_.snapshot &&
        frame_.layout->words.size() > static_cast<std::size_t>(frame_.snapshot->model.vocabulary))
        frame_.layout.reset();
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
    if (frame_.snapshot && frame_.layout && frame_.layout->run == frame_.snapshot->run)
        words_.use_groups(*frame_.layout);
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
    draw_toast(areas, dt);
    draw_new_run();
    draw_file_dialog();
    draw_loading(ui_, loading, !frame_.snapshot, out_);
    if (show_shortcuts_ && draw_shortcuts(ui_, show_shortcuts_)) out_.start_tour = true;
    if (frame_.snapshot) tour_.draw(ui_, workspace_, areas);
    ui_.close_popups = false;
    watch_focus();
    experiments_.note(out_.commands, live_snapshot_);
    restless_ = selection_.end_frame();
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

void Workbench::notify(std::string sentence) {
    toast_ = std::move(sentence);
    toast_left_ = 6.0F;
}

void Workbench::draw_toast(const Areas& areas, float dt) {
    toast_left_ = std::max(0.0F, toast_left_ - dt);
    if (toast_left_ <= 0) return;
    const Area& map = area_of(areas, Panel::Map);
    const float room = map.size.x - ui_.px(80);
    const ImVec2 size = ui_.fonts.body->CalcTextSizeA(ui_.fonts.body_px, room, room, toast_.c_str());
    const ImVec2 low{map.low.x + (map.size.x - size.x) * 0.5F, map.high().y - size.y - ui_.px(44)};
    const float alpha = std::min(1.0F, toast_left_ * 2);
    ImDrawList* draw = ImGui::GetForegroundDrawList();
    const ImVec2 pad{ui_.px(14), ui_.px(8)};
    draw->AddRectFilled({low.x - pad.x, low.y - pad.y}, {low.x + size.x + pad.x, low.y + size.y + pad.y},
                        with_alpha(ui_.theme.raised, 0.96F * alpha), ui_.px(6));
    draw->AddText(ui_.fonts.body, ui_.fonts.body_px, low, with_alpha(ui_.theme.strong, alpha), toast_.c_str(),
                  nullptr, room);
}

void Workbench::draw_file_dialog() {
    const auto path = file_dialog_.draw(ui_);
    if (!path) return;
    if (file_dialog_.kind() == FileDialog::Kind::Save)
        out_.post(save_to(*path));
    else
        out_.open_file = path;
}

void Workbench::draw_new_run() {
    if (!live_snapshot_) return;
    if (auto run = new_run_.draw(ui_, *live_snapshot_)) {
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
           glow_ > 0 || toast_left_ > 0 || next_word_.to_sample > 0 || map_.animating ||
           (two_maps_ && second_map_.animating) || selection_.subject() != neighbours_word_;
}

void Workbench::press(const KeyPress& press) {
    press.control ? press_with_control(press) : press_plain(press);
}

void Workbench::press_with_control(const KeyPress& press) {
    if (press.key == Key::F) out_.focus_search = true;
    if (press.key == Key::Q) quit_ = true;
    if (press.key == Key::S) file_dialog_.open(FileDialog::Kind::Save, "wordfield.ckpt");
    if (press.key == Key::O) file_dialog_.open(FileDialog::Kind::Open, "wordfield.ckpt");
    if (press.key == Key::Z) undo();
    restless_ = true;
}

void Workbench::press_plain(const KeyPress& press) {
    const Snapshot* s = live_snapshot_.get();
    const auto step_head = [&](int by) {
        if (s == nullptr || s->model.heads < 1) return;
        const int count = s->model.layers * s->model.heads;
        const int next = (selection_.layer * s->model.heads + selection_.head + by + count) % count;
        selection_.layer = next / s->model.heads;
        selection_.head = next % s->model.heads;
    };
    const auto step_time = [&](int by) {
        if (!frame_.snapshot) return;
        const std::int64_t to = timeline_.neighbour(frame_.snapshot->step, by);
        if (by > 0 && to == frame_.snapshot->step)
            out_.go_live = true;
        else
            out_.scrub = to;
    };
    switch (press.key) {
    case Key::Space:
        if (s != nullptr) out_.post(SetRunning{s->state != RunState::Running});
        break;
    case Key::Period:
        out_.post(RunSteps{1});
        break;
    case Key::R:
        if (s != nullptr) out_.post(Restart{s->train.seed + (press.shift ? 1U : 0U)});
        break;
    case Key::Slash:
        out_.focus_search = true;
        break;
    case Key::Question:
        out_.toggle_shortcuts = true;
        break;
    case Key::Escape:
        escape();
        break;
    case Key::I:
        out_.isolate = true;
        break;
    case Key::F:
        out_.frame_selection = true;
        break;
    case Key::L:
        map_.labels = !map_.labels;
        break;
    case Key::Home:
        out_.frame_all = true;
        break;
    case Key::Left:
        step_time(-1);
        break;
    case Key::Right:
        step_time(+1);
        break;
    case Key::LeftBracket:
        step_head(-1);
        break;
    case Key::RightBracket:
        step_head(+1);
        break;
    case Key::F11:
        full_screen_ = true;
        break;
    case Key::Digit:
        if (const auto panel = static_cast<Panel>(press.digit - 1);
            press.digit >= 1 && press.digit < panel_count && panel != Panel::Map)
            workspace_.show(panel, !workspace_.is_shown(panel));
        break;
    case Key::O:
    case Key::Q:
    case Key::S:
    case Key::Z:
        break; // with Ctrl alone
    }
}

} // namespace wordfield::app
