// SPDX-License-Identifier: MIT
// Words of opposite meaning: a table of pairs, and one of them in full.
#include "app/panels/inside/inside.hpp"

#include <algorithm>
#include <utility>

namespace wordfield::app {
namespace {

std::string source_label(const Frame& frame, int source) {
    if (source == OppositesPage::Known) return "well-known opposites";
    if (source == OppositesPage::Own) return "my own pairs";
    return frame.corpus()
        .lexicon.relations[static_cast<std::size_t>(source - OppositesPage::FirstRelation)]
        .name;
}

ReadOpposites pairs_from(const Corpus& corpus, int source, const std::string& typed) {
    const Lexicon& lexicon = corpus.lexicon;
    if (source == OppositesPage::Known) return {known_opposites(lexicon.vocabulary), {}};
    if (source == OppositesPage::Own) return read_opposites(typed, lexicon.vocabulary);
    return {
        pairs_of_relation(lexicon.relations[static_cast<std::size_t>(source - OppositesPage::FirstRelation)]),
        {}};
}

// Which pairs, and a field for the user's own.
void pair_controls(Ui& ui, const Frame& frame, OppositesPage& page) {
    const int sources =
        OppositesPage::FirstRelation + static_cast<int>(frame.corpus().lexicon.relations.size());
    if (page.source >= sources) page.source = OppositesPage::Known;
    ImGui::PushFont(ui.fonts.small);
    ImGui::SetNextItemWidth(ui.px(160));
    const bool open = ImGui::BeginCombo("##source", source_label(frame, page.source).c_str());
    ui.rects.mark_item("opposites.source");
    if (!open)
        explain(ui, "Which pairs: well-known English opposites of which the text has both words, your "
                    "own, or those of a relation of the corpus");
    for (int source = 0; open && source < sources; ++source) {
        if (ImGui::Selectable(source_label(frame, source).c_str(), source == page.source))
            page.source = source, page.chosen = 0;
        ui.rects.mark_item(format("opposites.source.%d", source));
    }
    if (open) ImGui::EndCombo();
    ImGui::SameLine(0, ui.px(8));
    ImGui::SetNextItemWidth(std::max(ui.px(60), ImGui::GetContentRegionAvail().x - ui.px(8)));
    if (ImGui::InputTextWithHint("##own", "your own: hot/cold, buy/sell", page.typed.data(),
                                 page.typed.size()))
        page.source = OppositesPage::Own, page.chosen = 0;
    ui.rects.mark_item("opposites.own");
    if (!ImGui::IsItemActive())
        explain(ui,
                "Pairs of words of the vocabulary, with a stroke between the two and a comma between pairs");
    ImGui::PopFont();
}

// Of a narrow table what is told of the chosen pair is left out.
template <class Column>
std::vector<Column> that_fit(std::vector<Column> columns, bool narrow) {
    constexpr std::size_t in_narrow = 3;
    if (narrow) columns.resize(in_narrow);
    return columns;
}

std::vector<FigureColumn> pair_columns() {
    return {
        {"cosine", "Of the angle between the two rows, seen from the mean row. The tick is the mean over two "
                   "words of the same category drawn at random (of all words where they share none)."},
        {"rank", "The place of each among the other's nearest words: 1 is the nearest.", false},
        {"distance",
         "Euclidean distance of the two rows, over the mean distance of two words of the same "
         "category.",
         true, false},
        {"direction",
         "Cosine of the pair's difference with the mean direction of all other pairs, in which "
         "it has no say: above 0 the others tell which word is which.",
         false},
        {"next word", "How much what comes next differs, in bits (Jensen-Shannon divergence, 0 to 1), when "
                      "one word stands in the other's place. The tick is that of a fellow word."}};
}

FigureRow pair_row(const Frame& frame, const OppositesFinding& found, std::size_t row, bool narrow) {
    const OppositeFigures& one = found.figures[row];
    FigureCell cosine{format("%.2f", one.cosine), one.cosine, 0.0, one.fellows_cosine},
        rank{format("%d · %d", one.rank_there, one.rank_back),
             static_cast<double>(one.rank_there + one.rank_back)},
        distance{format("%.2f", one.distance), one.distance, 0.0, 1.0}, direction, next;
    if (found.common && row < found.common->along.size())
        direction = {format("%+.2f", found.common->along[row]), found.common->along[row]};
    if (row < found.layers.size() && found.layers[row].pair.divergence.count() > 0) {
        const PartedLayers& parted = found.layers[row];
        next = {format("%.2f", parted.pair.divergence.mean()), parted.pair.divergence.mean(),
                parted.pair.divergence.error(), parted.fellow.divergence.mean()};
    }
    return {pair_name(frame, one.words),
            that_fit<FigureCell>({cosine, rank, distance, direction, next}, narrow),
            "Click: see this pair in full."};
}

void pair_table(Ui& ui, const Frame& frame, OppositesPage& page, const OppositesFinding& found,
                float height) {
    const bool narrow = ImGui::GetContentRegionAvail().x < ui.px(400);
    if (const std::uint64_t made = 2 * page.found.version() + (narrow ? 1 : 0); page.table_version != made) {
        std::vector<FigureRow> rows;
        for (std::size_t row = 0; row < found.figures.size(); ++row)
            rows.push_back(pair_row(frame, found, row, narrow));
        if (page.table.empty() || page.table_version % 2 != made % 2)
            page.table = FigureTable{"pair", that_fit(pair_columns(), narrow), std::move(rows)};
        else
            page.table.show(std::move(rows));
        page.table_version = made;
    }
    const auto touched = page.table.draw(ui, "opposites", height, page.chosen);
    if (touched.clicked) page.chosen = *touched.clicked;
}

// Under the table: whether one direction tells all pairs.
void common_line(Ui& ui, const OppositesFinding& found) {
    if (!found.common) return;
    const CommonDirection& common = *found.common;
    text(ui, ui.fonts.small, ui.theme.text,
         format("the others tell %d of %zu, cosine %.2f ± %.2f", common.told_right, common.along.size(),
                common.mean, common.error));
    ui.rects.mark_item("opposites.common");
    explain(ui, "Each pair's difference, second minus first, beside the mean of all other pairs' directions. "
                "By chance half of them point the same way; ± is the standard error over pairs.");
}

} // namespace

void opposites_page(Ui& ui, const Frame& frame, OppositesPage& page, Selection& selection, Outbox& out) {
    pair_controls(ui, frame, page);
    const ReadOpposites& read =
        page.pairs.get(frame.moment->corpus, page.source, std::string{page.typed.data()},
                       [&] { return pairs_from(frame.corpus(), page.source, page.typed.data()); });
    if (!read.unknown.empty())
        remark(ui, "Not two words of the vocabulary: " + read.unknown.front() +
                       (read.unknown.size() > 1 ? format(" and %zu more", read.unknown.size() - 1) : ""));
    if (read.pairs.empty())
        return remark(ui,
                      page.source == OppositesPage::Own
                          ? "Type two words with a stroke between them, such as hot/cold."
                          : "This vocabulary has no well-known pair of opposites: type some of your own.");
    const auto inquiry = std::make_shared<const OppositesInquiry>(read.pairs);
    const OppositesFinding* const found = page.found.follow(frame, [&](const OppositesFinding& one) {
        return one.asked == inquiry->pairs() && !one.figures.empty();
    });
    out.ask(inquiry);
    if (found == nullptr) return remark(ui, "Comparing the words …");
    page.chosen = std::min(page.chosen, found->figures.size() - 1);
    const ImVec2 room = ImGui::GetContentRegionAvail();
    const float left = std::floor(room.x * 0.6F), gap = ui.px(16);
    ImGui::BeginChild("pairs", {left, room.y}, false, ImGuiWindowFlags_NoScrollbar);
    pair_table(ui, frame, page, *found, room.y - ui.px(22));
    common_line(ui, *found);
    ImGui::EndChild();
    ImGui::SameLine(0, gap);
    ImGui::BeginChild("pair", {room.x - left - gap, room.y}, false);
    told_pair(ui, frame, *found, page.chosen, selection);
    ImGui::EndChild();
}

} // namespace wordfield::app
