// SPDX-License-Identifier: MIT
#include "model/context/sense_purity.hpp"

#include "model/context/context_map.hpp"
#include "model/core/thread_pool.hpp"
#include "model/map/purity.hpp"

#include <algorithm>
#include <cmath>

namespace wordfield::inline context {
namespace {

/// What is compared of one word.
struct Compared {
    std::vector<int> places; // occurrences
    std::vector<int> sense;  // of each: 0 or 1
    std::vector<int> of_sense{0, 0};
};

// `count` of `places`, evenly spread.
void add_some(const std::vector<int>& places, std::size_t count, int sense, Compared& compared) {
    for (std::size_t i = 0; i < count; ++i) {
        compared.places.push_back(places[i * places.size() / count]);
        compared.sense.push_back(sense);
    }
    compared.of_sense[static_cast<std::size_t>(sense)] = static_cast<int>(count);
}

Compared compared_places(const Occurrences& occurrences, int first_sense, bool told) {
    std::vector<int> places[2];
    for (int i = 0; i < occurrences.size(); ++i) {
        if (told && !occurrences.told[static_cast<std::size_t>(i)]) continue;
        const int sense = occurrences.sense[static_cast<std::size_t>(i)] - first_sense;
        if (sense == 0 || sense == 1) places[sense].push_back(i);
    }
    const std::size_t count = std::min(places[0].size(), places[1].size());
    Compared compared;
    for (const int sense : {0, 1}) add_some(places[sense], count, sense, compared);
    return compared;
}

Matrix rows_of(const Matrix& stage, const std::vector<int>& places) {
    Matrix rows(std::ssize(places), stage.cols());
    for (std::size_t i = 0; i < places.size(); ++i) rows.row(static_cast<Index>(i)) = stage.row(places[i]);
    return rows;
}

} // namespace

std::vector<SensePurity> sense_purity(const Occurrences& occurrences,
                                      const std::vector<const Matrix*>& stages, int least, bool told) {
    std::vector<SensePurity> found;
    ThreadPool alone{1};
    for (int s = 0; s + 1 < std::ssize(occurrences.senses); ++s) {
        const auto index = static_cast<std::size_t>(s);
        if (occurrences.senses[index].word != occurrences.senses[index + 1].word) continue;
        const Compared compared = compared_places(occurrences, s, told);
        if (compared.of_sense[0] < least) continue;
        SensePurity one{.word = occurrences.senses[index].word, .occurrences = compared.of_sense};
        for (const Matrix* stage : stages) {
            const Purity purity =
                neighbour_purity(centred_units(rows_of(*stage, compared.places)), compared.sense, 2, alone);
            one.purity.push_back(purity.overall);
            one.error.push_back(purity.error);
            one.chance = purity.chance;
        }
        found.push_back(std::move(one));
    }
    return found;
}

SensePurity mean_purity(const std::vector<SensePurity>& words) {
    SensePurity mean;
    if (words.empty()) return mean;
    const auto count = static_cast<double>(words.size());
    mean.occurrences = {0, 0};
    mean.purity.assign(words.front().purity.size(), 0.0);
    mean.error = mean.purity;
    for (const SensePurity& word : words) {
        for (std::size_t s = 0; s < mean.occurrences.size(); ++s) mean.occurrences[s] += word.occurrences[s];
        for (std::size_t stage = 0; stage < mean.purity.size(); ++stage) {
            mean.purity[stage] += word.purity[stage] / count;
            mean.error[stage] += std::pow(word.error[stage] / count, 2);
        }
        mean.chance += word.chance / count;
    }
    for (double& error : mean.error) error = std::sqrt(error);
    return mean;
}

} // namespace wordfield::inline context
