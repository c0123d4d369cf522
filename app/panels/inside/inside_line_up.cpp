// SPDX-License-Identifier: MIT
// The line-up: the final vector is a sketch of the next word, every row of the matrix a suspect; and each
// suspect's logit taken apart into what voted for and against it.
#include "app/panels/inside/inside.hpp"

#include "model/analysis/distribution.hpp"
#include "render/colormap.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace wordfield::app {
namespace {

constexpr std::size_t suspects = 8;

LineUpParts line_up(const Trace& trace, int position, bool against_average) {
    auto words = distribution_at(trace, position, 1.0, true).ranked;
    words.resize(std::min(words.size(), suspects));
    LineUpParts found{position, attribute(trace, position, words, against_average)};
    const Matrix& c = found.attribution.contribution;
    for (Index w = 0; w < c.rows(); ++w) {
        found.low = std::min(found.low, c.row(w).cwiseMin(0.0F).sum());
        found.high = std::max(found.high, c.row(w).cwiseMax(0.0F).sum());
    }
    found.high = std::max(found.high, found.low + 1e-6F);
    return found;
}

// One hue for the word, one for the position, one per layer's heads, one per feed-forward layer.
ImU32 part_colour(const Ui& ui, const Part& part, int heads) {
    if (part.kind == Part::Kind::Bias) return with_alpha(ui.theme.dim, 0.6F);
    const int hue = part.kind == Part::Kind::Token ? 0
                    : part.kind == Part::Kind::Position
                        ? 1
                        : 2 + 2 * (part.layer % 3) + (part.kind == Part::Kind::FeedForward ? 1 : 0);
    const glm::vec3 c = render::category_style(hue, ui.theme.dark).colour;
    const float shade = part.kind == Part::Kind::Head && heads > 1
                            ? 0.5F * static_cast<float>(part.head) / static_cast<float>(heads)
                            : 0.0F;
    return mix(from_rgb(c.r, c.g, c.b), ui.theme.ground, shade);
}

struct SourceTrack {
    float left, width, low, high;
    [[nodiscard]] float x(float value) const { return left + width * (value - low) / (high - low); }
};

/// What the words of the line-up share while they are drawn.
struct LineUp {
    Ui& ui;
    const Frame& frame;
    const LineUpParts& page;
    Selection& selection;
    float label, value, height; ///< px: of the word, of its logit, of the line
};

// What part `p` says of the word, from `a` to `b`.
void segment(const LineUp& all, Index word, std::size_t p, ImVec2 a, ImVec2 b) {
    Ui& ui = all.ui;
    const Frame& frame = all.frame;
    const LineUpParts& page = all.page;
    Selection& selection = all.selection;
    const Part& part = page.attribution.parts[p];
    const int heads = frame.moment->model.heads;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    const ImVec2 low{std::min(a.x, b.x), a.y}, high{std::max(std::max(a.x, b.x) - 1, low.x + 0.5F), b.y};
    draw->AddRectFilled(low, high, part_colour(ui, part, heads));
    const bool same_head =
        part.kind == Part::Kind::Head && part.layer == selection.layer && part.head == selection.head;
    if (same_head) draw->AddRect(low, high, ui.theme.strong);
    if (!ImGui::IsWindowHovered() || !ImGui::IsMouseHoveringRect(low, high)) return;
    draw->AddRect(low, high, ui.theme.strong);
    explain_area(ui, low, high,
                 format("%s: %+.3f for “%s”%s", part_name(part).c_str(),
                        page.attribution.contribution(word, static_cast<Index>(p)),
                        frame.word(page.attribution.words[word]).c_str(),
                        part.kind == Part::Kind::Head ? ". Click: see this head." : "")
                     .c_str());
    if (part.kind != Part::Kind::Head || !ImGui::IsMouseClicked(0)) return;
    selection.layer = part.layer;
    selection.head = part.head;
}

void suspect(const LineUp& all, Index word) {
    auto& [ui, frame, page, selection, label, value_width, height] = all;
    const Attribution& a = page.attribution;
    const TokenId id = a.words[word];
    const ImVec2 low = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x;
    ImGui::PushID(id);
    if (ImGui::InvisibleButton("suspect", {label, height})) selection.click(id, ImGui::GetIO().KeyCtrl);
    ImGui::PopID();
    ui.rects.mark_item("lineup." + frame.word(id));
    if (ImGui::IsItemHovered()) selection.hover(id);
    explain(ui,
            format("“%s”: the final vector times this word's row is the logit %.3f. Click: choose the word.",
                   frame.word(id).c_str(), frame.trace->logits(page.position, id))
                .c_str());
    ImDrawList* draw = ImGui::GetWindowDrawList();
    const bool lit = selection.is_lit(id) || word == 0;
    ImFont* face = lit ? ui.fonts.bold : ui.fonts.body;
    const float text_y = low.y + (height - ui.fonts.body_px) * 0.5F;
    draw->AddText(face, ui.fonts.body_px, {low.x, text_y}, lit ? ui.theme.strong : ui.theme.text,
                  fit(face, ui.fonts.body_px, frame.word(id), label - ui.px(6)).c_str());
    const SourceTrack track{low.x + label, width - label - value_width, page.low, page.high};
    const float inset = std::round(height * 0.2F);
    float up = 0.0F, down = 0.0F; // ends of the two stacks
    for (std::size_t p = 0; p < a.parts.size(); ++p) {
        const float c = a.contribution(word, static_cast<Index>(p));
        float& end = c >= 0 ? up : down;
        segment(all, word, p, {track.x(end), low.y + inset}, {track.x(end + c), low.y + height - inset});
        end += c;
    }
    const float sum = a.contribution.row(word).sum();
    draw->AddLine({track.x(sum), low.y + 1}, {track.x(sum), low.y + height - 1}, ui.theme.strong, ui.px(2));
    const float zero = track.x(0);
    draw->AddLine({zero, low.y}, {zero, low.y + height}, with_alpha(ui.theme.dim, 0.6F));
    const std::string value = format("%.2f", sum);
    draw->AddText(ui.fonts.small, ui.fonts.small_px,
                  {low.x + width - text_width(ui.fonts.small, ui.fonts.small_px, value),
                   low.y + (height - ui.fonts.small_px) * 0.5F},
                  ui.theme.text, value.c_str());
    ImGui::SetCursorScreenPos({low.x, low.y + height});
}

void legend(Ui& ui, const LineUpParts& page, const Moment& moment) {
    const float right = ImGui::GetWindowPos().x + ImGui::GetWindowContentRegionMax().x;
    const bool many = page.attribution.parts.size() > 16; // then a layer's heads share one entry
    for (const Part& part : page.attribution.parts) {
        const bool head = part.kind == Part::Kind::Head;
        if (many && head && part.head > 0) continue;
        const bool ablated = head && !many && moment.is_ablated(part.layer, part.head);
        const std::string name = many && head ? format("L%d heads", part.layer + 1)
                                 : ablated    ? part_name(part) + " ablated"
                                              : part_name(part);
        const float width = text_width(ui.fonts.small, ui.fonts.small_px, name) + ui.px(24);
        if (ImGui::GetCursorScreenPos().x + width > right) ImGui::NewLine();
        const ImVec2 at = ImGui::GetCursorScreenPos();
        ImGui::GetWindowDrawList()->AddRectFilled({at.x, at.y + ui.px(3)},
                                                  {at.x + ui.px(8), at.y + ui.px(11)},
                                                  part_colour(ui, part, moment.model.heads), ui.px(2));
        ImGui::SetCursorPosX(ImGui::GetCursorPosX() + ui.px(12));
        text(ui, ui.fonts.small, ablated ? ui.theme.warm : ui.theme.dim, name);
        ImGui::SameLine(0, ui.px(10));
    }
    ImGui::NewLine();
}

} // namespace

