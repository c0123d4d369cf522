// SPDX-License-Identifier: MIT
#include "model/run/reader.hpp"

#include "model/core/failure.hpp"

#include <utility>

namespace wordfield {

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
    if (!question.comparison.empty()) {
        const bool same = same_moment && before->asked.comparison == question.comparison;
        reading.comparison = same ? before->comparison : trace(*question.moment, question.comparison);
    }
    return reading;
}

Reader::Reader(std::function<void()> on_news)
    : on_news_{std::move(on_news)}, thread_{[this](const std::stop_token& stop) { serve(stop); }} {}

Reader::~Reader() = default;

void Reader::ask(Question question) {
    questions_.publish(std::make_shared<const Question>(std::move(question)));
}

void Reader::serve(const std::stop_token& stop) {
    ReadingRoom room;
    std::shared_ptr<const Reading> last;
    std::uint64_t seen = 0;
    while (const auto question = questions_.wait_newer(seen, stop)) {
        try {
            last = std::make_shared<const Reading>(room.answer(*question, last.get()));
            readings_.publish(last);
        } catch (const std::exception& error) { // memory
            last.reset();
            room = {};
            trouble_.publish(std::make_shared<const std::string>(
                failure_sentence(error, "while the sentence was put to the model", "close other programs")));
        }
        if (on_news_) on_news_();
    }
}

} // namespace wordfield
