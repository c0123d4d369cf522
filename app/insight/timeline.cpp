// SPDX-License-Identifier: MIT
#include "app/insight/timeline.hpp"

#include <algorithm>
#include <cstdlib>

namespace wordfield::app {
namespace {

std::size_t bytes(const Snapshot& s) {
    const auto size = [](const Matrix& m) { return static_cast<std::size_t>(m.size()) * sizeof(float); };
    std::size_t total = size(*s.embedding) + size(s.probe.logits) + size(s.probe.final_hidden);
    if (s.mean_gradient) total += size(*s.mean_gradient);
    for (const auto* list :
         {&s.probe.queries, &s.probe.keys, &s.probe.values, &s.probe.attention, &s.probe.residual})
        for (const Matrix& m : *list) total += size(m);
    return total;
}

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

void Timeline::offer(std::shared_ptr<const Snapshot> snapshot, std::shared_ptr<const Layout> layout) {
    if (!snapshot || !layout || layout->run != snapshot->run) return;
    if (!moments_.empty() && moments_.front().snapshot->run != snapshot->run) {
        moments_.clear();
        spacing_ = 1;
    }
    if (!moments_.empty() && snapshot->step < moments_.back().snapshot->step + spacing_) return;
    layout = affordable(std::move(layout));
    std::size_t size = bytes(*snapshot) + static_cast<std::size_t>(layout->positions.size()) * sizeof(float);
    if (layout->rows) size += static_cast<std::size_t>(layout->rows->size()) * sizeof(float);
    moments_.push_back({std::move(snapshot), std::move(layout)});
    const std::size_t room = std::clamp<std::size_t>(most_bytes_ / std::max<std::size_t>(size, 1), 3, most_);
    if (moments_.size() < room) return;
    std::size_t kept = 1; // step 0 stays
    for (std::size_t i = 2; i < moments_.size(); i += 2) moments_[kept++] = std::move(moments_[i]);
    moments_.resize(kept);
    const std::int64_t span = moments_.back().snapshot->step - moments_.front().snapshot->step;
    spacing_ = std::max<std::int64_t>(1, span / static_cast<std::int64_t>(kept));
}

Timeline::Moment Timeline::nearest(std::int64_t step) const {
    const auto closer = [&](const Moment& a, const Moment& b) {
        return std::llabs(a.snapshot->step - step) < std::llabs(b.snapshot->step - step);
    };
    const auto found = std::min_element(moments_.begin(), moments_.end(), closer);
    return found == moments_.end() ? Moment{} : *found;
}

std::int64_t Timeline::neighbour(std::int64_t step, int by) const {
    std::int64_t best = step;
    for (const Moment& moment : moments_) { // steps grow along the list
        const std::int64_t s = moment.snapshot->step;
        if (by < 0 && s < step) best = s;
        if (by > 0 && s > step) return s;
    }
    return best;
}

} // namespace wordfield::app
