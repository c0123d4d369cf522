// SPDX-License-Identifier: MIT
// What comes with every seed, and what is luck: the same settings and text, another first noise and another
// order of the batches.
#pragma once

#include "model/analysis/head_habit.hpp"
#include "model/study/map_stability.hpp"
#include "model/study/seed_run.hpp"

#include <string>

namespace wordfield::inline study {

/// Means and spreads over the n seeds; `shared` over every two of them.
struct WordOverSeeds {
    TokenId word = 0;
    MeanSpread shared;                        ///< share of its nearest words that two seeds both have
    std::vector<CountedNeighbour> neighbours; ///< all that it has, with the seeds that have each
    // Of the n * k places in its lists, the shares held by neighbours of:
    double always = 0.0; ///< all seeds
    double mostly = 0.0; ///< more than half of the seeds, but not all
    double luck = 0.0;   ///< half of the seeds or fewer
};

struct CategoryOverSeeds {
    std::string name;
    MeanSpread purity; ///< see neighbour_purity()
};

struct RelationOverSeeds {
    std::string name;
    std::int64_t questions = 0;
    int pairs = 0;
    MeanSpread accuracy; ///< see score_analogies()
    MeanSpread parallel; ///< see Parallel::cosine
    MeanSpread shuffled; ///< see Parallel::shuffled
};

struct HeadOverSeeds {
    int layer = 0, head = 0; ///< of the first seed
    HeadHabit habit = HeadHabit::None;
    std::string habit_name;
    MeanSpread overlap; ///< with its partner in each other seed
    int same_habit = 0; ///< how many of those partners have the habit
};

struct LayerOverSeeds {
    MeanSpread any;            ///< mean overlap of heads that are paired at random, over the other seeds
    std::vector<int> previous; ///< per seed: how many of its heads look back one word
};

struct SeedComparison {
    int asked = 0;                     ///< how many seeds there were to be
    std::vector<std::uint64_t> seeds;  ///< that are compared
    std::vector<std::string> left_out; ///< sentences: seeds that diverged
    std::int64_t steps = 0;
    std::string corpus, model; ///< what they are called
    int vocabulary = 0;        ///< V
    int neighbours = 0;        ///< k

    std::vector<double> losses; ///< per seed, nats; empty without held-out text
    MeanSpread loss;
    double loss_error = 0.0;         ///< standard error of one of them, from how the windows differ
    double chance = 0.0;             ///< what two random orders would share
    MeanSpread shared;               ///< mean over the words, over every two seeds
    MeanSpread always, mostly, luck; ///< over the words: how far those differ
    std::vector<WordOverSeeds> words;
    std::optional<MeanSpread> purity; ///< nothing without categories, as what follows
    double purity_chance = 0.0;
    std::vector<CategoryOverSeeds> categories; ///< of two words at least
    std::optional<MeanSpread> accuracy;        ///< over all questions; nothing without relations
    std::vector<RelationOverSeeds> relations;
    std::vector<HeadOverSeeds> heads;   ///< [layer * H + head]; empty without heads
    std::vector<LayerOverSeeds> layers; ///< empty as that is
    MeanSpread shared_on_map;           ///< as `shared`, among the words of the map alone
    std::optional<MapStability> map;    ///< nothing where it was given up
};

/// What seeds are compared with each other: those of `runs`, two at least, of one corpus and one kind of
/// model. Fills all but `asked`, `left_out`, `steps`, `model` and `map`.
SeedComparison compare_seeds(std::span<const SeedRun> runs, const StudyWords& words, const Corpus& corpus,
                             int context);

} // namespace wordfield::inline study
