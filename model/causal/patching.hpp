// SPDX-License-Identifier: MIT
// Activation patching: a vector of one sentence's pass is put into another's, and what comes of it is looked
// at (Vig et al. 2020; Meng et al. 2022, "Locating and Editing Factual Associations in GPT"; Zhang & Nanda
// 2023, "Towards Best Practices of Activation Patching", whose logit difference this is).
#pragma once

#include "model/analysis/attribution.hpp"
#include "model/causal/stream_cell.hpp"

#include <vector>

namespace wordfield::inline causal {

/// What tells the two sentences apart: the word that `from` expects next, and the one that `to` expects.
struct PatchAnswers {
    TokenId from = 0, to = 0;
};
/// Their likeliest words; where those are the same, `from` is the word of its ten likeliest whose logit the
/// other sentence lowers most.
PatchAnswers answers_of(const Trace& to, const Trace& from);

/// logit(answers.from) - logit(answers.to) after the sentence.
float logit_difference(const Trace& trace, const PatchAnswers& answers);

/// Which cells carry the answer: of every cell of `to`, what putting `from`'s vector there does.
struct PatchGrid {
    PatchAnswers answers;
    float without = 0.0F, whole = 0.0F; ///< the logit difference of `to` and of `from`, nothing patched
    Matrix difference; ///< (L+1,T) with that cell patched; NaN where `from` has no cell for it
    /// The share of the way from `without` to `whole`, (stage, position): 1 where the cell alone carries the
    /// answer, 0 where it changes nothing; NaN as `difference`, and where the sentences do not differ.
    [[nodiscard]] float recovered(Index stage, Index position) const;
};
/// Cells are matched from the sentences' ends. `row` of the difference alone, a stage: the rest stays as it
/// is in `grid`, which patch_grid() began.
PatchGrid begin_patch_grid(const Trace& to, const Trace& from);
void fill_patch_grid(PatchGrid& grid, int stage, const GptNetwork& network, const Trace& to,
                     const Trace& from, Network::Room& room);

/// One patch.
struct Patch {
    StreamCell from, to;
    bool operator==(const Patch&) const = default;
};

/// What a part of the model adds to the logit difference.
struct PartChange {
    Part part;
    float before = 0.0F, after = 0.0F;
};

/// The pass that went on with the patch.
struct PatchedRun {
    Patch patch;
    Matrix change;                     ///< (L+1,T) see change_of(): the causal cone
    std::vector<WordChance> chances;   ///< of the next word
    float before = 0.0F, after = 0.0F; ///< the logit difference
    std::vector<PartChange> parts;     ///< whose change explains it, the largest at the front
    float put_in = 0.0F; ///< what the patch itself adds to it directly; parts and this sum to after - before
};
/// `patch` must lie inside both traces.
PatchedRun run_patched(const GptNetwork& network, const Trace& to, const Trace& from, const Patch& patch,
                       Network::Room& room);

} // namespace wordfield::inline causal
