// SPDX-License-Identifier: MIT
#include "app/ui/sheet.hpp"

#include <backends/imgui_impl_opengl3.h>

#include <cmath>

namespace wordfield::app {
namespace {

Area whole_px(const Area& area) {
    const ImVec2 low{std::floor(area.low.x), std::floor(area.low.y)}, high = area.high();
    return {low, {std::ceil(high.x) - low.x, std::ceil(high.y) - low.y}};
}

} // namespace

ImTextureID texture_of(const render::Target& target) {
    return reinterpret_cast<ImTextureID>(static_cast<std::intptr_t>(target.texture()));
}

DrawSheet::DrawSheet(const Area& area) : area_{whole_px(area)}, list_{ImGui::GetDrawListSharedData()} {
    list_._ResetForNewFrame();
    list_.PushTextureID(ImGui::GetIO().Fonts->TexID);
    list_.PushClipRect(area_.low, area_.high());
}

void DrawSheet::render() {
    ImDrawList* lists[] = {&list_};
    ImDrawData data;
    data.Valid = true;
    data.CmdLists = lists;
    data.CmdListsCount = 1;
    data.TotalIdxCount = list_.IdxBuffer.Size;
    data.TotalVtxCount = list_.VtxBuffer.Size;
    data.DisplayPos = area_.low;
    data.DisplaySize = area_.size;
    data.FramebufferScale = {1, 1};
    ImGui_ImplOpenGL3_RenderDrawData(&data);
}

void KeptPicture::draw(const Area& area, ImU32 ground, const std::function<void(ImDrawList&)>& draw) {
    sheet_ = std::make_unique<DrawSheet>(area);
    draw(sheet_->list());
    target_.resize(static_cast<int>(sheet_->area().size.x), static_cast<int>(sheet_->area().size.y));
    target_.clear(to_glm(ground));
    sheet_->render();
}

void KeptPicture::show(Ui& ui, float rounding) const {
    if (!sheet_) return;
    ImGui::GetWindowDrawList()->AddImageRounded(texture_of(target_), sheet_->area().low,
                                                sheet_->area().high(), {0, 1}, {1, 0}, IM_COL32_WHITE,
                                                rounding);
    ui.rects.keep(sheet_->list());
}

} // namespace wordfield::app
