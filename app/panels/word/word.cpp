// SPDX-License-Identifier: MIT
// The inspector: one word's row, its figures and its nearest words.
#include "app/panels/panels.hpp"

#include "app/panels/value_strip.hpp"
#include "app/panels/word/word_sections.hpp"
#include "app/panels/word_menu.hpp"
#include "app/ui/lesson.hpp"
#include "app/ui/marker.hpp"
#include "render/colormap.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace wordfield::app {
namespace {

struct WordState {
    bool numbers = false; ///< the row as numbers, too
    LensColumn lens;
};

void title(Ui& ui, const Frame& frame, TokenId id, Selection& selection, Outbox& out) {
    const Corpus& corpus = frame.corpus();
    const int category = corpus.lexicon.category[id];
    const ImVec2 at = ImGui::GetCursorScreenPos();
    draw_marker(ImGui::GetWindowDrawList(), {at.x + ui.px(8), at.y + ui.fonts.title_px * 0.55F}, ui.px(7),
                frame.words->style(id).shape, frame.words->colour(id));
    ImGui::SetCursorPosX(ImGui::GetCursorPosX() + ui.px(24));
    const float room = ImGui::GetContentRegionAvail().x - ui.px(84);
    text(ui, ui.fonts.title, ui.theme.strong, fit(ui.fonts.title, ui.fonts.title_px, frame.word(id), room));
    ImGui::SameLine(0, ui.px(7));
    help_mark(ui, std::exchange(ui.help_for, {}));
    ImGui::SameLine(ImGui::GetWindowContentRegionMax().x - ui.px(54));
    if (button(ui, "word.fly", "Show", "Move the map to this word (double-click on a word does the same)"))
        out.post(FlyTo{id});
    const std::string kind = category < 0 ? std::string{"no category"} : corpus.lexicon.categories[category];
    remark(ui, format("id %d · %s · seen %s×%s", id, kind.c_str(),
                      with_commas(corpus.lexicon.vocabulary.count(id)).c_str(),
                      frame.moment->is_frozen(id) ? " · frozen" : ""));
    explain(ui, "The row number in the embedding matrix, the category from the labels (the model never sees "
                "it), and the count in the corpus.");
    if (selection.pinned.size() < 2) return;
    for (const TokenId other : std::vector<TokenId>{selection.pinned}) { // a copy: a click changes the list
        ImGui::PushID(other);
        const float width = text_width(ui.fonts.small, ui.fonts.small_px, frame.word(other)) + ui.px(18);
        if (ImGui::GetContentRegionAvail().x < width) ImGui::NewLine();
        if (button(ui, "pinned", frame.word(other).c_str(), "Click: look at this word. Ctrl-click: unpin it.",
                   other == id)) {
            selection.toggle(other);
            if (!ImGui::GetIO().KeyCtrl) selection.pinned.push_back(other);
        }
        if (ImGui::IsItemHovered()) selection.hover(other);
        ImGui::PopID();
        ImGui::SameLine(0, ui.px(4));
    }
    ImGui::NewLine();
}

void colour_bar(const Ui& ui, float largest) {
    const ImVec2 low = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    const std::string left = format("−%.2f", largest);
    const std::string right = format("+%.2f", largest);
    const float pad = ui.px(40);
    constexpr int steps = 48;
    for (int i = 0; i < steps; ++i) {
        const float x0 = low.x + pad + (width - 2 * pad) * static_cast<float>(i) / steps;
        const float x1 = low.x + pad + (width - 2 * pad) * static_cast<float>(i + 1) / steps;
        draw->AddRectFilled({x0, low.y + ui.px(4)}, {x1 + 0.5F, low.y + ui.px(10)},
                            signed_colour(ui, 2.0F * (static_cast<float>(i) + 0.5F) / steps - 1.0F, 1.0F));
    }
    draw->AddText(ui.fonts.small, ui.fonts.small_px, low, ui.theme.dim, left.c_str());
    draw->AddText(ui.fonts.small, ui.fonts.small_px,
                  {low.x + width - text_width(ui.fonts.small, ui.fonts.small_px, right), low.y}, ui.theme.dim,
                  right.c_str());
    ImGui::Dummy({width, ui.fonts.small_px + ui.px(2)});
}

// The row as colours, 32 cells a line; each cell tells its number.
void row_strip(Ui& ui, const Frame& frame, TokenId id) {
    const Matrix& rows = *frame.moment->embedding;
    const int dims = static_cast<int>(rows.cols());
    const int per_line = std::min(dims, dims % 32 == 0 || dims > 48 ? 32 : dims);
    const int lines = std::min(6, (dims + per_line - 1) / per_line);
    const float width = ImGui::GetContentRegionAvail().x;
    const float cell = width / static_cast<float>(per_line);
    const float height = ui.px(17);
    const ImVec2 low = ImGui::GetCursorScreenPos();
    ImDrawList* draw = ImGui::GetWindowDrawList();
    for (int i = 0; i < std::min(dims, lines * per_line); ++i) {
        const float value = rows(id, i);
        const ImVec2 a{low.x + cell * static_cast<float>(i % per_line),
                       low.y + (height + 1) * static_cast<float>(i / per_line)};
        const ImVec2 b{a.x + cell - 1, a.y + height};
        draw->AddRectFilled(a, b, signed_colour(ui, value, frame.words->largest_weight()));
        if (ImGui::IsMouseHoveringRect(a, b)) {
            draw->AddRect(a, b, ui.theme.strong);
            explain_area(ui, a, b, format("dimension %d: %+.4f", i, value).c_str());
        }
    }
    ImGui::Dummy({width, (height + 1) * static_cast<float>(lines)});
    ui.rects.mark_item("word.row");
}

void row_numbers(Ui& ui, const Frame& frame, TokenId id) {
    const Matrix& rows = *frame.moment->embedding;
    std::string numbers;
    for (Index i = 0; i < rows.cols(); ++i)
        numbers += format(i % 6 == 5 ? "%+.3f\n" : "%+.3f  ", rows(id, i));
    remark(ui, numbers);
    if (button(ui, "word.copy", "Copy", "Copy the row as numbers to the clipboard"))
        ImGui::SetClipboardText(numbers.c_str());
}

void row_section(Ui& ui, const Frame& frame, TokenId id, WordState& state) {
    const Moment& s = *frame.moment;
    heading(ui, format("Row %d of the matrix", id), format("%d weights", s.model.dim),
            "The same numbers in two roles: weights that training changes, and coordinates of a point. "
            "Looking a word up is only reading this row.");
    row_strip(ui, frame, id);
    colour_bar(ui, frame.words->largest_weight());
    figure(ui, "Norm", format("%.3f", frame.words->norm(id)),
           "Length of the row: square root of the sum of its squared weights.");
    figure(ui, "Moved since step 0", format("%.3f", frame.words->moved(id)),
           "Euclidean distance between the row now and its noise at step 0.");
    if (s.mean_gradient)
        figure(ui, "Gradient", format("%.2e", s.mean_gradient->row(id).norm()),
               "Length of the loss's gradient with respect to this row, averaged over some twenty steps: how "
               "hard the contexts pull.");
    if (button(ui, "word.numbers", state.numbers ? "Hide numbers" : "Show numbers", "The row as numbers",
               state.numbers))
        state.numbers = !state.numbers;
    if (state.numbers) row_numbers(ui, frame, id);
}

const char* measure_explanation(int measure) {
    switch (measure) {
    case 1:
        return "Dot product of the rows: what the network itself computes. Long rows win.";
    case 2:
        return "Euclidean distance between the rows: small is near.";
    default:
        return "Cosine of the angle between the rows, seen from the mean row: 1 is the same direction, 0 "
               "unrelated, −1 opposite.";
    }
}

std::string neighbours_as_lines(const Frame& frame) {
    std::string lines;
    for (const Neighbour& n : frame.neighbours)
        lines += format("%s\t%.4f\n", frame.word(static_cast<TokenId>(n.row)).c_str(),
                        static_cast<double>(n.value));
    return lines;
}

void neighbour_section(Ui& ui, const Frame& frame, Selection& selection, Outbox& out) {
    constexpr int shown = 8;
    text(ui, ui.fonts.bold, ui.theme.strong, "Nearest words");
    explain(ui, measure_explanation(selection.measure));
    ImGui::SameLine(ImGui::GetWindowContentRegionMax().x - ui.px(156));
    constexpr const char* names[] = {"cosine", "dot", "distance"};
    const char* const explanations[] = {measure_explanation(0), measure_explanation(1),
                                        measure_explanation(2)};
    segmented(ui, "word.measure", names, selection.measure, explanations);
    if (frame.neighbours.empty()) return;
    float widest = 1e-9F;
    for (const Neighbour& n : frame.neighbours) widest = std::max(widest, std::abs(n.value));
    if (selection.measure == 0) widest = 1.0F;
    for (std::size_t i = 0; i < std::min<std::size_t>(shown, frame.neighbours.size()); ++i) {
        const Neighbour& n = frame.neighbours[i];
        const auto id = static_cast<TokenId>(n.row);
        ImGui::PushID(id);
        const std::string value = format("%.2f", n.value);
        if (bar_row(ui, "near",
                    {.label = frame.word(id),
                     .value = value,
                     .fraction = std::max(0.0F, n.value / widest),
                     .colour = frame.words->colour(id),
                     .strong = selection.is_lit(id),
                     .frozen = frame.moment->is_frozen(id)}))
            selection.click(id, ImGui::GetIO().KeyCtrl);
        if (ImGui::IsItemHovered()) {
            selection.hover(id);
            if (ImGui::IsMouseDoubleClicked(0)) out.post(FlyTo{id});
        }
        ui.rects.mark_item("near." + frame.word(id));
        word_menu(ui, frame, selection, out, id, {value, [&] { return neighbours_as_lines(frame); }});
        ImGui::PopID();
    }
}

void guide(Ui& ui, const Frame& frame) {
    heading(ui, "No word chosen");
    remark(ui, "Every dot on the map is a word: one row of the embedding matrix, drawn so that near rows lie "
               "near.\n\n"
               "At step 0 the rows are noise. Each step the model predicts the next word of the corpus and "
               "every row moves a little, "
               "pulled by the company that its word keeps.\n\nHover a word to look at it, click to keep it "
               "here, Ctrl-click to add another. "
               "Shift-drag on the map takes all words in a box; Esc lets go.");
    divider(ui);
    heading(ui, "This corpus", frame.corpus().name);
    const Corpus& corpus = frame.corpus();
    figure(ui, "Tokens",
           with_commas(static_cast<std::int64_t>(corpus.text.train.size() + corpus.text.heldout.size())),
           "Words and marks of the text, counted with repetition.");
    figure(ui, "Vocabulary", with_commas(corpus.lexicon.vocabulary.size()) + " words",
           "Different words and marks: rows of the embedding matrix.");
    figure(ui, "Categories", std::to_string(corpus.lexicon.categories.size()),
           "Labels for colours and purity. The model never sees them.");
    if (corpus.text.entropy_floor)
        figure(ui, "Entropy", format("%.3f nats a token", *corpus.text.entropy_floor),
               "The mean surprise of the corpus's own random choices: no model can predict better than that "
               "in the long run.");
    if (const std::string& verdict = frame.history->advice.verdict(); !verdict.empty()) remark(ui, verdict);
    for (const std::string& note : corpus.notes) remark(ui, note);
}

class WordPanel : public PanelView {
public:
    void draw(PanelContext& context) override;
    void forget_words() override { state_.lens = {}; }
    [[nodiscard]] bool animating(const View& view) const override { return view.arithmetic.playing >= 0; }

private:
    WordState state_;
};

void WordPanel::draw(PanelContext& context) {
    auto& [ui, info, area, frame, view, out] = context;
    auto& selection = view.selection;
    WordState& state = state_;
    begin_panel(context);
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2{ui.px(8), ui.px(2)});
    if (frame.moment) {
        if (const auto id = selection.subject()) {
            title(ui, frame, *id, selection, out);
            divider(ui);
            row_section(ui, frame, *id, state);
            divider(ui);
            neighbour_section(ui, frame, selection, out);
            divider(ui);
            two_models_section(ui, frame, selection, out);
            pull_section(ui, frame, *id, selection);
        } else {
            guide(ui, frame);
            divider(ui);
            two_models_section(ui, frame, selection, out);
        }
        divider(ui);
        arithmetic_section(ui, frame, view.arithmetic, selection, out);
        divider(ui);
        relations_section(ui, frame, view.arithmetic, selection);
        divider(ui);
        layers_section(ui, frame, state.lens, selection, out);
        divider(ui);
        what_if_section(ui, frame, selection.subject(), selection, out);
        before_and_after(ui, frame, selection);
    }
    ImGui::PopStyleVar();
    end_panel();
}

} // namespace

PanelEntry word_panel() {
    return {{.id = Panel::Word,
             .name = "Word",
             .key = 8,
             .lesson = "Word",
             .place = PanelPlace::Right,
             .share = {.wished = 0.6F, .least = 0.3F, .most = 0.8F}},
            make_panel<WordPanel>};
}

} // namespace wordfield::app
