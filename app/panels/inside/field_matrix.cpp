// SPDX-License-Identifier: MIT
// One matrix of the network as what it does to the cloud of words: how it stretches it, and along which
// directions.
#include "app/panels/inside/field_page.hpp"

#include "model/nn/gpt_network.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace wordfield::app {
namespace {

constexpr std::array weight_names{"W_Q", "W_K", "W_V", "W_O", "W_up", "W_down"};
constexpr std::array weight_explanations{
    "What a head looks for: the normed stream becomes queries",
    "What a head can be found by: the normed stream becomes keys",
    "What a head takes along: the normed stream becomes values",
    "What a head writes: values become vectors of the stream",
    "What the feed-forward half looks for: the normed stream becomes its hidden layer",
    "What the feed-forward half writes: its hidden layer becomes vectors of the stream"};

std::string joined_words(const Frame& frame, const std::vector<TokenId>& words) {
    std::string all;
    for (const TokenId word : words) all += (all.empty() ? "" : " ") + frame.word(word);
    return all;
}

MatrixDirections look_at(const Frame& frame, const GptNetwork& network, const FieldPage& page) {
    const GptWeights weights = network.weights();
    // Another model than the one whose field is shown may have fewer of both.
    const int layer = std::min(page.layer, network.spec().layers - 1);
    const int head = std::min(page.head, network.spec().heads - 1);
    const BlockMaps& block = weights.blocks[static_cast<std::size_t>(layer)];
    const auto kind = static_cast<WeightKind>(page.weight);
    RowVector gain;
    if (kind == WeightKind::Up)
        gain = block.norm2_gain;
    else if (reads_stream(kind))
        gain = block.norm1_gain;
    return matrix_directions(weight_of(block, kind, head, network.spec().heads),
                             rows_as_met(*frame.moment->embedding->floats(), gain), reads_stream(kind));
}

// A cloud about the middle, `reach` units from there to the edge.
void word_cloud(Ui& ui, const char* id, const char* name, const Matrix& at, float reach, ImVec2 size,
                const Frame& frame, View& view) {
    const ImVec2 low = ImGui::GetCursorScreenPos(), high{low.x + size.x, low.y + size.y};
    ImGui::InvisibleButton(id, size);
    ui.rects.mark_item(id);
    ImDrawList* const draw = ImGui::GetWindowDrawList();
    draw->AddRectFilled(low, high, ui.theme.ground, ui.px(4));
    draw->PushClipRect(low, high, true);
    const ImVec2 middle{low.x + size.x * 0.5F, low.y + size.y * 0.5F};
    const float scale = 0.47F * std::min(size.x, size.y) / std::max(reach, 1e-6F), half = ui.px(1.5F);
    draw->AddLine({low.x, middle.y}, {high.x, middle.y}, with_alpha(ui.theme.border, 0.7F));
    draw->AddLine({middle.x, low.y}, {middle.x, high.y}, with_alpha(ui.theme.border, 0.7F));
    int nearest = -1;
    float least = ui.px(8) * ui.px(8);
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    const Index shown = std::min<Index>(at.rows(), 2000); // the most frequent
    for (Index i = 0; i < shown; ++i) {
        const ImVec2 p{middle.x + at(i, 0) * scale, middle.y - at(i, 1) * scale};
        const bool lit = view.selection.is_lit(static_cast<TokenId>(i));
        draw->AddRectFilled({p.x - half, p.y - half}, {p.x + half, p.y + half},
                            lit ? ui.theme.accent : with_alpha(ui.theme.text, 0.55F));
        if (lit)
            draw->AddText(ui.fonts.small, ui.fonts.small_px, {p.x + ui.px(5), p.y - ui.fonts.small_px * 0.5F},
                          ui.theme.accent, frame.word(static_cast<TokenId>(i)).c_str());
        const float off = (p.x - mouse.x) * (p.x - mouse.x) + (p.y - mouse.y) * (p.y - mouse.y);
        if (off < least) least = off, nearest = static_cast<int>(i);
    }
    draw->AddText(ui.fonts.small, ui.fonts.small_px, {low.x + ui.px(6), low.y + ui.px(4)}, ui.theme.dim,
                  name);
    draw->PopClipRect();
    if (nearest >= 0 && ImGui::IsItemHovered()) {
        view.selection.hover(nearest);
        explain(ui, format("“%s”: %.2f along the first direction, %.2f along the second.",
                           frame.word(nearest).c_str(), static_cast<double>(at(nearest, 0)),
                           static_cast<double>(at(nearest, 1)))
                        .c_str());
    } else {
        explain(ui, "Words along the two directions that the matrix stretches most. Left: their rows as the "
                    "layer norm gives them to the matrix; right: what the matrix makes of these. One scale.");
    }
}

void direction_line(Ui& ui, const Frame& frame, const MatrixDirections& found, Index k) {
    const auto index = static_cast<std::size_t>(k);
    const ImVec2 low = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x, px = ui.fonts.small_px, line = 2 * px + ui.px(8);
    const float bar = ui.px(90), value = ui.px(40);
    ImDrawList* const draw = ImGui::GetWindowDrawList();
    draw->AddRectFilled({low.x, low.y + ui.px(3)}, {low.x + bar, low.y + px}, ui.theme.raised, ui.px(2));
    draw->AddRectFilled({low.x, low.y + ui.px(3)},
                        {low.x + bar * found.stretch[k] / std::max(found.stretch[0], 1e-12F), low.y + px},
                        ui.theme.accent, ui.px(2));
    draw->AddText(ui.fonts.small, px, {low.x + bar + ui.px(6), low.y}, ui.theme.text,
                  format("%.2f", static_cast<double>(found.stretch[k])).c_str());
    const float x = low.x + bar + value + ui.px(6), room = width - (x - low.x);
    const DirectionWords& words = found.words[index];
    draw->AddText(ui.fonts.small, px, {x, low.y}, ui.theme.good,
                  fit(ui.fonts.small, px, "+ " + joined_words(frame, words.along), room).c_str());
    draw->AddText(ui.fonts.small, px, {x, low.y + px + ui.px(2)}, ui.theme.warm,
                  fit(ui.fonts.small, px, "− " + joined_words(frame, words.against), room).c_str());
    ImGui::Dummy({width, line});
    ui.rects.mark_item(format("field.direction.%d", static_cast<int>(k)));
    explain(ui,
            format("Singular value %.3f: a vector along this direction comes out so many times as long; "
                   "%.0f%% of the sum of squares of all of them.\nThe words whose rows lie farthest along "
                   "it: %s\nand the other way: %s",
                   static_cast<double>(found.stretch[k]), 100 * static_cast<double>(found.energy[k]),
                   joined_words(frame, words.along).c_str(), joined_words(frame, words.against).c_str())
                .c_str());
}

} // namespace

