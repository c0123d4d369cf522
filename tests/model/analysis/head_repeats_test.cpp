// SPDX-License-Identifier: MIT
#include "model/analysis/head_habit.hpp"
#include "model/analysis/head_repeats.hpp"

#include "tests/support/catch.hpp"
#include "tests/support/tiny_moment.hpp"
#include "tests/support/toy_corpus.hpp"

using namespace wordfield;

namespace {

// Four heads with habits that are known: six words back; at the same word there, if it is; at what follows
// that; at all alike.
struct HabitNetwork final : Network {
    mutable std::vector<std::vector<TokenId>> asked;

    [[nodiscard]] std::unique_ptr<Room> room(std::unique_ptr<Room>) const override {
        return std::make_unique<Room>();
    }
    [[nodiscard]] Trace trace(std::span<const TokenId> sentence, Room&) const override {
        asked.emplace_back(sentence.begin(), sentence.end());
        const auto T = static_cast<Index>(sentence.size());
        Trace trace;
        trace.attention.assign(4, Matrix::Zero(T, T));
        for (Index row = 0; row < T; ++row) {
            const bool again = row >= 6 && sentence[static_cast<std::size_t>(row)] ==
                                               sentence[static_cast<std::size_t>(row - 6)];
            trace.attention[0](row, std::max<Index>(row - 6, 0)) = 1.0F;
            trace.attention[1](row, again ? row - 6 : row) = 1.0F;
            trace.attention[2](row, again ? row - 5 : row) = 0.75F;
            trace.attention[3].row(row).head(row + 1).setConstant(1.0F / static_cast<float>(row + 1));
        }
        return trace;
    }
    [[nodiscard]] std::size_t bytes() const override { return sizeof(HabitNetwork); }
};

struct Looked {
    std::shared_ptr<Moment> moment = tiny_moment();
    std::shared_ptr<HabitNetwork> network = std::make_shared<HabitNetwork>();
    HeadRepeats repeats;

    explicit Looked(int context = 12) {
        moment->corpus = test::toy_corpus(400);
        moment->model.context = context;
        moment->network = network;
        Network::Room room;
        while (!go_on(repeats, *moment, room)) {
        }
    }
};

} // namespace

TEST_CASE("head repeats: a head that finds the same word again is told from one that always looks so far "
          "back",
          "[app][mechanism][circuit]") {
    const Looked looked;
    REQUIRE(looked.repeats.heads.size() == 4);
    const RepeatLooks &far = looked.repeats.heads[0], &same = looked.repeats.heads[1],
                      &after = looked.repeats.heads[2], &even = looked.repeats.heads[3];
    CHECK(far.same.mean() == Approx(1.0));
    CHECK(far.same_chance.mean() == Approx(1.0));
    CHECK(same.same.mean() == Approx(1.0));
    CHECK(same.same_chance.mean() < 0.02); // the same word by accident
    CHECK(same.after.mean() == Approx(0.0));
    CHECK(after.after.mean() == Approx(0.75));
    CHECK(after.after_chance.mean() < 0.02);
    CHECK(even.same.mean() == Approx((1 / 7.0 + 1 / 8.0 + 1 / 9.0 + 1 / 10.0 + 1 / 11.0 + 1 / 12.0) / 6));
    CHECK(even.same_chance.mean() == Approx(even.same.mean()));
    CHECK(same.same.count() == HeadRepeats::sequences);
}

TEST_CASE("head repeats: words are drawn at random, not special, and said twice or not",
          "[app][mechanism][circuit]") {
    const Looked looked;
    const auto& asked = looked.network->asked;
    REQUIRE(asked.size() == 2 * HeadRepeats::sequences);
    for (std::size_t i = 0; i < asked.size(); i += 2) {
        const auto &twice = asked[i], &other = asked[i + 1];
        REQUIRE(twice.size() == 12);
        CHECK(std::equal(twice.begin(), twice.begin() + 6, twice.begin() + 6));
        CHECK(std::equal(twice.begin() + 6, twice.end(), other.begin() + 6));
        CHECK_FALSE(std::equal(other.begin(), other.begin() + 6, other.begin() + 6));
        for (const TokenId word : twice) CHECK((word >= 2 && word < 400));
        if (i > 0) CHECK(twice != asked[i - 2]);
    }
    CHECK(Looked{5}.repeats.heads.empty());
    CHECK(repeated_words(5) == 0);
    CHECK(repeated_words(6) == 3);
}

TEST_CASE("head repeats: heads are named by what stands out, the previous word as the habits have it",
          "[app][mechanism][circuit]") {
    const Looked looked;
    const auto kinds = [&](std::size_t head, const HeadStats* stats) {
        std::vector<NamedHabit::Kind> found;
        for (const NamedHabit& habit : named_habits(stats, &looked.repeats.heads[head], 12))
            found.push_back(habit.kind);
        return found;
    };
    using Kind = NamedHabit::Kind;
    CHECK(kinds(0, nullptr).empty());
    CHECK(kinds(1, nullptr) == std::vector{Kind::Same});
    CHECK(kinds(2, nullptr) == std::vector{Kind::After});
    CHECK(kinds(3, nullptr).empty());
    for (const float weight : {0.1F, 0.3F, 0.6F, 0.9F}) {
        const HeadStats stats{.previous = weight, .first = 0.05F, .itself = 0.02F, .previous_error = 0.01F};
        const bool named = habit_of(stats, 12) == HeadHabit::Previous;
        CHECK(named == (weight > 0.5F)); // three times 0.165
        CHECK(kinds(3, &stats) == (named ? std::vector{Kind::Previous} : std::vector<Kind>{}));
        if (!named) continue;
        const NamedHabit habit = named_habits(&stats, nullptr, 12).front();
        CHECK(habit.score == Approx(weight));
        CHECK(habit.error == Approx(0.01));
        CHECK(habit.chance == Approx(even_head(12).previous));
    }
    CHECK(habit_name(Kind::Same) == "same word before");
}
