// SPDX-License-Identifier: MIT
#include "app/story/word_group.hpp"
#include "app/story/word_pair.hpp"

#include "model/geometry/mean_row.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/small_model.hpp"
#include "tests/support/tiny_moment.hpp"

#include <cmath>
#include <numeric>

using namespace wordfield;
using namespace wordfield::app;
using Side = ContextPulls::Side;

namespace {

double angle_cosine(const RowVector& a, const RowVector& b) {
    double ab = 0, aa = 0, bb = 0;
    for (Index i = 0; i < a.size(); ++i) {
        ab += static_cast<double>(a[i]) * b[i];
        aa += static_cast<double>(a[i]) * a[i];
        bb += static_cast<double>(b[i]) * b[i];
    }
    return ab / std::sqrt(aa * bb);
}

} // namespace

TEST_CASE("two words: measures of their rows, and who is near both", "[app][pair]") {
    Matrix rows(6, 2);
    rows << 1, 0, 0.9F, 0.1F, 0.95F, 0.02F, 0, 1, -1, 0, -0.9F, -1.12F; // the mean row is in the middle
    const RowVector mean = mean_row(rows);
    const PairFigures figures = pair_figures(rows, mean, {0, 1}, 2);
    CHECK(figures.cosine == Approx(angle_cosine(rows.row(0) - mean, rows.row(1) - mean)).margin(1e-5));
    CHECK(figures.dot == Approx(0.9));
    CHECK(figures.distance == Approx(std::sqrt(0.02)));
    CHECK(figures.shared == std::vector<TokenId>{2}); // the second nearest of either is the other one
}

TEST_CASE("two words: their cosine at every kept moment up to the one that is shown", "[app][pair]") {
    SmallModel model{0};
    Timeline timeline;
    std::vector<Moment> moments;
    for (int i = 0; i < 4; ++i) {
        auto moment = std::make_shared<Moment>(model.moment());
        moments.push_back(*moment);
        timeline.offer(moment, tiny_layout(moment->step, moment->run));
        for (int k = 0; k < 10; ++k) model.trainer.step();
    }
    REQUIRE(timeline.moments().size() >= 3);
    PairHistory history;
    for (int pass = 0; pass < 2; ++pass) { // the second time from what it knows
        const auto& points = history.update(timeline, 25, {3, 9});
        REQUIRE(points.size() == 3);
        for (std::size_t i = 0; i < points.size(); ++i) {
            const Matrix& rows = moments[i].embedding->matrix();
            const RowVector mean = rows.colwise().mean();
            CHECK(points[i].step == 10.0 * static_cast<double>(i));
            CHECK(points[i].value ==
                  Approx(angle_cosine(rows.row(3) - mean, rows.row(9) - mean)).margin(1e-4));
        }
    }
}

TEST_CASE("two words: the company that they share in the text, counted by hand", "[app][pair]") {
    // 7 after 1 twice and after 2 once, before 3, 3, 4; 8 after 1 and 5, before 3 and the end of the text
    const std::vector<TokenId> text{1, 7, 3, 1, 7, 3, 2, 7, 4, 1, 8, 3, 5, 8};
    const TextCompany company = text_company(text, {7, 8});
    CHECK(company.tokens == text.size());
    CHECK(company.overlap_after == Approx(0.5));      // min(2/3, 1/2) of “1 __”
    CHECK(company.overlap_before == Approx(2.0 / 3)); // min(2/3, 1/1) of “__ 3”
    REQUIRE(company.shared.size() == 2);
    CHECK(company.shared[0].side == Side::Before);
    CHECK(company.shared[0].neighbour == 3);
    CHECK(company.shared[1].of_first == Approx(2.0 / 3));
    CHECK(company.shared[1].of_second == Approx(0.5));
    CHECK(text_company(text, {7, 8}, 6).shared.empty()); // 8 comes later
    CHECK(text_company(text, {7, 7}).overlap_after == Approx(1.0));
}

TEST_CASE("why together: the parts of all contexts add up to the cosine of the summed pulls", "[app][pair]") {
    SmallModel model{20};
    model.trainer.watch_rows({3, 9});
    const Moment from = model.moment();
    for (int i = 0; i < 20; ++i) model.trainer.step();
    const Matrix sum = *model.moment().gradient_sum - *from.gradient_sum;
    const auto told = model.trainer.context_pulls();
    const PullsTogether together = pulls_together(told->rows[0], told->rows[1]);
    CHECK(together.cosine == Approx(angle_cosine(sum.row(3), sum.row(9))).margin(1e-3));
    double parts = together.own + together.rest;
    for (const SharedPull& shared : together.shared) parts += shared.share;
    CHECK(parts == Approx(together.cosine).margin(1e-4));
    for (std::size_t i = 1; i < together.shared.size(); ++i)
        CHECK(together.shared[i - 1].share >= together.shared[i].share);
}

TEST_CASE("why together: one shared context, one of each alone, by hand", "[app][pair]") {
    const auto vector = [](float x, float y) {
        RowVector v(2);
        v << x, y;
        return v;
    };
    ContextPulls::Row first{0, {}, vector(0, 0)}, second{1, {}, vector(0, -1)};
    first.contexts[{Side::After, 5}] = {2, vector(3, 0)};
    first.contexts[{Side::Before, 6}] = {1, vector(0, 4)}; // P = (3, 4)
    second.contexts[{Side::After, 5}] = {7, vector(1, 0)};
    second.contexts[{Side::After, 6}] = {1, vector(0, 1)}; // Q = (1, 0)
    const PullsTogether together = pulls_together(first, second);
    CHECK(together.cosine == Approx(0.6));
    REQUIRE(together.shared.size() == 1);
    CHECK(together.shared[0].first_times == 2);
    CHECK(together.shared[0].second_times == 7);
    CHECK(together.shared[0].share == Approx((3 + 3) / 10.0)); // (3,0)·Q and (1,0)·P, halved, over 5
    CHECK(together.own == Approx((0 + 4) / 10.0));
    CHECK(together.rest == Approx(-4 / 10.0));
}

TEST_CASE("many words: their categories, how alike they are, the most central one and the outlier",
          "[app][pair]") {
    SmallModel model{40};
    const Moment moment = model.moment();
    const Matrix& rows = moment.embedding->matrix();
    const RowVector mean = mean_row(rows);
    std::vector<int> category(30, 1);
    category[4] = -1;
    category[5] = category[6] = 0;
    const std::vector<TokenId> words{3, 4, 5, 6, 7, 8, 9};
    const WordGroup group = group_of(rows, mean, category, words);
    CHECK(group.categories == std::vector<std::pair<int, int>>{{1, 4}, {0, 2}, {-1, 1}});
    double all = 0;
    std::vector<double> each;
    for (const TokenId a : words) {
        double sum = 0;
        for (const TokenId b : words)
            if (a != b) sum += angle_cosine(rows.row(a) - mean, rows.row(b) - mean);
        each.push_back(sum / 6);
        all += sum / 42;
    }
    CHECK(group.mean_cosine == Approx(all).margin(1e-4));
    for (std::size_t i = 0; i < words.size(); ++i) CHECK(group.to_others[i] == Approx(each[i]).margin(1e-4));
    CHECK(group.central == words[std::ranges::max_element(each) - each.begin()]);
    CHECK(group.outlier == words[std::ranges::min_element(each) - each.begin()]);
}
