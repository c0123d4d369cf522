// SPDX-License-Identifier: MIT
#include "app/story/row_motion.hpp"

#include "model/geometry/cosine.hpp"
#include "model/geometry/mean_row.hpp"
#include "model/geometry/pull.hpp"
#include "model/run/timeline.hpp"

#include <algorithm>
#include <cmath>

namespace wordfield::app {
namespace {

constexpr std::size_t words_around = 24; // enough to see a direction, few enough to be near
constexpr int pulls_shown = 4;
constexpr float least_lengths = 1e-20F; // of a pull and another: gradients are small

// Rows and places of the words nearest to `word`, seen from it.
LocalMap local_map_of(const Rows& embedding, const Layout& layout, Index at) {
    const TokenId word = layout.words[at];
    std::vector<std::pair<float, Index>> near;
    near.reserve(layout.words.size());
    for (Index i = 0; i < static_cast<Index>(layout.words.size()); ++i)
        if (i != at)
            near.emplace_back((embedding.row(layout.words[i]) - embedding.row(word)).squaredNorm(), i);
    const std::size_t count = std::min(words_around, near.size());
    std::partial_sort(near.begin(), near.begin() + static_cast<std::ptrdiff_t>(count), near.end());
    Matrix rows(static_cast<Index>(count), embedding.cols()), places(static_cast<Index>(count), 3);
    for (Index k = 0; k < rows.rows(); ++k) {
        const Index i = near[k].second;
        rows.row(k) = embedding.row(layout.words[i]) - embedding.row(word);
        places.row(k) = layout.positions.row(i) - layout.positions.row(at);
    }
    return fit_local_map(rows, layout.config.dims == 2 ? Matrix{places.leftCols(2)} : places);
}

} // namespace

void RowMotions::take(const std::shared_ptr<const Moment>& moment) {
    const Moment* last = recent_.empty() ? nullptr : recent_.back().moment.get();
    const bool other =
        last != nullptr && (last->run != moment->run || last->undoable_edits != moment->undoable_edits ||
                            last->step > moment->step);
    if (other) recent_.clear(); // an edit by hand is no step of the optimiser
    if (!recent_.empty() && recent_.back().moment->step == moment->step)
        recent_.back() = {moment, {}};
    else
        recent_.push_back({moment, {}});
    while (recent_.size() > 2 && recent_[1].moment->step <= moment->step - steps_back) recent_.pop_front();
}

RowMotions::Recent RowMotions::before(const Frame& frame) const {
    const Moment& now = *frame.moment;
    if (!frame.live && frame.timeline != nullptr) {
        const std::int64_t step = frame.timeline->neighbour(now.step, -1);
        return {step < now.step ? frame.timeline->nearest(step).moment : nullptr, {}};
    }
    if (recent_.empty() || recent_.front().moment->run != now.run || recent_.front().moment->step >= now.step)
        return {};
    return recent_.front();
}

void RowMotions::update(const Frame& frame, std::span<const TokenId> words) {
    const std::vector<TokenId> asked{words.begin(), words.end()};
    if (const auto shown = std::ranges::find(recent_, frame.moment, &Recent::moment);
        shown != recent_.end() && frame.rows)
        shown->mean = frame.rows->mean;
    found_.get(frame.moment, frame.layout, asked, [&] { return find(frame, asked); });
}

const RowMotions::Found& RowMotions::found() const {
    static const Found nothing;
    return found_.last() != nullptr ? *found_.last() : nothing;
}

RowMotions::Found RowMotions::find(const Frame& frame, const std::vector<TokenId>& words) {
    const auto& moment = frame.moment;
    const bool known = moment && moment->mean_gradient && moment->step > 0;
    if (!known || words.empty()) return {};
    Found found{.moment = moment};
    found.drift = drift_.get(moment, [&] { return std::make_shared<const Drift>(drift_of(frame)); });
    for (const TokenId word : words) found.motions.push_back(motion_of(frame, word, *found.drift));
    found.pull = pull_of(*moment->mean_gradient, found.drift->gradient, words.back(), pulls_shown);
    return found;
}

RowMotions::Drift RowMotions::drift_of(const Frame& frame) const {
    const Recent earlier = before(frame);
    Drift drift{earlier.moment, frame.rows->mean_gradient, {}};
    if (drift.earlier)
        drift.step =
            frame.rows->mean - (earlier.mean.size() > 0 ? earlier.mean : mean_row(*drift.earlier->embedding));
    return drift;
}

RowMotion RowMotions::motion_of(const Frame& frame, TokenId word, const Drift& drift) {
    const Moment& s = *frame.moment;
    RowMotion motion;
    motion.word = word;
    const RowVector pull = drift.gradient - s.mean_gradient->row(word); // minus (gradient - drift)
    RowVector step = RowVector::Zero(pull.size());
    if (drift.earlier) step = s.embedding->row(word) - drift.earlier->embedding->row(word) - drift.step;
    motion.pull_length = pull.norm();
    if (s.pull_agreement) {
        motion.reliability = (*s.pull_agreement)[word];
        motion.noise = *motion.reliability < s.least_reliable;
    }
    motion.step_length = step.norm();
    motion.agreement = cosine(pull, step, least_lengths);
    if (!frame.layout) return motion;
    const auto& shown = frame.layout->words;
    const auto at = std::find(shown.begin(), shown.end(), word);
    if (at == shown.end()) return motion;
    motion.on_map = true;
    const LocalMap map = local_map_of(*s.embedding, *frame.layout, at - shown.begin());
    motion.pull = shadow_of(map, pull);
    motion.step = shadow_of(map, step);
    return motion;
}

std::optional<float> RowMotions::pull_cosine(TokenId a, TokenId b) const {
    if (!found().moment) return std::nullopt;
    const Matrix& gradient = *found().moment->mean_gradient;
    const RowVector& drift = found().drift->gradient;
    return cosine(gradient.row(a) - drift, gradient.row(b) - drift, least_lengths);
}

const RowMotion* RowMotions::of(TokenId word) const {
    const auto found = std::ranges::find(motions(), word, &RowMotion::word);
    return found == motions().end() ? nullptr : &*found;
}

} // namespace wordfield::app
