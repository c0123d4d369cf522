// SPDX-License-Identifier: MIT
#include "app/story/head_history.hpp"

namespace wordfield::app {

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
