// SPDX-License-Identifier: MIT
// What the page about opposites asks of the model: how near the words of some pairs are, and where they part.
#pragma once

#include "model/analysis/opposite_layers.hpp"
#include "model/run/reading.hpp"

#include <memory>
#include <optional>
#include <vector>

namespace wordfield::app {

struct OppositesFinding final : Finding {
    std::vector<Opposite> asked;
    std::shared_ptr<const WordSpace> space;
    std::vector<OppositeFigures> figures;  ///< as `asked`, as far as they are known
    std::optional<CommonDirection> common; ///< once all figures are known
    std::vector<PartedLayers> layers; ///< as `asked`, as far as they are known; none without a transformer
    std::shared_ptr<const std::vector<WordContext>> contexts; ///< of the pair that is being worked at
};

class OppositesInquiry final : public Inquiry {
public:
    static constexpr std::size_t contexts = 16; ///< of held-out text, a pair
    static constexpr std::size_t most_pairs = 64;

    /// More than `most_pairs` are cut.
    explicit OppositesInquiry(std::vector<Opposite> pairs);
    [[nodiscard]] const std::vector<Opposite>& pairs() const { return pairs_; }
    [[nodiscard]] bool same_as(const Inquiry& other) const override;
    [[nodiscard]] bool of_sentence() const override { return false; }
    [[nodiscard]] std::shared_ptr<const Finding> work(const InquiryInput& input,
                                                      const Finding* before) const override;

private:
    bool go_on(OppositesFinding& found, const InquiryInput& input) const;

    std::vector<Opposite> pairs_;
};

} // namespace wordfield::app
