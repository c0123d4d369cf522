// SPDX-License-Identifier: MIT
// What a head does with words: which it looks at, which it raises; and all heads by name.
#include "app/panels/inside/circuit_page.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>

namespace wordfield::app {
namespace {

constexpr std::size_t listed_words = 7;

// The strongest `listed_words` of values(V), without special words; the highest, or the lowest.
std::vector<CircuitWords::Line> extremes(const RowVector& values, const Vocabulary& vocabulary,
                                         bool highest) {
    std::vector<TokenId> words;
    for (TokenId word = 0; word < vocabulary.size(); ++word)
        if (!vocabulary.is_special(word)) words.push_back(word);
    const auto end = words.begin() + static_cast<std::ptrdiff_t>(std::min(words.size(), listed_words));
    std::partial_sort(words.begin(), end, words.end(), [&](TokenId a, TokenId b) {
        return highest ? values(a) > values(b) : values(a) < values(b);
    });
    std::vector<CircuitWords::Line> lines;
    for (auto word = words.begin(); word != end; ++word) lines.emplace_back(*word, values(*word));
    return lines;
}

CircuitWords words_of(const HeadCircuits& circuits, const Vocabulary& vocabulary, TokenId word) {
    const RowVector raised = circuits.raised_by(word);
    CircuitWords words{extremes(raised, vocabulary, true), extremes(raised, vocabulary, false),
                       extremes(circuits.looks_of(word), vocabulary, true)};
    const auto of = [](const std::vector<CircuitWords::Line>& lines, std::size_t most) {
        return lines.begin() + static_cast<std::ptrdiff_t>(std::min(lines.size(), most));
    };
    words.both.assign(words.raised.cbegin(), of(words.raised, 4));
    words.both.insert(words.both.end(), words.lowered.cbegin(), of(words.lowered, 3));
    return words;
}

struct WordColumn {
    const char* name;
    const char* id;
    const char* explanation;
    const std::vector<CircuitWords::Line>& lines;
    const char* what; // of a line, with the word and the value
};

void word_column(const CircuitView& v, const WordColumn& column, float width) {
    Ui& ui = v.ui;
    ImGui::BeginChild(column.id, {width, 0}, false, ImGuiWindowFlags_NoScrollbar);
    heading(ui, column.name, {}, column.explanation);
    float largest = 1e-6F;
    for (const auto& [word, value] : column.lines) largest = std::max(largest, std::abs(value));
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2{ui.px(8), 0});
    for (std::size_t i = 0; i < column.lines.size(); ++i) {
        const auto& [word, value] = column.lines[i];
        const std::string shown = format("%+.2f", static_cast<double>(value));
        ImGui::PushID(static_cast<int>(i));
        if (bar_row(ui, "word",
                    {v.frame.word(word), shown, std::abs(value) / largest, 0.0F,
                     value > 0 ? ui.theme.good : ui.theme.warm, v.selection.is_lit(word),
                     std::min(ui.px(82), width * 0.5F)}))
            v.selection.click(word, ImGui::GetIO().KeyCtrl);
        if (ImGui::IsItemHovered()) v.selection.hover(word);
        ImGui::PopID();
        ui.rects.mark_item(format("circuit.%s.%zu", column.id, i));
        explain(ui, format(column.what, v.frame.word(word).c_str(), static_cast<double>(value)).c_str());
    }
    ImGui::PopStyleVar();
    ImGui::EndChild();
}

void pair_list(const CircuitView& v, const char* name, const char* id, const char* explanation,
               const char* verb, const std::vector<CircuitPair>& pairs, std::size_t most) {
    Ui& ui = v.ui;
    text(ui, ui.fonts.small, ui.theme.dim, name);
    explain(ui, explanation);
    for (std::size_t i = 0; i < std::min(pairs.size(), most); ++i) {
        const CircuitPair& pair = pairs[i];
        const ImVec2 low = ImGui::GetCursorScreenPos();
        const float width = ImGui::GetContentRegionAvail().x, height = ui.fonts.small_px + ui.px(4);
        ImGui::PushID(id);
        ImGui::PushID(static_cast<int>(i));
        if (ImGui::InvisibleButton("pair", {std::max(width, 1.0F), height})) v.selection.pin_only(pair.from);
        ImGui::PopID();
        ImGui::PopID();
        const bool hovered = ImGui::IsItemHovered();
        ui.rects.mark_item(format("circuit.%s.%zu", id, i));
        if (hovered) v.selection.hover_pair(pair.from, pair.to);
        explain(ui, format("“%s” %s “%s” by %.2f. Click: choose “%s”.", v.frame.word(pair.from).c_str(), verb,
                           v.frame.word(pair.to).c_str(), static_cast<double>(pair.value),
                           v.frame.word(pair.from).c_str())
                        .c_str());
        const std::string words = v.frame.word(pair.from) + " → " + v.frame.word(pair.to),
                          value = format("%.1f", static_cast<double>(pair.value));
        ImDrawList* const draw = ImGui::GetWindowDrawList();
        const float value_width = text_width(ui.fonts.small, ui.fonts.small_px, value);
        draw->AddText(ui.fonts.small, ui.fonts.small_px, low, hovered ? ui.theme.strong : ui.theme.text,
                      fit(ui.fonts.small, ui.fonts.small_px, words, width - value_width - ui.px(6)).c_str());
        draw->AddText(ui.fonts.small, ui.fonts.small_px, {low.x + width - value_width, low.y}, ui.theme.dim,
                      value.c_str());
    }
}

void over_all_words(const CircuitView& v, const CircuitFinding& found, float width) {
    Ui& ui = v.ui;
    const CircuitSurvey& survey = found.survey;
    const int V = v.frame.corpus().lexicon.vocabulary.size();
    ImGui::BeginChild("over all", {width, 0}, false, ImGuiWindowFlags_NoScrollbar);
    heading(ui, "Over all words", found.complete ? "" : "going on …",
            "The same for every word, of a large vocabulary for the 2,000 most frequent ones.");
    figure(ui, "raises itself most", format("%.0f%%", 100 * survey.share_itself()),
           format("For so many words the one that is raised most, when the head looks at it, is the word "
                  "itself: it copies. By chance it would be one of %d.",
                  V)
               .c_str());
    ui.rects.mark_item("circuit.itself");
    figure(ui, "itself raised above", format("%.0f%%", 100 * survey.mean_percentile()),
           "The share of the other words that are raised less than the word itself, on average. 50% is what "
           "chance gives; near 100% the head copies, near 0% it keeps words from being said twice.");
    pair_list(v, "raises most", "raises",
              "Of each word the one that is raised most when the head looks at it: the strongest of those.",
              "looked at raises", survey.raises, 4);
    pair_list(v, "looks at most", "looks",
              "Of each word the one that the head looks at most from it: the strongest of those.", "looks at",
              survey.looks, 4);
    ImGui::EndChild();
}

// The chosen word, else the one that the cell looks at.
TokenId word_told(const CircuitView& v) {
    const auto focus = v.selection.focus();
    return focus.value_or(v.frame.trace->tokens[static_cast<std::size_t>(v.cell.column)]);
}

const HeadStats* stats_of(const Frame& frame, std::size_t head) {
    const auto& stats = frame.moment->head_stats;
    return head < stats.size() ? &stats[head] : nullptr;
}
const RepeatLooks* repeats_of(const RepeatsFinding* found, std::size_t head) {
    return found != nullptr && head < found->repeats.heads.size() ? &found->repeats.heads[head] : nullptr;
}

FigureCell figure_of(const RunningMean& mean, const RunningMean& chance) {
    return {format("%.2f ± %.2f", mean.mean(), mean.error()), mean.mean(), mean.error(), chance.mean()};
}

std::vector<FigureRow> head_rows(const Frame& frame, const RepeatsFinding* found) {
    std::vector<FigureRow> rows;
    const int heads = frame.moment->model.heads, context = frame.moment->model.context;
    for (int i = 0; i < frame.moment->model.layers * heads; ++i) {
        const auto head = static_cast<std::size_t>(i);
        const HeadStats* const stats = stats_of(frame, head);
        const RepeatLooks* const repeats = repeats_of(found, head);
        FigureCell previous, same, after;
        if (stats != nullptr)
            previous = {format("%.2f ± %.2f", stats->previous, stats->previous_error), stats->previous,
                        stats->previous_error, even_head(context).previous};
        if (repeats != nullptr) {
            same = figure_of(repeats->same, repeats->same_chance);
            after = figure_of(repeats->after, repeats->after_chance);
        }
        FigureCell called;
        for (const NamedHabit& habit : named_habits(stats, repeats, context))
            called.words += (called.words.empty() ? "" : ", ") + habit_name(habit.kind), called.value += 1.0;
        const std::string line = habits_line(frame, found, i / heads, i % heads);
        rows.push_back({format("L%d H%d%s", i / heads + 1, i % heads + 1,
                               frame.moment->is_ablated(i / heads, i % heads) ? " ablated" : ""),
                        {called, previous, same, after},
                        line.empty() ? "No habit of these three stands out. Click: see this head." : line});
    }
    return rows;
}

std::vector<FigureColumn> head_columns() {
    return {
        {"found to look for",
         "What stands out: at least three times what chance gives. Nothing where none of these habits does.",
         false},
        {"previous word", "Mean attention on the word before, in held-out text; the tick is what even "
                          "attention would give."},
        {"same word before",
         "Mean attention on the same word said before, in words drawn at random and said twice. The tick "
         "is what the same place gets where another word stands there."},
        {"after the same word",
         "Mean attention on what came after the same word before: what an induction head does, which says "
         "a sequence again. The tick is what the same place gets where nothing is said twice."}};
}

} // namespace

