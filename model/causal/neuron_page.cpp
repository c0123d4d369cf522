// SPDX-License-Identifier: MIT
#include "model/causal/neuron_page.hpp"

#include <algorithm>

namespace wordfield::inline causal {
namespace {

constexpr int neuron_windows = 64;
constexpr std::size_t most_firings = 8, most_written = 8;

void read_text(NeuronFinding& found, const GptNetwork& gpt, const Batch& windows, Network::Room& room) {
    Eigen::VectorXf all(std::ssize(windows.inputs));
    Hooks<float> hooks;
    hooks.neurons = [&](int layer, Hooks<float>::Rows rows) {
        if (layer == found.neuron.layer) all = rows.col(found.neuron.index);
    };
    (void)gpt.losses(windows.slice(0, windows.count()), room, hooks);
    found.mean = all.mean();
    found.share = static_cast<float>((all.array() > 0).count()) / static_cast<float>(all.size());
    for (Index w = 0; w < windows.count(); ++w) {
        Index at = 0;
        const float strongest = all.segment(w * windows.length, windows.length).maxCoeff(&at);
        const auto begin = windows.inputs.begin() + w * windows.length;
        found.firings.push_back({{begin, begin + at + 1}, strongest});
    }
    std::ranges::stable_sort(found.firings, std::ranges::greater{}, &Firing::activation);
    found.firings.resize(std::min(found.firings.size(), most_firings));
}

void read_weights(NeuronFinding& found, const GptNetwork& gpt) {
    const GptWeights weights = gpt.weights();
    const RowVector adds = weights.blocks[found.neuron.layer].down.row(found.neuron.index);
    const RowVector centred = adds.array() - adds.mean(); // as the final norm does
    Eigen::VectorXf logits = weights.token * centred.cwiseProduct(weights.final_gain).transpose();
    logits.array() -= logits.mean();
    std::vector<Written> all;
    for (Index word = 0; word < logits.size(); ++word)
        all.push_back({static_cast<TokenId>(word), logits[word]});
    std::ranges::stable_sort(all, std::ranges::greater{}, &Written::logit);
    const auto most = static_cast<std::ptrdiff_t>(std::min(most_written, all.size()));
    found.raised.assign(all.begin(), all.begin() + most);
    found.lowered.assign(all.rbegin(), all.rbegin() + most);
}

} // namespace

bool NeuronInquiry::same_as(const Inquiry& other) const {
    const auto* const one = dynamic_cast<const NeuronInquiry*>(&other);
    return one != nullptr && one->neuron_ == neuron_;
}

std::shared_ptr<const Finding> NeuronInquiry::work(const InquiryInput& input,
                                                   const Finding* /*before*/) const {
    auto found = std::make_shared<NeuronFinding>();
    found->neuron = neuron_;
    const GptNetwork* const gpt = gpt_of(input.moment);
    if (gpt == nullptr || neuron_.layer >= gpt->spec().layers || neuron_.index >= gpt->spec().hidden())
        return found;
    const Batch windows = heldout_windows(input.moment, neuron_windows);
    if (windows.count() > 0) read_text(*found, *gpt, windows, input.room);
    read_weights(*found, *gpt);
    return found;
}

} // namespace wordfield::inline causal
