// SPDX-License-Identifier: MIT
#include "app/panels/history_menu.hpp"

#include "model/core/failure.hpp"

#include <algorithm>
#include <cstring>
#include <string>
#include <vector>

namespace wordfield::app {
namespace {

constexpr float menu_width = 380; // px at 96 dpi

/// A run in the tree: those that branched off it stand below it, one place farther in.
struct Branch {
    const RunLine* run;
    int depth;
};

void add_branches(const std::vector<RunLine>& runs, std::uint64_t parent, int depth,
                  std::vector<Branch>& tree) {
    for (const RunLine& run : runs) {
        const bool known =
            std::ranges::any_of(runs, [&](const RunLine& other) { return other.id.number == run.id.parent; });
        if ((known ? run.id.parent : 0) != parent) continue;
        tree.push_back({&run, depth});
        add_branches(runs, run.id.number, depth + 1, tree);
    }
}

std::vector<Branch> tree_of(std::vector<RunLine>& runs) {
    std::ranges::sort(runs, {}, [](const RunLine& run) { return run.id.number; });
    std::vector<Branch> tree;
    add_branches(runs, 0, 0, tree);
    return tree;
}

// What shows something else closes the menu.
template <class Kind>
void leave_for(Outbox& out, Kind kind) {
    out.post(std::move(kind));
    ImGui::CloseCurrentPopup();
}

void go_to_step(Ui& ui, const Frame& frame, HistoryMenu& menu, Outbox& out) {
    ImGui::AlignTextToFramePadding();
    text(ui, ui.fonts.body, ui.theme.text, "Go to step");
    ImGui::SameLine(ui.px(130));
    ImGui::SetNextItemWidth(ui.px(90));
    const bool entered = ImGui::InputTextWithHint(
        "##step", ("0 to " + with_commas(frame.newest->step)).c_str(), menu.step.data(), menu.step.size(),
        ImGuiInputTextFlags_EnterReturnsTrue | ImGuiInputTextFlags_CharsDecimal);
    ui.rects.mark_item("history.step");
    explain(ui,
            "Any step of this run, whether a moment of it is kept or not: it is made again from the keyframe "
            "before it, to the last bit.");
    ImGui::SameLine(0, ui.px(6));
    const bool pressed = button(ui, "history.go", "Go", "Make this step again and look at it (Enter)");
    if (const auto step = typed_value(menu.step.data(), 0.0F, static_cast<float>(frame.newest->step));
        step && (entered || pressed))
        out.post(ShowExactly{static_cast<std::int64_t>(*step)});
}

void playback(Ui& ui, View& view, Outbox& out) {
    Playback& playback = view.playback;
    ImGui::AlignTextToFramePadding();
    text(ui, ui.fonts.body, ui.theme.text, "Replay");
    ImGui::SameLine(ui.px(130));
    ImGui::SetNextItemWidth(ui.px(150));
    if (ImGui::BeginCombo("##speed", Playback::speeds[static_cast<std::size_t>(playback.speed)].name)) {
        for (int i = 0; i < std::ssize(Playback::speeds); ++i) {
            if (ImGui::Selectable(Playback::speeds[static_cast<std::size_t>(i)].name, i == playback.speed))
                playback.speed = i;
            ui.rects.mark_item("history.speed." + std::to_string(i));
        }
        ImGui::EndCombo();
    }
    ui.rects.mark_item("history.speed");
    explain(ui, "How fast the kept steps go by.");
    ImGui::SameLine(0, ui.px(6));
    if (button(ui, "history.loop", "Loop", "Begin again at the end", playback.loop))
        playback.loop = !playback.loop;
    ImGui::SameLine(0, ui.px(6));
    if (button(ui, "history.play", playback.playing() ? "Stop" : "Play", "Play through the kept steps (P)"))
        out.post(TogglePlayback{});
}

void type_name(Ui& ui, HistoryMenu& menu, Outbox& out) {
    ImGui::SetNextItemWidth(ui.px(200));
    if (std::exchange(menu.takes_keys, false)) ImGui::SetKeyboardFocusHere();
    const bool entered =
        ImGui::InputText("##name", menu.name.data(), menu.name.size(),
                         ImGuiInputTextFlags_EnterReturnsTrue | ImGuiInputTextFlags_AutoSelectAll);
    ui.rects.mark_item("history.name");
    if (entered) out.post(NameRun{menu.renaming, menu.name.data()});
    if (entered || ImGui::IsItemDeactivated()) menu.renaming = 0;
}

void buttons_of_run(Ui& ui, const RunLine& run, bool current, HistoryMenu& menu, Outbox& out) {
    const std::string id = std::to_string(run.id.number);
    const auto small = [&](const char* what, const char* label, const char* explanation) {
        ImGui::SameLine(0, ui.px(4));
        return button(ui, ("history." + std::string{what} + "." + id).c_str(), label, explanation);
    };
    ImGui::SameLine(ui.px(menu_width - (current ? 62 : 196)));
    if (button(ui, ("history.rename." + id).c_str(), "Name", "Give this run a name")) {
        menu.renaming = run.id.number;
        menu.takes_keys = true;
        menu.name.fill(0);
        name_of(run).copy(menu.name.data(), menu.name.size() - 1);
    }
    if (current) return;
    if (small("compare", "Compare",
              "Two maps, two curves, and the words whose neighbours differ most: this run as it was left, "
              "and the "
              "one that trains"))
        leave_for(out, CompareWithRun{run.id.number});
    if (small("delete", "Delete", "This run is no longer wanted (Ctrl+Z brings it back)"))
        out.post(DeleteRun{run.id.number});
}

void run_line(Ui& ui, const Branch& branch, bool current, HistoryMenu& menu, Outbox& out) {
    const RunLine& run = *branch.run;
    const std::string id = "history.run." + std::to_string(run.id.number);
    ImGui::PushID(static_cast<int>(run.id.number));
    ImGui::Dummy({ui.px(14) * static_cast<float>(branch.depth), 0});
    ImGui::SameLine(0, 0);
    if (menu.renaming == run.id.number) {
        type_name(ui, menu, out);
    } else {
        const float room = ui.px(menu_width - (current ? 70 : 204)) - ImGui::GetCursorPosX();
        const std::string words = fit(ui.fonts.body, ui.fonts.body_px, name_of(run), room - ui.px(12));
        const std::string explanation =
            (current ? "The run that trains: " : "Go on with this run: ") + name_of(run) +
            (run.id.parent != 0 ? ", from step " + with_commas(run.id.from_step) : "") + ", at step " +
            with_commas(run.step) + format(", held-out loss %.3f nats.", run.heldout_loss);
        if (button(ui, id.c_str(), words.c_str(), explanation.c_str(), current) && !current)
            leave_for(out, SwitchRun{run.id.number});
    }
    buttons_of_run(ui, run, current, menu, out);
    ImGui::PopID();
}

void runs(Ui& ui, const Frame& frame, HistoryMenu& menu, Outbox& out) {
    std::vector<RunLine> list = frame.status->runs;
    heading(
        ui, "Runs", list.size() > 1 ? std::to_string(list.size()) : std::string{},
        "The run that trains, those that branched off it and those that it took the place of. A click goes "
        "on with one, exactly as it was left.");
    for (const Branch& branch : tree_of(list))
        run_line(ui, branch, branch.run->id.number == frame.status->run, menu, out);
    if (button(ui, "history.branch", "Branch …",
               ("Go on from step " + with_commas(frame.moment->step) +
                " in another way: half the learning rate, other batches, a row or a head left out (Ctrl+B)")
                   .c_str()))
        leave_for(out, AskBranch{});
}

void memory(Ui& ui, const Frame& frame, Outbox& out) {
    const HistoryMemory& m = frame.memory;
    constexpr double mega = 1024.0 * 1024.0;
    figure(
        ui, "Memory",
        format("%.0f of %.0f MB", static_cast<double>(m.used()) / mega, static_cast<double>(m.most) / mega),
        format(
            "%zu kept moments take %.0f MB, %d keyframes %.0f MB. A moment can be looked at at once; from a "
            "keyframe any step after it is made again. When this is used up every other one goes, but for "
            "the first.",
            frame.timeline->moments().size(), static_cast<double>(m.moments) / mega, frame.status->keyframes,
            static_cast<double>(m.keyframes) / mega)
            .c_str());
    auto most = static_cast<float>(static_cast<double>(m.most) / mega);
    if (slider(ui, "history.memory", most, 32.0F, 4096.0F, true, ui.theme.accent))
        out.post(SetHistoryBytes{static_cast<std::size_t>(static_cast<double>(most) * mega)});
    explain(
        ui,
        "How much memory moments and keyframes of all runs may take, from 32 MB to 4 GB. Ctrl-click: type "
        "a value.");
}

} // namespace

std::string name_of(const RunLine& run) {
    return run.name.empty() ? "Run " + std::to_string(run.id.number) : run.name;
}

void draw_history_menu(PanelContext& context, HistoryMenu& menu) {
    auto& [ui, info, area, frame, view, out] = context;
    if (button(ui, "time.history", "History …",
               "Any step by its number, replay speed, branches and other runs, memory"))
        ImGui::OpenPopup("history");
    const ImVec2 at{ImGui::GetItemRectMax().x, ImGui::GetItemRectMin().y - ui.px(4)};
    ImGui::SetNextWindowPos(at, ImGuiCond_Always, {1, 1});
    ImGui::SetNextWindowSize({ui.px(menu_width + 28), 0});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2{ui.px(14), ui.px(12)});
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2{ui.px(8), ui.px(7)});
    if (ImGui::BeginPopup("history")) {
        if (ui.close_popups) ImGui::CloseCurrentPopup();
        const ImVec2 low = ImGui::GetWindowPos(), size = ImGui::GetWindowSize();
        ui.rects.mark("history.menu", low, {low.x + size.x, low.y + size.y});
        go_to_step(ui, frame, menu, out);
        playback(ui, view, out);
        divider(ui);
        runs(ui, frame, menu, out);
        divider(ui);
        memory(ui, frame, out);
        ImGui::EndPopup();
    }
    ImGui::PopStyleVar(2);
}

} // namespace wordfield::app
