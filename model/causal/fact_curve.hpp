// SPDX-License-Identifier: MIT
// How many directions must go before a fact goes: a relation's questions, and one of them, answered with
// more and more taken out of the embedding.
#pragma once

#include "model/causal/ablation_choice.hpp"
#include "model/run/inquiry.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace wordfield::inline causal {

struct FactPoint {
    int removed = 0;       ///< directions
    double accuracy = 0.0; ///< share of the relation's questions that are known, 0 to 1; see knows()
    bool holds = false;    ///< whether the fact is
    double loss = 0.0;     ///< nats a token, of some held-out text
};
/// Points of one way of taking directions out.
struct FactCurve {
    std::vector<FactPoint> points; ///< removed rising, from 0
    /// The fewest removed, of those tried, at which the fact is lost; nothing where it holds at all of them.
    [[nodiscard]] std::optional<int> lost_at() const;
};

struct FactFinding : Finding {
    int relation = 0;
    Analogy fact{};
    FactCurve principal;           ///< those of the largest variance at the front
    FactCurve own;                 ///< those of the relation
    std::vector<FactCurve> random; ///< several draws
    std::size_t done = 0;          ///< points
};

/// Which questions the table knows: d is nearest to b - a + c, of all words but a, b and c, and the step from
/// c to d goes the way of that from a to b: their cosine is above 2 / sqrt(free), twice what chance gives in
/// `free` dimensions. The second half matters: with a relation's directions gone, king and queen are each
/// other's nearest words, and "queen" would be right whatever is asked (Linzen 2016; Rogers, Drozd & Li
/// 2017).
std::vector<bool> knows(const Matrix& table, std::span<const Analogy> questions, Index free,
                        ThreadPool& pool);

/// The numbers that are tried of C directions: 0, 1, 2, 3, 4, 6, 8, 12, ... C.
std::vector<int> removed_numbers(Index dim);

class FactInquiry final : public Inquiry {
public:
    /// `fact`: which question of the relation.
    FactInquiry(int relation, int fact) : relation_{relation}, fact_{fact} {}
    [[nodiscard]] bool same_as(const Inquiry& other) const override;
    [[nodiscard]] bool of_sentence() const override { return false; }
    [[nodiscard]] std::shared_ptr<const Finding> work(const InquiryInput& input,
                                                      const Finding* before) const override;

private:
    int relation_, fact_;
};

} // namespace wordfield::inline causal
