// SPDX-License-Identifier: MIT
// What the workbench looks up beside the panels: why words move, what relations score, what Esc takes away.
#include "app/workbench/workbench.hpp"

#include <algorithm>
#include <utility>
#include <vector>

namespace wordfield::app {

// Arrows for the pinned words, of many only for the last one, and for the one under the mouse where none is
// pinned.
void Workbench::find_reasons() {
    constexpr std::size_t most = 6; // that can be read
    std::vector<TokenId> words = view_.selection.pinned;
    if (words.size() > most) words.erase(words.begin(), words.end() - 1);
    if (words.empty() && view_.selection.hovered()) words.push_back(*view_.selection.hovered());
    why_.update(frame_, words);
}

void Workbench::follow_relations() {
    relations_.offer(live_moment_);
    if (const auto scored = relations_.take()) history_.record(scored->run, scored->step, scored->score);
}

SaveCheckpoint Workbench::save_to(std::filesystem::path path) const {
    return {std::move(path), history_.run(), std::make_shared<const RunHistory>(history_.kept())};
}

// Curves, kept moments and experiments belong to a run, and come back with it.
void Workbench::exchange_stories(std::uint64_t before, const Status& status) {
    Story left{std::exchange(history_, {}), std::exchange(heads_, {}), std::exchange(experiments_, {})};
    if (auto back = stories_.extract(status.run); !back.empty()) {
        history_ = std::move(back.mapped().history);
        heads_ = std::move(back.mapped().heads);
        experiments_ = std::move(back.mapped().experiments);
    }
    stories_.insert_or_assign(before, std::move(left));
    std::vector<std::uint64_t> there{before, status.run, status.deleted_run};
    for (const RunLine& line : status.runs) there.push_back(line.id.number);
    std::erase_if(stories_, [&](const auto& story) { return std::ranges::count(there, story.first) == 0; });
    for (const RunLine& line : status.runs)
        if (line.id.number == status.run) moments_.begin_branch(line.id);
    moments_.forget_runs_but(there);
}

// What is looked at, what experiments are compared with, and models that were kept for comparison.
void Workbench::hold_moments() {
    std::vector<MomentId> wanted = experiments_.moments();
    if (live_moment_ && std::ranges::count(wanted, id_of(*live_moment_)) > 0) moments_.hold(live_moment_);
    const auto add = [&](const std::vector<MomentId>& more) {
        wanted.insert(wanted.end(), more.begin(), more.end());
    };
    for (const auto& [run, story] : stories_) add(story.experiments.moments());
    add(kept_models_);
    if (looked_at_) wanted.push_back(*looked_at_);
    moments_.hold_only(wanted);
}

// Where the words of the map are on the screen: the card keeps clear of them.
// The card lies where it covers fewest dots; one of those that somebody looks at counts for many.
void Workbench::draw_experiment(const Areas& areas) {
    constexpr std::size_t many = 30;
    const Area& map = area_of(areas, Panel::Map);
    const MapState& leading = maps_.leading();
    std::vector<ImVec2> points;
    if (experiments_.running() != nullptr) {
        for (const glm::vec3& p : leading.screen()) points.push_back({map.low.x + p.x, map.low.y + p.y});
        const std::size_t dots = points.size();
        const std::vector<TokenId>& words = leading.scene().words;
        for (std::size_t i = 0; i < std::min(dots, words.size()); ++i)
            if (view_.selection.is_pinned(words[i])) points.insert(points.end(), many, ImVec2{points[i]});
    }
    experiment_card_.draw(ui_, map, frame_, points, leading.controls, out_);
}

// Which contexts pull on two chosen words is recorded while they are chosen and the inspector is there.
void Workbench::watch_pair() {
    if (!live_moment_) return;
    std::vector<TokenId> wanted;
    if (view_.selection.pinned.size() == 2 && shows(Panel::Word) &&
        live_moment_->capabilities.window_gradients)
        wanted = view_.selection.pinned;
    std::ranges::sort(wanted);
    if (wanted == watched_) return;
    watched_ = wanted;
    // In front of what was asked for in this frame, whose tickets are counted from the last one.
    out_.actions.insert(out_.actions.begin(), Action{Command{WatchRows{wanted}}});
}

// Takes away what lies on top.
void Workbench::escape() {
    restless_ = true;
    if (ImGui::IsPopupOpen("", ImGuiPopupFlags_AnyPopupId | ImGuiPopupFlags_AnyPopupLevel))
        ui_.close_popups = true;
    else if (quit_question_.is_open())
        quit_question_.close();
    else if (file_dialog_.is_open())
        file_dialog_.close();
    else if (paste_dialog_.is_open())
        paste_dialog_.close();
    else if (film_dialog_.is_open())
        film_dialog_.close();
    else if (new_run_.is_open())
        new_run_.close();
    else if (branch_dialog_.is_open())
        branch_dialog_.close();
    else if (seeds_.is_open())
        seeds_.close();
    else if (replay_)
        out_.post(CancelReplay{});
    else if (view_.playback.playing())
        view_.playback.stop();
    else if (show_shortcuts_)
        show_shortcuts_ = false;
    else if (view_.map_alone)
        view_.map_alone = false;
    else if (view_.searching)
        view_.leaves_search = true;
    else if (view_.inside)
        view_.inside.reset();
    else if (tour_.running())
        tour_.leave();
    else if (!leave_map_things())
        view_.selection.clear();
}

} // namespace wordfield::app
