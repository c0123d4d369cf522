// SPDX-License-Identifier: MIT
#include "app/story/model_comparison.hpp"

#include "model/core/number_text.hpp"
#include "model/map/map_words.hpp"
#include "model/train/model_kind.hpp"

#include <algorithm>

namespace wordfield::app {
namespace {

constexpr int most_words = 600;            // compared at all: those that are seen most
constexpr std::int64_t budget = 6'000'000; // multiplications a frame: about a millisecond

std::vector<Neighbour> neighbours_of(const Moment& moment, TokenId word) {
    return nearest_to_row(*moment.embedding, word, Measure::Cosine, ModelComparison::nearest);
}

} // namespace

float shared_neighbours(std::span<const Neighbour> a, std::span<const Neighbour> b) {
    const auto both = std::ranges::count_if(
        a, [&](const Neighbour& n) { return std::ranges::count(b, n.row, &Neighbour::row) > 0; });
    return a.empty() ? 0.0F : static_cast<float>(both) / static_cast<float>(a.size());
}

std::string model_name(const Moment& moment, const std::string& run) {
    const std::string& name = run.empty() ? info_of(moment.model.kind).name : run;
    return name + ", step " + with_commas(moment.step);
}

void ModelComparison::keep(const Moment& moment, const std::string& run) {
    forget();
    kept_ = id_of(moment);
    name_ = model_name(moment, run);
    words_ = default_words(moment.corpus->lexicon, most_words);
    shared_.assign(words_.size(), -1.0F);
}

void ModelComparison::advance(const MomentStore& store, const std::shared_ptr<const Moment>& now,
                              std::optional<TokenId> subject) {
    if (!kept_ || !now) return;
    const std::shared_ptr<const Moment> kept = store.find(*kept_).moment;
    if (!kept || now->corpus != kept->corpus) return forget();
    round_.get(now, [&] {
        left_ = words_.size();
        return std::monostate{};
    });
    const std::int64_t cost = kept->embedding->size() + now->embedding->size();
    for (std::int64_t spent = 0; left_ > 0 && spent < budget; spent += cost, --left_) {
        shared_[next_] =
            shared_neighbours(neighbours_of(*kept, words_[next_]), neighbours_of(*now, words_[next_]));
        next_ = (next_ + 1) % words_.size();
        if (left_ == 1) sort_by_difference();
    }
    subject_.get(now, subject, [&] {
        using List = std::vector<Neighbour>;
        return subject ? std::pair{neighbours_of(*kept, *subject), neighbours_of(*now, *subject)}
                       : std::pair<List, List>{};
    });
}

void ModelComparison::sort_by_difference() {
    different_.clear();
    for (std::size_t i = 0; i < words_.size(); ++i)
        if (shared_[i] >= 0.0F) different_.emplace_back(words_[i], shared_[i]);
    std::ranges::stable_sort(different_, {}, &std::pair<TokenId, float>::second);
}

std::span<const Neighbour> ModelComparison::before() const {
    return subject_.last() == nullptr ? std::span<const Neighbour>{} : subject_.last()->first;
}

std::span<const Neighbour> ModelComparison::after() const {
    return subject_.last() == nullptr ? std::span<const Neighbour>{} : subject_.last()->second;
}

std::optional<float> ModelComparison::agreement() const {
    float sum = 0.0F;
    int count = 0;
    for (const float share : shared_)
        if (share >= 0.0F) sum += share, ++count;
    return count == 0 ? std::nullopt : std::optional{sum / static_cast<float>(count)};
}

} // namespace wordfield::app
