// SPDX-License-Identifier: MIT
#include "model/run/reader.hpp"

#include "model/core/failure.hpp"

#include <algorithm>
#include <utility>

namespace wordfield::inline run {

std::shared_ptr<const Trace> ReadingRoom::trace(const Moment& moment, const std::vector<TokenId>& sentence) {
    room_ = moment.network->room(std::move(room_));
    return std::make_shared<const Trace>(moment.network->trace(sentence, *room_));
}

// The moment itself comes last: its weights then lie ready for the next question about it.
Reading ReadingRoom::answer(const Question& question, const Reading* before) {
    const bool same_moment = before != nullptr && before->asked.moment == question.moment;
    const bool same_sentence = before != nullptr && before->asked.sentence == question.sentence;
    Reading reading{.asked = question};
    if (question.earlier) {
        const bool same = same_sentence && before->asked.earlier == question.earlier;
        reading.earlier = same ? before->earlier : trace(*question.earlier, question.sentence);
    }
    reading.trace = same_moment && same_sentence ? before->trace : trace(*question.moment, question.sentence);
    reading.rows =
        same_moment ? before->rows : std::make_shared<const RowFigures>(row_figures(*question.moment));
    if (!question.comparison.empty()) {
        const bool same = same_moment && before->asked.comparison == question.comparison;
        reading.comparison = same ? before->comparison : trace(*question.moment, question.comparison);
    }
    return reading;
}

Pulling ReadingRoom::pulling(const Question& question) {
    room_ = question.moment->network->room(std::move(room_));
    return {question.moment, *question.row, window_gradients(*question.moment, *question.row, *room_)};
}

Contexts ReadingRoom::contexts(const Reading& reading) {
    const std::shared_ptr<const Moment>& moment = reading.asked.moment;
    room_ = moment->network->room(std::move(room_));
    return {moment, std::make_shared<const ContextIndex>(*moment, *room_), reading.trace, reading.comparison};
}

void ReadingRoom::inquire(InquiryDesk& inquiries) {
    const Moment* const moment = inquiries.next();
    if (moment == nullptr) return;
    room_ = moment->network->room(std::move(room_));
    inquiries.work(*room_);
}

std::shared_ptr<const Findings> ReadingRoom::findings(const Reading& reading) {
    InquiryDesk inquiries;
    inquiries.follow(reading);
    while (inquiries.due()) inquire(inquiries);
    return inquiries.findings();
}

std::optional<Reader::Clock::time_point> Reader::Desk::due() const {
    std::optional<Clock::time_point> first = inquiries.due();
    if (pull_due || contexts_due) first = std::min(first.value_or(study_after), study_after);
    return first;
}

Reader::Reader(std::function<void()> on_news)
    : on_news_{std::move(on_news)}, thread_{[this](const std::stop_token& stop) { serve(stop); }} {}

Reader::~Reader() = default;

void Reader::ask(Question question) {
    questions_.publish(std::make_shared<const Question>(std::move(question)));
}

void Reader::serve(const std::stop_token& stop) {
    Desk desk;
    std::uint64_t seen = 0;
    while (!stop.stop_requested()) {
        const auto due = desk.due();
        const auto question =
            due ? questions_.wait_newer_until(seen, stop, *due) : questions_.wait_newer(seen, stop);
        if (question) attempt(desk, [&] { read(desk, *question); });
        if (stop.stop_requested()) return;
        if (const auto now = desk.due(); now && Clock::now() >= *now) attempt(desk, [&] { work(desk); });
    }
}

void Reader::read(Desk& desk, const Question& question) {
    desk.reading = std::make_shared<const Reading>(desk.room.answer(question, desk.reading.get()));
    readings_.publish(desk.reading);
    note_what_is_due(desk);
    desk.inquiries.follow(*desk.reading);
}

// What takes long is worked out once for a moment, and not for every moment while training goes on.
void Reader::note_what_is_due(Desk& desk) {
    const Reading& now = *desk.reading;
    const Question& asked = now.asked;
    const auto of_this_run = [&](const auto& last) { return last && last->moment->run == asked.moment->run; };
    const bool same_row = of_this_run(desk.pulling) && desk.pulling->row == asked.row;
    const bool had_contexts = of_this_run(desk.contexts) && desk.contexts->trace->tokens == now.trace->tokens;
    desk.pull_due = asked.row && !(same_row && desk.pulling->moment == asked.moment);
    desk.contexts_due =
        asked.contexts && !(had_contexts && desk.contexts->moment == asked.moment &&
                            desk.contexts->trace == now.trace && desk.contexts->comparison == now.comparison);
    const bool is_new = (asked.row && !same_row) || (asked.contexts && !had_contexts);
    if (is_new || !asked.live) desk.study_after = {};
}

void Reader::work(Desk& desk) {
    if ((desk.pull_due || desk.contexts_due) && Clock::now() >= desk.study_after) return study(desk);
    desk.room.inquire(desk.inquiries);
    findings_.publish(desk.inquiries.findings());
}

void Reader::study(Desk& desk) {
    constexpr auto interval = std::chrono::milliseconds{500};
    desk.study_after = Clock::now() + interval;
    if (std::exchange(desk.pull_due, false)) {
        desk.pulling = std::make_shared<const Pulling>(desk.room.pulling(desk.reading->asked));
        pullings_.publish(desk.pulling);
    }
    if (std::exchange(desk.contexts_due, false)) {
        desk.contexts = std::make_shared<const Contexts>(desk.room.contexts(*desk.reading));
        contexts_.publish(desk.contexts);
    }
}

// Where memory does not suffice, what is held from one answer to the next goes.
void Reader::attempt(Desk& desk, const std::function<void()>& work) {
    try {
        work();
    } catch (const std::exception& error) {
        InquiryDesk inquiries = std::move(desk.inquiries); // knows what has failed
        desk = {.inquiries = std::move(inquiries), .study_after = desk.study_after};
        trouble_.publish(std::make_shared<const std::string>(
            failure_sentence(error, "while the sentence was put to the model", "close other programs")));
    }
    if (on_news_) on_news_();
}

} // namespace wordfield::inline run
