// SPDX-License-Identifier: MIT
// Patch: a vector of the second sentence's pass put into the first's, and which places carry the answer.
#include "app/panels/inside/inside.hpp"

#include "app/panels/inside/finding_of.hpp"
#include "app/panels/inside/second_sentence.hpp"
#include "app/panels/inside/stream_grid.hpp"
#include "app/panels/inside/word_chances.hpp"

#include <algorithm>
#include <cmath>

namespace wordfield::app {
namespace {

constexpr const char* payload = "stream-cell";

std::string cell_name(const Frame& frame, const Trace& trace, StreamCell cell) {
    return "“" + frame.word(trace.tokens[cell.position]) + "”, " +
           layer_label(cell.stage, static_cast<int>(trace.residual.size()));
}

void lending_grid(Ui& ui, const Frame& frame, PatchPage& page) {
    const Trace& from = *frame.comparison;
    (void)stream_grid(ui, frame,
                      {"patch.from", from,
                       [&](StreamCell at) {
                           return StreamGridCell{"", ui.theme.raised,
                                                 cell_name(frame, from, at) +
                                                     ": drag it onto a cell of the other sentence.",
                                                 page.patch && page.patch->from == at};
                       },
                       payload});
}

StreamGridCell recovered_cell(const Ui& ui, const Frame& frame, const PatchGridFinding& found,
                              StreamCell at) {
    const float share = at.stage < found.stages && at.position < found.grid.difference.cols()
                            ? found.grid.recovered(at.stage, at.position)
                            : std::nanf("");
    if (std::isnan(share)) return {"", ui.theme.raised, "Nothing stands there in the second sentence."};
    return {
        format("%.0f%%", std::round(100 * static_cast<double>(share)) + 0.0), signed_colour(ui.theme, share),
        format("%s: with the second sentence's vector put in here, the model goes %.0f%% of the way from "
               "“%s” to “%s” (logit difference %+.2f; %+.2f without, %+.2f in the second sentence). Click "
               "to put it in.",
               cell_name(frame, *frame.trace, at).c_str(), static_cast<double>(100 * share),
               frame.word(found.grid.answers.to).c_str(), frame.word(found.grid.answers.from).c_str(),
               static_cast<double>(found.grid.difference(at.stage, at.position)),
               static_cast<double>(found.grid.without), static_cast<double>(found.grid.whole))};
}

StreamGridCell reached_cell(const Ui& ui, const Frame& frame, const PatchedRun& run, StreamCell at) {
    if (at.stage >= run.change.rows() || at.position >= run.change.cols()) return {"", ui.theme.raised, ""};
    const float change = run.change(at.stage, at.position);
    return {change > 0 ? format("%.0f%%", static_cast<double>(100 * change)) : std::string{},
            mix(ui.theme.raised, ui.theme.accent, 0.8F * std::min(1.0F, change)),
            format("%s: the vector changes by %.0f%% of its length.",
                   cell_name(frame, *frame.trace, at).c_str(), static_cast<double>(100 * change))};
}

void taking_grid(Ui& ui, const Frame& frame, const PatchGridFinding* grid, const PatchedRun* run,
                 PatchPage& page) {
    const Trace& to = *frame.trace;
    const bool reach = page.shows == 1 && run != nullptr;
    const auto touch = stream_grid(ui, frame,
                                   {"patch.to", to,
                                    [&](StreamCell at) {
                                        StreamGridCell cell =
                                            reach ? reached_cell(ui, frame, *run, at)
                                            : grid != nullptr
                                                ? recovered_cell(ui, frame, *grid, at)
                                                : StreamGridCell{"", ui.theme.raised, "On its way …"};
                                        cell.chosen = page.patch && page.patch->to == at;
                                        return cell;
                                    },
                                    nullptr, payload});
    if (touch.dropped_on) page.patch = Patch{*touch.dropped_from, *touch.dropped_on};
    if (!touch.clicked) return;
    if (page.patch && page.patch->to == *touch.clicked) return page.patch.reset();
    if (const auto other = same_from_end(touch.clicked->position, std::ssize(to.tokens),
                                         std::ssize(frame.comparison->tokens)))
        page.patch = Patch{{touch.clicked->stage, *other}, *touch.clicked};
}

void explained_by(Ui& ui, const PatchedRun& run) {
    constexpr std::size_t most = 4;
    heading(
        ui, "What explains it", format("%+.2f", static_cast<double>(run.after - run.before)),
        "The change of the logit difference, in parts: what each head and layer adds to it with the patch, "
        "less what it adds without. The parts sum to the change.");
    float largest = std::max(1e-6F, std::abs(run.put_in));
    for (const PartChange& part : run.parts) largest = std::max(largest, std::abs(part.after - part.before));
    const auto line = [&](const std::string& name, float change) {
        (void)bar_row(ui, ("explains." + name).c_str(),
                      {name, format("%+.2f", static_cast<double>(change)), change / (2 * largest), 0.5F,
                       change >= 0 ? ui.theme.good : ui.theme.warm, false, ui.px(110), ui.px(46)});
    };
    if (std::abs(run.put_in) > 0.005F) line("the vector put in", run.put_in);
    for (std::size_t i = 0; i < std::min(most, run.parts.size()); ++i)
        line(part_name(run.parts[i].part), run.parts[i].after - run.parts[i].before);
}

void outcome(Ui& ui, const Frame& frame, const PatchedRun* run, PatchPage& page, Selection& selection) {
    if (run == nullptr)
        return remark(ui,
                      "Each figure says how far the model goes from its own answer to the second sentence's "
                      "when that one vector is put in. Click a cell to put it in, or drag one from the "
                      "second sentence onto any cell.");
    heading(ui, "Next word with the patch", cell_name(frame, *frame.trace, run->patch.to).c_str(),
            "The first sentence's next word, as it was and with the patch.");
    word_chances(ui, frame, run->chances, 5, selection);
    explained_by(ui, *run);
    if (button(ui, "patch.remove", "Take the patch out", "Puts the first sentence's own vector back"))
        page.patch.reset();
}

} // namespace

void patch_page(Ui& ui, const Frame& frame, PatchPage& page, View& view, Outbox& out) {
    second_sentence_field(ui, frame, view, out, "patch");
    if (view.second_sentence.empty())
        return remark(ui,
                      "Give a second sentence that ends otherwise: one of its vectors is then put into the "
                      "sentence above, to see which place and layer carries the difference.");
    if (!frame.comparison) return remark(ui, "On its way …");
    out.ask(std::make_shared<const PatchGridInquiry>());
    if (page.patch) out.ask(std::make_shared<const PatchInquiry>(*page.patch));
    const auto* const grid = finding_of<PatchGridFinding>(frame);
    const auto* const patched = finding_of<PatchFinding>(frame);
    const bool fits = page.patch && patched != nullptr && patched->run && patched->run->patch == *page.patch;
    const PatchedRun* const shown = fits ? &*patched->run : nullptr;
    const bool wide = ImGui::GetContentRegionAvail().x > ui.px(520);
    if (!ImGui::BeginTable("patch", wide ? 2 : 1)) return;
    ImGui::TableNextColumn();
    text(ui, ui.fonts.small, ui.theme.dim, "From: the second sentence");
    lending_grid(ui, frame, page);
    constexpr const char* names[] = {"Carries the answer", "What the patch reaches"};
    constexpr const char* explanations[] = {
        "How far the model goes to the second sentence's answer when that one vector is put in.",
        "How much each later vector changes with the patch: its causal cone."};
    if (shown != nullptr)
        segmented(ui, "patch.shows", names, page.shows, explanations);
    else
        text(ui, ui.fonts.small, ui.theme.dim, "Into: the sentence above");
    taking_grid(ui, frame, grid, shown, page);
    ImGui::TableNextColumn();
    outcome(ui, frame, shown, page, view.selection);
    ImGui::EndTable();
}

} // namespace wordfield::app
