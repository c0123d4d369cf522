// SPDX-License-Identifier: MIT
// What a model loses with something taken out, against what it can do whole.
#pragma once

#include "model/causal/ablation_choice.hpp"
#include "model/run/inquiry.hpp"

#include <memory>
#include <vector>

namespace wordfield::inline causal {

struct AblationFinding : Finding {
    AblationChoice choice;
    double loss_before = 0.0;    ///< nats a token, of held-out text
    MeanLoss loss_change;        ///< of it, with its standard error over windows
    TableMeasures before, after; ///< empty while incomplete
    std::vector<WordLoss> words; ///< that suffer most
    int directions = 0;          ///< that were taken out
};

class AblationInquiry final : public Inquiry {
public:
    explicit AblationInquiry(const AblationChoice& choice) : choice_{choice} {}
    [[nodiscard]] bool same_as(const Inquiry& other) const override;
    [[nodiscard]] bool of_sentence() const override { return false; }
    [[nodiscard]] std::shared_ptr<const Finding> work(const InquiryInput& input,
                                                      const Finding* before) const override;

private:
    AblationChoice choice_;
};

/// How much each coordinate of the embedding, or each neuron, is needed: the loss without it.
struct ScanFinding : Finding {
    bool neurons = false;
    std::vector<double> change; ///< of the loss, nats a token: of coordinate i, or of neuron i of layer i / F
    std::vector<double> error;  ///< standard errors
    int of = 0;                 ///< how many there will be
};

class ScanInquiry final : public Inquiry {
public:
    explicit ScanInquiry(bool neurons) : neurons_{neurons} {}
    [[nodiscard]] bool same_as(const Inquiry& other) const override;
    [[nodiscard]] bool of_sentence() const override { return false; }
    [[nodiscard]] std::shared_ptr<const Finding> work(const InquiryInput& input,
                                                      const Finding* before) const override;

private:
    bool neurons_;
};

} // namespace wordfield::inline causal
