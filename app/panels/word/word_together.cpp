// SPDX-License-Identifier: MIT
// Why two words are together: the contexts that pulled on both while it was recorded, and the company that
// they share in the text.
#include "app/panels/word/word_sections.hpp"

#include "app/ui/plot.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace wordfield::app {
namespace {

constexpr std::size_t shown_contexts = 7, shown_neighbours = 6, shown_events = 3;

using Side = ContextPulls::Side;

// As one reads it: "hot __", "__ every".
std::string gap(const Frame& frame, Side side, TokenId neighbour) {
    return side == Side::After ? frame.word(neighbour) + " __" : "__ " + frame.word(neighbour);
}

const ContextPulls::Row* row_of(const ContextPulls& contexts, TokenId word) {
    const auto found = std::ranges::find(contexts.rows, word, &ContextPulls::Row::word);
    return found == contexts.rows.end() ? nullptr : &*found;
}

void shared_row(Ui& ui, const Frame& frame, WordPair pair, const SharedPull& shared, float largest) {
    const std::string label = gap(frame, shared.context.first, shared.context.second);
    const std::string value = format("%+.3f", shared.share);
    ImGui::PushID(label.c_str());
    bar_row(ui, "context",
            {label, value, 0.5F * shared.share / largest, 0.5F,
             shared.share > 0 ? ui.theme.good : ui.theme.warm, false, ui.px(112)});
    ui.rects.mark_item("together." + label);
    explain(ui,
            format("“%s”: %s %s times, %s %s times. Its pulls make up %+.3f of the cosine.", label.c_str(),
                   frame.word(pair.first).c_str(), with_commas(shared.first_times).c_str(),
                   frame.word(pair.second).c_str(), with_commas(shared.second_times).c_str(), shared.share)
                .c_str());
    ImGui::PopID();
}

void last_events(const Ui& ui, const Frame& frame, const ContextPulls& contexts) {
    const std::size_t count = std::min(shown_events, contexts.last.size());
    for (std::size_t i = 0; i < shown_events; ++i) { // as many lines, whatever there is
        if (i >= count) {
            text(ui, ui.fonts.small, ui.theme.dim, " ");
            continue;
        }
        const ContextPulls::Event& event = contexts.last[contexts.last.size() - 1 - i];
        const std::string& word = frame.word(event.word);
        const std::string& other = frame.word(event.context.second);
        text(ui, ui.fonts.small, ui.theme.dim,
             format("step %s: “%s”", with_commas(event.step).c_str(),
                    (event.context.first == Side::After ? other + " " + word : word + " " + other).c_str()));
    }
}

std::string others_of(std::size_t count) {
    return count == 1 ? "1 other shared context" : format("%zu other shared contexts", count);
}

void recorded(Ui& ui, const Frame& frame, WordPair pair, const std::shared_ptr<const ContextPulls>& contexts,
              PairPage& page) {
    const ContextPulls::Row *first = row_of(*contexts, pair.first), *second = row_of(*contexts, pair.second);
    if (first == nullptr || second == nullptr) return;
    const PullsTogether& together =
        page.together.get(contexts, pair, [&] { return pulls_together(*first, *second); });
    remark(ui, format("Recorded in steps %s to %s, from every window trained on.",
                      with_commas(contexts->from + 1).c_str(), with_commas(contexts->to).c_str()));
    if (contexts->from > 0) {
        ImGui::PushStyleColor(ImGuiCol_Text, ui.theme.warm);
        ImGui::TextWrapped(
            "What brought them together mostly came before: restart (R) while both are chosen to "
            "record it from the first step on.");
        ImGui::PopStyleColor();
    }
    figure(ui, "Cosine of the summed pulls", format("%+.3f", together.cosine),
           "Of minus the two rows' gradients, summed over these steps. The bars below, and the two figures "
           "under them, add up to it: each context's part in the dot product.");
    const std::array curves{PlotCurve{contexts->together, ui.theme.accent, "cosine of the summed pulls"}};
    draw_plot(ui, "together.curve", {curves, {}, -1.0F, 1.0F, ""},
              {ImGui::GetContentRegionAvail().x, std::round(ui.px(64))});
    float largest = 1e-6F;
    for (const SharedPull& shared : together.shared) largest = std::max(largest, std::abs(shared.share));
    for (std::size_t i = 0; i < std::min(shown_contexts, together.shared.size()); ++i)
        shared_row(ui, frame, pair, together.shared[i], largest);
    float others = 0.0F;
    for (std::size_t i = shown_contexts; i < together.shared.size(); ++i) others += together.shared[i].share;
    if (together.shared.size() > shown_contexts)
        figure(ui, others_of(together.shared.size() - shown_contexts), format("%+.3f", others),
               "Contexts that both words had, with smaller parts.");
    figure(ui, "Contexts of one alone", format("%+.3f", together.own),
           "The part of contexts that only one of the two words had in these steps.");
    figure(ui, "As wrong guesses elsewhere", format("%+.3f", together.rest),
           "Wherever another word came, both are pushed away a little, the more the likelier they were.");
    last_events(ui, frame, *contexts);
}

void why_section(Ui& ui, const Frame& frame, WordPair pair, PairPage& page) {
    if (!frame.can().window_gradients)
        return remark(ui, "Which contexts pull is recorded of a GPT only: a " + frame.kind().noun +
                              " learns word by word, not from windows.");
    if (softmax_sample_size(frame.moment->model, frame.moment->train) > 0)
        return remark(
            ui, "Which contexts pull is not recorded while the softmax is estimated from some of the words "
                "(--softmax-sample 0 takes all).");
    const auto contexts = frame.status ? frame.status->contexts : nullptr;
    if (!contexts || contexts->to == contexts->from)
        return remark(ui, "Recorded from now on, while both words stay chosen. Train some steps, or restart "
                          "(R) to see it from the beginning.");
    recorded(ui, frame, pair, contexts, page);
}

void company_row(Ui& ui, const Frame& frame, WordPair pair, const SharedNeighbour& n) {
    const std::string label = gap(frame, n.side, n.neighbour);
    const float width = ImGui::GetContentRegionAvail().x, px = ui.fonts.small_px, height = px * 1.7F;
    const ImVec2 low = ImGui::GetCursorScreenPos();
    ImGui::Dummy({width, height});
    ui.rects.mark_item("company." + label);
    ImDrawList* const draw = ImGui::GetWindowDrawList();
    const float name = ui.px(112), value = ui.px(84), track = std::max(8.0F, width - name - value);
    draw->AddText(ui.fonts.small, px, {low.x, low.y + (height - px) * 0.5F}, ui.theme.text,
                  fit(ui.fonts.small, px, label, name - ui.px(6)).c_str());
    const auto bar = [&](double share, float y, ImU32 colour) {
        draw->AddRectFilled(
            {low.x + name, low.y + y * height},
            {low.x + name + std::max(1.0F, track * static_cast<float>(share)), low.y + (y + 0.32F) * height},
            colour, ui.px(2));
    };
    bar(n.of_first, 0.14F, frame.words->colour(pair.first));
    bar(n.of_second, 0.52F, with_alpha(frame.words->colour(pair.second), 0.6F));
    const std::string figures = format("%.1f · %.1f%%", 100 * n.of_first, 100 * n.of_second);
    draw->AddText(ui.fonts.small, px,
                  {low.x + width - text_width(ui.fonts.small, px, figures), low.y + (height - px) * 0.5F},
                  ui.theme.dim, figures.c_str());
    explain(ui, format("“%s”: at %.2f%% of the places of “%s” and %.2f%% of those of “%s”.", label.c_str(),
                       100 * n.of_first, frame.word(pair.first).c_str(), 100 * n.of_second,
                       frame.word(pair.second).c_str())
                    .c_str());
}

void company_section(Ui& ui, const Frame& frame, WordPair pair, PairPage& page) {
    const TextCompany& company = page.company.get(
        frame.moment->corpus, pair, [&] { return text_company(frame.corpus().text.train, pair); });
    figure(ui, "Same word before", format("%.0f%%", 100 * company.overlap_after),
           "P(word before | first) and P(word before | second): the sum of the smaller of the two over all "
           "words, counted exactly in the training text. 100% is the same company.");
    figure(ui, "Same word after", format("%.0f%%", 100 * company.overlap_before),
           "The same for the word that follows.");
    for (std::size_t i = 0; i < std::min(shown_neighbours, company.shared.size()); ++i)
        company_row(ui, frame, pair, company.shared[i]);
    if (company.tokens < frame.corpus().text.train.size())
        remark(ui, format("Counted in the first %s tokens.",
                          with_commas(static_cast<std::int64_t>(company.tokens)).c_str()));
}

} // namespace

void together_sections(Ui& ui, const Frame& frame, WordPair pair, PairPage& page, Selection& /*selection*/,
                       Sections& sections) {
    if (sections.begin({"Company in the text", "counted",
                        "Which words stand next to both in the training text, and how often: what the model "
                        "has to learn from. The upper bar is of the first word."}))
        company_section(ui, frame, pair, page);
    if (sections.begin(
            {"Why together?", "recorded",
             "Which contexts pulled the two rows the same way: their gradients, taken apart by the "
             "word before or after, of every window that was trained on while both were chosen."}))
        why_section(ui, frame, pair, page);
}

} // namespace wordfield::app
