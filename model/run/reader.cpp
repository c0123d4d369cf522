// SPDX-License-Identifier: MIT
#include "model/run/reader.hpp"

#include "model/core/failure.hpp"

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
        const auto question = desk.to_pull ? questions_.wait_newer_until(seen, stop, desk.pull_after)
                                           : questions_.wait_newer(seen, stop);
        if (question) {
            attempt(desk, [&] { read(desk, *question); });
            note_row(desk, question);
        }
        if (desk.to_pull && Clock::now() >= desk.pull_after && !stop.stop_requested())
            attempt(desk, [&] { pull(desk); });
    }
}

void Reader::read(Desk& desk, const Question& question) {
    desk.reading = std::make_shared<const Reading>(desk.room.answer(question, desk.reading.get()));
    readings_.publish(desk.reading);
}

// The pull of a moment is worked out once.
void Reader::note_row(Desk& desk, const std::shared_ptr<const Question>& question) {
    const bool same_row = desk.pulling && desk.pulling->row == question->row &&
                          desk.pulling->moment->run == question->moment->run;
    if (!same_row || !question->live) desk.pull_after = {};
    const bool known = same_row && desk.pulling->moment == question->moment;
    desk.to_pull = question->row && !known ? question : nullptr;
}

void Reader::pull(Desk& desk) {
    constexpr auto interval = std::chrono::milliseconds{500};
    const auto question = std::exchange(desk.to_pull, nullptr);
    desk.pull_after = Clock::now() + interval;
    desk.pulling = std::make_shared<const Pulling>(desk.room.pulling(*question));
    pullings_.publish(desk.pulling);
}

// Where memory does not suffice, what is held from one answer to the next goes.
void Reader::attempt(Desk& desk, const std::function<void()>& work) {
    try {
        work();
    } catch (const std::exception& error) {
        desk = {.pull_after = desk.pull_after};
        trouble_.publish(std::make_shared<const std::string>(
            failure_sentence(error, "while the sentence was put to the model", "close other programs")));
    }
    if (on_news_) on_news_();
}

} // namespace wordfield::inline run
