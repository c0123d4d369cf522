// SPDX-License-Identifier: MIT
// Something that takes too long for a frame, done by a thread of its own: a question goes in, answers come
// out.
#pragma once

#include "model/core/latest.hpp"

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <thread>
#include <utility>

namespace wordfield::app {

template <class Question, class Answer>
class Errand {
public:
    /// Tells an answer; a question may have several, each better than the one before.
    using Tell = std::function<void(Answer)>;
    using Work = std::function<void(const Question&, const std::stop_token&, const Tell&)>;

    /// `work` must not throw.
    explicit Errand(Work work)
        : thread_{[this, work = std::move(work)](const std::stop_token& stop) {
              std::uint64_t seen = 0;
              while (const auto asked = questions_.wait_newer(seen, stop)) {
                  work(asked->question, stop, [this](Answer answer) {
                      answers_.publish(std::make_shared<const Answer>(std::move(answer)));
                  });
                  done_ = asked->number; // after its last answer: who is not busy has told everything
              }
          }} {}

    /// After the one that is being worked on; one that waits gives way.
    void ask(Question question) {
        questions_.publish(std::make_shared<const Asked>(Asked{std::move(question), ++asked_}));
    }
    /// The newest answer, once; null before the next.
    [[nodiscard]] std::shared_ptr<const Answer> take() { return answers_.take_newer(seen_); }
    /// Whether a question is being worked on.
    [[nodiscard]] bool busy() const { return done_ != asked_; }
    /// Whether take() will give another answer by itself.
    [[nodiscard]] bool pending() const { return busy() || answers_.has_newer(seen_); }

private:
    struct Asked {
        Question question;
        std::uint64_t number;
    };
    Latest<Asked> questions_;
    Latest<Answer> answers_;
    std::atomic<std::uint64_t> done_ = 0;
    std::uint64_t asked_ = 0, seen_ = 0;
    std::jthread thread_; ///< the last member: it stops before what it uses goes
};

} // namespace wordfield::app
