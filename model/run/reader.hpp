// SPDX-License-Identifier: MIT
// What a moment answers when it is asked something: the reader thread makes traces of sentences with the
// weights of any moment, the newest or one kept long ago, so that training never waits for whoever looks on.
#pragma once

#include "model/core/latest.hpp"
#include "model/train/moment.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <vector>

namespace wordfield {

/// What somebody who looks at a moment wants to see of it.
struct Question {
    std::shared_ptr<const Moment> moment;
    std::vector<TokenId> sentence;         ///< <eos> when empty
    std::vector<TokenId> comparison;       ///< a second sentence for the same weights; none when empty
    std::shared_ptr<const Moment> earlier; ///< asked the same sentence, to see what has changed; may be null
    std::uint64_t number = 0;              ///< of the sentence: grows with each that is asked about
    bool live = true;                      ///< the moment was the newest, not one that was looked back at
    bool operator==(const Question&) const = default;
};

/// The answer. Everything in it is of one moment.
struct Reading {
    Question asked;
    std::shared_ptr<const Trace> trace;      ///< never null
    std::shared_ptr<const Trace> comparison; ///< null when there is none
    std::shared_ptr<const Trace> earlier;    ///< null when there is none
};

/// Where answers are worked out; memory is kept from one to the next.
class ReadingRoom {
public:
    /// `before`, when there is one, lends what it has in common with the question. The moment must not be
    /// null. Throws Error when a token is not in the vocabulary.
    Reading answer(const Question& question, const Reading* before = nullptr);

private:
    std::shared_ptr<const Trace> trace(const Moment& moment, const std::vector<TokenId>& sentence);
    std::unique_ptr<Network::Room> room_;
};

class Reader {
public:
    /// `on_news` is called on the reader's thread after each reading; may be empty.
    explicit Reader(std::function<void()> on_news = {});
    ~Reader();
    Reader(const Reader&) = delete;
    Reader& operator=(const Reader&) = delete;

    /// Any thread; the newest question wins. Its moment must not be null.
    void ask(Question question);
    [[nodiscard]] const Latest<Reading>& readings() const { return readings_; }
    /// Why there is no answer: a sentence. The next question is tried again.
    [[nodiscard]] const Latest<std::string>& trouble() const { return trouble_; }

private:
    void serve(const std::stop_token& stop);

    std::function<void()> on_news_;
    Latest<Question> questions_;
    Latest<Reading> readings_;
    Latest<std::string> trouble_;
    std::jthread thread_; // the last member: it stops before what it uses goes
};

} // namespace wordfield
