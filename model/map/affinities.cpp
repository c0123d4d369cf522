// SPDX-License-Identifier: MIT
// The search for each row's precision, and the symmetric sparse matrix made of the results.
#include "model/map/affinities.hpp"

#include "model/core/thread_pool.hpp"
#include "model/kernels/kernels.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace wordfield::inline map {

namespace {

constexpr Index rows_a_part = 256;
constexpr float entropy_tolerance = 1e-4F; // nats: the perplexity is right to one in ten thousand
constexpr int most_rounds = 60;
constexpr float padding = 1e30F; // a squared distance that stands for no neighbour

int part_count(Index n) {
    return static_cast<int>((n + rows_a_part - 1) / rows_a_part);
}

int padded(int k) {
    constexpr auto whole = static_cast<int>(point_padding);
    return (k + whole - 1) / whole * whole;
}

/// A Gaussian seen from one row: weights of its neighbours at one precision, and what a search needs to know
/// of them.
struct Gaussian {
    float sum = 0.0F;     // of the unnormalised weights
    float entropy = 0.0F; // nats
    float slope = 0.0F;   // of the entropy with log(precision), never positive
};

/// excess(padded k): squared distances less the smallest of them; `padding` gets no weight.
Gaussian weigh(std::span<const float> excess, float precision, std::span<float> weights) {
    const GaussianSums sums =
        map_kernels().weigh(excess.data(), weights.data(), std::ssize(excess), precision, padding);
    Gaussian result;
    result.sum = sums.weight;
    const float mean = sums.distance / result.sum;
    const float variance = std::max(sums.square / result.sum - mean * mean, 0.0F);
    result.entropy = std::log(result.sum) + precision * mean;
    result.slope = -precision * precision * variance;
    return result;
}

/// Newton's method on log(precision), kept inside a bracket that the sign of the error narrows.
float find_precision(std::span<const float> excess, float start, float entropy, std::span<float> weights) {
    float low = -80.0F;
    float high = 80.0F;
    float at = std::clamp(std::log(start), low, high);
    for (int round = 0; round < most_rounds; ++round) {
        const Gaussian now = weigh(excess, std::exp(at), weights);
        const float error = now.entropy - entropy;
        if (std::abs(error) < entropy_tolerance) break;
        (error > 0.0F ? low : high) = at; // too wide a Gaussian: its precision must grow
        float next = at - error / std::min(now.slope, -1e-6F);
        next = std::clamp(next, at - 2.0F, at + 2.0F); // the slope says little from far away
        at = next > low && next < high ? next : 0.5F * (low + high);
    }
    return std::exp(at);
}

void calibrate_row(const NeighbourGraph& graph, Index i, float entropy, float& precision,
                   float* conditional) {
    const auto distances = graph.distances(i);
    std::vector<float> excess(static_cast<std::size_t>(padded(graph.k)), padding);
    std::vector<float> weights(excess.size());
    double mean = 0.0;
    for (std::size_t j = 0; j < distances.size(); ++j) {
        excess[j] = distances[j] - distances[0];
        mean += excess[j];
    }
    mean /= static_cast<double>(distances.size());
    const float start = precision > 0.0F ? precision : static_cast<float>(mean > 0.0 ? 1.0 / mean : 1.0);
    precision = find_precision(excess, start, entropy, weights);
    const float sum = weigh(excess, precision, weights).sum;
    for (std::size_t j = 0; j < distances.size(); ++j) conditional[j] = weights[j] / sum;
}

/// The edges of the graph the other way round: for each row, from where it is a neighbour, in rising order.
struct Reversed {
    std::vector<std::int64_t> begin; // (n + 1)
    std::vector<std::int32_t> from;  // (nk)
    std::vector<float> weight;       // (nk)
};

Reversed reverse(const NeighbourGraph& graph, std::span<const float> conditional) {
    Reversed result;
    result.begin.assign(static_cast<std::size_t>(graph.n) + 1, 0);
    for (const int j : graph.index) ++result.begin[static_cast<std::size_t>(j) + 1];
    std::partial_sum(result.begin.begin(), result.begin.end(), result.begin.begin());
    result.from.resize(graph.index.size());
    result.weight.resize(graph.index.size());
    std::vector<std::int64_t> next(result.begin.begin(), result.begin.end() - 1);
    for (Index i = 0; i < graph.n; ++i)
        for (auto e = static_cast<std::size_t>(i * graph.k); e < static_cast<std::size_t>((i + 1) * graph.k);
             ++e) {
            const auto at = static_cast<std::size_t>(next[graph.index[e]]++);
            result.from[at] = static_cast<std::int32_t>(i);
            result.weight[at] = conditional[e];
        }
    return result;
}

/// One row of the symmetric matrix, made in lists that are used again for the next.
struct RowMaker {
    explicit RowMaker(Index n) : place(static_cast<std::size_t>(n), -1) {}

