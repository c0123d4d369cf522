// SPDX-License-Identifier: MIT
// The relations that the corpus asks about: how many of their questions the model gets right, over the run,
// and playing through the pairs of one.
#include "app/panels/word/word_sections.hpp"

#include "app/ui/plot.hpp"
#include "render/colormap.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <numeric>

namespace wordfield::app {
namespace {

constexpr double seconds_a_question = 1.2;

ImU32 colour_of(const Ui& ui, std::size_t relation) {
    const glm::vec3 c = render::category_style(static_cast<int>(relation), ui.theme.dark).colour;
    return from_rgb(c.r, c.g, c.b);
}

// Questions in an order that jumps about: those of one pair stand together in the list.
std::size_t jumbled(std::size_t index, std::size_t count) {
    std::size_t stride =
        std::max<std::size_t>(1, static_cast<std::size_t>(0.382 * static_cast<double>(count)));
    while (std::gcd(stride, count) != 1) ++stride;
    return index * stride % count;
}

void ask(const Frame& frame, ArithmeticState& state) {
    const auto& relations = frame.corpus().lexicon.relations;
    if (state.playing < 0 || static_cast<std::size_t>(state.playing) >= relations.size()) {
        state.playing = -1;
        return;
    }
    if (frame.time < state.next_at) return;
    const auto& questions = relations[state.playing].analogies;
    const Analogy& q = questions[jumbled(state.question++ % questions.size(), questions.size())];
    std::snprintf(state.text, sizeof state.text, "%s - %s + %s", frame.word(q.b).c_str(),
                  frame.word(q.a).c_str(), frame.word(q.c).c_str());
    state.played = state.text;
    state.wanted = q.d;
    state.next_at = frame.time + seconds_a_question;
}

// One relation: play, name, share of right answers. Returns true when it was clicked.
bool relation_row(Ui& ui, const RelationCurve& relation, std::size_t index, bool playing) {
    ImGui::PushID(static_cast<int>(index));
    const float now = relation.accuracy.points().empty() ? 0.0F : relation.accuracy.points().back().value;
    const std::string value = format("%.0f%%", 100 * now);
    const ImVec2 low = ImGui::GetCursorScreenPos();
    const bool clicked =
        bar_row(ui, "relation",
                {"     " + relation.name, value, now, 0.0F, colour_of(ui, index), playing, ui.px(116)});
    const float r = ui.px(4), x = low.x + ui.px(6), y = (low.y + ImGui::GetItemRectMax().y) * 0.5F;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    if (playing)
        draw->AddRectFilled({x - r, y - r}, {x + r, y + r}, ui.theme.accent);
    else
        draw->AddTriangleFilled({x - r, y - r}, {x + r, y}, {x - r, y + r}, ui.theme.dim);
    const double questions = static_cast<double>(std::max<std::int64_t>(relation.questions, 1));
    explain(ui,
            format("%s: %s questions, %.1f ± %.1f%% right (standard error, questions taken as independent). "
                   "Click to %s its pairs.",
                   relation.name.c_str(), with_commas(relation.questions).c_str(), 100 * now,
                   100 * std::sqrt(now * (1.0 - now) / questions),
                   playing ? "stop playing through" : "play through")
                .c_str());
    ui.rects.mark_item("relation." + relation.name);
    ImGui::PopID();
    return clicked;
}

void curves(Ui& ui, const Frame& frame) {
    std::vector<PlotCurve> lines;
    for (std::size_t i = 0; i < frame.history->relations.size(); ++i) {
        const RelationCurve& relation = frame.history->relations[i];
        lines.push_back({relation.accuracy.points(), colour_of(ui, i), relation.name.c_str()});
    }
    draw_plot(ui, "word.relations",
              {lines, {}, 0.0F, 1.0F, "", frame.live ? -1.0 : static_cast<double>(frame.moment->step)},
              {ImGui::GetContentRegionAvail().x, ui.px(70)});
}

} // namespace

void relations_section(Ui& ui, const Frame& frame, ArithmeticState& state, Selection& selection,
                       Sections& sections) {
    const auto& relations = frame.history->relations;
    if (frame.corpus().lexicon.relations.empty()) return;
    ask(frame, state);
    if (!sections.begin(
            {"Relations", "right answers, over the run",
             "Questions such as man is to king as woman is to ?, with the three words of the question left "
             "out of the answers (3CosAdd: Mikolov, Yih & Zweig 2013). Directions that mean something appear "
             "while the model learns.",
             false}))
        return;
    if (relations.empty()) {
        remark(ui, "Being counted …");
        return;
    }
    curves(ui, frame);
    for (std::size_t i = 0; i < relations.size(); ++i) {
        const bool playing = state.playing == static_cast<int>(i);
        if (!relation_row(ui, relations[i], i, playing)) continue;
        state.playing = playing ? -1 : static_cast<int>(i);
        state.next_at = 0.0;
        selection.show_sum = true;
    }
}

} // namespace wordfield::app
