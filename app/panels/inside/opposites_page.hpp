// SPDX-License-Identifier: MIT
// What the page about opposites keeps, and its parts.
#pragma once

#include "app/panels/inside/kept_finding.hpp"
#include "app/panels/panels.hpp"
#include "app/story/opposites_inquiry.hpp"
#include "app/ui/figure_table.hpp"

#include <array>
#include <memory>
#include <string>
#include <vector>

namespace wordfield::app {

struct OppositesPage {
    /// Which pairs: the well-known ones, the user's own, then the corpus's relations.
    enum Source { Known, Own, FirstRelation };
    int source = Known;
    std::array<char, 400> typed{}; ///< "hot/cold, buy/sell"
    Cached<ReadOpposites, std::shared_ptr<const Corpus>, int, std::string> pairs;
    KeptFinding<OppositesFinding> found;
    FigureTable table;
    std::uint64_t table_version = 0; ///< of `found`, that the table is of
    std::size_t chosen = 0;          ///< row of the table
};

/// "hot / cold".
std::string pair_name(const Frame& frame, const Opposite& pair);
/// All that is known of one pair: directions, layers, what is said next.
void told_pair(Ui& ui, const Frame& frame, const OppositesFinding& found, std::size_t row,
               Selection& selection);

} // namespace wordfield::app
