// SPDX-License-Identifier: MIT
// Through the layers: what every layer would say at every place of the sentence, and how the chosen word
// parts from itself in a second sentence.
#include "app/panels/inside/inside.hpp"

#include "app/panels/inside/second_sentence.hpp"
#include "model/analysis/distribution.hpp"

#include <algorithm>
#include <cmath>

namespace wordfield::app {
namespace {

constexpr double interval = 0.25; // seconds between two looks while training runs

void take_lens(const Frame& frame, LayersPage& page) {
    const bool hurried = frame.running() && frame.live && frame.time - page.made_at < interval &&
                         page.trace && page.trace->tokens == frame.trace->tokens;
    if (page.trace == frame.trace || hurried) return;
    page.trace = frame.trace;
    page.made_at = frame.time;
    page.lens.clear();
    for (int layer = 0; layer < static_cast<int>(frame.trace->lens.size()); ++layer)
        page.lens.push_back(lens_line(*frame.trace, layer));
}

std::string layer_name(std::size_t layer, std::size_t layers) {
    if (layer == 0) return "embedding";
    return layer + 1 == layers ? "output" : format("layer %zu", layer);
}

void cell_text(const Ui& ui, const std::string& words, ImVec2 low, ImVec2 size, ImU32 colour) {
    const std::string shown = fit(ui.fonts.small, ui.fonts.small_px, words, size.x - ui.px(4));
    ImGui::GetWindowDrawList()->AddText(
        ui.fonts.small, ui.fonts.small_px,
        {low.x + (size.x - text_width(ui.fonts.small, ui.fonts.small_px, shown)) * 0.5F,
         low.y + (size.y - ui.fonts.small_px) * 0.5F},
        colour, shown.c_str());
}

/// A cell of the grid: after so many layers, at this place of the sentence.
struct LensCell {
    std::size_t layer;
    int place;
    Area area;
};

void lens_cell(Ui& ui, const Frame& frame, const LensWord& says, const LensCell& cell, Selection& selection) {
    const auto& [layer, place, area] = cell;
    const auto [low, size] = area;
    ImGui::SetCursorScreenPos(low);
    ImGui::PushID(static_cast<int>(layer) * 4096 + place);
    if (ImGui::InvisibleButton("lens", size)) selection.position = place;
    ImGui::PopID();
    ui.rects.mark_item(format("layers.%zu.%d", layer, place));
    if (ImGui::IsItemHovered()) selection.hover(says.word);
    explain(ui,
            format("After %zu layer%s, at “%s”: “%s” with probability %.3f. Click: look at this position.",
                   layer, layer == 1 ? "" : "s", frame.word(frame.trace->tokens[place]).c_str(),
                   frame.word(says.word).c_str(), says.probability)
                .c_str());
    const ImVec2 high{low.x + size.x - 1, low.y + size.y - 1};
    ImDrawList* draw = ImGui::GetWindowDrawList();
    draw->AddRectFilled(low, high, mix(ui.theme.raised, ui.theme.accent, 0.75F * std::sqrt(says.probability)),
                        ui.px(3));
    if (selection.is_lit(says.word)) draw->AddRect(low, high, ui.theme.accent, ui.px(3));
    cell_text(ui, frame.word(says.word), low, size, ui.theme.text);
}

void grid(Ui& ui, const Frame& frame, const LayersPage& page, Selection& selection) {
    const auto& tokens = page.trace->tokens;
    const int position = position_of(*frame.trace, selection.position);
    const float label = ui.px(74), line = ui.fonts.small_px + ui.px(7);
    const float width = std::min(ui.px(96), std::floor((ImGui::GetContentRegionAvail().x - label) /
                                                       static_cast<float>(tokens.size())));
    const ImVec2 low = ImGui::GetCursorScreenPos();
    ImDrawList* draw = ImGui::GetWindowDrawList();
    draw->AddText(ui.fonts.small, ui.fonts.small_px, {low.x, low.y + ui.px(3)}, ui.theme.dim, "after");
    for (std::size_t i = 0; i < tokens.size(); ++i)
        cell_text(ui, frame.word(tokens[i]), {low.x + label + width * static_cast<float>(i), low.y},
                  {width, line}, static_cast<int>(i) == position ? ui.theme.accent : ui.theme.strong);
    for (std::size_t layer = 0; layer < page.lens.size(); ++layer) {
        const float y = low.y + line * static_cast<float>(layer + 1);
        draw->AddText(ui.fonts.small, ui.fonts.small_px, {low.x, y + ui.px(3)}, ui.theme.dim,
                      layer_name(layer, page.lens.size()).c_str());
        for (std::size_t i = 0; i < page.lens[layer].size(); ++i)
            lens_cell(ui, frame, page.lens[layer][i],
                      {layer,
                       static_cast<int>(i),
                       {{low.x + label + width * static_cast<float>(i), y}, {width, line}}},
                      selection);
    }
    ImGui::SetCursorScreenPos({low.x, low.y + line * static_cast<float>(page.lens.size() + 1) + ui.px(4)});
}

std::string joined(const Frame& frame, const std::vector<LensWord>& says) {
    std::string words;
    for (const LensWord& w : says) words += (words.empty() ? "" : ", ") + frame.word(w.word);
    return words;
}

void parting_line(Ui& ui, const Frame& frame, const LayersPage& page, const LayerSimilarity& p,
                  std::size_t layer, std::size_t layers) {
    const ImVec2 low = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x, line = ui.fonts.small_px + ui.px(6);
    const float label = ui.px(74), side = (width - label) * 0.33F;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    const float y = low.y + ui.px(3), px = ui.fonts.small_px;
    const auto say = [&](const std::string& words, float x, ImU32 colour) {
        draw->AddText(ui.fonts.small, px, {x, y}, colour,
                      fit(ui.fonts.small, px, words, side - ui.px(8)).c_str());
    };
    say(layer_name(layer, layers), low.x, ui.theme.dim);
    say(joined(frame, (*page.here.last())[layer]), low.x + label, ui.theme.accent);
    const float track = low.x + label + side, room = width - label - 2 * side - ui.px(52);
    const float zero = track + room * 0.5F, tip = zero + room * 0.5F * p.centred;
    draw->AddRectFilled({track, y + px * 0.3F}, {track + room, y + px * 0.7F}, ui.theme.raised, ui.px(2));
    draw->AddRectFilled({std::min(zero, tip), y + px * 0.15F}, {std::max(zero, tip) + 1, y + px * 0.85F},
                        p.centred >= 0 ? ui.theme.good : ui.theme.warm, ui.px(2));
    draw->AddText(ui.fonts.small, px, {track + room + ui.px(6), y}, ui.theme.text,
                  format("%+.2f", p.centred).c_str());
    say(joined(frame, (*page.there.last())[layer]), low.x + width - side + ui.px(8), ui.theme.warm);
    ImGui::Dummy({width, line});
    explain(ui,
            format("Cosine between the two vectors: %+.3f, after taking off the mean over all words of both "
                   "sentences at this layer; %.3f as they are. Left and right: what each would say next.",
                   p.centred, p.raw)
                .c_str());
}

void partings(Ui& ui, const Frame& frame, LayersPage& page, const View& view) {
    if (view.second_sentence.empty()) {
        remark(ui, "The same word starts from the same row in every sentence; what stands around it pulls it "
                   "apart, layer by layer.");
        return;
    }
    if (!frame.comparison) {
        remark(ui, "On its way …");
        return;
    }
    const int i = position_of(*frame.trace, view.selection.position);
    const TokenId word = frame.trace->tokens[i];
    const auto j = last_position_of(*frame.comparison, word);
    if (!j) {
        remark(ui, "The second sentence has no “" + frame.word(word) +
                       "”. Click a word of the first sentence that is in both.");
        return;
    }
    page.here.get(frame.trace, i, [&] { return lens_column(*frame.trace, i, 3); });
    page.there.get(frame.comparison, *j, [&] { return lens_column(*frame.comparison, *j, 3); });
    const auto layers = layer_similarity(*frame.trace, i, *frame.comparison, *j);
    for (std::size_t layer = 0; layer < layers.size(); ++layer)
        parting_line(ui, frame, page, layers[layer], layer, layers.size());
}

} // namespace

void layers_page(Ui& ui, const Frame& frame, LayersPage& page, View& view, Outbox& out) {
    Selection& selection = view.selection;
    take_lens(frame, page);
    heading(
        ui, "What each layer would say next, at each position", {},
        "The logit lens: the vector of each token after each layer, through the last layer norm, compared "
        "with every row. At the embedding a word mostly says itself; layer by layer it turns into the next.");
    ImGui::SameLine(ImGui::GetWindowContentRegionMax().x - ui.px(112));
    if (button(ui, "inside.path", "Path on the map",
               "Draw the way of the chosen token's vector through the layers on the map", selection.path,
               {ui.px(112), 0}))
        selection.path = !selection.path;
    grid(ui, frame, page, selection);
    const TokenId word = frame.trace->tokens[position_of(*frame.trace, selection.position)];
    heading(
        ui, "“" + frame.word(word) + "” here and in another sentence", "left: here · right: there",
        "The same word in two sentences starts from the same row; its two vectors part as the layers mix in "
        "what stands before it.");
    second_sentence_field(ui, frame, view, out, "layers");
    partings(ui, frame, page, view);
}

} // namespace wordfield::app