bool matrix_choice(Ui& ui, FieldPage& page) {
    segmented(ui, "field.weight", weight_names, page.weight, weight_explanations);
    return static_cast<WeightKind>(page.weight) < WeightKind::Up; // of one head
}

void field_matrix(Ui& ui, const Frame& frame, FieldPage& page, View& view, ImVec2 size) {
    const auto* const network = dynamic_cast<const GptNetwork*>(frame.moment->network.get());
    if (network == nullptr) return;
    // While training goes on, not in every frame.
    const bool hurried = frame.running() && frame.live && frame.time - page.looked_at < 0.5;
    if (!hurried || !page.directions.last()) page.looked_moment = frame.moment, page.looked_at = frame.time;
    const MatrixDirections& found =
        page.directions.get(page.looked_moment, page.layer, page.weight, page.head,
                            [&] { return look_at(frame, *network, page); });
    const float clouds = found.before.rows() > 0 ? std::min(size.y, (size.x - ui.px(340)) * 0.5F) : 0.0F;
    if (clouds > ui.px(110)) {
        const float reach = std::max(found.before.cwiseAbs().maxCoeff(), found.after.cwiseAbs().maxCoeff());
        word_cloud(ui, "field.before", "x", found.before, reach, {clouds, size.y}, frame, view);
        ImGui::SameLine(0, ui.px(8));
        word_cloud(ui, "field.after", "x W", found.after, reach, {clouds, size.y}, frame, view);
        ImGui::SameLine(0, ui.px(12));
    }
    ImGui::BeginChild("directions", {0, size.y}, false);
    remark(ui, reads_stream(static_cast<WeightKind>(page.weight))
                   ? "How much it stretches, and the words that lie along each direction it takes in:"
                   : "How much it stretches, and the words that lie along each direction it gives out:");
    for (Index k = 0; k < found.stretch.size(); ++k) direction_line(ui, frame, found, k);
    ImGui::EndChild();
}

} // namespace wordfield::app
