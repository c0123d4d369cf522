// SPDX-License-Identifier: MIT
// The words of a map with everything known of them, where they lie, and what lies near: a table that
// Embedding Atlas, pandas or DuckDB open as it is (.atlas.csv, .atlas.jsonl).
#pragma once

#include "model/formats/format.hpp"
#include "model/map/layout.hpp"
#include "model/train/moment.hpp"

#include <vector>

namespace wordfield::inline core {
class ThreadPool;
} // namespace wordfield::inline core

namespace wordfield::app {

/// What a map shows: the words it is made of, then those that are placed among them.
struct ShownWords {
    std::vector<TokenId> words;
    Matrix places; ///< (n, 3) in radii of the map
};
ShownWords shown_on(const Layout& layout);

/// The rows of shown_on(): word, vector, counts, categories and columns as
/// vector_table() has them, and columns of JSON: projection_x and projection_y (and _z of a map in three
/// dimensions) in radii of the map, and neighbors {"ids": [...], "distances": [...]}: the numbers (from 0) of
/// the ten nearest rows of the table and their cosine distances, 1 - cosine, the nearest at the front;
/// approximate above NeighbourSearch::exact_up_to rows. Throws Error as the search does.
VectorTable atlas_table(const Moment& moment, const Layout& layout, ThreadPool& pool);

/// Writes it as its ending says.
void write_atlas(const std::filesystem::path& path, const Moment& moment, const Layout& layout,
                 ThreadPool& pool);

} // namespace wordfield::app
