// SPDX-License-Identifier: MIT
#include "app/panels/inside/inside.hpp"

#include "app/ui/lesson.hpp"

#include <algorithm>
#include <array>

namespace wordfield::app {
namespace {

struct Page {
    Inside page;
    const char* name;
    const char* id;
    const char* lesson; // behind the "?"
    const char* explanation;
    float height; // at 96 dpi
};

constexpr std::array pages{
    Page{Inside::Cell, "Attention cell", "inside.tab.cell", "Inside cell",
         "One word's look at another, from query and key to the weight and to what it brings.", 338},
    Page{Inside::Head, "A head's life", "inside.tab.head", "Inside head",
         "Where each head looks, over the whole run: at the word before, the first word, itself, or all "
         "alike.",
         300},
    Page{Inside::LineUp, "Line-up", "inside.tab.lineup", "Inside line-up",
         "Each likely next word's logit, taken apart into what every part of the model adds to it.", 290},
    Page{Inside::Layers, "Through the layers", "inside.tab.layers", "Inside layers",
         "What each layer would say at each place, and the same word in two sentences.", 270},
    Page{Inside::Softmax, "Softmax as physics", "inside.tab.softmax", "Inside softmax",
         "The next word as a physical system: energy is minus the logit, and the temperature decides how "
         "strictly low energy wins.",
         286},
};

const Page& page_of(Inside page) {
    return *std::find_if(pages.begin(), pages.end(), [&](const Page& p) { return p.page == page; });
}

void tabs(Ui& ui, std::optional<Inside>& open) {
    ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, ImVec2{ui.px(8), ui.px(3)});
    for (const Page& page : pages) {
        const bool on = open == page.page;
        ImGui::PushStyleColor(ImGuiCol_Button, on ? ui.theme.accent_dim : with_alpha(ui.theme.raised, 0.0F));
        ImGui::PushStyleColor(ImGuiCol_Text, on ? ui.theme.accent : ui.theme.dim);
        ImGui::PushFont(ui.fonts.small);
        if (ImGui::Button(page.name)) open = page.page;
        ImGui::PopFont();
        ImGui::PopStyleColor(2);
        ui.rects.mark_item(page.id);
        explain(ui, page.explanation);
        ImGui::SameLine(0, ui.px(2));
    }
    ImGui::SameLine(ImGui::GetWindowContentRegionMax().x - ui.px(50));
    help_mark(ui, page_of(*open).lesson);
    ImGui::SameLine(ImGui::GetWindowContentRegionMax().x - ui.px(26));
    if (button(ui, "inside.close", "×", "Put this away again (Esc)", false, {ui.px(26), 0})) open.reset();
    ImGui::PopStyleVar();
}

// What a table of vectors has not: nothing there looks at anything.
bool wants_layers(Inside page) {
    return page != Inside::Softmax;
}

void page_of_kind(Ui& ui, const Frame& frame, InsideState& state, View& view, Outbox& out) {
    Selection& selection = view.selection;
    const Trace& trace = *frame.trace;
    if (wants_layers(*view.inside) && !(frame.can().layers && frame.can().attention)) {
        remark(ui, "A " + frame.kind().noun +
                       " has no layers and no attention: it is a table of vectors, two for each word. "
                       "Choose a transformer under Training, Model …, to look inside one.");
        return;
    }
    if (trace.tokens.empty() || trace.logits.rows() == 0) {
        remark(ui, "Type a sentence below, so that there is something to look into.");
        return;
    }
    switch (*view.inside) {
    case Inside::Cell:
        return cell_page(ui, frame, state, selection);
    case Inside::Head:
        return head_page(ui, frame, selection);
    case Inside::LineUp:
        return line_up_page(ui, frame, state.line_up, selection);
    case Inside::Layers:
        return layers_page(ui, frame, state.layers, view, out);
    case Inside::Softmax:
        return softmax_page(ui, frame, state.softmax, view);
    }
}

} // namespace

const char* inside_page_name(Inside page) {
    return page_of(page).name;
}

Area inside_area(const Ui& ui, std::optional<Inside> page, const Area& matrix, const Area& map) {
    const float left = matrix.size.x > 1 ? matrix.low.x : map.low.x;
    const float wished = ui.px(page_of(page.value_or(Inside::Softmax)).height);
    const float height = std::min(wished, map.size.y - ui.px(46)); // the map's tool bar stays free
    return {{left, map.high().y - height}, {map.high().x - left, height}};
}

void draw_inside(Ui& ui, const Area& area, const Frame& frame, InsideState& state, View& view, Outbox& out) {
    const LookInside* const opens = out.find<LookInside>();
    const bool opens_cell =
        opens != nullptr && opens->page == Inside::Cell; // in this frame: the page comes with the next
    if (view.inside != Inside::Cell && !opens_cell) view.selection.cell_row = view.selection.cell_column = -1;
    if (!view.inside || !frame.trace) return;
    ImGui::SetNextWindowPos(area.low);
    ImGui::SetNextWindowSize(area.size);
    ImGui::PushStyleColor(ImGuiCol_WindowBg, ui.theme.panel);
    ImGui::PushStyleColor(ImGuiCol_Border, ui.theme.accent_dim);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 1.0F);
    ImGui::Begin("Look inside", nullptr,
                 ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                     ImGuiWindowFlags_NoNav | ImGuiWindowFlags_NoFocusOnAppearing |
                     ImGuiWindowFlags_NoScrollWithMouse);
    ui.rects.mark("inside", area.low, area.high());
    ui.help_for.clear();                                   // the drawer's "?" stands beside its tabs
    const float foot = ImGui::GetFrameHeight() + ui.px(4); // at the foot the tabs stay where they are
    ImGui::BeginChild("page", {0, ImGui::GetContentRegionAvail().y - foot}, false,
                      view.inside == Inside::Layers // as long as the model is deep
                          ? ImGuiWindowFlags_None
                          : ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse);
    page_of_kind(ui, frame, state, view, out);
    ImGui::EndChild();
    tabs(ui, view.inside);
    ImGui::End();
    ImGui::PopStyleVar();
    ImGui::PopStyleColor(2);
}

} // namespace wordfield::app