std::string habits_line(const Frame& frame, const RepeatsFinding* repeats, int layer, int head) {
    const auto index = static_cast<std::size_t>(layer * frame.moment->model.heads + head);
    std::string line;
    for (const NamedHabit& habit :
         named_habits(stats_of(frame, index), repeats_of(repeats, index), frame.moment->model.context))
        line += format("%s%s %.2f ± %.2f against %.2f by chance", line.empty() ? "" : " · ",
                       habit_name(habit.kind).c_str(), habit.score, habit.error, habit.chance);
    return line;
}

void circuit_words_view(const CircuitView& v) {
    Ui& ui = v.ui;
    const CellId& cell = v.cell;
    const RepeatsFinding* const repeats = v.page.repeats.follow(v.frame, [](const auto&) { return true; });
    const std::string habits = habits_line(v.frame, repeats, cell.layer, cell.head);
    const bool ablated = v.frame.moment->is_ablated(cell.layer, cell.head);
    const std::string line =
        (ablated ? "ablated: what it does reaches nothing · " : "") +
        (!habits.empty() ? habits
                         : std::string{repeats != nullptr ? "no habit of looking back stands out"
                                                          : "looking for its habits …"});
    text(ui, ui.fonts.small, ablated ? ui.theme.warm : ui.theme.text,
         fit(ui.fonts.small, ui.fonts.small_px, line, ImGui::GetContentRegionAvail().x));
    ui.rects.mark_item("circuit.habits");
    explain(ui,
            "What this head was found to look for: the word before in held-out text, and, in words drawn at "
            "random and said twice, the same word before and what came after it.");
    const CircuitFinding* const found = v.page.circuits.follow(v.frame, [&](const CircuitFinding& one) {
        return one.circuits && one.layer == cell.layer && one.head == cell.head;
    });
    if (found == nullptr) return remark(ui, "Multiplying this head's weights …");
    const TokenId word = word_told(v);
    const CircuitWords& words = v.page.words.get(found->circuits, word, [&] {
        return words_of(*found->circuits, v.frame.corpus().lexicon.vocabulary, word);
    });
    const std::string& name = v.frame.word(word);
    const std::string looks = "“" + name + "” looks at", raises = "seeing “" + name + "” raises";
    const bool narrow =
        ImGui::GetContentRegionAvail().x < ui.px(620); // what is lowered stands under the rest
    const float gap = ui.px(14), columns = narrow ? 3.0F : 4.0F;
    const float width = std::floor((ImGui::GetContentRegionAvail().x - (columns - 1) * gap) / columns);
    word_column(
        v,
        {looks.c_str(), "look",
         "The QK map: the score this word gives each word, above that of the average word, by their own "
         "rows of the embedding alone.",
         words.looks, "Looks at “%s” with a score of %+.3f above the average word's."},
        width);
    ImGui::SameLine(0, gap);
    word_column(
        v,
        {raises.c_str(), "raise",
         "The OV map: by how much each word's logit is raised when the head looks at this word alone, "
         "against looking at the average word, up to the last layer norm's scale.",
         narrow ? words.both : words.raised, "A whole look changes the logit of “%s” by %+.3f."},
        width);
    ImGui::SameLine(0, gap);
    if (!narrow) {
        word_column(v,
                    {"… and lowers", "lower", "The words at the other end of the OV map.", words.lowered,
                     "A whole look changes the logit of “%s” by %+.3f."},
                    width);
        ImGui::SameLine(0, gap);
    }
    over_all_words(v, *found, width);
}

void circuit_heads_view(const CircuitView& v) {
    Ui& ui = v.ui;
    CircuitPage& page = v.page;
    const RepeatsFinding* const found = page.repeats.follow(v.frame, [](const auto&) { return true; });
    if (page.table.empty() || page.table_version != page.repeats.version() ||
        page.table_moment != v.frame.moment) {
        if (page.table.empty())
            page.table = FigureTable{"head", head_columns(), head_rows(v.frame, found)};
        else
            page.table.show(head_rows(v.frame, found));
        page.table_version = page.repeats.version();
        page.table_moment = v.frame.moment;
    }
    const int heads = v.frame.moment->model.heads;
    const auto touched = page.table.draw(ui, "circuit.heads", ImGui::GetContentRegionAvail().y,
                                         static_cast<std::size_t>(v.cell.layer * heads + v.cell.head));
    if (!touched.clicked) return;
    v.selection.layer = static_cast<int>(*touched.clicked) / heads;
    v.selection.head = static_cast<int>(*touched.clicked) % heads;
    v.selection.cell_row = v.selection.cell_column = -1;
}

} // namespace wordfield::app
