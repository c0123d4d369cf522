// SPDX-License-Identifier: MIT
// Ablations: nothing is stored in one neuron. What the model loses without a dimension, a neuron or whole
// directions, and how many must go before a fact goes.
#include "app/panels/inside/ablation_parts.hpp"

#include "app/panels/inside/fact_plot.hpp"
#include "app/panels/inside/finding_of.hpp"

#include <algorithm>

namespace wordfield::app {
namespace {

std::string question_of(const Frame& frame, const Analogy& fact) {
    return frame.word(fact.a) + " is to " + frame.word(fact.b) + " as " + frame.word(fact.c) + " is to " +
           frame.word(fact.d);
}

// The question that the inspector's sum asks, where it is one of the corpus's.
void follow_sum(const Frame& frame, AblationsPage& page) {
    if (frame.sum.size() < 3 || page.sum == frame.sum) return;
    page.sum = frame.sum;
    const auto& relations = frame.corpus().lexicon.relations;
    for (std::size_t r = 0; r < relations.size(); ++r)
        for (std::size_t q = 0; q < relations[r].analogies.size(); ++q) {
            const Analogy& asked = relations[r].analogies[q];
            const bool same = asked.b == page.sum[1] && asked.c == page.sum[2];
            const bool turned = asked.b == page.sum[2] && asked.c == page.sum[1]; // the same sum
            if (asked.a != page.sum[0] || !(same || turned)) continue;
            page.relation = static_cast<int>(r);
            page.fact = static_cast<int>(q);
            return;
        }
}

void relation_choice(Ui& ui, const std::vector<AnalogyRelation>& relations, AblationsPage& page) {
    ImGui::SetNextItemWidth(ui.px(150));
    const bool open =
        ImGui::BeginCombo("##relation", relations[static_cast<std::size_t>(page.relation)].name.c_str());
    ui.rects.mark_item("ablations.relation");
    if (open) {
        for (int r = 0; r < std::ssize(relations); ++r) {
            if (relations[static_cast<std::size_t>(r)].analogies.empty()) continue;
            if (ImGui::Selectable(relations[static_cast<std::size_t>(r)].name.c_str(), r == page.relation))
                page.relation = r, page.fact = 0;
            ui.rects.mark_item(format("ablations.relation.%d", r));
        }
        ImGui::EndCombo();
    } else {
        explain(ui, "Which relation is asked about.");
    }
    ImGui::SameLine(0, ui.px(6));
    if (button(ui, "ablations.fact", "Another question", "The next of the relation's questions")) ++page.fact;
    const auto count = std::ssize(relations[static_cast<std::size_t>(page.relation)].analogies);
    page.fact = count > 0 ? static_cast<int>(page.fact % count) : 0;
}

std::string lost_told(const FactFinding& found) {
    const auto told = [](const FactCurve& curve) {
        if (curve.points.empty()) return std::string{"…"};
        const auto lost = curve.lost_at();
        return lost ? std::to_string(*lost) : std::string{"never"};
    };
    std::vector<int> draws;
    for (const FactCurve& draw : found.random)
        if (const auto lost = draw.lost_at()) draws.push_back(*lost);
    std::ranges::sort(draws);
    return "its own " + told(found.own) + " · largest variance " + told(found.principal) + " · random " +
           (draws.empty() ? std::string{"…"} : std::to_string(draws[draws.size() / 2]));
}

} // namespace

void fact_section(Ui& ui, const Frame& frame, AblationsPage& page, Outbox& out) {
    const auto& relations = frame.corpus().lexicon.relations;
    if (relations.empty())
        return remark(
            ui, "With analogies (--analogies FILE) a curve shows here how many directions must go before "
                "a fact goes.");
    follow_sum(frame, page);
    page.relation = std::clamp(page.relation, 0, static_cast<int>(relations.size()) - 1);
    heading(ui, "How many directions must go before a fact goes", {},
            "The share of the relation's questions that vector arithmetic still answers, over how many "
            "directions are "
            "taken out of the embedding. Answered: d comes first for b - a + c, and the step from c to d "
            "goes the way "
            "of that from a to b, by more than twice what chance gives. A cross: here the fact is lost.");
    relation_choice(ui, relations, page);
    out.ask(std::make_shared<const FactInquiry>(page.relation, page.fact));
    const auto* const found = finding_of<FactFinding>(frame);
    if (found == nullptr || found->relation != page.relation) return remark(ui, "On its way …");
    const bool known = !found->own.points.empty() && found->own.points.front().holds;
    text(ui, ui.fonts.small, ui.theme.text,
         "“" + question_of(frame, found->fact) + (known ? "” is lost at" : "” is not known yet"));
    explain(ui,
            "The fewest directions, of those tried, without which the answer is another word; of random ones "
            "the median of five draws.");
    if (known) text(ui, ui.fonts.small, ui.theme.text, lost_told(*found));
    fact_plot(ui, *found, frame.moment->model.dim, {ImGui::GetContentRegionAvail().x, ui.px(150)});
    ImGui::SetCursorPosX(ImGui::GetCursorPosX() + ui.px(40)); // below the curves
    text(ui, ui.fonts.small, ui.theme.dim, "questions answered, over directions taken out");
}

void ablations_page(Ui& ui, const Frame& frame, AblationsPage& page, View& view, Outbox& out) {
    using Kind = AblationChoice::Kind;
    page.choice.coordinate = std::min(page.choice.coordinate, frame.moment->model.dim - 1);
    page.choice.relation = page.relation;
    out.ask(std::make_shared<const AblationInquiry>(page.choice));
    const bool wide = ImGui::GetContentRegionAvail().x > ui.px(540);
    if (!ImGui::BeginTable("ablations", wide ? 2 : 1)) return;
    ImGui::TableNextColumn();
    ablation_controls(ui, frame, page, out);
    if (const auto* const found = finding_of<AblationFinding>(frame);
        found != nullptr && found->choice == page.choice)
        ablation_losses(ui, frame, *found, view.selection);
    else
        remark(ui, "On its way …");
    ImGui::TableNextColumn();
    if (const auto* const neuron = finding_of<NeuronFinding>(frame);
        page.choice.kind == Kind::Neuron && neuron != nullptr && neuron->neuron == page.choice.neuron)
        neuron_told(ui, frame, *neuron, view.selection);
    else if (page.choice.kind != Kind::Neuron)
        fact_section(ui, frame, page, out);
    ImGui::EndTable();
}

} // namespace wordfield::app
