// SPDX-License-Identifier: MIT
// The pages' question: where does every occurrence lie at every stage, and what moves it there? Worked out in
// pieces on the reader's thread.
#pragma once

#include "model/context/context_map.hpp"
#include "model/context/flow_field.hpp"
#include "model/context/sense_purity.hpp"
#include "model/run/inquiry.hpp"

#include <memory>
#include <optional>
#include <vector>

namespace wordfield::inline context {

/// What is there so far; the rest is null or empty. All is there once it is `complete`, but no map of a word
/// that stands in fewer than three places.
struct ContextFinding final : Finding {
    std::optional<TokenId> word; ///< whose occurrences alone they are; of all words without
    std::shared_ptr<const Occurrences> occurrences;
    std::shared_ptr<const std::vector<Matrix>> stages; ///< centred_units() of each, (n, C)
    std::vector<TokenId> said;                         ///< (n) the likeliest next token
    std::shared_ptr<const ContextMap> map;
    std::vector<RowVector> means; ///< (C) of each stage, that `stages` are less
    Gathering gathering;
    std::vector<SensePurity> purity;        ///< word by word
    std::vector<SensePurity> told;          ///< the same of the occurrences whose sense is told before them
    std::shared_ptr<const FlowField> field; ///< null where it is of one word
    std::shared_ptr<StageVectors> vectors;  ///< while they are worked with
    int passages_read = 0;
    bool parted = false; ///< whether `purity` and `told` are measured

    /// Whether `field` has what every block adds.
    [[nodiscard]] bool field_whole() const;
    /// Of all the work, 0 to 1.
    [[nodiscard]] float progress() const;
};

class ContextInquiry final : public Inquiry {
public:
    /// `last` is what was found of an earlier moment, whose map the next one is to lie near; or null.
    explicit ContextInquiry(std::shared_ptr<const ContextFinding> last = nullptr,
                            PassageOptions options = {});

    [[nodiscard]] bool same_as(const Inquiry& other) const override;
    [[nodiscard]] bool of_sentence() const override { return false; }
    [[nodiscard]] std::shared_ptr<const Finding> work(const InquiryInput& input,
                                                      const Finding* before) const override;

private:
    [[nodiscard]] std::shared_ptr<ContextFinding> begin(const Moment& moment,
                                                        const GptNetwork& network) const;

    /// What was found last, by whatever asks: of the moment before, whose map the next one lies near. Of the
    /// thread that works.
    mutable std::shared_ptr<const ContextFinding> last_;
    PassageOptions options_;
};

/// For a report: all that an inquiry finds, and purity by sense over more occurrences than a map has.
struct MeasuredContexts {
    std::shared_ptr<const ContextFinding> finding;
    std::vector<SensePurity> purity; ///< of at most 60 occurrences of each sense; empty without senses
    std::vector<SensePurity> told;   ///< of those among them whose sense is told before them
};
/// Nothing of a model without layers, or without held-out text.
std::optional<MeasuredContexts> measure_contexts(const Moment& moment);

} // namespace wordfield::inline context
