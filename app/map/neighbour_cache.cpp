// SPDX-License-Identifier: MIT
#include "app/map/neighbour_cache.hpp"

#include "model/map/quality.hpp"

#include <algorithm>

namespace wordfield::app {
namespace {

constexpr Index large = 400'000; // weights: above, one answer costs more than a tenth of a millisecond
constexpr double seconds_between = 0.5;

} // namespace

bool NeighbourCache::is_large() const {
    return asked_ && asked_->rows && asked_->rows->size() > large;
}

void NeighbourCache::show(const std::shared_ptr<const Layout>& layout, double time) {
    shown_ = layout;
    found_ = 0;
    waiting_ = false;
    if (shown_ == asked_) return;
    const bool same_words = asked_ && shown_ && asked_->words == shown_->words;
    if (same_words && is_large() && time - asked_at_ < seconds_between) return;
    if (!same_words) {
        row_.clear();
        known_.clear();
    }
    asked_ = shown_;
    asked_at_ = time;
}

const WordTrust* NeighbourCache::of(TokenId word) {
    if (!asked_ || !asked_->rows || asked_->rows->rows() != asked_->positions.rows()) return nullptr;
    const auto known = known_.find(word);
    if (known != known_.end() && known->second.of.lock() == asked_) return &known->second.trust;
    if (row_.empty()) number_rows();
    const auto place = static_cast<std::size_t>(word);
    if (place >= row_.size() || row_[place] < 0) return nullptr;
    if (is_large() && found_ > 0) {
        waiting_ = true;
        return known != known_.end() ? &known->second.trust : nullptr;
    }
    ++found_;
    return &known_.insert_or_assign(word, Answer{find(row_[place]), asked_}).first->second.trust;
}

void NeighbourCache::number_rows() {
    if (asked_->words.empty()) return;
    row_.assign(static_cast<std::size_t>(*std::ranges::max_element(asked_->words)) + 1, -1);
    for (std::size_t i = 0; i < asked_->words.size(); ++i) row_[asked_->words[i]] = static_cast<Index>(i);
}

WordTrust NeighbourCache::find(Index row) const {
    const Neighbourhood found = compare_neighbourhood(*asked_->rows, asked_->positions, row);
    const auto words_of = [&](const std::vector<Index>& rows) {
        std::vector<TokenId> words;
        for (const Index i : rows) words.push_back(asked_->words[i]);
        return words;
    };
    WordTrust trust{.kept = words_of(found.kept),
                    .missing = words_of(found.missing),
                    .intruding = words_of(found.false_)};
    const std::size_t all = trust.kept.size() + trust.missing.size();
    trust.share = all > 0 ? static_cast<float>(trust.kept.size()) / static_cast<float>(all) : 1.0F;
    return trust;
}

} // namespace wordfield::app
