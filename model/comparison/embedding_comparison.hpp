// SPDX-License-Identifier: MIT
// Two embeddings of the same words: how far neighbourhoods are the same, and which words have moved.
#pragma once

#include "model/comparison/neighbour_overlap.hpp"
#include "model/comparison/unit_rows.hpp"
#include "model/comparison/words_in_common.hpp"

#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <stop_token>
#include <vector>

namespace wordfield::inline comparison {

/// The N words in common, in both: what everything here is computed from.
struct ComparedTables {
    UnitRows a, b;
    std::vector<std::int64_t> counts; ///< (N) as WordsInCommon has them

    /// table_a(V, C) and table_b(W, D) are the rows of the two vocabularies.
    ComparedTables(std::shared_ptr<const RowTable> table_a, std::shared_ptr<const RowTable> table_b,
                   const WordsInCommon& common, bool centred)
        : a{std::move(table_a), common.a, centred}, b{std::move(table_b), common.b, centred},
          counts{common.counts} {}
    [[nodiscard]] Index size() const { return a.size(); }
    /// Whether one can be turned onto the other.
    [[nodiscard]] bool same_width() const { return a.width() == b.width(); }
};

struct ComparisonRequest {
    Index asks_all_up_to =
        4000; ///< words; of more, `asked` evenly spread ones have their neighbours compared
    Index asked = 2000;
    std::int64_t least_count = 20; ///< words that a text has less often are not ranked; unknown counts are
    int listed = 100;              ///< how many moved most, and least
};

/// What is known of one word. NaN is what is not known.
struct WordChange {
    Index word = 0;                                          ///< of the words in common
    float aligned = std::numeric_limits<float>::quiet_NaN(); ///< see aligned_changes(); of one width alone
    float local = std::numeric_limits<float>::quiet_NaN();   ///< see local_change()
    float overlap =
        std::numeric_limits<float>::quiet_NaN(); ///< share of the ten nearest that both have, 0 to 1

    /// What words are ranked by.
    [[nodiscard]] float change() const { return aligned == aligned ? aligned : local; }
};

struct EmbeddingComparison {
    Index words = 0;                 ///< in common
    Index asked = 0;                 ///< of them, whose neighbours were compared
    Index ranked = 0;                ///< words that `most` and `least` were chosen from
    bool aligned = false;            ///< words are ranked by aligned_changes(), else by local_change()
    Eigen::MatrixXf turn;            ///< (C, C) of A onto B where they are aligned; empty else
    double mean_change = 0.0;        ///< of those that were ranked
    std::vector<OverlapPoint> curve; ///< at 1, 2, 5, 10, 20, 50 and 100 neighbours, as far as there are words
    std::vector<WordChange> most;    ///< that moved most, the farthest at the front
    std::vector<WordChange> least;   ///< that moved least, the stillest at the front

    [[nodiscard]] const OverlapPoint* overlap_at(int k) const;
};

/// Neighbours are the nearest by cosine among the words in common. Of one width, all words are ranked by
/// aligned_changes(); of two widths, those that were asked, by local_change(). The same with any number of
/// threads. Nothing when a stop was asked for.
std::optional<EmbeddingComparison> compare_embeddings(const ComparedTables& tables,
                                                      const ComparisonRequest& request, ThreadPool& pool,
                                                      const std::stop_token& stop = {});

} // namespace wordfield::inline comparison
