// SPDX-License-Identifier: MIT
// A score as a sum over pairs of sources: the heat map, the largest terms, and what wrote a source.
#include "app/panels/inside/circuit_page.hpp"
#include "app/panels/value_strip.hpp"

#include <algorithm>
#include <cmath>

namespace wordfield::app {
namespace {

constexpr std::size_t listed_terms = 6;
constexpr const char* against_name = "against the others";

CircuitScore score_in_parts(const Trace& trace, const GptWeights& weights, const CellId& id, bool against) {
    CircuitScore score{against ? split_against_others(trace, weights, id) : split_score(trace, weights, id),
                       {}};
    const auto& terms = score.split.terms;
    score.top = largest_terms(score.split, listed_terms);
    score.rest = terms.sum();
    for (const ScoreTerm& term : score.top) score.rest -= term.value;
    score.largest = std::max({terms.cwiseAbs().maxCoeff(), terms.rowwise().sum().cwiseAbs().maxCoeff(),
                              terms.colwise().sum().cwiseAbs().maxCoeff(), 1e-9});
    return score;
}

/// Where the heat map lies: one more row and column than there are sources, for the sums.
struct TermMap {
    ImVec2 low; // of the cells
    float cell_width, cell_height, names_width, names_height;
    [[nodiscard]] Area cell(int query, int key) const {
        return {
            {low.x + cell_width * static_cast<float>(key), low.y + cell_height * static_cast<float>(query)},
            {cell_width - 1, cell_height - 1}};
    }
};

// From the bottom to the top, beginning at `foot`.
void upright_text(const Ui& ui, ImVec2 foot, ImU32 colour, const std::string& words) {
    ImDrawList* const draw = ImGui::GetWindowDrawList();
    const float px = ui.fonts.small_px;
    const int first = draw->VtxBuffer.Size;
    const ImVec2 at{std::floor(foot.x), std::floor(foot.y)};
    ui.fonts.small->RenderText(draw, px, {at.x, at.y - std::floor(px * 0.5F)}, colour,
                               {-1e6F, -1e6F, 1e6F, 1e6F}, words.data(), words.data() + words.size());
    for (int i = first; i < draw->VtxBuffer.Size; ++i) {
        ImVec2& p = draw->VtxBuffer[i].pos;
        p = {at.x + (p.y - at.y), at.y - (p.x - at.x)};
    }
}

void choose_sources(CircuitPage& page, const ScoreSplit& split, int query, int key) {
    const auto P = static_cast<int>(split.parts.size());
    page.chosen = {query < P ? query : -1, key < P ? key : -1};
    page.chosen_layer = split.id.layer;
}

void term_cell(const CircuitView& v, const CircuitScore& score, const ChosenSources& chosen, int query,
               int key, const TermMap& map) {
    Ui& ui = v.ui;
    const ScoreSplit& split = score.split;
    const auto P = static_cast<int>(split.parts.size());
    const Area area = map.cell(query, key);
    ImDrawList* const draw = ImGui::GetWindowDrawList();
    const double value = value_at(split, query, key);
    const bool sum = query == P || key == P;
    const ImU32 fill = query == P && key == P
                           ? ui.theme.raised
                           : signed_colour(ui, static_cast<float>(value), static_cast<float>(score.largest));
    draw->AddRectFilled(area.low, area.high(), fill);
    if (area.size.x > ui.px(24) && area.size.y > ui.fonts.small_px) {
        const std::string words = format("%.2f", std::abs(value) < 0.005 ? 0.0 : value); // not "-0.00"
        const float width = text_width(ui.fonts.small, ui.fonts.small_px, words);
        draw->AddText(ui.fonts.small, ui.fonts.small_px,
                      {area.low.x + 0.5F * (area.size.x - width),
                       area.low.y + 0.5F * (area.size.y - ui.fonts.small_px)},
                      legible_on(fill), words.c_str());
    }
    const bool lit = !sum && query == chosen.query && key == chosen.key;
    if (lit) draw->AddRect(area.low, area.high(), ui.theme.accent, 0, 0, ui.px(1.5F));
    if (ui.rects.wanted) ui.rects.mark(format("circuit.term.%d.%d", query, key), area.low, area.high());
    if (!ImGui::IsWindowHovered() || !ImGui::IsMouseHoveringRect(area.low, area.high())) return;
    draw->AddRect(area.low, area.high(), ui.theme.strong);
    const std::string from = query == P ? "the whole query" : "the query's “" + name_at(split, query) + "”",
                      to = key == P ? "the whole key" : "the key's “" + name_at(split, key) + "”";
    explain_area(ui, area.low, area.high(),
                 format("%s times %s: %+.4f of the score %.4f. Click: see what wrote them.", from.c_str(),
                        to.c_str(), value, split.score)
                     .c_str());
    if (ImGui::IsMouseClicked(0)) choose_sources(v.page, split, query, key);
}

// A name beside a row (of the query) or over a column (of the key).
void source_label(const CircuitView& v, const ScoreSplit& split, const ChosenSources& chosen, int source,
                  bool of_query, const TermMap& map) {
    Ui& ui = v.ui;
    const auto P = static_cast<int>(split.parts.size());
    const Area cell = of_query ? map.cell(source, 0) : map.cell(0, source);
    const Area area = of_query
                          ? Area{{map.low.x - map.names_width, cell.low.y}, {map.names_width, cell.size.y}}
                          : Area{{cell.low.x, map.low.y - map.names_height}, {cell.size.x, map.names_height}};
    const std::string name = name_at(split, source);
    const bool lit = source < P && source == (of_query ? chosen.query : chosen.key);
    const bool hovered = ImGui::IsWindowHovered() && ImGui::IsMouseHoveringRect(area.low, area.high());
    const ImU32 colour = lit ? ui.theme.accent : hovered ? ui.theme.strong : ui.theme.dim;
    const float px = ui.fonts.small_px;
    if (of_query && area.size.y >= px - ui.px(2))
        ImGui::GetWindowDrawList()->AddText(ui.fonts.small, px,
                                            {area.low.x, area.low.y + 0.5F * (area.size.y - px)}, colour,
                                            fit(ui.fonts.small, px, name, area.size.x - ui.px(5)).c_str());
    if (!of_query && area.size.x >= px - ui.px(2))
        upright_text(ui, {area.low.x + 0.5F * area.size.x, area.high().y - ui.px(3)}, colour,
                     fit(ui.fonts.small, px, name, area.size.y - ui.px(5)));
    if (ui.rects.wanted)
        ui.rects.mark(format("circuit.%s.%d", of_query ? "source" : "key_source", source), area.low,
                      area.high());
    if (!hovered || source == P) return;
    explain_area(ui, area.low, area.high(),
                 format("What “%s” brings to the %s: all its terms sum to %+.4f. Click: see what wrote it.",
                        name.c_str(), of_query ? "query" : "key",
                        of_query ? value_at(split, source, P) : value_at(split, P, source))
                     .c_str());
    if (ImGui::IsMouseClicked(0)) choose_sources(v.page, split, of_query ? source : P, of_query ? P : source);
}

void term_map(const CircuitView& v, const CircuitScore& score, const ChosenSources& chosen) {
    Ui& ui = v.ui;
    const auto P = static_cast<int>(score.split.parts.size());
    const ImVec2 at = ImGui::GetCursorScreenPos(), room = ImGui::GetContentRegionAvail();
    const float names_width = ui.px(96), names_height = ui.px(92), foot = ui.fonts.small_px + ui.px(6);
    const auto cells = static_cast<float>(P + 1);
    const TermMap map{{at.x + names_width, at.y + names_height},
                      std::floor(std::min((room.x - names_width) / cells, ui.px(56))),
                      std::floor(std::min((room.y - names_height - foot) / cells, ui.px(24))),
                      names_width,
                      names_height};
    ImDrawList* const draw = ImGui::GetWindowDrawList();
    draw->AddText(ui.fonts.small, ui.fonts.small_px, {at.x, map.low.y - ui.fonts.small_px - ui.px(3)},
                  ui.theme.warm, "query ↓   key →");
    explain_area(
        ui, at, {map.low.x, map.low.y},
        "Rows: what the query of the looking word is made of. Columns: what the key of the other word "
        "is made of. Blue is below zero, orange above; the last row and column are sums.");
    for (int source = 0; source <= P; ++source) {
        source_label(v, score.split, chosen, source, true, map);
        source_label(v, score.split, chosen, source, false, map);
        for (int key = 0; key <= P; ++key) term_cell(v, score, chosen, source, key, map);
    }
    const Area end = map.cell(P, P);
    draw->AddText(ui.fonts.small, ui.fonts.small_px, {at.x, end.high().y + ui.px(4)}, ui.theme.dim,
                  format("colours from %.2f to %+.2f", -score.largest, score.largest).c_str());
    ImGui::Dummy({room.x, end.high().y - at.y + foot});
}

// "L1 H2 × word itself": query times key.
void largest_list(const CircuitView& v, const CircuitScore& score) {
    Ui& ui = v.ui;
    const ScoreSplit& split = score.split;
    const float label = std::min(ui.px(222), ImGui::GetContentRegionAvail().x * 0.56F);
    const bool roomy = label > ui.px(200);
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2{ui.px(8), 0});
    for (std::size_t i = 0; i < score.top.size(); ++i) {
        const ScoreTerm& term = score.top[i];
        const auto called = [&](int source) {
            return roomy ? name_at(split, source) : short_name_at(split, source);
        };
        const std::string name = called(term.query) + " × " + called(term.key);
        const std::string value = format("%+.3f", term.value);
        ImGui::PushID(static_cast<int>(i));
        if (bar_row(ui, "term",
                    {name, value, 0.5F * static_cast<float>(term.value / score.largest), 0.5F,
                     signed_colour(ui, term.value > 0 ? 1.0F : -1.0F, 1.0F), false, label}))
            choose_sources(v.page, split, term.query, term.key);
        ImGui::PopID();
        ui.rects.mark_item(format("circuit.largest.%zu", i));
        explain(ui,
                format("What “%s” brings to the query, times what “%s” brings to the key. Click: see what "
                       "wrote them.",
                       name_at(split, term.query).c_str(), name_at(split, term.key).c_str())
                    .c_str());
    }
    ImGui::PopStyleVar();
    const auto others = static_cast<long long>(split.terms.size() - std::ssize(score.top));
    if (others > 0)
        figure(ui, format("the %lld other terms", others), format("%+.3f", score.rest),
               "All pairs that are not listed, added up.");
    const std::string sum = format("sum %.3f = score %.3f", split.terms.sum(), split.score + split.mean);
    text(ui, ui.fonts.small, ui.theme.warm, v.page.against ? sum + format(" - mean %.3f", split.mean) : sum);
    ui.rects.mark_item("circuit.sum");
    explain(ui, "All terms added up are the score as the model computed it: query times key over √D. The "
                "softmax over the row turns scores into weights.");
    const float beside = ImGui::GetItemRectSize().x + ui.px(12);
    if (beside + text_width(ui.fonts.small, ui.fonts.small_px, against_name) + ui.px(20) <
        ImGui::GetContentRegionAvail().x)
        ImGui::SameLine(0, ui.px(12));
    if (button(
            ui, "circuit.against", against_name,
            "Takes off the mean over all words that it could look at: what all their scores have in common "
            "changes no weight. What is left says why it looks at this word rather than at the others.",
            v.page.against))
        v.page.against = !v.page.against;
}

} // namespace

