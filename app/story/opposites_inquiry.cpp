// SPDX-License-Identifier: MIT
#include "app/story/opposites_inquiry.hpp"

#include "app/story/piecework.hpp"

#include <algorithm>
#include <utility>

namespace wordfield::app {
namespace {

// The next context of the last pair that was begun, or of the one after it. True when all are done.
bool part_further(OppositesFinding& found, const InquiryInput& input) {
    const Moment& moment = input.moment;
    if (!moment.capabilities.layers || found.asked.empty()) return true;
    if (!found.contexts) {
        found.layers.push_back({.words = found.asked[found.layers.size()]});
        const auto length = static_cast<std::size_t>(std::min(moment.model.context, 16));
        found.contexts = std::make_shared<const std::vector<WordContext>>(contexts_of(
            moment.corpus->text.heldout, found.layers.back().words, OppositesInquiry::contexts, length));
    }
    PartedLayers& parted = found.layers.back();
    const bool done = go_on(parted, *found.contexts, fellow_words(moment.corpus->lexicon, parted.words),
                            moment, input.room);
    if (!done) return false;
    found.contexts.reset();
    return found.layers.size() == found.asked.size();
}

} // namespace

OppositesInquiry::OppositesInquiry(std::vector<Opposite> pairs) : pairs_{std::move(pairs)} {
    pairs_.resize(std::min(pairs_.size(), most_pairs));
}

bool OppositesInquiry::same_as(const Inquiry& other) const {
    const auto* const same = dynamic_cast<const OppositesInquiry*>(&other);
    return same != nullptr && same->pairs_ == pairs_;
}

// First what all pairs need, then each pair's figures, then each pair's contexts.
bool OppositesInquiry::go_on(OppositesFinding& found, const InquiryInput& input) const {
    const auto table = input.moment.embedding->floats();
    const Matrix& rows = *table;
    const Lexicon& lexicon = input.moment.corpus->lexicon;
    if (!found.space) {
        found.space = std::make_shared<const WordSpace>(word_space(rows, lexicon.vocabulary));
        return false;
    }
    if (found.figures.size() < pairs_.size()) {
        found.figures.push_back(opposite_figures(rows, lexicon, *found.space, pairs_[found.figures.size()]));
        if (found.figures.size() == pairs_.size()) found.common = common_direction(rows, pairs_);
        return false;
    }
    return part_further(found, input);
}

std::shared_ptr<const Finding> OppositesInquiry::work(const InquiryInput& input,
                                                      const Finding* before) const {
    const auto* const last = dynamic_cast<const OppositesFinding*>(before);
    auto found =
        last != nullptr ? std::make_shared<OppositesFinding>(*last) : std::make_shared<OppositesFinding>();
    found->asked = pairs_;
    found->complete = for_a_while([&] { return go_on(*found, input); });
    return found;
}

} // namespace wordfield::app
