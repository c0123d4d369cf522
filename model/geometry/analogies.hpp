// SPDX-License-Identifier: MIT
// Arithmetic with words: king - man + woman. The score over a list of analogies (3CosAdd: Mikolov, Yih &
// Zweig 2013; Levy & Goldberg 2014), and one free sum of words with honest ranks.
#pragma once

#include "model/table/row_table.hpp"
#include "model/text/lexicon.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace wordfield::inline core {
class ThreadPool;
} // namespace wordfield::inline core

namespace wordfield::inline geometry {

struct RelationScore {
    std::string name;
    std::int64_t right = 0;
    std::int64_t count = 0;
    std::int64_t right_among_all = 0; ///< where the question's own words may be the answer, too
    [[nodiscard]] double accuracy() const {
        return count > 0 ? static_cast<double>(right) / static_cast<double>(count) : 0.0;
    }
    [[nodiscard]] double accuracy_among_all() const {
        return count > 0 ? static_cast<double>(right_among_all) / static_cast<double>(count) : 0.0;
    }
};

struct AnalogyScore {
    RelationScore all; ///< over all questions, each counting the same
    std::vector<RelationScore> relations;
};

/// a : b = c : ? is right when d is the row, of all V but a, b and c, with the largest cosine to b - a + c;
/// rows of embedding(V, C) have length one for that (rows as they are, not centred). Also counted: where it
/// is the nearest of all V, a, b and c included, which says how much leaving them out helps (Linzen 2016).
AnalogyScore score_analogies(const Rows& embedding, std::span<const AnalogyRelation> relations,
                             ThreadPool& pool);

/// What is nearest to b - a + c.
struct AnalogyAnswer {
    TokenId among_all = 0, without = 0; ///< of all words; of those that the question does not name
};
/// Of every question, as score_analogies() counts them.
std::vector<AnalogyAnswer> answer_analogies(const Rows& embedding, std::span<const Analogy> questions,
                                            ThreadPool& pool);

/// One word of a sum, with its factor: {king, 1}, {man, -1}, {woman, 1}.
struct Term {
    TokenId word = 0;
    float factor = 1.0F;
};

struct Candidate {
    TokenId word = 0;
    float cosine = 0.0F;
    int rank = 0;         ///< among all words, from 1
    int rank_without = 0; ///< among the words that are not part of the question, from 1; 0 for one that is
};

struct Arithmetic {
    RowVector target;                  ///< (C) sum of factor * unit row
    std::vector<Candidate> candidates; ///< the nearest words at the front, then what else was asked about
    float residual = 0.0F; ///< distance from the target to the unit row of the best word outside the question

    /// The candidate that is this word; null where it is not among them.
    [[nodiscard]] const Candidate* of(TokenId word) const;
    /// The best word outside the question; null when there is none.
    [[nodiscard]] const Candidate* winner() const;
};

/// The rows of embedding(V, C) by their cosines to the sum of the terms' unit rows: the `most` nearest
/// outside the question at least, with those of the question that are as near, and the word `also` wherever
/// it is.
Arithmetic solve(const Rows& embedding, std::span<const Term> terms, std::size_t most,
                 std::optional<TokenId> also = std::nullopt);

} // namespace wordfield::inline geometry
