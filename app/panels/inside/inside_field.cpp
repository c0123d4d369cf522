// SPDX-License-Identifier: MIT
// The flow field: what attention and feed-forward add to the residual stream, as arrows on a plane.
#include "app/panels/inside/inside.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace wordfield::app {
namespace {

// Takes over the field of what was found, as soon as it is whole; before the first, tells how far it is.
void take_field(const Frame& frame, FieldPage& page) {
    const Found* const found = frame.findings ? frame.findings->of<ContextFinding>() : nullptr;
    const auto finding = found ? std::dynamic_pointer_cast<const ContextFinding>(found->finding) : nullptr;
    page.read = finding ? finding->progress() : 0.0F;
    if (!finding || !finding->field_whole() || finding == page.shown) return;
    // The same once more only when it is complete: it has let go of what was worked with.
    if (page.shown && page.shown->field == finding->field && !finding->complete) return;
    page.shown = finding;
    page.step = found->moment->step;
    page.layer = std::clamp(page.layer, 0, static_cast<int>(finding->field->layers.size()) - 1);
    page.head = std::clamp(page.head, 0, static_cast<int>(finding->field->layers.front().heads.size()) - 1);
}

// ‹ L1 ›: one number of several.
void stepper(Ui& ui, const char* id, const std::string& name, int& value, int count,
             const char* explanation) {
    const std::string before = std::string{id} + ".before", after = std::string{id} + ".after";
    if (button(ui, before.c_str(), "‹", explanation)) value = (value + count - 1) % count;
    ImGui::SameLine(0, ui.px(4));
    ImGui::AlignTextToFramePadding();
    text(ui, ui.fonts.small, ui.theme.strong, name);
    ui.rects.mark_item(id);
    ImGui::SameLine(0, ui.px(4));
    if (button(ui, after.c_str(), "›", explanation)) value = (value + 1) % count;
    ImGui::SameLine(0, ui.px(12));
}

void head_stepper(Ui& ui, FieldPage& page) {
    const int heads = static_cast<int>(page.shown->field->layers.front().heads.size());
    ImGui::SameLine(0, ui.px(12));
    stepper(ui, "field.head", format("head %d of %d", page.head + 1, heads), page.head, heads,
            "Another head of this block");
}

void region_slider(Ui& ui, FieldPage& page) {
    constexpr float width = 90;
    ImGui::SameLine(0, ui.px(12));
    if (ImGui::GetContentRegionAvail().x < ui.px(width + 50)) return ImGui::NewLine();
    ImGui::AlignTextToFramePadding();
    text(ui, ui.fonts.small, ui.theme.dim, "regions");
    ImGui::SameLine(0, ui.px(6));
    float regions = static_cast<float>(page.regions);
    if (slider(ui, "field.regions", regions, 6, 40, false, ui.theme.accent, ui.px(width)))
        page.regions = static_cast<int>(std::lround(regions));
    explain(ui,
            format("%d square regions along the map's wider side; an arrow is the mean over a region with "
                   "eight occurrences or more.",
                   page.regions)
                .c_str());
}

void field_controls(Ui& ui, FieldPage& page) {
    const int layers = static_cast<int>(page.shown->field->layers.size());
    segmented(ui, "field.view", std::array{"flow", "one matrix"}, page.view,
              std::array{"What a block adds to the vectors, as arrows on a map of them",
                         "What one matrix of weights does to the words: h = x W + b, turned and stretched"});
    ImGui::SameLine(0, ui.px(12));
    if (layers > 1)
        stepper(ui, "field.layer", format("block %d of %d", page.layer + 1, layers), page.layer, layers,
                "Another block of the network");
    if (page.view == 1) {
        if (matrix_choice(ui, page)) head_stepper(ui, page), ImGui::NewLine();
        return;
    }
    segmented(ui, "field.part", std::array{"attention", "one head", "feed-forward"}, page.part,
              std::array{"What all heads of the block add together, bias included",
                         "What one head of the block adds",
                         "What the feed-forward half of the block adds, behind its attention"});
    if (page.part == 1) head_stepper(ui, page);
    region_slider(ui, page);
}

std::string field_caption(const Frame& frame, const FieldPage& page) {
    const FieldChange& change = part_of(page).change;
    const double length = std::sqrt(static_cast<double>(change.squared.mean()));
    std::string words =
        format("the plane shows %.0f%% of this", 100 * static_cast<double>(shown_share(change)));
    if (const ShownField* const shown = page.drawn.last())
        words += shown->factor < 1 ? format(" · arrows at 1 : %.1f", 1.0 / static_cast<double>(shown->factor))
                                   : format(" · arrows at %.1f : 1", static_cast<double>(shown->factor));
    words += format(" · %.2f long, root mean square · all together by %.2f, left out", length,
                    static_cast<double>(change.common.norm()));
    if (page.step != frame.moment->step) words += format(" · step %lld", static_cast<long long>(page.step));
    return words;
}

} // namespace

FieldPart part_of(const FieldPage& page) {
    const FieldLayer& layer = page.shown->field->layers[static_cast<std::size_t>(page.layer)];
    if (page.part == 2) return {layer.middle, layer.feed_forward};
    return {layer.positions,
            page.part == 1 ? layer.heads[static_cast<std::size_t>(page.head)] : layer.attention};
}

void field_page(Ui& ui, const Frame& frame, FieldPage& page, View& view, Outbox& out) {
    out.ask(std::make_shared<ContextInquiry>(page.shown));
    take_field(frame, page);
    if (frame.corpus().text.heldout.empty())
        return remark(ui, "This text is too short: nothing of it is held out to be looked at.");
    if (!page.shown)
        return remark(
            ui, format("Reading some held-out passages … %.0f%%", 100 * static_cast<double>(page.read)));
    field_controls(ui, page);
    const ImVec2 room = ImGui::GetContentRegionAvail();
    if (page.view == 1) return field_matrix(ui, frame, page, view, room);
    const std::string below = field_caption(frame, page);
    field_canvas(ui, frame, page, {room.x, room.y - remark_height(ui, below, room.x) - ui.px(8)});
    remark(ui, below);
    ui.rects.mark_item("field.caption");
    explain(
        ui,
        "The plane of the two main directions (PCA) of the residual stream at all stages, each about its "
        "mean, "
        "unscaled: an arrow is the exact image of what was added, in the unit of the map. What is added at "
        "right angles to the plane cannot be seen.");
}

} // namespace wordfield::app
