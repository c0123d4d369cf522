// SPDX-License-Identifier: MIT
// The list of words, sortable and searchable, and the categories as the legend that filters the map.
#include "app/panels/category_list.hpp"
#include "app/panels/panels.hpp"
#include "app/panels/word_menu.hpp"
#include "app/panels/word_order.hpp"

#include "app/ui/lesson.hpp"
#include "app/ui/marker.hpp"
#include "model/analysis/row_health.hpp"
#include "model/text/word_query.hpp"

#include <imgui_internal.h>

#include <algorithm>
#include <utility>

namespace wordfield::app {
namespace {

/// All words, sortable and searchable; and the categories, as the legend that filters.
struct WordsState {
    char search[128] = "";
    int tab = 0; ///< 0 words, 1 categories
    WordOrder order;
    bool take_focus = false;
    std::optional<TokenId> scroll_to;
    std::optional<TokenId> followed; ///< the chosen word that the list was scrolled to

    const std::vector<TokenId>& listed(const Frame& frame, WordListOrder sorted) {
        return order.of(frame, search, sorted);
    }
};

constexpr std::size_t least_found = 3, most_found = 20'000; // that a map is made of

std::string search_help(const Lexicon& lexicon) {
    std::string columns;
    for (const std::string& name : queried_columns(lexicon)) columns += (columns.empty() ? "" : ", ") + name;
    return columns.empty() ? "Words that contain what you type."
                           : "Words that contain what you type; or by what is known of them, as in "
                             "count>100 or category:food (" +
                                 columns + ").";
}

// What is behind the field while something stands in it: the words found on the map, and a cross that empties
// it.
void search_buttons(Ui& ui, const Frame& frame, WordsState& state, const View& view, Outbox& out) {
    ImGui::SameLine(0, ui.px(4));
    const std::vector<TokenId>& found = state.listed(frame, view.selection.order);
    const bool fits = found.size() >= least_found && found.size() <= most_found;
    ImGui::BeginDisabled(!fits);
    if (button(ui, "words.map", "Map", "Put only the words found on the map (3 to 20,000); Esc goes back",
               false, {ui.px(44), 0}))
        out.post(IsolateWords{found});
    ImGui::EndDisabled();
    ImGui::SameLine(0, ui.px(4));
    if (button(ui, "words.clear", "×", "Clear the search (Esc)", false, {ui.px(24), 0}))
        state.search[0] = '\0';
}

// The field, and while something stands in it its buttons.
bool search_line(Ui& ui, const Frame& frame, WordsState& state, View& view, Outbox& out) {
    if (std::exchange(state.take_focus, false)) ImGui::SetKeyboardFocusHere();
    const bool buttons = state.search[0] != '\0';
    ImGui::SetNextItemWidth(ImGui::GetContentRegionAvail().x - (buttons ? ui.px(76) : 0.0F));
    const bool entered =
        ImGui::InputTextWithHint("##search", "Search a word  ( / )", state.search, sizeof state.search,
                                 ImGuiInputTextFlags_EnterReturnsTrue | ImGuiInputTextFlags_AutoSelectAll);
    ui.rects.mark_item("words.search");
    if (ImGui::IsItemHovered() && !ImGui::IsItemActive())
        explain(ui, search_help(frame.corpus().lexicon).c_str());
    view.searching = state.search[0] != '\0' || ImGui::IsItemActive();
    if (std::exchange(view.leaves_search, false)) {
        if (ImGui::IsItemActive()) ImGui::ClearActiveID(); // or it would write back what it has
        state.search[0] = '\0';
    }
    if (buttons) search_buttons(ui, frame, state, view, out);
    return entered;
}

// Enter chooses the best match, flies there and shows all words again.
void search_field(Ui& ui, const Frame& frame, WordsState& state, View& view, Outbox& out) {
    const bool entered = search_line(ui, frame, state, view, out);
    if (!entered || state.search[0] == '\0') return;
    const std::vector<TokenId>& words = state.listed(frame, view.selection.order);
    if (words.empty()) return;
    const TokenId found = words.front();
    view.selection.pin_only(found);
    out.post(FlyTo{found});
    state.search[0] = '\0';
    state.scroll_to = found;
}

struct Columns {
    float word, count, norm, moved;
    bool counts; ///< a narrow list has no room for them
    /// Where the word has to end, px.
    [[nodiscard]] float end_of_word() const { return counts ? count : norm; }
};

Columns columns_of(const Ui& ui, float width) {
    return {ui.px(58), width * 0.65F, width * 0.81F, width * 0.84F, width > ui.px(215)};
}

struct ColumnName {
    const char* name;
    WordSort sort;
    float x;    ///< px
    bool right; ///< where it ends, else where it begins
    const char* explanation;
};

// Clicking it sorts.
void column_name(Ui& ui, WordListOrder& order, const ColumnName& column) {
    const auto& [name, sort, x, right, explanation] = column;
    const bool on = order.by == sort;
    const float width = text_width(ui.fonts.small, ui.fonts.small_px, name);
    ImGui::SetCursorPosX(right ? x - width : x);
    const ImVec2 low = ImGui::GetCursorScreenPos();
    ImGui::PushID(name);
    if (ImGui::InvisibleButton("sort", {width + ui.px(10), ui.fonts.small_px + ui.px(4)}))
        order = {sort, on ? !order.descending : sort != WordSort::Word && sort != WordSort::Id};
    ImGui::PopID();
    ui.rects.mark_item(std::string{"words.sort."} + name);
    explain(ui, explanation);
    ImGui::GetWindowDrawList()->AddText(ui.fonts.small, ui.fonts.small_px, low,
                                        on ? ui.theme.accent : ui.theme.dim, name);
}

void column_names(Ui& ui, WordListOrder& order, const Columns& columns) {
    const float y = ImGui::GetCursorPosY();
    const auto on_line = [&] { ImGui::SetCursorPosY(y); };
    column_name(ui, order,
                {"id", WordSort::Id, ui.px(36), true,
                 "The row of the word in the embedding matrix. Ids follow the counts and say nothing about "
                 "meaning."});
    on_line();
    column_name(ui, order, {"word", WordSort::Word, columns.word, false, "Click to sort by the alphabet."});
    on_line();
    if (columns.counts)
        column_name(
            ui, order,
            {"count", WordSort::Count, columns.count, true, "How often the word occurs in the corpus."});
    on_line();
    column_name(ui, order,
                {"norm", WordSort::Norm, columns.norm, true,
                 "Length of the word's vector: square root of the sum of its squared weights."});
    on_line();
    column_name(ui, order,
                {"moved", WordSort::Moved, columns.moved, false,
                 "Distance between the word's vector now and at step 0."});
}

/// What every line of the list is drawn with.
struct List {
    Ui& ui;
    const Frame& frame;
    const std::vector<TokenId>& words; ///< that are listed
    Columns columns;
    Selection& selection;
    Outbox& out;
};

void word_line(const List& list, TokenId id) {
    Ui& ui = list.ui;
    const Frame& frame = list.frame;
    const Columns& c = list.columns;
    Selection& selection = list.selection;
    const float height = std::round(ui.fonts.body_px * 1.62F);
    const ImVec2 low = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x;
    ImGui::PushID(id);
    if (ImGui::InvisibleButton("word", {width, height})) selection.click(id, ImGui::GetIO().KeyCtrl);
    ImGui::PopID();
    ui.rects.mark_item("words.line." + frame.word(id));
    if (ImGui::IsItemHovered()) {
        selection.hover(id);
        if (ImGui::IsMouseDoubleClicked(0)) list.out.post(FlyTo{id});
    }
    const WordStats& book = *frame.words;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    const bool pinned = selection.is_pinned(id);
    if (pinned || selection.is_lit(id))
        draw->AddRectFilled(low, {low.x + width, low.y + height},
                            pinned ? ui.theme.accent_dim : ui.theme.raised, ui.px(4));
    const float y = low.y + (height - ui.fonts.body_px) * 0.5F;
    const float small_y = low.y + (height - ui.fonts.small_px) * 0.5F;
    const auto right_text = [&](float x, const std::string& words) {
        draw->AddText(ui.fonts.small, ui.fonts.small_px,
                      {low.x + x - text_width(ui.fonts.small, ui.fonts.small_px, words), small_y},
                      ui.theme.dim, words.c_str());
    };
    right_text(c.word - ui.px(22), std::to_string(id));
    draw_marker(draw, {low.x + c.word - ui.px(10), low.y + height * 0.5F}, ui.px(4.5F), book.style(id).shape,
                book.colour(id));
    ImFont* face = pinned ? ui.fonts.bold : ui.fonts.body;
    const std::string word =
        fit(face, ui.fonts.body_px, frame.word(id), c.end_of_word() - c.word - ui.px(40));
    draw->AddText(face, ui.fonts.body_px, {low.x + c.word, y},
                  selection.is_lit(id) ? ui.theme.strong : ui.theme.text, word.c_str());
    if (frame.moment->is_frozen(id)) {
        const ImVec2 at{low.x + c.word + text_width(face, ui.fonts.body_px, word) + ui.px(4), y + ui.px(2)};
        const float lock = draw_lock(draw, at, ui.fonts.body_px * 0.75F, ui.theme.warm);
        ui.rects.mark("words.frozen." + frame.word(id), at, {at.x + lock, at.y + ui.fonts.body_px * 0.75F});
        explain(ui, flag_sentence(*frame.moment, id).c_str());
    }
    const std::int64_t count = frame.corpus().lexicon.vocabulary.count(id);
    if (c.counts && (count > 0 || frame.can().trains)) // a file of vectors may say nothing of counts
        right_text(c.count, with_commas(count));
    right_text(c.norm, format("%.2f", book.norm(id)));
    const float share = book.largest_move() > 0 ? book.moved(id) / book.largest_move() : 0.0F;
    const float track = width - c.moved - ui.px(6);
    draw->AddRectFilled({low.x + c.moved, low.y + height * 0.34F},
                        {low.x + c.moved + std::max(1.0F, track * share), low.y + height * 0.66F},
                        with_alpha(book.colour(id), 0.75F), ui.px(2));
    ImGui::PushID(id);
    word_menu(ui, frame, selection, list.out, id,
              {format("%.2f", book.norm(id)), [&] { return words_as_lines(frame, list.words); }});
    ImGui::PopID();
}

void word_list(Ui& ui, const Frame& frame, WordsState& state, Selection& selection, Outbox& out) {
    const std::vector<TokenId>& words = state.listed(frame, selection.order);
    const float width = ImGui::GetContentRegionAvail().x - ui.px(10);
    const Columns columns = columns_of(ui, width);
    column_names(ui, selection.order, columns);
    if (words.empty()) {
        remark(ui, format("No word contains “%s”. Words that are not in the vocabulary become <unk>.",
                          state.search));
        return;
    }
    ImGui::BeginChild("list", {0, 0}, false, ImGuiWindowFlags_NoNav);
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2{0, 0});
    const float height = std::round(ui.fonts.body_px * 1.62F);
    if (state.scroll_to) {
        const auto found = std::ranges::find(words, *state.scroll_to);
        const float y = static_cast<float>(found - words.begin()) * height;
        const bool seen =
            y >= ImGui::GetScrollY() && y + height <= ImGui::GetScrollY() + ImGui::GetWindowHeight();
        if (found != words.end() && !seen) ImGui::SetScrollY(y - ImGui::GetWindowHeight() * 0.4F);
        state.scroll_to.reset();
    }
    ImGuiListClipper clipper;
    clipper.Begin(static_cast<int>(words.size()), height);
    while (clipper.Step())
        for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i)
            word_line({ui, frame, words, columns, selection, out}, words[i]);
    ImGui::PopStyleVar();
    ImGui::EndChild();
}

