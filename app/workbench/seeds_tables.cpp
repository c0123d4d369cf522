// SPDX-License-Identifier: MIT
#include "app/workbench/seeds_tables.hpp"

#include <utility>

namespace wordfield::app {
namespace {

FigureCell cell(const MeanSpread& value, std::optional<double> mark = std::nullopt) {
    return {with_spread(value, 2), value.mean, value.spread, mark};
}

FigureCell share(double value) {
    return {format("%.0f%%", 100 * value), value};
}

FigureCell plain(std::string words, double value = 0.0) {
    return {std::move(words), value};
}

FigureTable words_table(const SeedComparison& seeds, const Vocabulary& vocabulary) {
    std::vector<FigureColumn> columns{
        {"shared by two seeds",
         format(
             "Of a word's %d nearest words (centred cosine, among all words) the share that two seeds both "
             "have: mean and standard deviation over every two of the seeds. The tick is chance, %.3f.",
             seeds.neighbours, seeds.chance)},
        {"come every time", "The share of the places in its lists that neighbours of all seeds hold."},
        {"luck", "The share of the places in its lists that neighbours of half of the seeds or fewer hold.",
         true, false}};
    std::vector<FigureRow> rows;
    for (const WordOverSeeds& word : seeds.words)
        rows.push_back({vocabulary.word(word.word),
                        {cell(word.shared, seeds.chance), share(word.always), share(word.luck)},
                        {}});
    return {"word", std::move(columns), std::move(rows)};
}

FigureTable categories_table(const SeedComparison& seeds) {
    std::vector<FigureColumn> columns{
        {"neighbours of the category",
         "Purity@10: of the nearest labelled words of each of its words the share in the category, mean and "
         "standard deviation over the seeds."}};
    std::vector<FigureRow> rows;
    if (seeds.purity) rows.push_back({"all together", {cell(*seeds.purity, seeds.purity_chance)}, {}});
    for (const CategoryOverSeeds& category : seeds.categories)
        rows.push_back({category.name, {cell(category.purity)}, {}});
    return {"category", std::move(columns), std::move(rows)};
}

FigureTable relations_table(const SeedComparison& seeds) {
    std::vector<FigureColumn> columns{
        {"right answers",
         "a is to b as c is to …: the share of its questions whose nearest word to b − a + c is the right "
         "one, mean and standard deviation over the seeds."},
        {"parallel offsets",
         "Mean cosine between the offsets b − a of every two of its pairs, over the seeds: 1 if the relation "
         "is one direction. The tick is the same with the partners exchanged: what it takes to be more than "
         "two groups of words that lie apart."}};
    std::vector<FigureRow> rows;
    for (const RelationOverSeeds& relation : seeds.relations)
        rows.push_back({relation.name,
                        {cell(relation.accuracy), cell(relation.parallel, relation.shuffled.mean)},
                        format("%s questions, %d pairs; with partners exchanged their offsets have a cosine "
                               "of %s.",
                               with_commas(relation.questions).c_str(), relation.pairs,
                               with_spread(relation.shuffled, 2).c_str())});
    return {"relation", std::move(columns), std::move(rows)};
}

FigureTable heads_table(const SeedComparison& seeds) {
    const auto others = seeds.seeds.empty() ? 0 : static_cast<int>(seeds.seeds.size()) - 1;
    std::vector<FigureColumn> columns{
        {"looks at the same tokens",
         "Heads change places from seed to seed, so each is paired with the one of its layer in the other "
         "seed that looks most alike, each once. The figure is the share of attention that the two put on "
         "the same tokens of "
         "the same held-out text: mean and standard deviation over the other seeds. The tick is any two "
         "heads of the layer."},
        {"habit in the first seed", "Where it looks most, on average.", false},
        {"partners with it", "How many of its partners in the other seeds have the same habit."}};
    std::vector<FigureRow> rows;
    for (const HeadOverSeeds& head : seeds.heads) {
        const LayerOverSeeds& layer = seeds.layers[static_cast<std::size_t>(head.layer)];
        std::string previous;
        for (const int count : layer.previous) previous += " " + std::to_string(count);
        rows.push_back({format("layer %d, head %d", head.layer + 1, head.head + 1),
                        {cell(head.overlap, layer.any.mean), plain(head.habit_name),
                         plain(format("%d of %d", head.same_habit, others),
                               static_cast<double>(head.same_habit) / others)},
                        format("Any two heads of this layer share %s. Heads of the layer that look back one "
                               "word, seed by seed:%s.",
                               with_spread(layer.any, 2).c_str(), previous.c_str())});
    }
    return {"head", std::move(columns), std::move(rows)};
}

FigureTable map_table(const SeedComparison& seeds) {
    if (!seeds.map) return {};
    const MapStability& map = *seeds.map;
    std::vector<FigureColumn> columns{
        {"neighbours that two share",
         format("Of each word's ten nearest, among the %d words of the map, the share that two of them both "
                "have: mean and standard deviation over every two. The tick is chance, %.3f.",
                map.words, map.chance)}};
    std::vector<FigureRow> rows{
        {"embeddings, two seeds",
         {cell(seeds.shared_on_map, map.chance)},
         "Models of two seeds, before any map: how much of a neighbourhood the training decides."},
        {"maps, as they are made",
         {cell(map.same_start, map.chance)},
         "t-SNE maps of the first seed's model that differ by the seed of t-SNE alone. Each begins with the "
         "main components, so the seed has little to say."},
        {"maps, from random places",
         {cell(map.random_start, map.chance)},
         "The same from random places, as t-SNE was published: what the start decides is chance here."},
        {"map and embedding",
         {cell(map.kept, map.chance)},
         "Of each word's ten nearest in the embedding the share that is among the ten nearest on the map."}};
    return {"what is compared", std::move(columns), std::move(rows)};
}

} // namespace

std::array<FigureTable, seeds_tab_count> seeds_tables(const SeedComparison& seeds,
                                                      const Vocabulary& vocabulary) {
    return {words_table(seeds, vocabulary), categories_table(seeds), relations_table(seeds),
            heads_table(seeds), map_table(seeds)};
}

std::vector<std::string> seeds_summary(const SeedComparison& seeds) {
    std::string names;
    for (const std::uint64_t seed : seeds.seeds) names += (names.empty() ? "" : ", ") + std::to_string(seed);
    std::string first = format("%s on %s · seeds %s · %s steps each", seeds.model.c_str(),
                               seeds.corpus.c_str(), names.c_str(), with_commas(seeds.steps).c_str());
    if (!seeds.losses.empty()) first += " · held-out loss " + with_spread(seeds.loss, 3) + " nats";
    std::vector<std::string> lines{std::move(first)};
    const MeanSpread shared{seeds.neighbours * seeds.shared.mean, seeds.neighbours * seeds.shared.spread,
                            seeds.shared.count};
    lines.push_back(format("Two seeds share %s of a word's %d nearest words (chance %.1f). %.0f%% of "
                           "all neighbours come every time, %.0f%% most times, %.0f%% are luck.",
                           with_spread(shared, 1).c_str(), seeds.neighbours, seeds.neighbours * seeds.chance,
                           100 * seeds.always.mean, 100 * seeds.mostly.mean, 100 * seeds.luck.mean));
    for (const std::string& sentence : seeds.left_out) lines.push_back(sentence + ".");
    if (static_cast<int>(seeds.seeds.size() + seeds.left_out.size()) < seeds.asked)
        lines.push_back(format("Stopped after %zu of %d seeds.", seeds.seeds.size() + seeds.left_out.size(),
                               seeds.asked));
    return lines;
}

std::string neighbours_of_seeds(const WordOverSeeds& word, int least, int most, bool counts,
                                const Vocabulary& vocabulary) {
    std::string words;
    for (const CountedNeighbour& neighbour : word.neighbours) {
        if (neighbour.lists < least || neighbour.lists > most) continue;
        words += (words.empty() ? "" : ", ") + vocabulary.word(neighbour.row);
        if (counts) words += " (" + std::to_string(neighbour.lists) + ")";
    }
    return words;
}

} // namespace wordfield::app