    void make(const NeighbourGraph& graph, std::span<const float> conditional, const Reversed& back,
              Index i) {
        column.clear();
        weight.clear();
        for (auto e = static_cast<std::size_t>(i * graph.k); e < static_cast<std::size_t>((i + 1) * graph.k);
             ++e)
            append(graph.index[e], conditional[e]);
        for (auto e = static_cast<std::size_t>(back.begin[i]);
             e < static_cast<std::size_t>(back.begin[static_cast<std::size_t>(i) + 1]); ++e) {
            const std::int32_t known = place[back.from[e]];
            if (known >= 0)
                weight[known] += back.weight[e];
            else
                append(back.from[e], back.weight[e]);
        }
        for (const std::int32_t j : column) place[j] = -1;
        column.resize(padded(static_cast<int>(column.size())), static_cast<std::int32_t>(i));
        weight.resize(column.size(), 0.0F);
    }

    void append(std::int32_t j, float w) {
        place[j] = static_cast<std::int32_t>(column.size());
        column.push_back(j);
        weight.push_back(w);
    }

    std::vector<std::int32_t> place; // (n) where in the row a column stands, or -1
    std::vector<std::int32_t> column;
    std::vector<float> weight;
};

/// The rows of one part, one after the other.
struct Part {
    std::vector<std::int64_t> length;
    std::vector<std::int32_t> column;
    std::vector<float> weight;
};

Part make_part(const NeighbourGraph& graph, std::span<const float> conditional, const Reversed& back,
               Index begin, Index end) {
    const auto scale = static_cast<float>(1.0 / (2.0 * static_cast<double>(graph.n)));
    RowMaker row{graph.n};
    Part part;
    const auto likely = static_cast<std::size_t>(2 * (end - begin) * padded(graph.k));
    part.column.reserve(likely);
    part.weight.reserve(likely);
    for (Index i = begin; i < end; ++i) {
        row.make(graph, conditional, back, i);
        part.length.push_back(static_cast<std::int64_t>(row.column.size()));
        part.column.insert(part.column.end(), row.column.begin(), row.column.end());
        for (const float w : row.weight) part.weight.push_back(w * scale);
    }
    return part;
}

} // namespace

std::vector<float> calibrate(const NeighbourGraph& graph, float perplexity, std::vector<float>& precisions,
                             ThreadPool& pool) {
    precisions.resize(graph.n, 0.0F);
    std::vector<float> conditional(graph.index.size());
    if (graph.k == 0) return conditional;
    const float entropy = std::log(std::min(perplexity, 0.9F * static_cast<float>(graph.k)));
    pool.run(part_count(graph.n), [&](int part) {
        const Index end = std::min((part + 1) * rows_a_part, graph.n);
        for (Index i = part * rows_a_part; i < end; ++i)
            calibrate_row(graph, i, entropy, precisions[i], conditional.data() + i * graph.k);
    });
    return conditional;
}

Affinities symmetrise(const NeighbourGraph& graph, std::span<const float> conditional, ThreadPool& pool) {
    const Reversed back = reverse(graph, conditional);
    const auto parts = static_cast<Index>(4 * pool.size());
    std::vector<Part> made(static_cast<std::size_t>(parts));
    pool.run(static_cast<int>(parts), [&](int part) {
        made[part] =
            make_part(graph, conditional, back, graph.n * part / parts, graph.n * (part + 1) / parts);
    });
    Affinities result;
    result.n = graph.n;
    result.begin.push_back(0);
    std::size_t entries = 0;
    for (const Part& part : made) entries += part.column.size();
    result.begin.reserve(static_cast<std::size_t>(graph.n) + 1);
    result.column.reserve(entries);
    result.weight.reserve(entries);
    for (const Part& part : made) {
        for (const std::int64_t length : part.length) result.begin.push_back(result.begin.back() + length);
        result.column.insert(result.column.end(), part.column.begin(), part.column.end());
        result.weight.insert(result.weight.end(), part.weight.begin(), part.weight.end());
    }
    return result;
}

} // namespace wordfield::inline map
