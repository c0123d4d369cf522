// SPDX-License-Identifier: MIT
// What a moment answers when it is asked something: the reader thread makes traces of sentences with the
// weights of any moment, the newest or one kept long ago, so that training never waits for whoever looks on.
#pragma once

#include "model/core/latest.hpp"
#include "model/run/inquiry_desk.hpp"
#include "model/run/reading.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace wordfield::inline run {

/// Where answers are worked out; memory is kept from one to the next.
class ReadingRoom {
public:
    /// `before`, when there is one, lends what it has in common with the question. The moment must not be
    /// null. Throws Error when a token is not in the vocabulary.
    Reading answer(const Question& question, const Reading* before = nullptr);
    /// The question's row must be there. Throws Error when it is not in the vocabulary.
    Pulling pulling(const Question& question);
    /// `reading` is the answer to the same question. Throws std::bad_alloc alone.
    Contexts contexts(const Reading& reading);
    /// A piece of work of what is due first, or nothing. Throws as an inquiry does.
    void inquire(InquiryDesk& inquiries);
    /// All that the reading's question asks, to the end.
    std::shared_ptr<const Findings> findings(const Reading& reading);

private:
    std::shared_ptr<const Trace> trace(const Moment& moment, const std::vector<TokenId>& sentence);
    std::unique_ptr<Network::Room> room_;
};

class Reader {
public:
    /// `on_news` is called on the reader's thread after each answer; may be empty.
    explicit Reader(std::function<void()> on_news = {});
    ~Reader();
    Reader(const Reader&) = delete;
    Reader& operator=(const Reader&) = delete;

    /// Any thread; the newest question wins. Its moment must not be null.
    void ask(Question question);
    [[nodiscard]] const Latest<Reading>& readings() const { return readings_; }
    /// These come after the reading: at once for what had not been asked before and for a moment that is
    /// looked back at, else at most twice a second, for each costs about a step of training.
    [[nodiscard]] const Latest<Pulling>& pullings() const { return pullings_; }
    [[nodiscard]] const Latest<Contexts>& contexts() const { return contexts_; }
    /// These come bit by bit; see InquiryDesk.
    [[nodiscard]] const Latest<Findings>& findings() const { return findings_; }
    /// Why there is no answer: a sentence. The next question is tried again.
    [[nodiscard]] const Latest<std::string>& trouble() const { return trouble_; }

private:
    using Clock = std::chrono::steady_clock;
    /// What the thread alone knows.
    struct Desk {
        ReadingRoom room;
        std::shared_ptr<const Reading> reading;   ///< the last
        std::shared_ptr<const Pulling> pulling;   ///< the last
        std::shared_ptr<const Contexts> contexts; ///< the last
        InquiryDesk inquiries;
        bool pull_due = false, contexts_due = false; ///< of the last reading
        Clock::time_point study_after{};

        /// When there is something to do beside answering; nothing where there is not.
        [[nodiscard]] std::optional<Clock::time_point> due() const;
    };
    void serve(const std::stop_token& stop);
    void read(Desk& desk, const Question& question);
    static void note_what_is_due(Desk& desk);
    void study(Desk& desk);
    void work(Desk& desk);
    void attempt(Desk& desk, const std::function<void()>& work);

    std::function<void()> on_news_;
    Latest<Question> questions_;
    Latest<Reading> readings_;
    Latest<Pulling> pullings_;
    Latest<Contexts> contexts_;
    Latest<Findings> findings_;
    Latest<std::string> trouble_;
    std::jthread thread_; // the last member: it stops before what it uses goes
};

} // namespace wordfield::inline run
