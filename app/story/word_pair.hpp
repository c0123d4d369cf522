// SPDX-License-Identifier: MIT
// Two words beside each other: how alike their rows are, now and over the run, and in which company of the
// text both stand. Knows nothing of drawing.
#pragma once

#include "model/core/cached.hpp"
#include "model/core/history_point.hpp"
#include "model/run/moment_store.hpp"
#include "model/train/context_pulls.hpp"

#include <cstdint>
#include <map>
#include <span>
#include <utility>
#include <vector>

namespace wordfield::app {

using WordPair = std::pair<TokenId, TokenId>;

struct PairFigures {
    float cosine = 0.0F; ///< seen from the mean row, as everywhere
    float dot = 0.0F, distance = 0.0F;
    std::vector<TokenId> shared; ///< words that are among the nearest of both, the nearest to both first
};
/// rows(V, C), their mean (C); `nearest`: of how many of each.
PairFigures pair_figures(const Rows& rows, const RowVector& mean, WordPair pair, int nearest = 20);

/// The cosine of two rows at the kept moments of a run.
class PairHistory {
public:
    /// Brings it up to the kept moments up to `step`.
    const std::vector<HistoryPoint>& update(const Timeline& timeline, std::int64_t step, WordPair pair);

private:
    std::map<MomentId, RowVector> means_; // of the kept moments' rows: that costs a pass over all of them
    std::vector<HistoryPoint> points_;
};

/// A neighbour that both words have in the text, always on the same side.
struct SharedNeighbour {
    ContextPulls::Side side;
    TokenId neighbour;
    double of_first, of_second; ///< share of the word's places that have it, 0 to 1
};
struct TextCompany {
    std::size_t tokens = 0; ///< of the text that was counted
    double overlap_after = 0.0,
           overlap_before = 0.0;         ///< sum over all neighbours of the smaller share, 0 to 1
    std::vector<SharedNeighbour> shared; ///< by the smaller share, the largest at the front
};
/// Counted exactly over at most `most` tokens from the beginning.
TextCompany text_company(std::span<const TokenId> stream, WordPair pair, std::size_t most = 8'000'000);

/// What the recorded pulls on two rows have to do with each other: their cosine, taken apart.
struct SharedPull {
    ContextPulls::Key context;
    std::int64_t first_times, second_times;
    float share; ///< of the cosine: these sum to it with `own` and `rest`
};
struct PullsTogether {
    float cosine = 0.0F;
    std::vector<SharedPull> shared; ///< contexts that both had, the largest share at the front
    float own = 0.0F;               ///< of contexts that one of them had alone
    float rest = 0.0F;              ///< of all places where they were wrong guesses
};
/// Each context's part in cos(P, Q) with P and Q the sums of all pulls p and q on the two rows:
/// (p · Q + P · q) / (2 |P| |Q|).
PullsTogether pulls_together(const ContextPulls::Row& first, const ContextPulls::Row& second);

} // namespace wordfield::app
