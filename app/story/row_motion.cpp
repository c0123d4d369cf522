// SPDX-License-Identifier: MIT
#include "app/story/row_motion.hpp"

#include "app/story/timeline.hpp"
#include "model/geometry/cosine.hpp"
#include "model/geometry/pull.hpp"

#include <algorithm>
#include <cmath>

namespace wordfield::app {
namespace {

constexpr std::size_t words_around = 24; // enough to see a direction, few enough to be near
constexpr int pulls_shown = 4;
constexpr float least_lengths = 1e-20F; // of a pull and another: gradients are small

// Rows and places of the words nearest to `word`, seen from it.
LocalMap local_map_of(const Matrix& embedding, const Layout& layout, Index at) {
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
    const bool other = !recent_.empty() && (recent_.back()->run != moment->run ||
                                            recent_.back()->undoable_edits != moment->undoable_edits ||
                                            recent_.back()->step > moment->step);
    if (other) recent_.clear(); // an edit by hand is no step of the optimiser
    if (!recent_.empty() && recent_.back()->step == moment->step)
        recent_.back() = moment;
    else
        recent_.push_back(moment);
    while (recent_.size() > 2 && recent_[1]->step <= moment->step - steps_back) recent_.pop_front();
}

std::shared_ptr<const Moment> RowMotions::before(const Frame& frame) const {
    const Moment& now = *frame.moment;
    if (!frame.live && frame.timeline != nullptr) {
        const std::int64_t step = frame.timeline->neighbour(now.step, -1);
        return step < now.step ? frame.timeline->nearest(step).moment : nullptr;
    }
    if (recent_.empty() || recent_.front()->run != now.run || recent_.front()->step >= now.step)
        return nullptr;
    return recent_.front();
}

void RowMotions::update(const Frame& frame, std::span<const TokenId> words) {
    if (frame.moment == moment_ && frame.layout == layout_ && std::ranges::equal(words, words_)) return;
    const bool other_moment = frame.moment != moment_;
    moment_ = frame.moment;
    layout_ = frame.layout;
    words_.assign(words.begin(), words.end());
    motions_.clear();
    pull_.reset();
    const bool known = moment_ && moment_->mean_gradient && moment_->step > 0;
    if (!known || words.empty()) {
        moment_.reset(); // the drifts below have not been taken
        return;
    }
    if (other_moment) {
        earlier_ = before(frame);
        gradient_drift_ = moment_->mean_gradient->colwise().mean();
        if (earlier_)
            step_drift_ = moment_->embedding->colwise().mean() - earlier_->embedding->colwise().mean();
    }
    for (const TokenId word : words) motions_.push_back(motion_of(frame, word));
    pull_ = pull_of(*moment_->mean_gradient, words.back(), pulls_shown);
}

RowMotion RowMotions::motion_of(const Frame& frame, TokenId word) const {
    const Moment& s = *frame.moment;
    RowMotion motion;
    motion.word = word;
    const RowVector pull = gradient_drift_ - s.mean_gradient->row(word); // minus (gradient - drift)
    RowVector step = RowVector::Zero(pull.size());
    if (earlier_) step = s.embedding->row(word) - earlier_->embedding->row(word) - step_drift_;
    motion.pull_length = pull.norm();
    if (s.pull_agreement) {
        motion.reliability = (*s.pull_agreement)[word];
        motion.noise = *motion.reliability < s.least_reliable;
    }
    motion.step_length = step.norm();
    motion.agreement = cosine(pull, step, least_lengths);
    if (!frame.layout) return motion;
    const auto& shown = frame.layout->words;
    const auto found = std::find(shown.begin(), shown.end(), word);
    if (found == shown.end()) return motion;
    motion.on_map = true;
    const LocalMap map = local_map_of(*s.embedding, *frame.layout, found - shown.begin());
    motion.pull = shadow_of(map, pull);
    motion.step = shadow_of(map, step);
    return motion;
}

std::optional<float> RowMotions::pull_cosine(TokenId a, TokenId b) const {
    if (!moment_ || !moment_->mean_gradient) return std::nullopt;
    return cosine(moment_->mean_gradient->row(a) - gradient_drift_,
                  moment_->mean_gradient->row(b) - gradient_drift_, least_lengths);
}

const RowMotion* RowMotions::of(TokenId word) const {
    const auto found = std::ranges::find(motions_, word, &RowMotion::word);
    return found == motions_.end() ? nullptr : &*found;
}

} // namespace wordfield::app
