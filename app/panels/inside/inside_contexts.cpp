// SPDX-License-Identifier: MIT
// Words in context: every occurrence of some held-out passages as a point, and its way through the layers.
#include "app/panels/inside/inside.hpp"

#include "render/colormap.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace wordfield::app {
namespace {

constexpr float glide_seconds = 0.6F, stages_per_second = 0.7F;

float eased(float t) {
    return t * t * (3.0F - 2.0F * t);
}

// What is said below the map while it is not what is asked for. `finding` is of what is asked, or null.
std::string why_not_yet(const ContextsPage& page, const ContextFinding* finding) {
    const std::string name = page.word.empty() ? "all words" : "“" + page.word + "”";
    if (finding != nullptr && finding->complete && !finding->map)
        return name + " stands in fewer than three places of the held-out text.";
    return "Reading the passages with " + name +
           format(" … %.0f%%", finding != nullptr ? 100 * static_cast<double>(finding->progress()) : 0.0);
}

// Takes over what was found; the points glide there from where they are.
void take_finding(const Frame& frame, ContextsPage& page) {
    const Found* const found = frame.findings ? frame.findings->of<ContextFinding>() : nullptr;
    if (found == nullptr) return;
    const auto finding = std::dynamic_pointer_cast<const ContextFinding>(found->finding);
    const auto asked = asked_word(frame, page);
    if (page.shown && page.shown->word == asked)
        page.remark.clear();
    else
        page.remark = why_not_yet(page, asked == finding->word ? finding.get() : nullptr);
    if (!finding->map || finding == page.shown || finding->word != asked) return;
    // The first map is shown before its figures are known; a later one comes whole.
    if (!finding->complete && page.shown && page.shown->complete && page.shown->word == asked) return;
    page.remark.clear();
    const bool glides = page.shown && page.shown->occurrences == finding->occurrences &&
                        page.shown->map->positions.size() == finding->map->positions.size() && !frame.patient;
    if (glides) {
        if (page.from.empty()) page.from = page.shown->map->positions;
        const float t = eased(page.arrived);
        for (std::size_t s = 0; s < page.from.size(); ++s)
            page.from[s] += t * (page.shown->map->positions[s] - page.from[s]);
    } else {
        page.from = finding->map->positions;
        page.kept.reset();
        page.near = {};
        page.camera = {};
    }
    page.arrived = glides ? 0.0F : 1.0F;
    page.shown = finding;
    page.step = found->moment->step;
    const float last = static_cast<float>(finding->stages->size()) - 1.0F;
    page.stage = std::min(page.stage, last);
    page.target = std::min(page.target, last);
}

void move_on(const Frame& frame, ContextsPage& page) {
    if (frame.patient) {
        page.arrived = 1.0F;
        page.stage = page.target;
        return;
    }
    page.arrived = std::min(1.0F, page.arrived + frame.dt / glide_seconds);
    const float by = frame.dt * stages_per_second;
    page.stage += std::clamp(page.target - page.stage, -by, by);
}

std::string caption_of(const Frame& frame, const ContextsPage& page) {
    const ContextFinding& found = *page.shown;
    const auto stage = static_cast<std::size_t>(std::lround(page.stage));
    std::string words;
    if (stage < found.map->trust.size())
        words = format("here trust %.2f, the plane shows %.0f%% · ", found.map->trust[stage],
                       100 * static_cast<double>(found.map->shown[stage]));
    words += with_commas(found.occurrences->size()) + " occurrences ";
    if (found.word) words += "of “" + frame.word(*found.word) + "” ";
    words += format("in %zu held-out passages", found.occurrences->passages.size());
    if (page.step != frame.moment->step) words += format(" · step %lld", static_cast<long long>(page.step));
    return words;
}

void caption(Ui& ui, const std::string& words) {
    remark(ui, words);
    ui.rects.mark_item("contexts.caption");
    explain(ui, "One plane for all stages: the two main directions (PCA) of all vectors, each stage centred, "
                "each vector of length one. Trust: trustworthiness at 10, 1 when all that are near on the "
                "map are near in the space.");
}

} // namespace

ImU32 group_colour(const Ui& ui, const OccurrenceGroups& groups, int group) {
    if (group < 0) return ui.theme.dim;
    const int hue = groups.groups[static_cast<std::size_t>(group)].hue;
    const glm::vec3 c = render::category_style(hue, ui.theme.dark).colour;
    return from_rgb(c.r, c.g, c.b);
}

Snippet snippet_of(const Frame& frame, const Occurrences& occurrences, int occurrence, int reach) {
    const auto passage = static_cast<std::size_t>(occurrences.passage_of(occurrence));
    const int at = occurrences.at[static_cast<std::size_t>(occurrence)];
    const int first = std::max(occurrences.first[passage], at - reach);
    const int end = std::min(occurrences.first[passage + 1], at + reach + 1);
    const auto words = [&](int from, int to) {
        std::string all;
        for (int i = from; i < to; ++i)
            all += (all.empty() ? "" : " ") + frame.word(occurrences.text[static_cast<std::size_t>(i)]);
        return all;
    };
    return {(first > occurrences.first[passage] ? "… " : "") + words(first, at),
            frame.word(occurrences.text[static_cast<std::size_t>(at)]),
            words(at + 1, end) + (end < occurrences.first[passage + 1] ? " …" : "")};
}

void contexts_page(Ui& ui, const Frame& frame, ContextsPage& page, View& view, Outbox& out) {
    out.ask(std::make_shared<ContextInquiry>(page.shown, PassageOptions{.only = asked_word(frame, page)}));
    take_finding(frame, page);
    if (frame.corpus().text.heldout.empty())
        return remark(ui, "This text is too short: nothing of it is held out to be looked at.");
    if (!page.shown)
        return remark(ui, page.remark.empty() ? "Reading some held-out passages …" : page.remark);
    move_on(frame, page);
    contexts_scrubber(ui, page);
    const OccurrenceGroups& groups = page.groups.get(page.shown->occurrences, page.colours, [&] {
        return group_occurrences(*page.shown->occurrences, frame.corpus().lexicon,
                                 static_cast<GroupBy>(page.colours));
    });
    ContextsFrame drawn{ui, frame, page, view, groups};
    const ImVec2 room = ImGui::GetContentRegionAvail();
    const float side = std::clamp(room.x * 0.36F, ui.px(200), ui.px(310)), gap = ui.px(12);
    ImGui::BeginChild("map", {room.x - side - gap, room.y}, false,
                      ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse);
    const std::string below = page.remark.empty() ? caption_of(frame, page) : page.remark;
    const float width = room.x - side - gap;
    contexts_canvas(drawn, {width, room.y - remark_height(ui, below, width) - ui.px(8)});
    caption(ui, below);
    ImGui::EndChild();
    ImGui::SameLine(0, gap);
    ImGui::BeginChild("side", {side, room.y}, false);
    contexts_choices(ui, frame, page, view);
    contexts_side(drawn);
    ImGui::EndChild();
    page.hovered = drawn.next_hovered;
    page.lit_group = drawn.next_lit;
}

} // namespace wordfield::app