void line_up_page(Ui& ui, const Frame& frame, LineUpPage& page, Selection& selection) {
    const Moment& s = *frame.moment;
    const int position = position_of(*frame.trace, selection.position);
    constexpr const char* views[] = {"logit", "against the average word"};
    constexpr const char* explanations[] = {
        "The parts sum to the logit as it is.",
        "The parts sum to the logit minus the mean of all words' logits: the softmax sees no more than such "
        "differences, so this shows which parts vote for this word rather than for every word."};
    heading(ui, "Which parts vote for which word after “" + frame.word(frame.trace->tokens[position]) + "”?",
            {},
            "The line-up. The final vector is the sketch, each row of the matrix a suspect, and their dot "
            "product "
            "the logit. All that was added to the residual stream on the way can be multiplied with the "
            "row by itself, with the last layer norm's present scale; the parts sum to the logit (direct "
            "logit attribution, "
            "Elhage et al. 2021).");
    ImGui::SameLine(std::max(ui.px(300), ImGui::GetWindowContentRegionMax().x - ui.px(216)));
    segmented(ui, "lineup", views, page.average, explanations);
    const LineUpParts& shown = page.shown.get(frame.trace, position, page.average, [&] {
        return line_up(*frame.trace, position, page.average != 0);
    });
    const float legend_room = 2.4F * (ui.fonts.small_px + ui.px(5));
    const auto rows = static_cast<float>(shown.attribution.words.size());
    const float height =
        std::clamp((ImGui::GetContentRegionAvail().y - legend_room) / rows, ui.px(16), ui.px(28));
    for (Index w = 0; w < static_cast<Index>(shown.attribution.words.size()); ++w)
        suspect({ui, frame, shown, selection, ui.px(96), ui.px(52), height}, w);
    ImGui::Dummy({0, ui.px(2)});
    legend(ui, shown, s);
}

} // namespace wordfield::app
