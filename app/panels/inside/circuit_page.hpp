// SPDX-License-Identifier: MIT
// What the page about why a head looks keeps, and its three views.
#pragma once

#include "app/panels/inside/kept_finding.hpp"
#include "app/panels/panels.hpp"
#include "app/story/head_inquiries.hpp"
#include "app/ui/figure_table.hpp"
#include "model/analysis/score_split.hpp"

#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace wordfield::app {

/// One score in parts, as it is drawn.
struct CircuitScore {
    ScoreSplit split;
    std::vector<ScoreTerm> top; ///< the largest terms
    double rest = 0.0;          ///< the sum of all others
    double largest = 0.0;       ///< of the terms and of the sums by source, absolute
};

/// What a head does with one word.
struct CircuitWords {
    using Line = std::pair<TokenId, float>;
    std::vector<Line> raised, lowered, looks; ///< the strongest at the front
    std::vector<Line> both{};                 ///< some that are raised, then some that are lowered
};

/// Which sources are told of: the cell's largest term where nothing is chosen.
struct ChosenSources {
    int query = -1, key = -1; ///< of ScoreSplit::parts; -1 for none
    bool operator==(const ChosenSources&) const = default;
};

struct CircuitPage {
    int view = 0; ///< 0: this score, 1: what the head does with words, 2: all heads by name
    ChosenSources chosen;
    int chosen_layer = -1; ///< of which `chosen` are
    bool against = false;  ///< whether the score is split less the mean of its row
    Cached<CircuitScore, std::shared_ptr<const Trace>, CellId, bool> score;
    /// By source, where it is told which words it pushes towards: for query and key.
    Cached<std::vector<TokenId>, std::shared_ptr<const Trace>, int, int, int> pushed_query, pushed_key;
    KeptFinding<CircuitFinding> circuits;
    KeptFinding<RepeatsFinding> repeats;
    Cached<CircuitWords, std::shared_ptr<const HeadCircuits>, TokenId> words;
    FigureTable table;               ///< of all heads
    std::uint64_t table_version = 0; ///< of `repeats`, that the table is of
    std::shared_ptr<const Moment> table_moment;
};

/// What a view of the page draws with.
struct CircuitView {
    Ui& ui;
    const Frame& frame;
    CircuitPage& page;
    Selection& selection;
    CellId cell;
};

/// Of a source by its number; the one behind the last stands for all together.
std::string name_at(const ScoreSplit& split, int source);
/// As short as it goes: "word", "L1 FF".
std::string short_name_at(const ScoreSplit& split, int source);
/// A term, or a sum of terms where `query` or `key` stands for all.
double value_at(const ScoreSplit& split, int query, int key);
/// What wrote the source into the stream of its token.
void told_source(const CircuitView& v, const CircuitScore& score, int source, bool of_query);

/// The score as a sum over pairs of sources: a heat map, the largest terms, what wrote the chosen sources.
void circuit_score_view(const CircuitView& v);
/// Which words the head raises and looks at.
void circuit_words_view(const CircuitView& v);
/// All heads with what they are called and why.
void circuit_heads_view(const CircuitView& v);
/// "previous word .91 ± .02 · same word before .32 against .04 by chance"; empty for a head without a name.
std::string habits_line(const Frame& frame, const RepeatsFinding* repeats, int layer, int head);

} // namespace wordfield::app
