// SPDX-License-Identifier: MIT
#include "app/panels/inside/inside.hpp"

#include "app/ui/lesson.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace wordfield::app {
namespace {

struct Page {
    Inside page;
    const char* name;
    const char* id;
    const char* lesson; // behind the "?"
    const char* explanation;
    float height; // that it needs, at 96 dpi; 0 for as much as it takes
};

constexpr std::array pages{
    Page{Inside::Cell, "Attention cell", "inside.tab.cell", "Inside cell",
         "One word's look at another, from query and key to the weight and to what it brings.", 318},
    Page{Inside::Head, "Heads over time", "inside.tab.head", "Inside head",
         "Where each head looks, over the whole run: at the word before, the first word, itself, or evenly "
         "at all.",
         280},
    Page{Inside::LineUp, "Line-up", "inside.tab.lineup", "Inside line-up",
         "Which parts of the model vote for which next word: each likely word's logit, taken apart into "
         "what every part adds to it.",
         270},
    Page{Inside::Layers, "Through the layers", "inside.tab.layers", "Inside layers",
         "What each layer would say at each position, and the same word in two sentences.", 0},
    Page{Inside::Samples, "Samples", "inside.tab.samples", "Inside samples",
         "Ten continuations of the sentence at each of three temperatures, side by side.", 286},
    Page{Inside::Softmax, "Softmax as physics", "inside.tab.softmax", "Inside softmax",
         "The next word as a physical system: energy is minus the logit, and the temperature decides how "
         "strictly low energy wins.",
         286},
    Page{Inside::Embeddings, "Two embeddings", "inside.tab.embeddings", "Inside embeddings",
         "The vectors of the window compared with those of a file or of another step: neighbours in common, "
         "and the words that moved most.",
         250},
};

const Page& page_of(Inside page) {
    return *std::find_if(pages.begin(), pages.end(), [&](const Page& p) { return p.page == page; });
}

// Room beside the names of the tabs, less where they would reach the "?" at the right.
float tab_padding(const Ui& ui) {
    float names = 0.0F;
    for (const Page& page : pages)
        names += text_width(ui.fonts.small, ui.fonts.small_px, page.name) + ui.px(2);
    const float room = ImGui::GetWindowContentRegionMax().x - ui.px(62) - names;
    return std::clamp(std::floor(room / (2.0F * static_cast<float>(pages.size()))), ui.px(2), ui.px(8));
}

void tabs(Ui& ui, std::optional<Inside>& open) {
    ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, ImVec2{tab_padding(ui), ui.px(3)});
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
    ImGui::PopStyleVar();
    ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, ImVec2{ui.px(8), ui.px(3)});
    ImGui::SameLine(ImGui::GetWindowContentRegionMax().x - ui.px(50));
    help_mark(ui, page_of(*open).lesson);
    ImGui::SameLine(ImGui::GetWindowContentRegionMax().x - ui.px(26));
    if (button(ui, "inside.close", "×", "Close this and show the panels below the map again (Esc)", false,
               {ui.px(26), 0}))
        open.reset();
    ImGui::PopStyleVar();
}

// Pages about one word of the sentence.
bool wants_place(Inside page) {
    return page == Inside::Cell || page == Inside::LineUp || page == Inside::Softmax;
}

// The head of the cell: before, after.
void head_steps(Ui& ui, const Frame& frame, const Selection& selection, Outbox& out) {
    if (button(ui, "inside.head_before", "‹", "The attention head before ( [ )")) out.post(StepHead{-1});
    ImGui::SameLine(0, ui.px(4));
    ImGui::AlignTextToFramePadding();
    const bool ablated = frame.moment->is_ablated(selection.layer, selection.head);
    text(ui, ui.fonts.small, ablated ? ui.theme.warm : ui.theme.text,
         format("L%d H%d%s", selection.layer + 1, selection.head + 1, ablated ? " · ablated" : ""));
    ImGui::SameLine(0, ui.px(4));
    if (button(ui, "inside.head_after", "›", "The next attention head ( ] )")) out.post(StepHead{+1});
    ImGui::SameLine(0, ui.px(12));
}