void circuit_score_view(const CircuitView& v) {
    Ui& ui = v.ui;
    const auto* const network = dynamic_cast<const GptNetwork*>(v.frame.moment->network.get());
    if (network == nullptr) return remark(ui, "The weights of this step are not at hand.");
    const CircuitScore& score = v.page.score.get(v.frame.trace, v.cell, v.page.against, [&] {
        return score_in_parts(*v.frame.trace, network->weights(), v.cell, v.page.against);
    });
    ChosenSources chosen = v.page.chosen;
    const auto P = static_cast<int>(score.split.parts.size());
    const bool of_this = v.page.chosen_layer == v.cell.layer && chosen.query < P && chosen.key < P;
    if (!of_this || (chosen.query < 0 && chosen.key < 0))
        chosen = {score.top.front().query, score.top.front().key};
    const ImVec2 room = ImGui::GetContentRegionAvail();
    const float left = std::floor(room.x * 0.52F), gap = ui.px(16);
    ImGui::BeginChild("terms", {left, room.y}, false, ImGuiWindowFlags_NoScrollbar);
    term_map(v, score, chosen);
    ImGui::EndChild();
    ImGui::SameLine(0, gap);
    ImGui::BeginChild("largest", {room.x - left - gap, room.y}, false);
    largest_list(v, score);
    if (chosen.query >= 0) told_source(v, score, chosen.query, true);
    if (chosen.key >= 0) told_source(v, score, chosen.key, false);
    ImGui::EndChild();
}

} // namespace wordfield::app
