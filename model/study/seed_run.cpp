// SPDX-License-Identifier: MIT
#include "model/study/seed_run.hpp"

#include "model/core/thread_pool.hpp"
#include "model/map/map_words.hpp"
#include "model/map/preprocess.hpp"
#include "model/train/trainer.hpp"

#include <numeric>

namespace wordfield::inline study {
namespace {

constexpr int most_words = 2000;
constexpr std::size_t most_on_map = 1000;
constexpr int most_heldout_windows = 2048; // as for the report

// Rows of length one seen from their mean: the nearest of them is that of the largest centred cosine.
NeighbourLists nearest_of(const Matrix& embedding, std::span<const TokenId> words, ThreadPool& pool) {
    std::vector<TokenId> all(static_cast<std::size_t>(embedding.rows()));
    std::iota(all.begin(), all.end(), 0);
    const std::vector<Index> asked{words.begin(), words.end()};
    return neighbour_lists(prepare_rows(embedding, all, {}), asked, study_neighbours, pool);
}

NeighbourLists nearest_among(const Matrix& embedding, std::span<const TokenId> words, ThreadPool& pool) {
    std::vector<Index> all(words.size());
    std::iota(all.begin(), all.end(), 0);
    return neighbour_lists(prepare_rows(embedding, words, {}), all, study_neighbours, pool);
}

} // namespace

StudyWords::StudyWords(const Lexicon& lexicon) : compared{default_words(lexicon, most_words)} {
    on_map = compared;
    if (on_map.size() > most_on_map) on_map.resize(most_on_map);
}

SeedRun look_at(Trainer& trainer, const StudyWords& words, ThreadPool& pool) {
    const Moment moment = trainer.moment();
    const auto table = moment.embedding->floats();
    const Matrix& embedding = *table;
    const Lexicon& lexicon = moment.corpus->lexicon;
    SeedRun seed{.seed = moment.train.seed,
                 .heldout = {},
                 .near = nearest_of(embedding, words.compared, pool),
                 .near_on_map = nearest_among(embedding, words.on_map, pool),
                 .purity = {},
                 .analogies = score_analogies(embedding, lexicon.relations, pool),
                 .parallel = {},
                 .heads = trainer.head_stats(),
                 .patterns = head_patterns(moment)};
    if (const auto heldout = trainer.measure_heldout(most_heldout_windows)) seed.heldout = heldout->loss;
    if (!lexicon.categories.empty())
        seed.purity =
            embedding_purity(embedding, lexicon.category, static_cast<int>(lexicon.categories.size()), pool);
    for (const AnalogyRelation& relation : lexicon.relations)
        seed.parallel.push_back(parallel_offsets(embedding, relation));
    return seed;
}

} // namespace wordfield::inline study