// The sentence, since the panel that has it may be covered: a click looks at another word of it.
void place_line(Ui& ui, const Frame& frame, Inside page, Selection& selection, Outbox& out) {
    const auto& tokens = frame.trace->tokens;
    ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, ImVec2{ui.px(6), ui.px(2)});
    if (page == Inside::Cell && frame.can().attention) head_steps(ui, frame, selection, out);
    const int at = position_of(*frame.trace, selection.position);
    const float right = ImGui::GetWindowPos().x + ImGui::GetWindowContentRegionMax().x;
    for (int i = 0; i < std::ssize(tokens); ++i) {
        const std::string& word = frame.word(tokens[i]);
        const float width = text_width(ui.fonts.small, ui.fonts.small_px, word) + ui.px(12);
        if (i > 0 && ImGui::GetCursorScreenPos().x + width > right) ImGui::NewLine();
        if (button(ui, format("inside.token.%d", i).c_str(), word.c_str(),
                   "Look at this word of the sentence", i == at)) {
            selection.position = i;
            selection.cell_row = selection.cell_column = -1;
        }
        if (ImGui::IsItemHovered()) selection.hover(tokens[i]);
        ImGui::SameLine(0, ui.px(4));
    }
    ImGui::NewLine();
    ImGui::PopStyleVar();
}

// What a table of vectors has not: nothing there looks at anything.
bool wants_layers(Inside page) {
    return page != Inside::Softmax && page != Inside::Samples;
}

void page_of_kind(Ui& ui, const Frame& frame, InsideState& state, View& view, Outbox& out) {
    if (*view.inside == Inside::Embeddings) return embeddings_page(ui, frame, state.embeddings, view, out);
    Selection& selection = view.selection;
    if (!frame.trace) return;
    const Trace& trace = *frame.trace;
    if (wants_layers(*view.inside) && !(frame.can().layers && frame.can().attention)) {
        remark(ui, "A " + frame.kind().noun +
                       " has no layers and no attention: it is a table of vectors, two for each word. "
                       "Choose a GPT under Training, Model …, to look inside one.");
        return;
    }
    if (trace.tokens.empty() || trace.logits.rows() == 0) {
        remark(ui, "Type a sentence in the Attention panel, so that there is something to look into.");
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
    case Inside::Samples:
        return samples_page(ui, frame, state.samples, view);
    case Inside::Softmax:
        return softmax_page(ui, frame, state.softmax, view);
    case Inside::Embeddings:
        break;
    }
}

// Rolls where the place is lower than the page.
void scrolled_page(Ui& ui, const Frame& frame, InsideState& state, View& view, Outbox& out) {
    ImGui::BeginChild("page", {0, 0}, false);
    const float needed = ui.px(page_of(*view.inside).height);
    if (needed > 0) {
        const float height = std::max(ImGui::GetContentRegionAvail().y, needed);
        ImGui::BeginChild("whole", {0, height}, false,
                          ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse);
        page_of_kind(ui, frame, state, view, out);
        ImGui::EndChild();
    } else {
        page_of_kind(ui, frame, state, view, out);
    }
    ImGui::EndChild();
}

} // namespace

const char* inside_page_name(Inside page) {
    return page_of(page).name;
}

void draw_inside(Ui& ui, const Area& area, const Frame& frame, InsideState& state, View& view, Outbox& out) {
    const LookInside* const opens = out.find<LookInside>();
    const bool opens_cell =
        opens != nullptr && opens->page == Inside::Cell; // in this frame: the page comes with the next
    if (view.inside != Inside::Cell && !opens_cell) view.selection.cell_row = view.selection.cell_column = -1;
    if (!view.inside || area.size.x < 1) return;
    begin_panel(ui, "Look inside", area, ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse);
    ui.rects.mark("inside", area.low, area.high());
    ui.help_for.clear(); // its "?" stands beside the tabs
    const Inside page = *view.inside;
    tabs(ui, view.inside);
    if (frame.moment && page == view.inside) {
        if (frame.trace && wants_place(page) && !frame.trace->tokens.empty())
            place_line(ui, frame, page, view.selection, out);
        scrolled_page(ui, frame, state, view, out);
    }
    end_panel();
}

} // namespace wordfield::app
