// SPDX-License-Identifier: MIT
// How far the meaning of a word has moved from one embedding to another. Two measures that papers on how
// words change use: one of the vectors themselves, one of the company that they are in.
#pragma once

#include "model/comparison/unit_rows.hpp"

#include <span>
#include <vector>

namespace wordfield::inline core {
class ThreadPool;
} // namespace wordfield::inline core

namespace wordfield::inline comparison {

/// (C, C) the orthogonal turn that brings the rows of `a` nearest to those of `b` in the sum of squares:
/// orthogonal Procrustes (Schönemann 1966), as Hamilton, Leskovec & Jurafsky (2016, "Diachronic Word
/// Embeddings Reveal Statistical Laws of Semantic Change") align two decades. Both of N rows and one width;
/// the same bits with any number of threads.
Eigen::MatrixXf procrustes_turn(const UnitRows& a, const UnitRows& b, ThreadPool& pool);

/// 1 - cosine of each row of `a`, turned, with that of `b`: (N), 0 to 2, the semantic displacement of that
/// paper. 1 for a word that has no direction in one of them.
std::vector<float> aligned_changes(const UnitRows& a, const UnitRows& b, const Eigen::MatrixXf& turn,
                                   ThreadPool& pool);

/// The local neighbourhood measure of Hamilton, Leskovec & Jurafsky (2016, "Cultural Shift or Linguistic
/// Drift?"): the word's cosines with all of its nearest words in either embedding are a vector in each of
/// them, and the change is 1 - cosine of the two, 0 to 2. Needs no alignment and no common width.
float local_change(const UnitRows& a, const UnitRows& b, Index word, std::span<const int> nearest_in_a,
                   std::span<const int> nearest_in_b);

/// How many nearest words of each that measure looks at, as in the paper.
inline constexpr int local_neighbours = 25;

} // namespace wordfield::inline comparison
