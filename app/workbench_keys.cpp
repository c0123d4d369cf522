// SPDX-License-Identifier: MIT
// What the keys do.
#include "app/workbench.hpp"

namespace wordfield::app {

void Workbench::press(const KeyPress& press) {
    press.control ? press_with_control(press) : press_plain(press);
}

void Workbench::press_with_control(const KeyPress& press) {
    if (press.key == Key::F) out_.focus_search = true;
    if (press.key == Key::Q) ask_to_quit();
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
        if (s != nullptr) play_or_pause(frame_, out_);
        break;
    case Key::Period:
        train_one_step(out_);
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
