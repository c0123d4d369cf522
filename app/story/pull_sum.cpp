// SPDX-License-Identifier: MIT
#include "app/story/pull_sum.hpp"

#include "model/geometry/cosine.hpp"
#include "model/geometry/mean_row.hpp"

#include <algorithm>

namespace wordfield::app {
namespace {

constexpr int rows_shown = 5;

bool joined(const Moment& a, const Moment& b) {
    return a.run == b.run && a.gradient_sum && b.gradient_sum && a.summed_from == b.summed_from &&
           a.undoable_edits == b.undoable_edits && a.step < b.step;
}

std::vector<std::shared_ptr<const Moment>> moments_until(const Frame& frame) {
    std::vector<std::shared_ptr<const Moment>> moments;
    if (frame.timeline != nullptr)
        for (const Timeline::Kept& kept : frame.timeline->moments())
            if (kept.moment->run == frame.moment->run && kept.moment->step < frame.moment->step)
                moments.push_back(kept.moment);
    moments.push_back(frame.moment);
    return moments;
}

} // namespace

std::optional<Stretch> busiest_stretch(std::span<const std::shared_ptr<const Moment>> moments, TokenId row) {
    constexpr float enough = 0.5F;
    std::vector<float> way(moments.size(), -1.0F); // from the moment before; negative where nothing joins
    float whole = 0.0F;
    for (std::size_t i = 1; i < moments.size(); ++i) {
        if (!joined(*moments[i - 1], *moments[i])) continue;
        way[i] = (moments[i]->embedding->row(row) - moments[i - 1]->embedding->row(row)).norm();
        whole += way[i];
    }
    if (whole <= 0.0F) return std::nullopt;
    const auto steps = [&](const Stretch& s) { return moments[s.last]->step - moments[s.first]->step; };
    std::optional<Stretch> best;
    const auto better = [&](const Stretch& a) {
        const bool is_enough = a.share >= enough, was_enough = best && best->share >= enough;
        if (!best || is_enough != was_enough) return !best || is_enough;
        return is_enough ? steps(a) < steps(*best) : a.share > best->share;
    };
    for (std::size_t first = 0, last = 0; first + 1 < moments.size(); ++first) {
        float sum = 0.0F;
        for (last = first; last + 1 < moments.size() && way[last + 1] >= 0.0F && sum < enough * whole; ++last)
            sum += way[last + 1];
        if (const Stretch found{first, last, sum / whole}; last > first && better(found)) best = found;
    }
    return best;
}

MeanRows mean_rows_of(const Moment& moment) {
    return {mean_row(*moment.embedding), mean_row(*moment.gradient_sum)};
}

PullSum pull_between(const Moment& from, const MeanRows& from_mean, const Moment& to, const MeanRows& to_mean,
                     TokenId row, int count) {
    const Matrix &before = *from.gradient_sum, &after = *to.gradient_sum;
    const RowVector drift = to_mean.gradient_sum - from_mean.gradient_sum;
    const RowVector pull = drift - (after.row(row) - before.row(row));
    const RowVector way =
        to.embedding->row(row) - from.embedding->row(row) - (to_mean.embedding - from_mean.embedding);
    return {.from = from.step,
            .to = to.step,
            .pull = pull_of_sum(before, after, drift, row, count),
            .agreement = cosine(pull, way, 1e-20F)};
}

const MeanRows& PullSums::means(const Key& moment) {
    std::erase_if(means_, [](const auto& one) { return one.first.expired(); });
    const auto known = means_.find(moment);
    return known != means_.end() ? known->second
                                 : means_.emplace(moment, mean_rows_of(*moment)).first->second;
}

const std::optional<PullSum>& PullSums::of(const Frame& frame, TokenId row) {
    const Chosen& chosen = stretch_.get(frame.moment, row, [&]() -> Chosen {
        const auto moments = moments_until(frame);
        const auto stretch = busiest_stretch(moments, row);
        if (!stretch) return {};
        return {moments[stretch->first], moments[stretch->last], stretch->share};
    });
    const Key from = chosen.from.lock(), to = chosen.to.lock();
    const auto& found = sum_.get(from, to, row, [&]() -> std::optional<PullSum> {
        if (!from || !to) return std::nullopt;
        const MeanRows &of_from = means(from), &of_to = means(to);
        return pull_between(*from, of_from, *to, of_to, row, rows_shown);
    });
    last_ = found;
    if (last_) last_->share = chosen.share; // it changes while the stretch stays
    return last_;
}

} // namespace wordfield::app
