// SPDX-License-Identifier: MIT
#include "model/comparison/embedding_comparison.hpp"

#include "model/comparison/nearest_directions.hpp"
#include "model/comparison/semantic_change.hpp"
#include "model/geometry/neighbours.hpp"

#include <algorithm>
#include <array>
#include <numeric>
#include <span>

namespace wordfield::inline comparison {
namespace {

constexpr std::array sizes{1, 2, 5, 10, 20, 50, 100};
constexpr int longest = sizes.back();
constexpr int overlap_size = 10;

/// Some words and their nearest ones in both.
struct Neighbourhoods {
    std::vector<Index> words; ///< rising
    NeighbourLists a, b;      ///< (words, K)

    [[nodiscard]] bool given_up() const {
        return a.rows() < std::ssize(words) || b.rows() < std::ssize(words);
    }
};

Neighbourhoods neighbourhoods_of(const ComparedTables& tables, std::vector<Index> words, int k,
                                 ThreadPool& pool, const std::stop_token& stop) {
    Neighbourhoods found{std::move(words), {}, {}};
    found.a = nearest_directions(tables.a, found.words, k, pool, stop);
    found.b = nearest_directions(tables.b, found.words, k, pool, stop);
    return found;
}

std::span<const int> first_of(const NeighbourLists& lists, Index i, int most) {
    return {lists.data() + i * lists.cols(), static_cast<std::size_t>(std::min<Index>(most, lists.cols()))};
}

// What neighbourhoods say of their i-th word.
void tell_company(WordChange& change, const ComparedTables& tables, const Neighbourhoods& near, Index i) {
    change.local = local_change(tables.a, tables.b, change.word, first_of(near.a, i, local_neighbours),
                                first_of(near.b, i, local_neighbours));
    const auto a = first_of(near.a, i, overlap_size), b = first_of(near.b, i, overlap_size);
    const int k = static_cast<int>(a.size());
    change.overlap = k == 0 ? 0.0F : static_cast<float>(shared_of_first(a, b, k)) / static_cast<float>(k);
}

// By local change where there is no other: those that were asked.
std::vector<WordChange> changes_of(const ComparedTables& tables, const Neighbourhoods& near,
                                   const Eigen::MatrixXf& turn, ThreadPool& pool) {
    std::vector<WordChange> changes;
    if (!tables.same_width()) {
        for (Index i = 0; i < std::ssize(near.words); ++i) {
            changes.push_back({.word = near.words[i]});
            tell_company(changes.back(), tables, near, i);
        }
        return changes;
    }
    const std::vector<float> aligned = aligned_changes(tables.a, tables.b, turn, pool);
    for (Index i = 0; i < tables.size(); ++i) changes.push_back({.word = i, .aligned = aligned[i]});
    return changes;
}

// Fills in the company of the words on a list; the neighbours of those that are not in `near` are looked for
// now. False when it was stopped.
bool complete(std::vector<WordChange>& list, const ComparedTables& tables, const Neighbourhoods& near,
              ThreadPool& pool, const std::stop_token& stop) {
    std::vector<Index> missing;
    for (const WordChange& one : list)
        if (!std::ranges::binary_search(near.words, one.word)) missing.push_back(one.word);
    std::ranges::sort(missing);
    const Neighbourhoods more = neighbourhoods_of(tables, std::move(missing), local_neighbours, pool, stop);
    if (more.given_up()) return false;
    for (WordChange& one : list)
        for (const Neighbourhoods* const from : {&near, &more})
            if (const auto at = std::ranges::lower_bound(from->words, one.word);
                at != from->words.end() && *at == one.word)
                tell_company(one, tables, *from, at - from->words.begin());
    return true;
}

} // namespace

const OverlapPoint* EmbeddingComparison::overlap_at(int k) const {
    const auto at = std::ranges::find(curve, k, &OverlapPoint::k);
    return at == curve.end() ? nullptr : &*at;
}

std::optional<EmbeddingComparison> compare_embeddings(const ComparedTables& tables,
                                                      const ComparisonRequest& request, ThreadPool& pool,
                                                      const std::stop_token& stop) {
    EmbeddingComparison result{.words = tables.size(), .aligned = tables.same_width()};
    const Index asked = tables.size() <= request.asks_all_up_to ? tables.size() : request.asked;
    const Neighbourhoods near =
        neighbourhoods_of(tables, spread_sample(tables.size(), asked), longest, pool, stop);
    if (near.given_up() || stop.stop_requested()) return std::nullopt;
    result.asked = std::ssize(near.words);
    result.curve = overlap_curve(near.a, near.b, tables.size(), sizes);
    if (result.aligned) result.turn = procrustes_turn(tables.a, tables.b, pool);
    std::vector<WordChange> changes = changes_of(tables, near, result.turn, pool);
    std::erase_if(changes, [&](const WordChange& one) {
        const std::int64_t count = tables.counts[one.word];
        return count > 0 && count < request.least_count;
    });
    result.ranked = std::ssize(changes);
    double sum = 0.0;
    for (const WordChange& one : changes) sum += static_cast<double>(one.change());
    result.mean_change = changes.empty() ? 0.0 : sum / static_cast<double>(changes.size());
    const Index listed = std::min<Index>(request.listed, result.ranked);
    const auto moved_more = [](const WordChange& x, const WordChange& y) {
        return x.change() != y.change() ? x.change() > y.change() : x.word < y.word;
    };
    const auto moved_less = [](const WordChange& x, const WordChange& y) {
        return x.change() != y.change() ? x.change() < y.change() : x.word < y.word;
    };
    std::partial_sort(changes.begin(), changes.begin() + listed, changes.end(), moved_more);
    result.most.assign(changes.begin(), changes.begin() + listed);
    std::partial_sort(changes.begin(), changes.begin() + listed, changes.end(), moved_less);
    result.least.assign(changes.begin(), changes.begin() + listed);
    if (!complete(result.most, tables, near, pool, stop) || !complete(result.least, tables, near, pool, stop))
        return std::nullopt;
    return result;
}

} // namespace wordfield::inline comparison
