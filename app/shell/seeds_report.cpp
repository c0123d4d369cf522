// SPDX-License-Identifier: MIT
#include "app/shell/seeds_report.hpp"

#include "model/core/number_text.hpp"

#include <nlohmann/json.hpp>

namespace wordfield::app {
namespace {

using nlohmann::json;

json spread_fields(const MeanSpread& value) {
    return {{"mean", value.mean}, {"spread", value.count < 2 ? json(nullptr) : json(value.spread)}};
}

json word_fields(const SeedComparison& seeds, const WordOverSeeds& word, const Vocabulary& vocabulary) {
    json always = json::array(), mostly = json::array();
    int luck = 0;
    const auto n = static_cast<int>(seeds.seeds.size());
    for (const CountedNeighbour& neighbour : word.neighbours) {
        if (neighbour.lists == n)
            always.push_back(vocabulary.word(neighbour.row));
        else if (2 * neighbour.lists > n)
            mostly.push_back(vocabulary.word(neighbour.row));
        else
            ++luck;
    }
    return {{"shared", spread_fields(word.shared)}, {"always", always}, {"mostly", mostly}, {"luck", luck}};
}

json neighbours_fields(const SeedComparison& seeds, const Vocabulary& vocabulary) {
    json words = json::object();
    for (const WordOverSeeds& word : seeds.words)
        words[vocabulary.word(word.word)] = word_fields(seeds, word, vocabulary);
    return {{"nearest", seeds.neighbours},           {"words", seeds.words.size()},
            {"shared", spread_fields(seeds.shared)}, {"chance", seeds.chance},
            {"always", spread_fields(seeds.always)}, {"mostly", spread_fields(seeds.mostly)},
            {"luck", spread_fields(seeds.luck)},     {"per_word", words}};
}

json purity_fields(const SeedComparison& seeds) {
    if (!seeds.purity) return nullptr;
    json categories = json::object();
    for (const CategoryOverSeeds& category : seeds.categories)
        categories[category.name] = spread_fields(category.purity);
    json fields = spread_fields(*seeds.purity);
    fields["chance"] = seeds.purity_chance;
    fields["per_category"] = categories;
    return fields;
}

json relation_fields(const SeedComparison& seeds) {
    if (!seeds.accuracy) return nullptr;
    json relations = json::object();
    for (const RelationOverSeeds& relation : seeds.relations)
        relations[relation.name] = {{"questions", relation.questions},
                                    {"pairs", relation.pairs},
                                    {"accuracy", spread_fields(relation.accuracy)},
                                    {"parallel", spread_fields(relation.parallel)},
                                    {"shuffled", spread_fields(relation.shuffled)}};
    return {{"accuracy", spread_fields(*seeds.accuracy)}, {"per_relation", relations}};
}

json head_fields(const SeedComparison& seeds) {
    if (seeds.heads.empty()) return nullptr;
    json heads = json::array(), layers = json::array();
    for (const HeadOverSeeds& head : seeds.heads)
        heads.push_back({{"layer", head.layer},
                         {"head", head.head},
                         {"habit", head.habit_name},
                         {"overlap", spread_fields(head.overlap)},
                         {"same_habit", head.same_habit}});
    for (const LayerOverSeeds& layer : seeds.layers)
        layers.push_back({{"any_overlap", spread_fields(layer.any)}, {"looking_back", layer.previous}});
    return {{"per_head", heads}, {"per_layer", layers}};
}

json stability_fields(const SeedComparison& seeds) {
    if (!seeds.map) return nullptr;
    const MapStability& map = *seeds.map;
    return {{"words", map.words},
            {"maps", map.maps},
            {"chance", map.chance},
            {"same_start", spread_fields(map.same_start)},
            {"random_start", spread_fields(map.random_start)},
            {"neighbours_kept", spread_fields(map.kept)},
            {"embedding", spread_fields(seeds.shared_on_map)}};
}

// ---- the table

constexpr int name_width = 34;

std::string line(const std::string& name, const MeanSpread& value, const std::string& remark = {}) {
    std::string words = format("%-*s   %s", name_width, name.c_str(), with_spread(value, 3).c_str());
    return words + (remark.empty() ? "" : "   " + remark) + "\n";
}

std::string seed_names(const SeedComparison& seeds) {
    std::string names;
    for (const std::uint64_t seed : seeds.seeds) names += (names.empty() ? "" : ", ") + std::to_string(seed);
    return names;
}

std::string head_line(const SeedComparison& seeds, const HeadOverSeeds& head) {
    const MeanSpread& any = seeds.layers[static_cast<std::size_t>(head.layer)].any;
    return line(format("  layer %d, head %d", head.layer + 1, head.head + 1), head.overlap,
                format("any two heads %.3f; %s (of its partners %d of %zu)", any.mean,
                       head.habit_name == no_habit ? "shows no clear pattern" : head.habit_name.c_str(),
                       head.same_habit, seeds.seeds.size() - 1));
}

// Of large models the layers alone.
std::string head_lines(const SeedComparison& seeds) {
    constexpr std::size_t most_heads = 24;
    std::string lines = seeds.heads.empty() ? "" : "attention on the same tokens, head by head\n";
    if (seeds.heads.size() <= most_heads)
        for (const HeadOverSeeds& head : seeds.heads) lines += head_line(seeds, head);
    for (std::size_t layer = 0; layer < seeds.layers.size(); ++layer) {
        lines += format("  layer %zu, heads that look back one word:", layer + 1);
        for (const int count : seeds.layers[layer].previous) lines += " " + std::to_string(count);
        lines += "\n";
    }
    return lines;
}

std::string map_lines(const SeedComparison& seeds) {
    if (!seeds.map) return {};
    const MapStability& map = *seeds.map;
    const std::string chance = format("chance %.3f", map.chance);
    return format("neighbours that two share, among the %d words of the map\n", map.words) +
           line("  embeddings of two seeds", seeds.shared_on_map, chance) +
           line("  maps of one, as they are made", map.same_start, chance) +
           line("  maps of one, from random places", map.random_start, chance);
}

} // namespace

json seeds_fields(const SeedComparison* seeds, const Vocabulary& vocabulary) {
    if (seeds == nullptr) return nullptr;
    return {{"asked", seeds->asked},
            {"compared", seeds->seeds},
            {"left_out", seeds->left_out},
            {"steps", seeds->steps},
            {"loss_heldout", seeds->losses.empty() ? json(nullptr)
                                                   : json{{"mean", seeds->loss.mean},
                                                          {"spread", seeds->loss.spread},
                                                          {"error", seeds->loss_error},
                                                          {"each", seeds->losses}}},
            {"neighbours", neighbours_fields(*seeds, vocabulary)},
            {"purity_at_10", purity_fields(*seeds)},
            {"analogies", relation_fields(*seeds)},
            {"heads", head_fields(*seeds)},
            {"map", stability_fields(*seeds)}};
}

std::string seeds_table(const SeedComparison& seeds) {
    std::string table = format("%s, %s: %zu seeds (%s) of %s steps; mean ± spread over the seeds\n",
                               seeds.corpus.c_str(), seeds.model.c_str(), seeds.seeds.size(),
                               seed_names(seeds).c_str(), with_commas(seeds.steps).c_str());
    if (!seeds.losses.empty())
        table +=
            line("held-out loss, nats", seeds.loss, format("standard error of one %.3f", seeds.loss_error));
    table += line(
        format("neighbours that two seeds share"), seeds.shared,
        format("chance %.3f; %d nearest of %zu words", seeds.chance, seeds.neighbours, seeds.words.size()));
    table += line("  come every time", seeds.always, "± from word to word") +
             line("  come most times", seeds.mostly) + line("  luck", seeds.luck);
    if (seeds.purity)
        table +=
            line("neighbours of one category", *seeds.purity, format("chance %.3f", seeds.purity_chance));
    if (seeds.accuracy) table += line("relations, right answers", *seeds.accuracy);
    for (const RelationOverSeeds& relation : seeds.relations)
        table += line("  " + relation.name, relation.accuracy,
                      "parallel " + with_spread(relation.parallel, 3) + ", shuffled " +
                          with_spread(relation.shuffled, 3));
    return table + head_lines(seeds) + map_lines(seeds);
}

} // namespace wordfield::app
