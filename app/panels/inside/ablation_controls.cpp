// SPDX-License-Identifier: MIT
#include "app/panels/inside/ablation_parts.hpp"

#include "app/panels/inside/finding_of.hpp"
#include "app/panels/inside/scan_strip.hpp"

#include <algorithm>
#include <array>

namespace wordfield::app {
namespace {

using Kind = AblationChoice::Kind;

const ScanFinding* scan_of(const Frame& frame, bool neurons) {
    const auto* const scan = finding_of<ScanFinding>(frame);
    return scan != nullptr && scan->neurons == neurons ? scan : nullptr;
}

std::string most_needed(const ScanFinding& scan) {
    if (scan.change.empty()) return {};
    const auto most = std::ranges::max_element(scan.change);
    const auto which = static_cast<std::size_t>(most - scan.change.begin());
    return format("%td of %d · most %+.3f ± %.3f nats", std::ssize(scan.change), scan.of, *most,
                  scan.error[which]);
}

void dimensions(Ui& ui, const Frame& frame, AblationsPage& page, Outbox& out) {
    out.ask(std::make_shared<const ScanInquiry>(false));
    const ScanFinding* const scan = scan_of(frame, false);
    heading(
        ui, format("Without dimension %d", page.choice.coordinate),
        scan != nullptr ? most_needed(*scan) : "…",
        "What the held-out loss rises by without each dimension of the embedding: one column of the matrix, "
        "where it is read and where it is compared with. Click a bar.");
    if (scan == nullptr) return;
    if (const auto clicked = scan_strip(ui, "ablations.dimensions", *scan, 0, frame.moment->model.dim,
                                        page.choice.coordinate, ui.px(54)))
        page.choice.coordinate = *clicked;
}

void neurons(Ui& ui, const Frame& frame, AblationsPage& page, Outbox& out) {
    out.ask(std::make_shared<const ScanInquiry>(true));
    out.ask(std::make_shared<const NeuronInquiry>(page.choice.neuron));
    const ScanFinding* const scan = scan_of(frame, true);
    heading(ui,
            format("Without neuron %d of layer %d", page.choice.neuron.index, page.choice.neuron.layer + 1),
            scan != nullptr ? most_needed(*scan) : "…",
            "What the held-out loss rises by without each neuron of the feed-forward layers. Click a bar.");
    const int layers = frame.moment->model.layers;
    if (scan == nullptr || layers == 0) return;
    const int width = scan->of / layers;
    for (int layer = 0; layer < layers; ++layer) {
        const int chosen = page.choice.neuron.layer == layer ? layer * width + page.choice.neuron.index : -1;
        if (const auto clicked = scan_strip(ui, format("ablations.neurons.%d", layer).c_str(), *scan,
                                            layer * width, width, chosen, ui.px(layers > 4 ? 20 : 40)))
            page.choice.neuron = {layer, *clicked - layer * width};
    }
}

void directions(Ui& ui, const Frame& frame, AblationsPage& page) {
    constexpr const char* names[] = {"Largest variance", "A relation's own", "Random"};
    constexpr const char* explanations[] = {
        "The principal directions of the embedding, the one of the largest variance at the front.",
        "What the pairs of the relation below have in common: the principal directions of their differences.",
        "Directions at right angles that chance has drawn."};
    constexpr std::array kinds{Kind::Principal, Kind::Relation, Kind::Random};
    int which = static_cast<int>(std::ranges::find(kinds, page.choice.kind) - kinds.begin());
    if (segmented(ui, "ablations.directions", names, which, explanations))
        page.choice.kind = kinds[static_cast<std::size_t>(which)];
    const auto dim = static_cast<float>(frame.moment->model.dim);
    figure(ui, "Directions taken out", format("%d of %.0f", page.choice.count, static_cast<double>(dim)),
           "They go from every row: where a token is read, and where the final vector is compared with it.");
    auto count = static_cast<float>(page.choice.count);
    if (slider(ui, "ablations.count", count, 1.0F, dim, true, ui.theme.accent))
        page.choice.count = std::clamp(static_cast<int>(count + 0.5F), 1, static_cast<int>(dim));
}

} // namespace

void ablation_controls(Ui& ui, const Frame& frame, AblationsPage& page, Outbox& out) {
    constexpr const char* names[] = {"A dimension", "A neuron", "Directions"};
    constexpr const char* explanations[] = {"One column of the embedding matrix",
                                            "One neuron of a feed-forward layer",
                                            "Whole directions of the embedding, along none of its columns"};
    int what = page.choice.kind == Kind::Coordinate ? 0 : page.choice.kind == Kind::Neuron ? 1 : 2;
    if (segmented(ui, "ablations.what", names, what, explanations))
        page.choice.kind = what == 0 ? Kind::Coordinate : what == 1 ? Kind::Neuron : Kind::Principal;
    if (what == 0) return dimensions(ui, frame, page, out);
    if (what == 1) return neurons(ui, frame, page, out);
    directions(ui, frame, page);
}

} // namespace wordfield::app
