// SPDX-License-Identifier: MIT
#include "app/panels/inside/inside.hpp"

#include "app/ui/lesson.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace wordfield::app {
namespace {

struct PageContext {
    Ui& ui;
    const Frame& frame;
    InsideState& state;
    View& view;
    Outbox& out;
};

/// What a page is about, and so what it needs.
enum class About { Anything, Layers, Sentence, SentenceThroughLayers, WordOfIt, WordThroughLayers };

struct Page {
    Inside page;
    const char* group; // those of one stand together in the list
    const char* name;
    const char* id;
    const char* lesson; // behind the "?"
    const char* explanation;
    float height; // that it needs, at 96 dpi; 0 for as much as it takes
    About about;
    void (*draw)(const PageContext&);
};

constexpr const char *on_attention = "Attention", *on_next_word = "Next word", *on_layers = "Layers",
                     *on_words = "Words", *on_what_if = "What if";

constexpr std::array pages{
    Page{Inside::Cell, on_attention, "Attention cell", "inside.tab.cell", "Inside cell",
         "One word's look at another, from query and key to the weight and to what it brings.", 318,
         About::WordThroughLayers,
         [](const PageContext& c) { cell_page(c.ui, c.frame, c.state, c.view.selection); }},
    Page{Inside::Circuit, on_attention, "Why it looks", "inside.tab.circuit", "Inside circuit",
         "One score taken apart into what its query and its key are made of, and what the head does with "
         "words.",
         330, About::WordThroughLayers,
         [](const PageContext& c) { circuit_page(c.ui, c.frame, c.state.circuit, c.view.selection, c.out); }},
    Page{Inside::Head, on_attention, "Heads over time", "inside.tab.head", "Inside head",
         "Where each head looks, over the whole run: at the word before, the first word, itself, or evenly "
         "at all.",
         280, About::SentenceThroughLayers,
         [](const PageContext& c) { head_page(c.ui, c.frame, c.view.selection); }},
    Page{Inside::LineUp, on_next_word, "Line-up", "inside.tab.lineup", "Inside line-up",
         "Which parts of the model vote for which next word: each likely word's logit, taken apart into "
         "what every part adds to it.",
         270, About::WordThroughLayers,
         [](const PageContext& c) { line_up_page(c.ui, c.frame, c.state.line_up, c.view.selection); }},
    Page{Inside::Samples, on_next_word, "Samples", "inside.tab.samples", "Inside samples",
         "Ten continuations of the sentence at each of three temperatures, side by side.", 286,
         About::Sentence, [](const PageContext& c) { samples_page(c.ui, c.frame, c.state.samples, c.view); }},
    Page{Inside::Softmax, on_next_word, "Softmax as physics", "inside.tab.softmax", "Inside softmax",
         "The next word as a physical system: energy is minus the logit, and the temperature decides how "
         "strictly low energy wins.",
         286, About::WordOfIt,
         [](const PageContext& c) { softmax_page(c.ui, c.frame, c.state.softmax, c.view); }},
    Page{Inside::Layers, on_layers, "Through the layers", "inside.tab.layers", "Inside layers",
         "What each layer would say at each position, and the same word in two sentences.", 0,
         About::SentenceThroughLayers,
         [](const PageContext& c) { layers_page(c.ui, c.frame, c.state.layers, c.view, c.out); }},
    Page{Inside::Contexts, on_layers, "Words in context", "inside.tab.contexts", "Inside contexts",
         "Every word of some held-out passages where it stands: how its vector leaves its word's place and "
         "gathers with those that expect the same next word.",
         250, About::Layers,
         [](const PageContext& c) { contexts_page(c.ui, c.frame, c.state.contexts, c.view, c.out); }},
    Page{Inside::Field, on_layers, "Flow field", "inside.tab.field", "Inside field",
         "What each block's attention and feed-forward add to the vectors, as arrows on a map of them.", 250,
         About::Layers,
         [](const PageContext& c) { field_page(c.ui, c.frame, c.state.field, c.view, c.out); }},
    Page{Inside::Patch, on_what_if, "Patch", "inside.tab.patch", "Inside patch",
         "One vector of a second sentence put into the first: which place and layer carries the answer.", 0,
         About::SentenceThroughLayers,
         [](const PageContext& c) { patch_page(c.ui, c.frame, c.state.patch, c.view, c.out); }},
    Page{Inside::Ablations, on_what_if, "Take out", "inside.tab.ablations", "Inside ablations",
         "What the model loses without a dimension, a neuron or whole directions, and how many must go "
         "before a fact goes.",
         0, About::Layers,
         [](const PageContext& c) { ablations_page(c.ui, c.frame, c.state.ablations, c.view, c.out); }},
    Page{Inside::Push, on_what_if, "Push", "inside.tab.push", "Inside push",
         "One vector disturbed a little: how that grows or fades through the layers, and how little changes "
         "the next word.",
         0, About::WordThroughLayers,
         [](const PageContext& c) { push_page(c.ui, c.frame, c.state.push, c.view, c.out); }},
    Page{Inside::Embeddings, on_words, "Two embeddings", "inside.tab.embeddings", "Inside embeddings",
         "The vectors of the window compared with those of a file or of another step: neighbours in common, "
         "and the words that moved most.",
         250, About::Anything,
         [](const PageContext& c) { embeddings_page(c.ui, c.frame, c.state.embeddings, c.view, c.out); }},
    Page{Inside::Opposites, on_words, "Opposites", "inside.tab.opposites", "Inside opposites",
         "Words of opposite meaning, such as hot and cold: how near they are, which directions keep them "
         "apart, and where in the layers they part.",
         290, About::Anything,
         [](const PageContext& c) {
             opposites_page(c.ui, c.frame, c.state.opposites, c.view.selection, c.out);
         }},
};

const Page& page_of(Inside page) {
    const auto found =
        std::find_if(pages.begin(), pages.end(), [&](const Page& p) { return p.page == page; });
    return found == pages.end() ? pages.front() : *found; // another version's
}

// The pages by name, in groups; a click opens one.
void page_list(Ui& ui, std::optional<Inside>& open) {
    const char* group = nullptr;
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2{0, ui.px(1)});
    ImGui::PushStyleVar(ImGuiStyleVar_ButtonTextAlign, ImVec2{0, 0.5F});
    ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, ImVec2{ui.px(8), ui.px(2)});
    for (const Page& page : pages) {
        if (page.group != group) {
            if (group != nullptr) ImGui::Dummy({0, ui.px(3)});
            text(ui, ui.fonts.small, with_alpha(ui.theme.dim, 0.75F), page.group);
        }
        group = page.group;
        const bool on = open == page.page;
        ImGui::PushStyleColor(ImGuiCol_Button, on ? ui.theme.accent_dim : with_alpha(ui.theme.raised, 0.0F));
        ImGui::PushStyleColor(ImGuiCol_Text, on ? ui.theme.accent : ui.theme.text);
        ImGui::PushFont(ui.fonts.small);
        if (ImGui::Button(page.name, {ImGui::GetContentRegionAvail().x, 0})) open = page.page;
        if (on && ImGui::IsWindowAppearing()) ImGui::SetScrollHereY();
        ImGui::PopFont();
        ImGui::PopStyleColor(2);
        ui.rects.mark_item(page.id);
        explain(ui, page.explanation);
    }
    ImGui::PopStyleVar(3);
}

