// SPDX-License-Identifier: MIT
#include "app/map/neighbour_cache.hpp"

#include "model/map/quality.hpp"

namespace wordfield::app {
namespace {

constexpr Index large = 400'000; // weights: above, one answer costs more than a tenth of a millisecond
constexpr double seconds_between = 0.5;

} // namespace

void NeighbourCache::show(const std::shared_ptr<const Layout>& layout, double time) {
    shown_ = layout;
    if (shown_ == asked_) return;
    const bool same_words = asked_ && shown_ && asked_->words == shown_->words;
    if (same_words && shown_->rows && shown_->rows->size() > large && time - asked_at_ < seconds_between)
        return;
    if (!same_words) row_.clear();
    asked_ = shown_;
    asked_at_ = time;
    known_.clear();
}

const WordTrust* NeighbourCache::of(TokenId word) {
    if (!asked_ || !asked_->rows || asked_->rows->rows() != asked_->positions.rows()) return nullptr;
    if (const auto found = known_.find(word); found != known_.end()) return &found->second;
    if (row_.empty())
        for (std::size_t i = 0; i < asked_->words.size(); ++i)
            row_.emplace(asked_->words[i], static_cast<Index>(i));
    const auto row = row_.find(word);
    if (row == row_.end()) return nullptr;
    const Neighbourhood found = compare_neighbourhood(*asked_->rows, asked_->positions, row->second);
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
    return &known_.emplace(word, std::move(trust)).first->second;
}

} // namespace wordfield::app
