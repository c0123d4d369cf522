// SPDX-License-Identifier: MIT
#include "app/shell/gui_context.hpp"

#include "app/ui/sheet.hpp"

#include <imgui.h>

#include <backends/imgui_impl_opengl3.h>

#include <cassert>

namespace wordfield::app {

GuiContext::GuiContext(Ui& ui, std::string_view words) : words_{words}, before_{ImGui::GetCurrentContext()} {
    IMGUI_CHECKVERSION();
    own_ = ImGui::CreateContext();
    ImGui::SetCurrentContext(own_);
    ImGuiIO& io = ImGui::GetIO();
    io.IniFilename = nullptr;              // the window remembers its own arrangement (settings.hpp)
    io.ConfigInputTextCursorBlink = false; // a blinking cursor would redraw an idle window for ever
    io.ConfigWindowsMoveFromTitleBarOnly = true;
    ui.fonts = load_fonts(*io.Fonts, ui.scale, words_);
    apply_style(ui.theme, ui.scale);
    ImGui_ImplOpenGL3_Init("#version 330 core");
}

GuiContext::~GuiContext() {
    ImGui::SetCurrentContext(own_);
    assert(ImGui::GetIO().BackendPlatformUserData == nullptr && "a window is still attached");
    ImGui_ImplOpenGL3_Shutdown();
    ImGui::DestroyContext(own_);
    ImGui::SetCurrentContext(before_);
}

GuiContext::Current::Current(const GuiContext& gui) : before_{ImGui::GetCurrentContext()} {
    ImGui::SetCurrentContext(gui.own_);
}

GuiContext::Current::~Current() {
    ImGui::SetCurrentContext(before_);
}

void GuiContext::step_back() const {
    if (before_ != nullptr) ImGui::SetCurrentContext(before_);
}

void GuiContext::add_glyphs(Ui& ui, std::string_view words) {
    words_ = words;
    change_scale(ui);
}

void GuiContext::change_scale(Ui& ui) {
    ui.fonts = load_fonts(*ImGui::GetIO().Fonts, ui.scale, words_);
    apply_style(ui.theme, ui.scale);
    ImGui_ImplOpenGL3_DestroyFontsTexture();
    ImGui_ImplOpenGL3_CreateFontsTexture();
}

void GuiContext::set_display(float width, float height, float dt) {
    ImGuiIO& io = ImGui::GetIO();
    io.DisplaySize = {width, height};
    io.DeltaTime = dt;
    io.MousePos = {-1e6F, -1e6F};
}

void GuiContext::begin_frame() {
    ImGui_ImplOpenGL3_NewFrame();
    ImGui::NewFrame();
}

void GuiContext::end_frame() {
    ImGui::Render();
    ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
}

void GuiContext::draw_sheet(ImVec2 size, const std::function<void(ImDrawList&)>& draw) {
    ImGui_ImplOpenGL3_NewFrame(); // the fonts' texture may not be there yet
    DrawSheet sheet{{{0, 0}, size}};
    draw(sheet.list());
    sheet.render();
}

} // namespace wordfield::app