// At the right end of the page's first line.
void corner(Ui& ui, std::optional<Inside>& open) {
    const ImVec2 at = ImGui::GetCursorPos();
    ImGui::SetCursorPosX(ImGui::GetWindowContentRegionMax().x - ui.px(50));
    help_mark(ui, page_of(*open).lesson);
    ImGui::SameLine(ImGui::GetWindowContentRegionMax().x - ui.px(26));
    if (button(ui, "inside.close", "×", "Close this and show the panels below the map again (Esc)", false,
               {ui.px(26), 0}))
        open.reset();
    ImGui::SetCursorPos(at);
}

// Pages about one word of the sentence.
bool wants_place(Inside page) {
    const About about = page_of(page).about;
    return about == About::WordOfIt || about == About::WordThroughLayers;
}

// Pages about one cell of a head.
bool about_cell(std::optional<Inside> page) {
    return page == Inside::Cell || page == Inside::Circuit;
}

// As high as the line of the sentence, beside the corner.
void page_title(Ui& ui, Inside page) {
    ImGui::AlignTextToFramePadding();
    text(ui, ui.fonts.bold, ui.theme.strong, page_of(page).name);
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
    if (about_cell(page) && frame.can().attention) head_steps(ui, frame, selection, out);
    const int at = position_of(*frame.trace, selection.position);
    const float right = ImGui::GetWindowPos().x + ImGui::GetWindowContentRegionMax().x - ui.px(56);
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

void page_of_kind(const PageContext& c) {
    const Page& page = page_of(*c.view.inside);
    if (page.about == About::Anything) return page.draw(c);
    const bool of_layers = page.about == About::Layers;
    if (!c.frame.trace && !of_layers) return;
    const bool through_layers =
        of_layers || page.about == About::SentenceThroughLayers || page.about == About::WordThroughLayers;
    if (through_layers && !(c.frame.can().layers && c.frame.can().attention))
        return remark(c.ui, "A " + c.frame.kind().noun +
                                " has no layers and no attention: it is a table of vectors, two for each "
                                "word. Choose a GPT under Training, Model …, to look inside one.");
    if (of_layers) return page.draw(c);
    if (c.frame.trace->tokens.empty() || c.frame.trace->logits.rows() == 0)
        return remark(c.ui,
                      "Type a sentence in the Attention panel, so that there is something to look into.");
    page.draw(c);
}

// Rolls where the place is lower than the page.
void scrolled_page(const PageContext& c) {
    ImGui::BeginChild("page", {0, 0}, false);
    const float needed = c.ui.px(page_of(*c.view.inside).height);
    if (needed > 0) {
        const float height = std::max(ImGui::GetContentRegionAvail().y, needed);
        ImGui::BeginChild("whole", {0, height}, false,
                          ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse);
        page_of_kind(c);
        ImGui::EndChild();
    } else {
        page_of_kind(c);
    }
    ImGui::EndChild();
}

// The list of pages at the left, the open one beside it.
void list_and_page(const PageContext& c) {
    constexpr float list_width = 132;
    const Inside page = *c.view.inside;
    ImGui::BeginChild("pages", {c.ui.px(list_width), 0}, false);
    page_list(c.ui, c.view.inside);
    ImGui::EndChild();
    ImGui::SameLine(0, c.ui.px(10));
    ImGui::BeginChild("beside", {0, 0}, false,
                      ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse);
    corner(c.ui, c.view.inside);
    if (c.frame.moment && page == c.view.inside) {
        if (c.frame.trace && wants_place(page) && !c.frame.trace->tokens.empty())
            place_line(c.ui, c.frame, page, c.view.selection, c.out);
        else
            page_title(c.ui, page);
        scrolled_page(c);
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
        opens != nullptr && about_cell(opens->page); // in this frame: the page comes with the next
    if (!about_cell(view.inside) && !opens_cell) view.selection.cell_row = view.selection.cell_column = -1;
    if (!view.inside || area.size.x < 1) return;
    begin_panel(ui, "Look inside", area, ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse);
    ui.rects.mark("inside", area.low, area.high());
    ui.help_for.clear(); // its "?" stands in the corner of the page
    list_and_page({ui, frame, state, view, out});
    end_panel();
}

} // namespace wordfield::app
