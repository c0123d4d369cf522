// SPDX-License-Identifier: MIT
// The words of a file of vectors that the map is not made of: where they are put among those that it is.
#include "model/map/map_maker.hpp"

#include <algorithm>
#include <utility>

namespace wordfield::inline map {

namespace {

constexpr float aside_of_spacing = 0.6F; // how far a placed word may lie beside its place
constexpr int placing_rarity = 5;        // placing may take a fifth of the time while the map moves
constexpr std::chrono::milliseconds placing_interval{250};
constexpr Index many_placed = 50'000; // words: a layout of so many is felt by who draws it
constexpr std::chrono::milliseconds usual_patience{12}, patience_with_many{200}, patience_at_rest{400};

// In the order of their ids: those that are not on the map.
std::vector<TokenId> others_than(const std::vector<TokenId>& mapped, int vocabulary) {
    std::vector<char> there(static_cast<std::size_t>(vocabulary), 0);
    for (const TokenId id : mapped) there[id] = 1;
    std::vector<TokenId> others;
    others.reserve(there.size() - mapped.size());
    for (TokenId id = 0; id < vocabulary; ++id)
        if (there[id] == 0) others.push_back(id);
    return others;
}

} // namespace

// Of a text's words only those are shown that are chosen; and the rows of a model that learns move on before
// the neighbours of all its words are found.
bool MapMaker::places_others() const {
    return settings_.place_others && corpus_->vectors && !settings_.kept_rows && settings_.words.empty() &&
           settings_.shown != MapWords::Listed && !words_.empty() &&
           std::ssize(words_) < corpus_->lexicon.vocabulary.size() &&
           table_->rows() == corpus_->vectors->rows();
}

// Once the rows are what they are to be; those that were looked for among the same rows stay.
void MapMaker::begin_placement() {
    if (!places_others() || frequency_share_ != frequency_goal_) {
        placement_.reset();
        return;
    }
    if (placement_ && placement_rows_ == rows_) return;
    std::vector<TokenId> others = others_than(words_, corpus_->lexicon.vocabulary.size());
    RowPreparation done;
    const Matrix rows = prepared(frequency_share_, &done); // as rows_
    std::vector<std::int64_t> counts;
    if (done.slope.size() > 0) {
        counts.reserve(others.size());
        for (const TokenId id : others) counts.push_back(corpus_->lexicon.vocabulary.count(id));
    }
    placement_rows_ = rows_;
    placement_ = std::make_unique<PlacementSearch>(table_, std::move(others), std::move(counts), rows,
                                                   std::move(done));
}

void MapMaker::find_places() {
    if (!placement_) return;
    while (placement_->step(*pool_)) {
    }
}

int MapMaker::steps_per_layout() const {
    constexpr int no_limit = 1'000'000; // of blocks of words alone
    if (!projection_) return 1;
    return on_its_way() ? projection_->steps_per_layout() : no_limit;
}

std::chrono::milliseconds MapMaker::patience() const {
    if (!on_its_way() && looks_for_places()) return patience_at_rest;
    return placement_ && placement_->found() > many_placed ? patience_with_many : usual_patience;
}

void MapMaker::place_others(Layout& layout) {
    if (!placement_) return;
    const bool goes_on = last_ && last_->run == layout.run && last_->words == layout.words && last_->placed;
    const bool same = goes_on && last_->positions == layout.positions &&
                      std::ssize(last_->placed->words) == placement_->found();
    const Clock::time_point start = Clock::now();
    if (same || (goes_on && on_its_way() && start < next_placing_)) {
        layout.placed = last_->placed;
        return;
    }
    auto placed = std::make_shared<PlacedWords>();
    const Index count = placement_->found();
    const Neighbourhoods& near = placement_->neighbourhoods();
    placed->of = std::ssize(placement_->words());
    placed->words.assign(placement_->words().begin(), placement_->words().begin() + count);
    placed->positions =
        place_words(near, placed->words, count, layout.positions, aside_of_spacing * layout.spacing, *pool_);
    if (!group_.empty()) placed->group.reserve(placed->words.size());
    for (Index i = 0; !group_.empty() && i < count; ++i) placed->group.push_back(group_[near.row(i, 0)]);
    layout.placed = std::move(placed);
    const Clock::duration cost = Clock::now() - start;
    next_placing_ = start + std::max<Clock::duration>(placing_interval, placing_rarity * cost);
}

} // namespace wordfield::inline map
