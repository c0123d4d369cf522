// SPDX-License-Identifier: MIT
#include "model/run/timeline.hpp"

#include <algorithm>
#include <cstdlib>

namespace wordfield::inline run {
namespace {

// The rows that a map was fitted on tell what it did to single words; of very many words they are too dear to
// keep for every moment.
std::shared_ptr<const Layout> affordable(std::shared_ptr<const Layout> layout) {
    constexpr Index most = 250'000; // weights: one megabyte
    if (!layout->rows || layout->rows->size() <= most) return layout;
    auto lighter = std::make_shared<Layout>(*layout);
    lighter->rows.reset();
    lighter->placed.reset();
    return lighter;
}

// What is heavy is shared.
template <class T>
std::shared_ptr<const T> under_number(const std::shared_ptr<const T>& what, std::uint64_t run) {
    auto renumbered = std::make_shared<T>(*what);
    renumbered->run = run;
    return renumbered;
}

} // namespace

bool Timeline::offer(std::shared_ptr<const Moment> moment, std::shared_ptr<const Layout> layout) {
    if (!moment || !layout || layout->run != moment->run) return false;
    if (!moments_.empty() && moments_.front().moment->run != moment->run) return false;
    const auto after_all = [&](const Moment& m) {
        return moments_.empty() || m.step > moments_.back().moment->step;
    };
    // The window was looking elsewhere when the run began.
    const bool first = !begun_ && moment->beginning && after_all(*moment->beginning);
    if (first) keep(moment->beginning, layout->beginning ? layout->beginning : layout);
    if (layout->step > moment->step) return first; // from before training went back
    while (moments_.size() > 1 && moments_.back().moment->step > moment->step) moments_.pop_back();
    if (begun_ && too_soon(moment->step)) return first;
    keep(std::move(moment), std::move(layout));
    return true;
}

Timeline Timeline::branch(std::uint64_t run, std::int64_t step) const {
    Timeline branch{most_};
    branch.branched_at_ = step;
    branch.narrowest_ = narrowest_;
    for (const Kept& kept : moments_)
        if (kept.moment->step < step)
            branch.moments_.push_back(
                {under_number(kept.moment, run), kept.layout ? under_number(kept.layout, run) : nullptr});
    return branch;
}

bool Timeline::insert(std::shared_ptr<const Moment> moment, std::shared_ptr<const Layout> layout) {
    const auto place = std::ranges::lower_bound(moments_, moment->step, {},
                                                [](const Kept& kept) { return kept.moment->step; });
    if (place != moments_.end() && place->moment->step == moment->step) return false;
    if (!moments_.empty() && moments_.front().moment->run != moment->run) return false;
    moments_.insert(place, {std::move(moment), layout ? affordable(std::move(layout)) : nullptr});
    if (moments_.size() > 1 && moments_.size() >= most_) thin();
    return true;
}

void Timeline::keep(std::shared_ptr<const Moment> moment, std::shared_ptr<const Layout> layout) {
    begun_ = true;
    moments_.push_back({std::move(moment), affordable(std::move(layout))});
    if (moments_.size() > 1 && moments_.size() >= most_) thin();
}

// Gaps grow as the square root of the age: at the end of a run they are twice as wide as even ones would be,
// whatever its length. Squared, so that every compiler makes the same choice.
double Timeline::breadth(std::int64_t gap, std::int64_t step) const {
    const auto wide = static_cast<double>(gap);
    return wide * wide / static_cast<double>(1 + age(step));
}

// A branch is young again where it begins.
std::int64_t Timeline::age(std::int64_t step) const {
    return step - (branched_at_ > 0 && step >= branched_at_ ? branched_at_ : moments_.front().moment->step);
}

bool Timeline::too_soon(std::int64_t step) const {
    const std::int64_t gap = step - moments_.back().moment->step;
    return gap < 1 || breadth(2 * gap, step) < narrowest_;
}

void Timeline::thin() {
    if (moments_.size() == 2) moments_.pop_back();
    for (std::size_t more = std::max<std::size_t>(1, moments_.size() / 8); more > 0; --more) drop_one();
}

// The one without which the gap is narrowest.
void Timeline::drop_one() {
    std::size_t least = 0;
    double breadth_there = 0.0;
    for (std::size_t i = 1; i + 1 < moments_.size(); ++i) {
        const double without =
            breadth(moments_[i + 1].moment->step - moments_[i - 1].moment->step, moments_[i].moment->step);
        if (least == 0 || without < breadth_there) least = i, breadth_there = without;
    }
    if (least == 0) return;
    narrowest_ = std::max(narrowest_, breadth_there);
    moments_.erase(moments_.begin() + static_cast<std::ptrdiff_t>(least));
}

Timeline::Kept Timeline::nearest(std::int64_t step) const {
    const auto closer = [&](const Kept& a, const Kept& b) {
        return std::llabs(a.moment->step - step) < std::llabs(b.moment->step - step);
    };
    const auto found = std::min_element(moments_.begin(), moments_.end(), closer);
    return found == moments_.end() ? Kept{} : *found;
}

std::int64_t Timeline::neighbour(std::int64_t step, int by) const {
    std::int64_t best = step;
    for (const Kept& kept : moments_) { // steps grow along the list
        const std::int64_t s = kept.moment->step;
        if (by < 0 && s < step) best = s;
        if (by > 0 && s > step) return s;
    }
    return best;
}

} // namespace wordfield::inline run
