// SPDX-License-Identifier: MIT
// How the workbench is left: at once, or after a question where training would be lost.
#include "app/workbench/workbench.hpp"

namespace wordfield::app {

void Workbench::ask_to_quit() {
    const bool dear = status_ && status_->unsaved_seconds > quit_asks_after_;
    if (quit_asks_after_ >= 0 && dear)
        quit_question_.open();
    else
        quit_ = true;
    restless_ = true;
}

void Workbench::draw_quit_question() {
    if (!live_moment_) return;
    const auto answer = quit_question_.draw(ui_, live_moment_->step);
    if (!answer) return;
    never_ask_to_quit_ = quit_question_.never_again();
    if (*answer == QuitDialog::Answer::Quit) {
        quit_ = true;
        return;
    }
    saves_to_quit_ = true;
    file_dialog_.open(FileDialog::Kind::Save, beside_last_file("wordfield.ckpt"));
}

// Whoever saves in order to quit stays when that went wrong: the notice says why.
void Workbench::take_notice(bool other_run) {
    const Status& s = *status_;
    const bool news = s.notice_number > notice_number_;
    notice_number_ = s.notice_number;
    if (news && unsaved_before_) quit_ |= s.unsaved_seconds < *std::exchange(unsaved_before_, std::nullopt);
    if (other_run && s.replaced_step.value_or(0) > 0)
        toast_.show(news ? s.notice
                         : "Restarted. The run before is kept at step " + with_commas(*s.replaced_step) + ".",
                    {"Undo", "Go back to that run as it was (Ctrl+Z)"});
    else if (news)
        notify(s.notice);
}

} // namespace wordfield::app
