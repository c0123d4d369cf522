// SPDX-License-Identifier: MIT
// Neighbours over time: the numbers against a computation by hand, and the panel as a person meets it.
#include "app/story/neighbour_history.hpp"
#include "bench_fixture.hpp"
#include "tests/support/tiny_moment.hpp"

#include <algorithm>
#include <numeric>
#include <set>

using namespace wordfield;
using namespace wordfield::app;

namespace {

constexpr Index vocabulary = 45, width = 6;

std::shared_ptr<const Moment> moment_at(std::int64_t step, unsigned seed, std::uint64_t run = 1) {
    auto moment = tiny_moment(step, run);
    std::srand(seed);
    moment->embedding = std::make_shared<const RowTable>(Matrix::Random(vocabulary, width));
    return moment;
}

std::shared_ptr<const Layout> map_of(const Moment& moment) {
    auto layout = std::make_shared<Layout>();
    layout->run = moment.run;
    layout->step = moment.step;
    return layout;
}

void offer(Timeline& timeline, const std::shared_ptr<const Moment>& moment) {
    timeline.offer(moment, map_of(*moment));
}

// In double, by sorting all words.
std::vector<double> cosines_by_hand(const Matrix& rows, Index word) {
    const Eigen::MatrixXd x = rows.cast<double>();
    const Eigen::RowVectorXd mean = x.colwise().sum() / static_cast<double>(x.rows());
    std::vector<double> values;
    for (Index i = 0; i < x.rows(); ++i) {
        const Eigen::RowVectorXd a = x.row(word) - mean, b = x.row(i) - mean;
        values.push_back(a.dot(b) / std::sqrt(a.squaredNorm() * b.squaredNorm()));
    }
    return values;
}

int rank_by_hand(const std::vector<double>& cosines, Index word, Index other) {
    int rank = 1;
    for (Index i = 0; i < vocabulary; ++i) rank += i != word && cosines[i] > cosines[other] ? 1 : 0;
    return rank;
}

} // namespace

TEST_CASE("neighbours over time: cosines and ranks are those of every moment", "[app][neighbours]") {
    Timeline timeline;
    for (int i = 0; i < 5; ++i) offer(timeline, moment_at(10 * i, 100 + i));
    constexpr TokenId word = 7;
    NeighbourHistory history;
    CHECK_FALSE(history.update(timeline, word, 10.0));
    REQUIRE(history.steps() == std::vector<std::int64_t>{0, 10, 20, 30, 40});
    CHECK(history.lines().size() == NeighbourHistory::most_lines);
    int beyond = 0;
    for (const auto& line : history.lines()) {
        int best = vocabulary;
        for (std::size_t i = 0; i < 5; ++i) {
            const auto cosines = cosines_by_hand(timeline.moments()[i].moment->embedding->matrix(), word);
            const int rank = rank_by_hand(cosines, word, line.word);
            best = std::min(best, rank);
            CHECK(line.cosine[i] == Approx(cosines[line.word]).margin(1e-5));
            CHECK(line.rank[i] == (rank > NeighbourHistory::known_ranks ? 0 : rank));
            beyond += line.rank[i] == 0 ? 1 : 0;
        }
        CHECK(best <= NeighbourHistory::near_ranks);
        CHECK(line.word != word);
    }
    CHECK(beyond > 0); // with words drawn at random some are far away at times
    for (int i = 0; i < NeighbourHistory::near_ranks; ++i) CHECK(history.lines()[i].rank.back() == i + 1);
}

TEST_CASE("neighbours over time: a frame does a little, and nothing is done twice", "[app][neighbours]") {
    Timeline timeline;
    for (int i = 0; i < 6; ++i) offer(timeline, moment_at(10 * i, 200 + i));
    NeighbourHistory slow, quick;
    quick.update(timeline, 3, 10.0);
    for (int left = 5; left >= 0; --left) {
        CHECK(slow.update(timeline, 3, 0.0) == (left > 0));
        CHECK(slow.pending() == left);
        CHECK(slow.steps().size() == 6U - left);
    }
    CHECK(slow.steps().front() == 0);
    REQUIRE(slow.lines().size() == quick.lines().size());
    for (std::size_t i = 0; i < quick.lines().size(); ++i)
        CHECK(slow.lines()[i].rank == quick.lines()[i].rank);
    offer(timeline, moment_at(60, 206));
    slow.update(timeline, 3, 0.0);
    CHECK(slow.pending() == 0);
    CHECK(slow.steps().back() == 60);
    slow.update(timeline, 4, 0.0); // another word begins anew
    CHECK(slow.pending() == 6);
    CHECK_FALSE(slow.update(timeline, std::nullopt, 0.0));
    CHECK(slow.lines().empty());
}

