// SPDX-License-Identifier: MIT
#include "model/run/inquiry_desk.hpp"

#include "model/core/cpu_clock.hpp"

#include <algorithm>
#include <utility>

namespace wordfield::inline run {
namespace {

bool same_tokens(const std::shared_ptr<const Trace>& a, const std::shared_ptr<const Trace>& b) {
    return a == b || (a && b && a->tokens == b->tokens);
}

} // namespace

void InquiryDesk::follow(const Reading& reading) {
    std::vector<Entry> entries;
    for (const auto& inquiry : reading.asked.inquiries) {
        const auto known = std::ranges::find_if(
            entries_, [&](const Entry& entry) { return entry.inquiry && entry.inquiry->same_as(*inquiry); });
        if (known == entries_.end()) rests_until_ = {}; // somebody waits for it
        entries.push_back(known == entries_.end() ? Entry{} : std::move(*known));
        entries.back().inquiry = inquiry;
        if (now_.moment && now_.moment->run != reading.asked.moment->run) entries.back().failed = false;
    }
    entries_ = std::move(entries);
    now_ = {reading.asked.moment, reading.trace, reading.comparison};
    live_ = reading.asked.live;
    trains_ = reading.asked.trains;
    if (!trains_ || !live_) rests_until_ = {};
    for (Entry& entry : entries_) {
        if (entry.begun && !goes_on(entry)) begin_anew(entry);
        const bool other =
            entry.found && (entry.found->moment->run != now_.moment->run ||
                            !same_sentences(entry, {{}, entry.found->trace, entry.found->comparison}, now_));
        if (!other) continue;
        begin_anew(entry);
        entry.found.reset();
    }
}

void InquiryDesk::begin_anew(Entry& entry) {
    entry.begun.reset();
    entry.piece.reset();
    entry.worked = rests_until_ = {};
}

bool InquiryDesk::same_sentences(const Entry& entry, const Subject& a, const Subject& b) {
    return !entry.inquiry->of_sentence() ||
           (same_tokens(a.trace, b.trace) && same_tokens(a.comparison, b.comparison));
}

bool InquiryDesk::goes_on(const Entry& entry) const {
    const bool same_moment = entry.begun->moment == now_.moment;
    const bool of_the_run = live_ && entry.begun->moment->run == now_.moment->run;
    return (same_moment || of_the_run) && same_sentences(entry, *entry.begun, now_);
}

bool InquiryDesk::settled(const Entry& entry) const {
    if (entry.failed) return true;
    return !entry.begun && entry.found && entry.found->moment == now_.moment &&
           same_sentences(entry, {{}, entry.found->trace, entry.found->comparison}, now_);
}

const InquiryDesk::Entry* InquiryDesk::first() const {
    const Entry* first = nullptr;
    for (const Entry& entry : entries_)
        if (!settled(entry) && (first == nullptr || entry.worked < first->worked)) first = &entry;
    return first;
}

std::optional<InquiryDesk::Clock::time_point> InquiryDesk::due() const {
    return first() != nullptr ? std::optional{rests_until_} : std::nullopt;
}

const Moment* InquiryDesk::next() const {
    const Entry* const entry = first();
    if (entry == nullptr) return nullptr;
    return (entry->begun ? entry->begun->moment : now_.moment).get();
}

void InquiryDesk::work(Network::Room& room) {
    // Of each piece's processor time, while training goes on: a fifteenth of a thread where somebody waits
    // for the first answer, then a thirtieth.
    const Entry* const turn = first();
    if (turn == nullptr) return;
    Entry* const entry = entries_.data() + (turn - entries_.data());
    const int rest = entry->answered ? 29 : 14;
    const double begin = thread_cpu_seconds();
    const Subject subject = entry->begun.value_or(now_);
    entry->failed = true; // until it has not
    const auto finding = entry->inquiry->work({*subject.moment, subject.trace, subject.comparison, room},
                                              entry->begun ? entry->piece.get() : nullptr);
    entry->failed = false;
    // What is whole stays until the next is: who looks now and then would hardly ever meet one that is.
    const bool stays = live_ && entry->found && entry->found->finding->complete && !finding->complete;
    if (!stays) entry->found = Found{entry->inquiry, subject.moment, subject.trace, subject.comparison, finding};
    entry->begun = finding->complete ? std::nullopt : std::optional{subject};
    entry->piece = finding->complete ? nullptr : finding;
    entry->answered = entry->answered || finding->complete;
    const std::chrono::duration<double> pause{rest * (thread_cpu_seconds() - begin)};
    entry->worked = Clock::now();
    rests_until_ = trains_ && live_ ? entry->worked + std::chrono::duration_cast<Clock::duration>(pause)
                                    : Clock::time_point{};
}

std::shared_ptr<const Findings> InquiryDesk::findings() const {
    auto findings = std::make_shared<Findings>();
    for (const Entry& entry : entries_)
        if (entry.found) findings->found.push_back(*entry.found);
    return findings;
}

} // namespace wordfield::inline run
