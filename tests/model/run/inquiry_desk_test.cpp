// SPDX-License-Identifier: MIT
// What pages ask of a model is worked out bit by bit, once, and of the right moment and sentence.
#include "model/run/reader.hpp"

#include "model/core/cpu_clock.hpp"
#include "model/core/error.hpp"
#include "model/train/trainer.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/toy_corpus.hpp"

#include <chrono>
#include <thread>

using namespace wordfield;

namespace {

struct Counted : Finding {
    int pieces = 0;
    std::int64_t step = -1;
};

// Takes `needs` pieces; says how many there were.
struct Counting final : Inquiry {
    int needs = 1, number = 0;
    bool of_words = true, fails = false;
    mutable int calls = 0;

    [[nodiscard]] bool same_as(const Inquiry& other) const override {
        const auto* const one = dynamic_cast<const Counting*>(&other);
        return one != nullptr && one->number == number;
    }
    [[nodiscard]] bool of_sentence() const override { return of_words; }
    [[nodiscard]] std::shared_ptr<const Finding> work(const InquiryInput& input,
                                                      const Finding* before) const override {
        ++calls;
        if (fails) throw Error{"inquiry", "fails", ""};
        const auto* const last = dynamic_cast<const Counted*>(before);
        auto found = std::make_shared<Counted>();
        found->pieces = last != nullptr ? last->pieces + 1 : 1;
        found->step = input.moment.step;
        found->complete = found->pieces >= needs;
        return found;
    }
};

// Takes ten milliseconds of processor time a piece.
struct Slow final : Inquiry {
    explicit Slow(int of = 0) : number{of} {}
    int number;
    mutable int calls = 0;

    [[nodiscard]] bool same_as(const Inquiry& other) const override {
        const auto* const one = dynamic_cast<const Slow*>(&other);
        return one != nullptr && one->number == number;
    }
    [[nodiscard]] std::shared_ptr<const Finding> work(const InquiryInput&, const Finding*) const override {
        ++calls;
        for (const double end = thread_cpu_seconds() + 0.01; thread_cpu_seconds() < end;) {
        }
        return std::make_shared<Counted>();
    }
};

struct Asker {
    std::unique_ptr<Trainer> trainer =
        make_trainer(test::toy_corpus(), {.dim = 16, .layers = 2, .heads = 2, .context = 8}, {.batch = 4});
    std::shared_ptr<const Moment> moment = next();
    std::vector<TokenId> sentence{2, 9, 14};
    std::vector<std::shared_ptr<const Inquiry>> inquiries;
    bool trains = false, live = true;
    ReadingRoom room;

    std::shared_ptr<const Moment> next() {
        trainer->step();
        return std::make_shared<const Moment>(trainer->moment());
    }
    Reading reading() {
        return room.answer(
            {.moment = moment, .sentence = sentence, .live = live, .trains = trains, .inquiries = inquiries});
    }
};

const Counted& counted(const InquiryDesk& desk) {
    const auto findings = desk.findings();
    REQUIRE(findings->found.size() == 1);
    const Found* const found = findings->of<Counted>();
    REQUIRE(found != nullptr);
    static Counted copy;
    copy = dynamic_cast<const Counted&>(*found->finding);
    CHECK(found->moment->step == copy.step);
    return copy;
}

} // namespace

TEST_CASE("inquiries: an answer comes in pieces, and no more once it is complete", "[run][inquiry]") {
    Asker asker;
    const auto asked = std::make_shared<Counting>();
    asked->needs = 3;
    asker.inquiries = {asked};
    InquiryDesk desk;
    CHECK_FALSE(desk.due());
    desk.follow(asker.reading());
    CHECK(desk.findings()->found.empty());
    for (int piece = 1; piece <= 3; ++piece) {
        REQUIRE(desk.due());
        asker.room.inquire(desk);
        CHECK(counted(desk).pieces == piece);
    }
    CHECK_FALSE(desk.due());
    asker.room.inquire(desk);
    desk.follow(asker.reading()); // the same moment
    CHECK_FALSE(desk.due());
    CHECK(asked->calls == 3);
    CHECK(dynamic_cast<const Counted&>(*asker.room.findings(asker.reading())->found.at(0).finding).pieces ==
          3);
}

TEST_CASE("inquiries: who asks the same keeps what was found, who asks another does not", "[run][inquiry]") {
    Asker asker;
    const auto one = std::make_shared<Counting>(), same = std::make_shared<Counting>(),
               other = std::make_shared<Counting>();
    other->number = 1;
    InquiryDesk desk;
    asker.inquiries = {one};
    desk.follow(asker.reading());
    asker.room.inquire(desk);
    asker.inquiries = {same};
    desk.follow(asker.reading());
    CHECK_FALSE(desk.due());
    asker.inquiries = {other, same};
    desk.follow(asker.reading());
    CHECK(desk.due());
    asker.room.inquire(desk);
    CHECK((one->calls == 1 && same->calls == 0 && other->calls == 1));
    asker.inquiries = {};
    desk.follow(asker.reading());
    CHECK(desk.findings()->found.empty());
}

