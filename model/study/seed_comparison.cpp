// SPDX-License-Identifier: MIT
#include "model/study/seed_comparison.hpp"

#include <cmath>
#include <utility>

namespace wordfield::inline study {
namespace {

using Runs = std::span<const SeedRun>;

/// Of one figure of each seed.
template <class Figure>
MeanSpread over_seeds(Runs runs, const Figure& figure) {
    std::vector<double> values;
    for (const SeedRun& run : runs) values.push_back(figure(run));
    return mean_spread(values);
}

std::vector<NeighbourLists> lists_of(Runs runs, NeighbourLists SeedRun::*lists) {
    std::vector<NeighbourLists> all;
    for (const SeedRun& run : runs) all.push_back(run.*lists);
    return all;
}

// How far neighbours come again: of all seeds, of most, of some.
void count_places(WordOverSeeds& word, int seeds, double places) {
    for (const CountedNeighbour& neighbour : word.neighbours) {
        double& kind = neighbour.lists == seeds      ? word.always
                       : 2 * neighbour.lists > seeds ? word.mostly
                                                     : word.luck;
        kind += neighbour.lists / places;
    }
}

MeanSpread over_words(std::span<const WordOverSeeds> words, double WordOverSeeds::*share) {
    std::vector<double> shares;
    for (const WordOverSeeds& word : words) shares.push_back(word.*share);
    return mean_spread(shares);
}

void compare_words(SeedComparison& result, Runs runs, std::span<const TokenId> words) {
    const std::vector<NeighbourLists> lists = lists_of(runs, &SeedRun::near);
    std::vector<std::vector<double>> shared(words.size()); // of each word: over every two seeds
    for (std::size_t i = 0; i < lists.size(); ++i)
        for (std::size_t j = i + 1; j < lists.size(); ++j) {
            const std::vector<double> each = shared_of_each(lists[i], lists[j]);
            for (std::size_t w = 0; w < each.size(); ++w) shared[w].push_back(each[w]);
        }
    const auto seeds = static_cast<int>(runs.size());
    result.neighbours = static_cast<int>(lists.front().cols());
    result.chance = shared_by_chance(result.neighbours, result.vocabulary);
    result.shared = shared_of_pairs(lists);
    for (std::size_t w = 0; w < words.size(); ++w) {
        WordOverSeeds word{.word = words[w],
                           .shared = mean_spread(shared[w]),
                           .neighbours = count_neighbours(lists, static_cast<Index>(w))};
        count_places(word, seeds, static_cast<double>(seeds) * result.neighbours);
        result.words.push_back(std::move(word));
    }
    result.always = over_words(result.words, &WordOverSeeds::always);
    result.mostly = over_words(result.words, &WordOverSeeds::mostly);
    result.luck = over_words(result.words, &WordOverSeeds::luck);
    result.shared_on_map = shared_of_pairs(lists_of(runs, &SeedRun::near_on_map));
}

void compare_categories(SeedComparison& result, Runs runs, const Lexicon& lexicon) {
    if (!runs.front().purity) return;
    result.purity = over_seeds(runs, [](const SeedRun& run) { return run.purity->overall; });
    result.purity_chance = runs.front().purity->chance;
    for (std::size_t c = 0; c < lexicon.categories.size(); ++c) {
        const MeanSpread purity =
            over_seeds(runs, [c](const SeedRun& run) { return run.purity->per_category[c]; });
        if (!std::isnan(purity.mean)) result.categories.push_back({lexicon.categories[c], purity});
    }
}

void compare_relations(SeedComparison& result, Runs runs) {
    const SeedRun& first = runs.front();
    if (first.parallel.empty()) return;
    result.accuracy = over_seeds(runs, [](const SeedRun& run) { return run.analogies.all.accuracy(); });
    for (std::size_t r = 0; r < first.parallel.size(); ++r)
        result.relations.push_back(
            {.name = first.analogies.relations[r].name,
             .questions = first.analogies.relations[r].count,
             .pairs = first.parallel[r].pairs,
             .accuracy =
                 over_seeds(runs, [r](const SeedRun& run) { return run.analogies.relations[r].accuracy(); }),
             .parallel = over_seeds(runs, [r](const SeedRun& run) { return run.parallel[r].cosine; }),
             .shuffled = over_seeds(runs, [r](const SeedRun& run) { return run.parallel[r].shuffled; })});
}

int heads_that_look_back(const SeedRun& run, int layer, int context) {
    int count = 0;
    for (int head = 0; head < run.patterns.heads; ++head) {
        const HeadStats& stats = run.heads[static_cast<std::size_t>(layer * run.patterns.heads + head)];
        count += habit_of(stats, context) == HeadHabit::Previous ? 1 : 0;
    }
    return count;
}

void compare_layer(SeedComparison& result, Runs runs, int layer, int context) {
    const SeedRun& first = runs.front();
    std::vector<HeadMatch> matches;
    std::vector<double> any;
    for (const SeedRun& other : runs.subspan(1)) {
        matches.push_back(match_heads(first.patterns, other.patterns, layer));
        any.push_back(matches.back().any);
    }
    const int H = first.patterns.heads;
    for (int head = 0; head < H; ++head) {
        const HeadStats& stats = first.heads[static_cast<std::size_t>(layer * H + head)];
        HeadOverSeeds one{.layer = layer,
                          .head = head,
                          .habit = habit_of(stats, context),
                          .habit_name = head_habit(stats, context)};
        std::vector<double> overlaps;
        for (std::size_t i = 0; i < matches.size(); ++i) {
            overlaps.push_back(matches[i].overlap[head]);
            const auto partner = static_cast<std::size_t>(layer * H + matches[i].partner[head]);
            one.same_habit += habit_of(runs[i + 1].heads[partner], context) == one.habit ? 1 : 0;
        }
        one.overlap = mean_spread(overlaps);
        result.heads.push_back(std::move(one));
    }
    LayerOverSeeds summary{.any = mean_spread(any), .previous = {}};
    for (const SeedRun& run : runs) summary.previous.push_back(heads_that_look_back(run, layer, context));
    result.layers.push_back(std::move(summary));
}

} // namespace

SeedComparison compare_seeds(std::span<const SeedRun> runs, const StudyWords& words, const Corpus& corpus,
                             int context) {
    SeedComparison result;
    result.corpus = corpus.name;
    result.vocabulary = corpus.lexicon.vocabulary.size();
    for (const SeedRun& run : runs) {
        result.seeds.push_back(run.seed);
        if (run.heldout) result.losses.push_back(run.heldout->mean);
    }
    result.loss = mean_spread(result.losses);
    if (runs.front().heldout) result.loss_error = runs.front().heldout->error;
    compare_words(result, runs, words.compared);
    compare_categories(result, runs, corpus.lexicon);
    compare_relations(result, runs);
    if (!runs.front().heads.empty())
        for (int layer = 0; layer < runs.front().patterns.layers; ++layer)
            compare_layer(result, runs, layer, context);
    return result;
}

} // namespace wordfield::inline study
