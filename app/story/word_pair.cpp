// SPDX-License-Identifier: MIT
#include "app/story/word_pair.hpp"

#include "model/geometry/cosine.hpp"
#include "model/geometry/mean_row.hpp"
#include "model/geometry/neighbours.hpp"

#include <algorithm>
#include <functional>

namespace wordfield::app {
namespace {

constexpr float least_pulls = 1e-20F; // of two pulls: gradients are small

using Counts = std::map<ContextPulls::Key, std::int64_t>;

struct Places {
    Counts neighbours;
    std::int64_t after = 0, before = 0; // places that have a neighbour on that side of them
};

Places places_of(std::span<const TokenId> stream, TokenId word) {
    Places places;
    for (std::size_t i = 0; i < stream.size(); ++i) {
        if (stream[i] != word) continue;
        if (i > 0) ++places.after, ++places.neighbours[{ContextPulls::Side::After, stream[i - 1]}];
        if (i + 1 < stream.size())
            ++places.before, ++places.neighbours[{ContextPulls::Side::Before, stream[i + 1]}];
    }
    return places;
}

double share_of(const Places& places, const ContextPulls::Key& key, std::int64_t count) {
    const std::int64_t all = key.first == ContextPulls::Side::After ? places.after : places.before;
    return all > 0 ? static_cast<double>(count) / static_cast<double>(all) : 0.0;
}

} // namespace

PairFigures pair_figures(const Rows& rows, const RowVector& mean, WordPair pair, int nearest) {
    const auto [a, b] = pair;
    PairFigures figures{.cosine = cosine(rows.row(a) - mean, rows.row(b) - mean),
                        .dot = rows.row(a).dot(rows.row(b)),
                        .distance = (rows.row(a) - rows.row(b)).norm()};
    const auto of_a = nearest_to_row(rows, mean, a, Measure::Cosine, nearest);
    const auto of_b = nearest_to_row(rows, mean, b, Measure::Cosine, nearest);
    std::vector<std::pair<float, TokenId>> both;
    for (const Neighbour& n : of_a)
        if (const auto other = std::ranges::find(of_b, n.row, &Neighbour::row); other != of_b.end())
            both.emplace_back(std::min(n.value, other->value), static_cast<TokenId>(n.row));
    std::ranges::sort(both, std::greater{});
    for (const auto& [value, word] : both) figures.shared.push_back(word);
    return figures;
}

const std::vector<HistoryPoint>& PairHistory::update(const Timeline& timeline, std::int64_t step,
                                                     WordPair pair) {
    const auto [a, b] = pair;
    std::map<MomentId, RowVector> means;
    points_.clear();
    for (const Timeline::Kept& kept : timeline.moments()) {
        const Moment& m = *kept.moment;
        if (m.step > step) break;
        const auto known = means_.find(id_of(m));
        const RowVector mean = known != means_.end() ? known->second : RowVector{mean_row(*m.embedding)};
        points_.push_back(
            {static_cast<double>(m.step), cosine(m.embedding->row(a) - mean, m.embedding->row(b) - mean)});
        means.emplace(id_of(m), mean);
    }
    means_ = std::move(means);
    return points_;
}

TextCompany text_company(std::span<const TokenId> stream, WordPair pair, std::size_t most) {
    stream = stream.first(std::min(stream.size(), most));
    const Places first = places_of(stream, pair.first), second = places_of(stream, pair.second);
    TextCompany company{.tokens = stream.size()};
    for (const auto& [key, count] : first.neighbours) {
        const auto other = second.neighbours.find(key);
        if (other == second.neighbours.end()) continue;
        const double a = share_of(first, key, count), b = share_of(second, key, other->second);
        (key.first == ContextPulls::Side::After ? company.overlap_after : company.overlap_before) +=
            std::min(a, b);
        company.shared.push_back({key.first, key.second, a, b});
    }
    std::ranges::stable_sort(company.shared, std::greater{},
                             [](const SharedNeighbour& n) { return std::min(n.of_first, n.of_second); });
    return company;
}

PullsTogether pulls_together(const ContextPulls::Row& first, const ContextPulls::Row& second) {
    const RowVector P = whole_pull(first), Q = whole_pull(second);
    const float lengths = P.norm() * Q.norm();
    PullsTogether together;
    if (lengths <= least_pulls) return together;
    together.cosine = P.dot(Q) / lengths;
    const auto half = [&](const RowVector& pull, const RowVector& whole) {
        return 0.5F * pull.dot(whole) / lengths;
    };
    together.rest = half(first.rest, Q) + half(second.rest, P);
    for (const auto& [key, context] : first.contexts) {
        const float part = half(context.pull, Q);
        const auto other = second.contexts.find(key);
        if (other == second.contexts.end())
            together.own += part;
        else
            together.shared.push_back(
                {key, context.times, other->second.times, part + half(other->second.pull, P)});
    }
    for (const auto& [key, context] : second.contexts)
        if (!first.contexts.contains(key)) together.own += half(context.pull, P);
    std::ranges::stable_sort(together.shared, std::greater{}, &SharedPull::share);
    return together;
}

} // namespace wordfield::app
