// SPDX-License-Identifier: MIT
#include "app/panels/menus.hpp"

#include "app/desk/text_size.hpp"
#include "app/desk/undo_history.hpp"
#include "model/text/corpus.hpp"

#include <imgui_internal.h>

#include <cmath>
#include <string>

namespace wordfield::app {
namespace {

/// One of the two, while it is open: what stands in it is named after it in the book of rectangles.
struct Menu {
    Ui& ui;
    std::string id; ///< "file", "view"

    bool item(const char* label, const char* keys = nullptr, bool on = false, bool enabled = true) {
        const bool pressed = ImGui::MenuItem(label, keys, on, enabled);
        ui.rects.mark_item(id + "." + label);
        return pressed;
    }
};

// A button that opens it; end with ImGui::EndPopup() when true.
bool begin_menu(Ui& ui, const char* id, const char* label, const char* explanation) {
    if (button(ui, (std::string{"control."} + id).c_str(), label, explanation)) ImGui::OpenPopup(id);
    ImGui::SetNextWindowPos({ImGui::GetItemRectMin().x, ImGui::GetItemRectMax().y + ui.px(4)},
                            ImGuiCond_Appearing);
    if (!ImGui::BeginPopup(id)) return false;
    if (ui.close_popups) ImGui::CloseCurrentPopup();
    const ImVec2 low = ImGui::GetWindowPos(), size = ImGui::GetWindowSize();
    ui.rects.mark(std::string{id} + ".menu", low, {low.x + size.x, low.y + size.y});
    return true;
}

void recent_items(Menu menu, const RecentFiles& recent, Outbox& out) {
    const bool open = ImGui::BeginMenu("Open recent", !recent.paths().empty());
    menu.ui.rects.mark_item("file.Open recent");
    if (!open) return;
    if (menu.ui.close_popups) ImGui::CloseCurrentPopup();
    for (const std::string& path : recent.paths())
        if (menu.item(path.c_str())) out.post(OpenFile{path});
    ImGui::EndMenu();
}

void file_menu(Ui& ui, const Frame& frame, const View& view, Outbox& out) {
    if (!begin_menu(ui, "file", "File", "Open, save and export; learn from your own text")) return;
    Menu menu{ui, "file"};
    const bool model = frame.moment != nullptr;
    if (menu.item("Open …", "Ctrl+O")) out.post(AskOpen{});
    recent_items(menu, view.recent, out);
    if (menu.item("Paste text …")) out.post(AskPaste{});
    if (menu.item("Use the built-in text …")) out.post(AskBuiltin{});
    ImGui::Separator();
    if (menu.item("Save", "Ctrl+S", false, model)) out.post(AskSave{});
    if (menu.item("Save as …", "Ctrl+Shift+S", false, model)) out.post(AskSaveAs{});
    if (menu.item("Export …", nullptr, false, model)) out.post(AskExport{});
    if (menu.item("Poster …", nullptr, false, model)) out.post(AskPoster{});
    if (menu.item("Film …", "Ctrl+M", false, model)) out.post(AskFilm{});
    ImGui::Separator();
    if (menu.item("Compare with …", "Ctrl+Shift+O", false, model)) out.post(AskCompare{});
    if (menu.item("Compare seeds …", nullptr, false, model)) out.post(AskSeeds{});
    ImGui::Separator();
    if (menu.item("Reopen at the next start", nullptr, view.reopens)) out.post(ToggleReopening{});
    if (ImGui::IsItemHovered()) // at the left of the menu: below would be over Quit
        ImGui::SetNextWindowPos({ImGui::GetWindowPos().x - ui.px(4), ImGui::GetItemRectMin().y}, 0, {1, 0});
    explain(ui,
            "Ticked: the next window goes on with this run and looks at it as this one does. For that, every "
            "step is kept in your state folder: the last twelve runs, in 1 GB at most.");
    if (menu.item("Quit", "Ctrl+Q")) out.post(AskQuit{});
    ImGui::EndPopup();
}

// "Undo: choose “king”": what it would take back.
void undo_items(Ui& ui, const UndoHistory& history, Outbox& out) {
    const auto item = [&](const char* name, const std::string& what, const char* keys) {
        const std::string line = what.empty() ? name : name + (": " + what);
        ImGui::PushID(name);
        const bool pressed = ImGui::MenuItem(line.c_str(), keys, false, !what.empty());
        ImGui::PopID();
        ui.rects.mark_item(std::string{"view."} + name);
        return pressed;
    };
    if (item("Undo", history.next_undo(), "Ctrl+Z")) out.post(Undo{});
    if (item("Redo", history.next_redo(), "Ctrl+Shift+Z")) out.post(Redo{});
    ImGui::Separator();
}

void panel_items(Menu menu, const Workspace& workspace, Outbox& out) {
    for (const PanelEntry& entry : panels()) {
        const PanelInfo& info = entry.info;
        if (info.stays) continue;
        const std::string key = info.key > 0 ? std::to_string(info.key) : std::string{};
        if (menu.item(info.name, key.c_str(), workspace.is_shown(info.id))) out.post(TogglePanel{info.id});
    }
    if (menu.item("Reset layout")) out.post(ResetPanels{});
}

// The menu stays open: one wants to see the size before one asks for the next.
void text_size_items(Menu menu, Outbox& out) {
    const float size = menu.ui.text_size;
    ImGui::PushItemFlag(ImGuiItemFlags_SelectableDontClosePopup, true);
    if (menu.item("Larger text", "Ctrl++", false, size < text_sizes.back())) out.post(ChangeTextSize{+1});
    if (menu.item("Smaller text", "Ctrl+–", false, size > text_sizes.front())) out.post(ChangeTextSize{-1});
    ImGui::PopItemFlag();
    if (menu.item("Normal text", "Ctrl+0", false, size != 1.0F)) out.post(ChangeTextSize{0});
    ImGui::SameLine(0, menu.ui.px(10));
    text(menu.ui, menu.ui.fonts.small, menu.ui.theme.dim,
         format("now %.0f%%", 100 * static_cast<double>(size)));
}

void view_menu(Ui& ui, const Frame& frame, const View& view, Outbox& out) {
    if (!begin_menu(ui, "view", "View", "Undo, show and hide panels (number keys), text size, theme")) return;
    Menu menu{ui, "view"};
    undo_items(ui, *frame.undo, out);
    panel_items(menu, view.workspace, out);
    ImGui::Separator();
    if (menu.item("Map in 3D", nullptr, frame.layout && frame.layout->config.dims == 3))
        out.post(ToggleDepth{});
    if (menu.item("All words in view", "Home")) out.post(FrameMap{.all = true});
    ImGui::Separator();
    text_size_items(menu, out);
    if (menu.item(ui.theme.dark ? "Light theme" : "Dark theme")) out.post(ToggleTheme{});
    if (menu.item("Full screen", "F11")) out.post(ToggleFullScreen{});
    ImGui::Separator();
    if (menu.item("Shortcuts", "?")) out.post(ToggleShortcuts{});
    if (menu.item("Take the tour")) out.post(StartTour{});
    ImGui::EndPopup();
}

} // namespace

void draw_menus(Ui& ui, const Frame& frame, const View& view, Outbox& out, float x, float height) {
    const float y = (height - ImGui::GetFrameHeight()) * 0.5F;
    ImGui::SetCursorPos({x, y});
    file_menu(ui, frame, view, out);
    ImGui::SameLine(0, ui.px(6));
    view_menu(ui, frame, view, out);
    ImGui::SameLine(0, ui.px(6));
    if (button(ui, "control.help", "?", "All shortcuts (?)")) out.post(ToggleShortcuts{});
}

} // namespace wordfield::app
