// SPDX-License-Identifier: MIT
// What is kept of a model that was trained with one seed, to be compared with those of other seeds: figures
// and lists, and no weights.
#pragma once

#include "model/analysis/head_overlap.hpp"
#include "model/geometry/analogies.hpp"
#include "model/geometry/parallel_offsets.hpp"
#include "model/geometry/shared_neighbours.hpp"
#include "model/map/purity.hpp"
#include "model/train/mean_loss.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace wordfield::inline train {
class Trainer;
} // namespace wordfield::inline train

namespace wordfield::inline study {

/// How many of the nearest words are compared, at most.
inline constexpr int study_neighbours = 10;

/// The words that are compared: those of the corpus with a meaning of their own (default_words()).
struct StudyWords {
    explicit StudyWords(const Lexicon& lexicon);

    std::vector<TokenId> compared; ///< (W) at most 2,000
    std::vector<TokenId> on_map;   ///< (M) those at the front, at most 1,000
};

struct SeedRun {
    std::uint64_t seed = 0;
    std::optional<MeanLoss> heldout; ///< nats a token (of a skip-gram: a pair); nothing without such text
    NeighbourLists near;             ///< (W, k) ids: the nearest of all V, by centred cosine
    NeighbourLists near_on_map;      ///< (M, k) places in StudyWords::on_map: the nearest of those words
    std::optional<Purity> purity;    ///< nothing without categories
    AnalogyScore analogies;
    std::vector<Parallel> parallel; ///< of each relation
    std::vector<HeadStats> heads;   ///< [layer * H + head]; empty without heads or held-out text
    HeadPatterns patterns;          ///< the same
};

/// Of a model as it is now. Measures its held-out text.
SeedRun look_at(Trainer& trainer, const StudyWords& words, ThreadPool& pool);

} // namespace wordfield::inline study
