// SPDX-License-Identifier: MIT
#include "app/story/head_inquiries.hpp"

#include "app/story/piecework.hpp"

namespace wordfield::app {

bool CircuitInquiry::same_as(const Inquiry& other) const {
    const auto* const same = dynamic_cast<const CircuitInquiry*>(&other);
    return same != nullptr && same->layer_ == layer_ && same->head_ == head_;
}

std::shared_ptr<const Finding> CircuitInquiry::work(const InquiryInput& input, const Finding* before) const {
    constexpr Index rows = 512, words = 32; // of a piece
    const auto* const last = dynamic_cast<const CircuitFinding*>(before);
    auto found =
        last != nullptr ? std::make_shared<CircuitFinding>(*last) : std::make_shared<CircuitFinding>();
    found->layer = layer_, found->head = head_;
    const auto* const network = dynamic_cast<const GptNetwork*>(input.moment.network.get());
    found->complete = network == nullptr;
    if (found->complete) return found;
    if (!found->circuits) {
        if (!found->maker) found->maker = std::make_shared<CircuitMaker>(*network, layer_, head_);
        if (!for_a_while([&] { return found->maker->advance(*network, rows); })) return found;
        found->circuits = std::make_shared<const HeadCircuits>(found->maker->made());
        found->maker.reset();
    }
    const Vocabulary& vocabulary = input.moment.corpus->lexicon.vocabulary;
    found->complete = for_a_while([&] { return go_on(found->survey, *found->circuits, vocabulary, words); });
    return found;
}

bool RepeatsInquiry::same_as(const Inquiry& other) const {
    return dynamic_cast<const RepeatsInquiry*>(&other) != nullptr;
}

std::shared_ptr<const Finding> RepeatsInquiry::work(const InquiryInput& input, const Finding* before) const {
    const auto* const last = dynamic_cast<const RepeatsFinding*>(before);
    auto found =
        last != nullptr ? std::make_shared<RepeatsFinding>(*last) : std::make_shared<RepeatsFinding>();
    found->complete = for_a_while([&] { return go_on(found->repeats, input.moment, input.room); });
    return found;
}

} // namespace wordfield::app