TEST_CASE("neighbours over time: a moment that training went back behind is read again",
          "[app][neighbours]") {
    Timeline timeline;
    for (int i = 0; i < 4; ++i) offer(timeline, moment_at(10 * i, 300 + i));
    NeighbourHistory history;
    history.update(timeline, 5, 10.0);
    offer(timeline, moment_at(15, 998));
    const auto again = moment_at(20, 999); // other weights under an old number
    offer(timeline, again);
    history.update(timeline, 5, 10.0);
    REQUIRE(history.steps() == std::vector<std::int64_t>{0, 10, 15, 20});
    const auto cosines = cosines_by_hand(again->embedding->matrix(), 5);
    for (const auto& line : history.lines()) CHECK(line.cosine[3] == Approx(cosines[line.word]).margin(1e-5));
}

// Around word 0 others stand on a circle, the nearest at the smallest angle; early moments and late ones have
// other words near, and those of neither are far.
TEST_CASE("neighbours over time: a line is for who was near for many steps, not at many moments",
          "[app][neighbours]") {
    const auto with_near = [](std::int64_t step, TokenId first) {
        auto moment = tiny_moment(step);
        Matrix rows = Matrix::Zero(vocabulary, 2);
        for (TokenId id = 0; id < vocabulary; ++id) {
            const bool near = id >= first && id < first + NeighbourHistory::near_ranks;
            const float angle =
                id == 0 ? 0.0F : (near ? 0.01F : 1.0F) * (1.0F + 0.04F * static_cast<float>(id));
            rows.row(id) << std::cos(angle), std::sin(angle);
        }
        moment->embedding = std::make_shared<const RowTable>(rows);
        return moment;
    };
    Timeline timeline;
    for (std::int64_t step = 0; step < 10; ++step)
        offer(timeline, with_near(step, 1)); // ten moments, ten steps
    offer(timeline, with_near(500, 21));     // two, a thousand steps
    offer(timeline, with_near(1000, 21));
    offer(timeline, with_near(1001, 33)); // the last
    NeighbourHistory history;
    history.update(timeline, TokenId{0}, 10.0);
    REQUIRE(history.lines().size() == NeighbourHistory::most_lines);
    for (const auto& line : history.lines()) CHECK(line.word >= 21);
}

TEST_CASE("heights are moved apart, in their order and inside their room", "[app][neighbours]") {
    std::vector<float> heights{50, 51, 49, 98, 99, 100, 2};
    const std::vector<float> wished = heights;
    spread(heights, 10, 0, 100);
    for (std::size_t i = 0; i < heights.size(); ++i) {
        CHECK(heights[i] >= 0);
        CHECK(heights[i] <= 100);
        for (std::size_t j = 0; j < heights.size(); ++j)
            if (wished[i] < wished[j]) CHECK(heights[j] - heights[i] >= 10.0F - 1e-4F);
    }
    std::vector<float> apart{10, 40, 70};
    spread(apart, 10, 0, 100);
    CHECK(apart == std::vector<float>{10, 40, 70});
}

TEST_CASE("panel: neighbours over time opens by its key, fills in, and takes one back in time", "[app][gl]") {
    OffscreenBench bench;
    if (!bench) return;
    const auto corpus = SmallModel{0}.moment().corpus;
    for (const std::int64_t step : {0, 20, 40, 60}) {
        SmallModel model{static_cast<int>(step)};
        test::Seen moment = paused_at(model, step);
        moment.corpus = corpus;
        bench.take(moment);
    }
    CHECK_FALSE(bench.shows("panel.Neighbours over time"));
    bench.press({.key = Key::Digit, .digit = 9});
    REQUIRE(bench.shows("panel.Neighbours over time"));
    CHECK_FALSE(bench.shows("neighbours.chart")); // no word is chosen
    bench->selection().pin_only(7);
    bench.frame(8);
    REQUIRE(bench.shows("neighbours.chart"));
    for (const Neighbour& n : bench->neighbours()) {
        if (&n - bench->neighbours().data() >= NeighbourHistory::near_ranks) break;
        CHECK(
            bench.shows("neighbours.label." + corpus->lexicon.vocabulary.word(static_cast<TokenId>(n.row))));
    }
    std::vector<float> tops;
    for (const auto& [name, rect] : bench.rects().named)
        if (name.starts_with("neighbours.label.")) tops.push_back(rect.y);
    std::ranges::sort(tops);
    for (std::size_t i = 1; i < tops.size(); ++i) CHECK(tops[i] - tops[i - 1] >= 10.0F); // none over another
    bench.click("neighbours.chart", false, 0.34F);
    CHECK(bench->shown_step() == 20);
    bench.click("neighbours.height.cosine");
    bench.click("neighbours.axis.log");
    bench.click("neighbours.chart", false, 0.01F);
    CHECK(bench->shown_step() == 0);
    bench.press({Key::Escape});
    bench.frame(2);
    CHECK_FALSE(bench.shows("neighbours.chart"));
}