TEST_CASE(
    "inquiries: one that was begun is finished of its own moment while training goes on, and begun anew of "
    "one that is looked back at",
    "[run][inquiry]") {
    Asker asker;
    const auto asked = std::make_shared<Counting>();
    asked->needs = 2;
    asker.inquiries = {asked};
    const auto first = asker.moment;
    InquiryDesk desk;
    desk.follow(asker.reading());
    asker.room.inquire(desk);
    asker.moment = asker.next();
    desk.follow(asker.reading());
    CHECK(desk.next() == first.get());
    asker.room.inquire(desk);
    CHECK((counted(desk).pieces == 2 && counted(desk).step == first->step));
    CHECK(desk.next() == asker.moment.get()); // and then of the newest
    asker.room.inquire(desk);
    CHECK((counted(desk).pieces == 2 && counted(desk).step == first->step)); // until that is whole
    asker.room.inquire(desk);
    CHECK((counted(desk).pieces == 2 && counted(desk).step == asker.moment->step));
    asker.moment = first, asker.live = false;
    desk.follow(asker.reading());
    asker.room.inquire(desk);
    CHECK((counted(desk).pieces == 1 && counted(desk).step == first->step));
}

TEST_CASE("inquiries: another sentence is another question, but for one that asks about none",
          "[run][inquiry]") {
    Asker asker;
    const auto asked = std::make_shared<Counting>();
    asker.inquiries = {asked};
    for (const bool of_words : {true, false}) {
        INFO(of_words);
        InquiryDesk desk;
        asked->of_words = of_words;
        asker.sentence = {2, 9, 14};
        desk.follow(asker.reading());
        asker.room.inquire(desk);
        asker.sentence = {2, 9};
        desk.follow(asker.reading());
        CHECK(desk.due().has_value() == of_words);
        CHECK(desk.findings()->found.empty() == of_words);
    }
}

TEST_CASE("inquiries: while training goes on they take a thirtieth of a thread's time", "[run][inquiry]") {
    Asker asker;
    asker.inquiries = {std::make_shared<Slow>()};
    asker.trains = true;
    InquiryDesk desk;
    desk.follow(asker.reading());
    asker.room.inquire(desk);
    asker.moment = asker.next();
    desk.follow(asker.reading());
    REQUIRE(desk.due());
    const auto wait = *desk.due() - InquiryDesk::Clock::now();
    CHECK(wait > std::chrono::milliseconds{50}); // of 90: somebody waits for the first answer
    CHECK(wait < std::chrono::milliseconds{150});
    asker.room.inquire(desk);
    asker.moment = asker.next();
    desk.follow(asker.reading());
    CHECK(*desk.due() > InquiryDesk::Clock::now() + std::chrono::milliseconds{230}); // of 290
    asker.trains = false;                                                            // a pause: at once
    desk.follow(asker.reading());
    CHECK(*desk.due() <= InquiryDesk::Clock::now());
}

TEST_CASE("inquiries: several take turns and share that time, and a new one does not wait",
          "[run][inquiry]") {
    Asker asker;
    const auto a = std::make_shared<Slow>(1), b = std::make_shared<Slow>(2), c = std::make_shared<Slow>(3);
    asker.inquiries = {a, b};
    asker.trains = true;
    InquiryDesk desk;
    desk.follow(asker.reading());
    for (int i = 0; i < 6; ++i) {
        asker.room.inquire(desk);
        CHECK(*desk.due() > InquiryDesk::Clock::now() + std::chrono::milliseconds{i < 2 ? 50 : 230});
        CHECK(std::abs(a->calls - b->calls) <= 1);
        asker.moment = asker.next();
        desk.follow(asker.reading());
        CHECK(*desk.due() > InquiryDesk::Clock::now() + std::chrono::milliseconds{i < 2 ? 20 : 200});
    }
    CHECK(a->calls == 3);
    asker.inquiries = {a, b, c};
    desk.follow(asker.reading());
    CHECK(*desk.due() <= InquiryDesk::Clock::now());
    asker.room.inquire(desk);
    CHECK(c->calls == 1);
    asker.live = false; // looked back: nothing is shown that moves on
    desk.follow(asker.reading());
    CHECK(*desk.due() <= InquiryDesk::Clock::now());
    asker.room.inquire(desk);
    CHECK(*desk.due() <= InquiryDesk::Clock::now());
}

TEST_CASE("inquiries: one that fails is not tried again for every moment, and the reader says why",
          "[run][inquiry]") {
    Asker asker;
    const auto asked = std::make_shared<Counting>();
    asked->fails = true;
    asker.inquiries = {asked};
    InquiryDesk desk;
    desk.follow(asker.reading());
    CHECK_THROWS_AS(asker.room.inquire(desk), Error);
    CHECK_FALSE(desk.due());
    asker.moment = asker.next();
    desk.follow(asker.reading());
    CHECK_FALSE(desk.due());

    Reader reader;
    reader.ask(asker.reading().asked);
    std::uint64_t seen = 0;
    std::stop_source stop;
    const auto trouble = reader.trouble().wait_newer_until(
        seen, stop.get_token(), std::chrono::steady_clock::now() + std::chrono::seconds{20});
    REQUIRE(trouble);
    CHECK_THAT(*trouble, Catch::Matchers::Contains("fails"));
}

TEST_CASE("inquiries: the reader finds out what is asked", "[run][inquiry]") {
    Asker asker;
    const auto asked = std::make_shared<Counting>();
    asked->needs = 4;
    asker.inquiries = {asked};
    Reader reader;
    reader.ask(asker.reading().asked);
    std::uint64_t seen = 0;
    std::stop_source stop;
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds{20};
    for (bool complete = false; !complete;) {
        const auto news = reader.findings().wait_newer_until(seen, stop.get_token(), end);
        REQUIRE(news);
        complete = news->of<Counted>() != nullptr && news->of<Counted>()->finding->complete;
    }
    CHECK(asked->calls == 4);
}
