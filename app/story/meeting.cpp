// SPDX-License-Identifier: MIT
#include "app/story/meeting.hpp"

#include "model/geometry/neighbours.hpp"

#include <algorithm>

namespace wordfield::app {
namespace {

bool is_nearest(const Rows& rows, TokenId word, TokenId of) {
    const auto nearest = nearest_to_row(rows, of, Measure::Cosine, 1);
    return !nearest.empty() && nearest.front().row == word;
}

} // namespace

void Meeting::update(const Timeline& timeline, const std::optional<Pair>& pair, double budget) {
    if (pair != pair_) *this = {};
    pair_ = pair;
    if (!pair || timeline.moments().empty()) return;
    const auto [first, second] = *pair;
    const bool news =
        moments_.update(timeline.moments(), budget, [a = first, b = second](const Moment& moment) {
            const Rows rows = *moment.embedding;
            if (std::max(a, b) >= rows.rows()) return Near{};
            return Near{is_nearest(rows, b, a), is_nearest(rows, a, b)};
        });
    if (news) tell(timeline.moments().front().moment->corpus->lexicon.vocabulary);
}

void Meeting::tell(const Vocabulary& vocabulary) {
    step_.reset();
    bool near_before = false;
    std::int64_t step_before = 0;
    for (const auto& entry : moments_.entries()) {
        if (!entry.found) continue;
        if (entry.found->any() && !near_before) {
            std::string nearest = vocabulary.word(pair_->second), of = vocabulary.word(pair_->first);
            if (!entry.found->second_to_first) std::swap(nearest, of);
            // Somewhere in a wide gap is no step to point at.
            step_ =
                entry.step - step_before <= 25 + entry.step / 20 ? std::optional{entry.step} : std::nullopt;
            sentence_ = nearest + " becomes the nearest word of " + of;
        }
        near_before = entry.found->any();
        step_before = entry.step;
    }
}

} // namespace wordfield::app
