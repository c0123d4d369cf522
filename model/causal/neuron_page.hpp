// SPDX-License-Identifier: MIT
// One neuron of a feed-forward layer: when it fires, and what it writes.
#pragma once

#include "model/causal/ablation_choice.hpp"
#include "model/run/inquiry.hpp"

#include <memory>
#include <vector>

namespace wordfield::inline causal {

/// A place of the held-out text.
struct Firing {
    std::vector<TokenId> tokens; ///< of its window, up to the token at which the neuron was measured
    float activation = 0.0F;     ///< after GELU
};
/// What one unit of the neuron's activation adds to a word's logit, with the final norm's division by the
/// deviation left out: the same factor for all words.
struct Written {
    TokenId word = 0;
    float logit = 0.0F; ///< measured from the mean of all words
};
struct NeuronFinding : Finding {
    Neuron neuron;
    std::vector<Firing> firings;          ///< the strongest, at most one of a window
    float mean = 0.0F;                    ///< activation over all tokens
    float share = 0.0F;                   ///< of tokens at which it is above 0
    std::vector<Written> raised, lowered; ///< the most of each
};

class NeuronInquiry final : public Inquiry {
public:
    explicit NeuronInquiry(Neuron neuron) : neuron_{neuron} {}
    [[nodiscard]] bool same_as(const Inquiry& other) const override;
    [[nodiscard]] bool of_sentence() const override { return false; }
    [[nodiscard]] std::shared_ptr<const Finding> work(const InquiryInput& input,
                                                      const Finding* before) const override;

private:
    Neuron neuron_;
};

} // namespace wordfield::inline causal
