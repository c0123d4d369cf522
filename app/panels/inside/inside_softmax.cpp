// SPDX-License-Identifier: MIT
// The next-word distribution as a physical system at a temperature: its figures, their curves, the cuts that
// sampling makes, and the loss in three parts.
#include "app/panels/inside/inside.hpp"

#include "model/analysis/distribution.hpp"
#include "model/analysis/loss_decomposition.hpp"

#include <algorithm>
#include <cmath>

namespace wordfield::app {
namespace {

constexpr Index samples = 72, least_samples = 16;
constexpr Index words_at_full_rate = 10'000; // larger vocabularies get a coarser curve, for time's sake

std::vector<Thermodynamics> curve_of(const Trace& trace, int position) {
    const Matrix& logits = trace.logits;
    const Index count = std::clamp(samples * words_at_full_rate / logits.cols(), least_samples, samples);
    return thermodynamic_curve(logits.row(position), softmax_coldest, softmax_hottest,
                               static_cast<int>(count));
}

std::string partition_function(double log_z) {
    return log_z < 11.5 ? format("Z = %s · log Z = %.3f", short_number(std::exp(log_z)).c_str(), log_z)
                        : format("log Z = %.3f", log_z);
}

void figures(Ui& ui, const Thermodynamics& t) {
    figure(ui, "Partition function", partition_function(t.log_z),
           "Z: the sum over all words of e^(logit / T), by which each term is divided to make the "
           "probabilities sum to 1.");
    figure(ui, "Mean energy <E>", format("%.3f", t.mean_energy),
           "The energy of a word is minus its logit; this is the mean over the distribution, each word "
           "counted by its probability.");
    figure(ui, "Entropy S", format("%.3f nats = %.3f bits", t.entropy, t.entropy / std::log(2.0)),
           "How uncertain the next word is: the mean of -log p. In bits when the logarithm is that to base "
           "2.");
    figure(ui, "Free energy F", format("%.3f", t.free_energy),
           "F = <E> - T S = -T log Z: what the softmax makes as small as possible, low energy against high "
           "entropy.");
    figure(ui, "Heat capacity C", format("%.3f", t.heat_capacity),
           "C = Var(E) / T²: how fast the mean energy rises with the temperature. A peak is where the "
           "distribution melts: the winners lose their hold.");
    figure(ui, "Perplexity", format("as if choosing among %.1f words", std::exp(t.entropy)),
           "e^S: so many words of equal chance would be as uncertain as this distribution.");
    const std::string words = format("F = %.2f - %.2f × %.2f = %.2f", t.mean_energy, t.temperature, t.entropy,
                                     t.mean_energy - t.temperature * t.entropy);
    text(ui, ui.fonts.small, ui.theme.warm, words);
    explain(ui, "F = <E> - T × S with the numbers of this moment.");
}

void cuts(Ui& ui, const CutDistribution& cut, int vocabulary, SamplingFilter& wished) {
    figure(ui, "Top-k", wished.top_k > 0 ? format("the %d likeliest", wished.top_k) : std::string{"off"},
           "Sampling only among the k likeliest words; the rest is cut off and what is left sums to 1 again. "
           "At the right end nothing is cut.");
    const auto most = static_cast<float>(std::min(vocabulary, 1000));
    float k = wished.top_k > 0 ? static_cast<float>(wished.top_k) : most;
    if (slider(ui, "softmax.top_k", k, 1.0F, most, true, ui.theme.accent, 0.0F, {.reset = most}))
        wished.top_k = std::lround(k) >= std::lround(most) ? 0 : static_cast<int>(std::lround(k));
    explain(ui, "Drag to keep only so many words. Double-click: off. Ctrl-click: type a number.");
    figure(ui, "Top-p",
           wished.top_p < 1 ? format("%.0f%% of the probability", 100 * wished.top_p) : std::string{"off"},
           "Nucleus sampling: the fewest words that together have this share of the probability stay. At the "
           "right end nothing is cut.");
    slider(ui, "softmax.top_p", wished.top_p, 0.05F, 1.0F, false, ui.theme.accent, 0.0F, {.reset = 1.0F});
    explain(ui,
            "Drag to keep only this share of the probability. Double-click: off. Ctrl-click: type a share.");
    const std::string words =
        wished.on() ? format("%s of %s words stay, %.1f%% of the probability", with_commas(cut.kept).c_str(),
                             with_commas(vocabulary).c_str(), 100 * cut.share)
                    : std::string{"Nothing is cut: every word may come."};
    remark(ui, words);
}

struct Segment {
    double from, to;
    ImU32 colour;
    std::string words;
};

// Why the loss is not taken apart.
std::string no_parts(const Frame& frame) {
    return !frame.can().cross_entropy
               ? "A " + frame.kind().noun +
                     "'s loss is that of telling true words from random ones: no cross-entropy of "
                     "the next word that could be taken apart."
           : frame.corpus().text.entropy_floor
               ? "The loss can be taken apart once there is one."
               : "Nobody knows the entropy of this text, so its loss cannot be split into what no "
                 "model can avoid and what is left to learn.";
}

void loss_figure(Ui& ui, const LossDecomposition& parts) {
    figure(ui,
           parts.in_view   ? "Loss, document in view"
           : parts.heldout ? "Held-out loss"
                           : "Loss",
           format("%.2f ± %.2f nats = %.2f text %c %.2f KL", parts.cross_entropy, parts.error, parts.entropy,
                  parts.divergence < 0 ? '-' : '+', std::abs(parts.divergence)),
           "Cross-entropy, nats a token, in parts: what the text's own choices cost, an upper bound of its "
           "entropy, "
           "and what lies above, the Kullback-Leibler divergence of the model from the text, which is left "
           "to learn. "
           "Measured on held-out documents from their beginning, as far as the context reaches; ± is the "
           "standard "
           "error. Below the bound, a sentence can be written in more than one way.");
}

std::array<Segment, 3> segments_of(const Ui& ui, const LossDecomposition& parts) {
    const auto bits = [](double nats) { return nats / std::log(2.0); };
    return {
        Segment{
            0, parts.entropy, ui.theme.good,
            format("The text's own choices: %.3f nats = %.3f bits a token, an upper bound of its entropy.",
                   parts.entropy, bits(parts.entropy))},
        Segment{parts.entropy, parts.cross_entropy, ui.theme.warm,
                format("KL(text || model), at least: %.3f nats = %.3f bits a token. What is left to learn.",
                       parts.divergence, bits(parts.divergence))},
        Segment{parts.cross_entropy, parts.ignorance, ui.theme.raised,
                format("Learned: %.3f nats = %.3f bits a token less than log V = %.3f nats, the loss of a "
                       "model that gives each word the same chance.",
                       parts.ignorance - parts.cross_entropy, bits(parts.ignorance - parts.cross_entropy),
                       parts.ignorance)}};
}

void loss_bar(Ui& ui, const Frame& frame) {
    const auto parts = loss_decomposition(*frame.moment);
    if (!parts) return remark(ui, no_parts(frame));
    loss_figure(ui, *parts);
    const ImVec2 low = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x, height = ui.px(12);
    ImGui::Dummy({width, height});
    ui.rects.mark_item("softmax.loss_bar");
    const double whole = std::max(parts->ignorance, parts->cross_entropy);
    for (const Segment& segment : segments_of(ui, *parts)) {
        if (segment.to <= segment.from) continue;
        const ImVec2 a{low.x + width * static_cast<float>(segment.from / whole), low.y};
        const ImVec2 b{low.x + width * static_cast<float>(segment.to / whole) - 1, low.y + height};
        ImGui::GetWindowDrawList()->AddRectFilled(a, b, segment.colour, ui.px(2));
        explain_area(ui, a, b, segment.words.c_str());
    }
}

} // namespace

void softmax_page(Ui& ui, const Frame& frame, SoftmaxPage& page, View& view) {
    Selection& selection = view.selection;
    const Trace& trace = *frame.trace;
    const int position = position_of(trace, selection.position);
    const RowVector logits = trace.logits.row(position);
    const auto& curve = page.get(frame.trace, position, [&] { return curve_of(trace, position); });
    const Thermodynamics now = thermodynamics(logits, static_cast<double>(selection.temperature));
    view.next_word.update(frame.trace, position, selection.temperature, view.cut);
    const ImVec2 room = ImGui::GetContentRegionAvail();
    const float left = std::clamp(room.x * 0.38F, ui.px(236), ui.px(330));
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2{ui.px(8), ui.px(3)});
    ImGui::BeginChild("figures", {left, room.y}, false, ImGuiWindowFlags_NoScrollbar);
    figure(ui, "After “" + frame.word(trace.tokens[position]) + "”, at temperature",
           format("T = %.2f", selection.temperature), "Drag it here, or in a curve at the right.");
    slider(ui, "softmax.temperature", selection.temperature, static_cast<float>(softmax_coldest),
           static_cast<float>(softmax_hottest), true, ui.theme.warm);
    figures(ui, now);
    cuts(ui, view.next_word.cut(), frame.moment->model.vocabulary, view.cut);
    ImGui::EndChild();
    ImGui::SameLine(0, ui.px(14));
    ImGui::BeginChild("curves", {room.x - left - ui.px(14), room.y}, false, ImGuiWindowFlags_NoScrollbar);
    softmax_curves(ui, {curve, now, logits}, selection,
                   {ImGui::GetContentRegionAvail().x, room.y - ui.px(44)});
    loss_bar(ui, frame);
    ImGui::EndChild();
    ImGui::PopStyleVar();
}

} // namespace wordfield::app
