// SPDX-License-Identifier: MIT
// Ten continuations of the sentence at each of three temperatures, side by side: what heat does to what is
// written.
#include "app/panels/inside/inside.hpp"

#include "model/analysis/distribution.hpp"

#include <algorithm>
#include <cmath>

namespace wordfield::app {
namespace {

constexpr double unlikely = 0.01; // a word that the model itself would hardly ever choose

ImU32 heat_of(const Ui& ui, double temperature) {
    const auto heat = static_cast<float>(std::log(temperature) / std::log(3.0));
    return mix(ui.theme.accent, ui.theme.warm, std::clamp(heat, 0.0F, 1.0F));
}

// The sentence up to the word whose next one is shown: the samples begin with the distribution of the panel.
std::vector<TokenId> begun_sentence(const Frame& frame, const View& view) {
    const auto& tokens = frame.trace->tokens;
    return {tokens.begin(), tokens.begin() + position_of(*frame.trace, view.selection.position) + 1};
}

void ask(const Frame& frame, SamplesPage& page, const View& view) {
    const Moment& s = *frame.moment;
    SamplesPage::Asked wanted{.run = s.run,
                              .step = frame.live ? -1 : s.step, // while training runs they stay to be read
                              .sentence = begun_sentence(frame, view),
                              .cut = view.cut,
                              .draw = page.draw};
    if (page.asked == wanted) return;
    page.writer.ask({frame.moment, wanted.sentence, wanted.cut, wanted.draw});
    page.asked = std::move(wanted);
}

std::string words_of(const Frame& frame, const Continuation& line) {
    std::string words;
    for (const DrawnWord& word : line) words += (words.empty() ? "" : " ") + frame.word(word.id);
    return words;
}

void draw_line(Ui& ui, const Frame& frame, const Continuation& line, const Area& area) {
    const float px = ui.fonts.small_px, space = text_width(ui.fonts.small, px, " ");
    ImDrawList* const draw = ImGui::GetWindowDrawList();
    float x = area.low.x;
    for (const DrawnWord& word : line) {
        const std::string shown = fit(ui.fonts.small, px, frame.word(word.id), area.high().x - x);
        if (shown.empty()) break;
        draw->AddText(ui.fonts.small, px, {x, area.low.y},
                      word.probability < unlikely ? ui.theme.warm : ui.theme.text, shown.c_str());
        x += text_width(ui.fonts.small, px, shown) + space;
        if (shown != frame.word(word.id)) break;
    }
    explain_area(ui, area.low, area.high(), ("… " + words_of(frame, line)).c_str());
}

void column(Ui& ui, const Frame& frame, const SentenceSamples& samples, std::size_t index, const Area& area) {
    const double t = SentenceSamples::temperatures[index];
    const auto& lines = samples.lines[index];
    const ImVec2 low = area.low;
    ImGui::SetCursorScreenPos(low);
    text(ui, ui.fonts.bold, heat_of(ui, t),
         format("T = %s%s", plain_number(t).c_str(),
                t < 1   ? " · cold"
                : t > 1 ? " · hot"
                        : ""));
    ui.rects.mark_item(format("samples.column.%zu", index));
    explain(ui, t < 1   ? "Cold: likely words become likelier still."
                : t > 1 ? "Hot: unlikely words become almost as likely as the others."
                        : "The probabilities as the model gives them.");
    const float top = low.y + ui.fonts.body_px + ui.px(6);
    const float line =
        std::min(ui.fonts.small_px * 1.5F,
                 (area.high().y - top) / static_cast<float>(std::max<std::size_t>(1, lines.size())));
    for (std::size_t i = 0; i < lines.size(); ++i)
        draw_line(ui, frame, lines[i],
                  {{low.x, top + line * static_cast<float>(i)}, {area.size.x, ui.fonts.small_px}});
}

std::string remark_of(const Frame& frame, const SentenceSamples& samples) {
    return format(
        "“%s …”, continued by the model of step %s. Orange: a word to which it gave less than 1%% at T = 1.",
        frame.corpus().decode(samples.sentence).c_str(), with_commas(samples.step).c_str());
}

} // namespace

void samples_page(Ui& ui, const Frame& frame, SamplesPage& page, const View& view) {
    if (!frame.can().next_token)
        return remark(ui,
                      "A " + frame.kind().noun +
                          " predicts no next word, so it cannot go on with a sentence. Choose a GPT under "
                          "Training, Model …");
    ask(frame, page, view);
    const ImVec2 low = ImGui::GetCursorScreenPos(), room = ImGui::GetContentRegionAvail();
    const float again = ui.px(92);
    const auto samples = page.writer.newest(); // before the button tells whether more are to come
    if (button(ui, "samples.again", page.writer.busy() ? "Drawing …" : "Draw again",
               "Ask chance for other words, and the newest weights of the model", false, {again, 0}))
        ++page.draw;
    if (samples == nullptr) return;
    if (!samples->trouble.empty()) return remark(ui, samples->trouble);
    ImGui::SameLine(0, ui.px(10));
    ImGui::AlignTextToFramePadding();
    text(ui, ui.fonts.small, ui.theme.dim,
         fit(ui.fonts.small, ui.fonts.small_px, remark_of(frame, *samples), room.x - again - ui.px(12)));
    const float gap = ui.px(16), head = ImGui::GetFrameHeight() + ui.px(6);
    const auto columns = static_cast<float>(SentenceSamples::temperatures.size());
    const ImVec2 size{(room.x - (columns - 1) * gap) / columns, room.y - head};
    for (std::size_t i = 0; i < SentenceSamples::temperatures.size(); ++i)
        column(ui, frame, *samples, i,
               {{low.x + static_cast<float>(i) * (size.x + gap), low.y + head}, size});
}

} // namespace wordfield::app