class WordsPanel : public PanelView {
public:
    void draw(PanelContext& context) override;
    void rest(View& view) override { view.categories.hovered = -2; }
    void forget_words() override { state_ = {}; }

private:
    void follow(View& view);

    WordsState state_;
};

// The search that was asked for, and the word that was chosen somewhere else.
void WordsPanel::follow(View& view) {
    if (std::exchange(view.wants_search, false)) {
        state_.tab = 0;
        state_.take_focus = true;
    }
    if (const auto focus = view.selection.focus(); focus != state_.followed) {
        state_.followed = focus;
        if (focus) state_.scroll_to = focus;
    }
}

void WordsPanel::draw(PanelContext& context) {
    auto& [ui, info, area, frame, view, out] = context;
    auto& selection = view.selection;
    WordsState& state = state_;
    begin_panel(context);
    view.categories.hovered = -2;
    follow(view);
    if (frame.moment) {
        view.categories.hidden.resize(frame.corpus().lexicon.categories.size(), 0);
        search_field(ui, frame, state, view, out);
        constexpr const char* tabs[] = {"Words", "Categories"};
        constexpr const char* explanations[] = {
            "Every row of the embedding matrix: all words and marks that the model knows.",
            "The legend of the map. Click a category to see only its words there; Ctrl-click adds another."};
        segmented(ui, "words.tab", tabs, state.tab, explanations);
        ImGui::SameLine(0, ui.px(7));
        ImGui::SetCursorPosY(ImGui::GetCursorPosY() + ui.px(4));
        help_mark(ui, std::exchange(ui.help_for, {}));
        const Lexicon& lexicon = frame.corpus().lexicon;
        const auto& hidden = view.categories.hidden;
        const std::string count = state.tab == 0
                                      ? count_of(state.listed(frame, selection.order).size(),
                                                 static_cast<std::size_t>(lexicon.vocabulary.size()), "words")
                                      : count_of(static_cast<std::size_t>(std::ranges::count(hidden, 0)),
                                                 lexicon.categories.size(), "categories");
        const float used = ImGui::GetItemRectMax().x - ImGui::GetWindowPos().x + ui.px(6);
        text_right(
            ui, ui.fonts.small, ui.theme.dim,
            fit(ui.fonts.small, ui.fonts.small_px, count, ImGui::GetWindowContentRegionMax().x - used));
        ui.rects.mark_item("words.count");
        state.tab == 0 ? word_list(ui, frame, state, selection, out)
                       : category_list(ui, frame, view.categories);
    }
    end_panel();
}

} // namespace

PanelEntry words_panel() {
    return {{.id = Panel::Words,
             .name = "Words",
             .key = 1,
             .lesson = "Words",
             .place = PanelPlace::Left,
             .share = {.wished = 0.47F, .least = 0.2F, .most = 0.6F}},
            make_panel<WordsPanel>};
}

} // namespace wordfield::app
