// SPDX-License-Identifier: MIT
#include "app/story/head_history.hpp"

#include <algorithm>
#include <cmath>

namespace wordfield::app {

HeadStats even_head(int context) {
    HeadStats even;
    const int rows = std::max(context - 2, 1);
    for (int row = 2; row < std::max(context, 3); ++row) {
        const auto n = static_cast<float>(row + 1);
        even.entropy += std::log(n) / static_cast<float>(rows);
        even.previous += 1.0F / n / static_cast<float>(rows);
    }
    even.first = even.itself = even.previous;
    return even;
}

std::string head_habit(const HeadStats& head, int context) {
    const HeadStats even = even_head(context);
    const float most = std::max({head.previous, head.first, head.itself});
    if (most > 3 * even.previous) {
        if (most == head.previous) return "looks back one word";
        if (most == head.first) return "looks at the first word";
        return "looks at itself";
    }
    return head.entropy > 0.9F * even.entropy ? "looks at many alike" : no_habit;
}

void HeadHistory::record(const Moment& s) {
    if (s.run != run_ || heads_.size() != s.head_stats.size()) {
        heads_.assign(s.head_stats.size(), {});
        run_ = s.run;
        step_ = -1;
    }
    if (s.heldout_step < step_) // training went back
        for (HeadLife& life : heads_)
            for (Curve* curve : {&life.spread, &life.previous, &life.first, &life.itself})
                curve->go_back_to(static_cast<double>(s.heldout_step));
    if (s.heldout_step == step_ || s.head_stats.empty()) return;
    step_ = s.heldout_step;
    const float even = even_head(s.model.context).entropy;
    for (std::size_t i = 0; i < heads_.size(); ++i) {
        const HeadStats& head = s.head_stats[i];
        const auto step = static_cast<double>(step_);
        heads_[i].spread.add(step, head.entropy / even);
        heads_[i].previous.add(step, head.previous);
        heads_[i].first.add(step, head.first);
        heads_[i].itself.add(step, head.itself);
    }
}

} // namespace wordfield::app
