// SPDX-License-Identifier: MIT
// What the page about why a head looks asks of the model: the circuits of one head, and which heads find a
// word again.
#pragma once

#include "model/analysis/head_circuits.hpp"
#include "model/analysis/head_repeats.hpp"
#include "model/run/reading.hpp"

#include <memory>

namespace wordfield::app {

/// The circuits are there before the survey begins; the survey goes on until it is complete.
struct CircuitFinding final : Finding {
    int layer = 0, head = 0;
    std::shared_ptr<const HeadCircuits> circuits; ///< null at first
    CircuitSurvey survey;
    std::shared_ptr<CircuitMaker> maker; ///< the inquiry's own, while there are no circuits
};
/// Of a transformer; of other networks it finds nothing.
class CircuitInquiry final : public Inquiry {
public:
    CircuitInquiry(int layer, int head) : layer_{layer}, head_{head} {}
    [[nodiscard]] bool same_as(const Inquiry& other) const override;
    [[nodiscard]] bool of_sentence() const override { return false; }
    [[nodiscard]] std::shared_ptr<const Finding> work(const InquiryInput& input,
                                                      const Finding* before) const override;

private:
    int layer_, head_;
};

struct RepeatsFinding final : Finding {
    HeadRepeats repeats;
};
class RepeatsInquiry final : public Inquiry {
public:
    [[nodiscard]] bool same_as(const Inquiry& other) const override;
    [[nodiscard]] bool of_sentence() const override { return false; }
    [[nodiscard]] std::shared_ptr<const Finding> work(const InquiryInput& input,
                                                      const Finding* before) const override;
};

} // namespace wordfield::app
