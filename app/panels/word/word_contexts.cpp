// SPDX-License-Identifier: MIT
// At which places of the text the model has nearly the same last vector as at the chosen token: what the end
// of a path on the map is like.
#include "app/panels/word/word_sections.hpp"

#include "model/analysis/excerpt.hpp"

#include <span>
#include <string>

namespace wordfield::app {
namespace {

void context_line(Ui& ui, const Frame& frame, const NearContext& context, const std::string& name,
                  ImU32 colour, Selection& selection, Outbox& out) {
    const float width = ImGui::GetContentRegionAvail().x, px = ui.fonts.small_px, height = px * 1.5F;
    const float figure = ui.px(34);
    const std::string next = context.next ? frame.word(*context.next) : std::string{};
    const auto measure = [&](std::string_view words) { return text_width(ui.fonts.small, px, words); };
    const float last = next.empty() ? 0.0F : text_width(ui.fonts.bold, px, " " + next);
    const std::string before = excerpt_up_to_end(frame.corpus().lexicon.vocabulary, context.tokens,
                                                 context.whole, width - figure - last - ui.px(4), measure);
    const std::string whole = frame.corpus().decode(context.tokens);
    const ImVec2 low = ImGui::GetCursorScreenPos();
    ImGui::PushID(name.c_str());
    if (ImGui::InvisibleButton("context", {width, height})) {
        out.post(SetSentence{whole});
        selection.position = -1; // its last token
    }
    ImGui::PopID();
    ui.rects.mark_item(name);
    const bool hovered = ImGui::IsItemHovered();
    explain(ui,
            format("“%s”%s%s\n\nCosine of the two last vectors, less the mean of all that were looked at: "
                   "%+.3f.%s Click to put it to the model.",
                   whole.c_str(), next.empty() ? "" : ", and then ", next.c_str(), context.cosine,
                   context.times > 1 ? format(" It is there %d times.", context.times).c_str() : "")
                .c_str());
    ImDrawList* const draw = ImGui::GetWindowDrawList();
    const float y = low.y + (height - px) * 0.5F;
    draw->AddText(ui.fonts.small, px, {low.x, y}, colour, format("%.2f", context.cosine).c_str());
    draw->AddText(ui.fonts.small, px, {low.x + figure, y}, hovered ? ui.theme.strong : ui.theme.dim,
                  before.c_str());
    draw->AddText(ui.fonts.bold, px, {low.x + figure + measure(before + " "), y}, ui.theme.accent,
                  next.c_str());
}

void list(Ui& ui, const Frame& frame, std::span<const NearContext> contexts, const char* name, ImU32 colour,
          Selection& selection, Outbox& out) {
    for (std::size_t i = 0; i < contexts.size(); ++i)
        context_line(ui, frame, contexts[i], format("contexts.%s.%zu", name, i), colour, selection, out);
}

} // namespace

void near_contexts(Ui& ui, const Frame& frame, const PathContexts& contexts, Selection& selection,
                   Outbox& out) {
    if (contexts.here.empty()) return;
    ImGui::Dummy({0, ui.px(2)});
    text(ui, ui.fonts.small, ui.theme.dim, "The path ends as it does in this text");
    explain(ui,
            format("Of %s places of the %s text, those at which the model's last vector points most the same "
                   "way, whatever the words are: it is about to say the same there. By the weights of step "
                   "%s.",
                   with_commas(frame.contexts->index->size()).c_str(),
                   frame.corpus().text.heldout.empty() ? "training" : "held-out",
                   with_commas(frame.contexts->moment->step).c_str())
                .c_str());
    list(ui, frame, contexts.here, "here", ui.theme.accent, selection, out);
    if (contexts.there.empty()) return;
    text(ui, ui.fonts.small, ui.theme.dim, "In the second sentence");
    list(ui, frame, contexts.there, "there", ui.theme.warm, selection, out);
}

} // namespace wordfield::app
