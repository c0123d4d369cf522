// SPDX-License-Identifier: MIT
#include "model/run/timeline.hpp"

#include "model/core/thin.hpp"

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
    return lighter;
}

} // namespace

bool Timeline::offer(std::shared_ptr<const Moment> moment, std::shared_ptr<const Layout> layout) {
    if (!moment || !layout || layout->run != moment->run) return false;
    if (!moments_.empty() && moments_.front().moment->run != moment->run) return false;
    const bool first = moments_.empty();
    if (first && moment->beginning) // the window was looking elsewhere when the run began
        keep(moment->beginning, layout->beginning ? layout->beginning : layout);
    if (layout->step > moment->step) return first && !moments_.empty(); // from before training went back
    while (moments_.size() > 1 && moments_.back().moment->step > moment->step) moments_.pop_back();
    if (!moments_.empty() && moment->step < moments_.back().moment->step + spacing_)
        return first && !moments_.empty();
    keep(std::move(moment), std::move(layout));
    return true;
}

void Timeline::keep(std::shared_ptr<const Moment> moment, std::shared_ptr<const Layout> layout) {
    moments_.push_back({std::move(moment), affordable(std::move(layout))});
    if (moments_.size() > 1 && moments_.size() >= most_) thin();
}

void Timeline::thin() {
    drop_every_other(moments_);
    if (moments_.empty()) return;
    const std::int64_t span = moments_.back().moment->step - moments_.front().moment->step;
    spacing_ = std::max<std::int64_t>(1, span / std::ssize(moments_));
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
