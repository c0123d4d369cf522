// SPDX-License-Identifier: MIT
// A comparison of seeds as tables to look at, each figure with its sentence.
#pragma once

#include "app/ui/figure_table.hpp"
#include "model/study/seed_comparison.hpp"

#include <array>

namespace wordfield::app {

enum class SeedsTab { Words, Categories, Relations, Heads, Map };
inline constexpr std::size_t seeds_tab_count = 5;

/// One for each tab, in its order; empty where there is nothing to compare.
std::array<FigureTable, seeds_tab_count> seeds_tables(const SeedComparison& seeds,
                                                      const Vocabulary& vocabulary);

/// What the comparison says in a few lines, above the tables.
std::vector<std::string> seeds_summary(const SeedComparison& seeds);

/// "queen, prince": the neighbours of a word that so many seeds have, from `least` to `most`; with how many
/// behind each, where `counts`.
std::string neighbours_of_seeds(const WordOverSeeds& word, int least, int most, bool counts,
                                const Vocabulary& vocabulary);

} // namespace wordfield::app
