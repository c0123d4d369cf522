// SPDX-License-Identifier: MIT
// Patching and pushing of the window's sentences.
#pragma once

#include "model/causal/patching.hpp"
#include "model/causal/push.hpp"
#include "model/run/inquiry.hpp"

#include <memory>
#include <optional>
#include <vector>

namespace wordfield::inline causal {

/// Which cells carry the answer from the second sentence into the first.
struct PatchGridFinding : Finding {
    PatchGrid grid;
    int stages = 0; ///< of the grid that are known
};
class PatchGridInquiry final : public Inquiry {
public:
    [[nodiscard]] bool same_as(const Inquiry& other) const override;
    [[nodiscard]] std::shared_ptr<const Finding> work(const InquiryInput& input,
                                                      const Finding* before) const override;
};

/// One of the second sentence's vectors put into the first.
struct PatchFinding : Finding {
    std::optional<PatchedRun> run; ///< nothing where the patch does not lie in both sentences
};
class PatchInquiry final : public Inquiry {
public:
    explicit PatchInquiry(const Patch& patch) : patch_{patch} {}
    [[nodiscard]] bool same_as(const Inquiry& other) const override;
    [[nodiscard]] std::shared_ptr<const Finding> work(const InquiryInput& input,
                                                      const Finding* before) const override;

private:
    Patch patch_;
};

/// What to push with.
struct PushChoice {
    enum class Way { Random, Word, Gradient };
    StreamCell at;
    Way way = Way::Gradient; ///< Gradient: where the second likeliest word gains most on the likeliest
    TokenId word = 0;        ///< of Way::Word: from the token's row towards this one's
    float length = 0.3F;     ///< in lengths of the vector
    std::uint64_t seed = 1;  ///< of Way::Random
    bool operator==(const PushChoice&) const = default;
};
struct PushFinding : Finding {
    PushedRun run;
    RowVector direction; ///< (C) of length 1
};
class PushInquiry final : public Inquiry {
public:
    explicit PushInquiry(const PushChoice& choice) : choice_{choice} {}
    [[nodiscard]] bool same_as(const Inquiry& other) const override;
    [[nodiscard]] std::shared_ptr<const Finding> work(const InquiryInput& input,
                                                      const Finding* before) const override;

private:
    PushChoice choice_;
};

/// How little it takes to change the next word by pushing one cell.
struct TurnFinding : Finding {
    StreamCell at;
    std::optional<Turn> turn;     ///< the shortest push found
    std::vector<TokenId> towards; ///< words whose rows, seen from the mean row, lie most in its direction
    std::vector<double> random;   ///< lengths at which random directions change it; infinite where none does
    int draws = 0;                ///< of random directions, in the end
};
class TurnInquiry final : public Inquiry {
public:
    explicit TurnInquiry(StreamCell at) : at_{at} {}
    [[nodiscard]] bool same_as(const Inquiry& other) const override;
    [[nodiscard]] std::shared_ptr<const Finding> work(const InquiryInput& input,
                                                      const Finding* before) const override;

private:
    StreamCell at_;
};

} // namespace wordfield::inline causal
