// SPDX-License-Identifier: MIT
#include "model/run/first_step.hpp"

#include <algorithm>

namespace wordfield::inline run {

std::shared_ptr<Moment> first_step_of(Trainer& now, const std::shared_ptr<const Corpus>& corpus) {
    constexpr std::size_t most = 16'000'000; // weights: some hundred milliseconds, and memory for the moment
    if (now.step_count() == 0) return nullptr;
    std::size_t weights = 0;
    const TensorViews kept = now.tensors();
    for (const auto piece : kept.parameters) weights += piece.size();
    if (weights > most) return nullptr;
    const auto first = make_trainer(corpus, now.model(), now.config());
    auto moment = std::make_shared<Moment>(first->moment());
    const auto rows = kept.initial_embedding.front();
    const Matrix first_rows = Rows{*moment->embedding}.matrix();
    const bool same =
        std::equal(rows.begin(), rows.end(), first_rows.data(), first_rows.data() + first_rows.size());
    return same ? moment : nullptr;
}

} // namespace wordfield::inline run
