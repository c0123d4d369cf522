// SPDX-License-Identifier: MIT
// What the workbench looks up beside the panels: why words move, what relations score, what Esc takes away.
#include "app/workbench.hpp"

namespace wordfield::app {

// Arrows for the pinned words, as many as can be read, and for the one under the mouse where none is pinned.
void Workbench::find_reasons() {
    constexpr std::size_t most = 12;
    std::vector<TokenId> words = selection_.pinned;
    if (words.size() > most) words.erase(words.begin(), words.end() - most);
    if (words.empty() && selection_.hovered()) words.push_back(*selection_.hovered());
    why_.update(frame_, words);
}

// The trainer looks for the windows that pull on the word the inspector is about.
void Workbench::watch_focus() {
    const auto focus = selection_.focus();
    if (focus == watched_ || !live_snapshot_) return;
    watched_ = focus;
    out_.post(WatchRow{focus});
}

void Workbench::follow_relations() {
    relations_.offer(live_snapshot_);
    if (const auto scored = relations_.take()) history_.record(scored->run, scored->step, scored->score);
}

SaveCheckpoint Workbench::save_to(std::filesystem::path path) const {
    return {std::move(path), history_.run(), std::make_shared<const RunHistory>(history_.kept())};
}

// Takes away what lies on top.
void Workbench::escape() {
    restless_ = true;
    if (ImGui::IsPopupOpen("", ImGuiPopupFlags_AnyPopupId | ImGuiPopupFlags_AnyPopupLevel))
        ui_.close_popups = true;
    else if (file_dialog_.is_open())
        file_dialog_.close();
    else if (new_run_.is_open())
        new_run_.close();
    else if (show_shortcuts_)
        show_shortcuts_ = false;
    else if (inside_.page)
        inside_.page.reset();
    else if (tour_.running())
        tour_.leave();
    else if (!leave_map_things())
        selection_.clear();
}

} // namespace wordfield::app
