// SPDX-License-Identifier: MIT
// Why a word is where it is: the stretch in which it moved most, and the pulls of its steps added up.
#include "app/story/pull_sum.hpp"

#include "tests/support/catch.hpp"
#include "tests/support/small_model.hpp"
#include "tests/support/tiny_moment.hpp"

#include <cmath>

using namespace wordfield;
using namespace wordfield::app;

namespace {

// Row 2 at `x` on a line, all others at its origin.
std::shared_ptr<const Moment> moment_with_row(std::int64_t step, float x, int edits = 0) {
    auto moment = tiny_moment(step);
    Matrix rows = Matrix::Zero(6, 2);
    rows(2, 0) = x;
    moment->embedding = std::make_shared<const RowTable>(rows);
    moment->gradient_sum = std::make_shared<const Matrix>(Matrix::Zero(6, 2));
    moment->undoable_edits = edits;
    return moment;
}

using Moments = std::vector<std::shared_ptr<const Moment>>;

} // namespace

TEST_CASE("pull sum: the shortest stretch with half of the way, not across a change by hand", "[app][pull]") {
    const Moments run{moment_with_row(0, 0), moment_with_row(10, 1), moment_with_row(20, 4),
                      moment_with_row(30, 6), moment_with_row(90, 9)};
    const auto found = busiest_stretch(run, 2);
    REQUIRE(found);
    CHECK(found->first == 1);
    CHECK(found->last == 3); // 5 of 9 in 20 steps
    CHECK(found->share == Approx(5.0 / 9));
    const Moments edited{moment_with_row(0, 0), moment_with_row(10, 1), moment_with_row(20, 50, 1),
                         moment_with_row(30, 52, 1)};
    const auto after = busiest_stretch(edited, 2);
    REQUIRE(after);
    CHECK(after->first == 2);
    CHECK(after->share == Approx(2.0 / 3)); // the leap of 49 is no step of training
    CHECK_FALSE(busiest_stretch(run, 3));
    CHECK_FALSE(busiest_stretch(Moments{moment_with_row(5, 3)}, 2));
}

TEST_CASE("pull sum: it is the sum of every step's pull, less what all rows share", "[app][pull]") {
    SmallModel model{5};
    const Moment from = model.moment();
    Matrix sum = Matrix::Zero(from.embedding->rows(), from.embedding->cols()), mean = *from.mean_gradient;
    for (int i = 0; i < 30; ++i) {
        model.trainer.step();
        sum += (*model.moment().mean_gradient - 0.95F * mean) / 0.05F; // this step's own
        mean = *model.moment().mean_gradient;
    }
    const Moment to = model.moment();
    const PullSum found = pull_between(from, mean_rows_of(from), to, mean_rows_of(to), 9, 4);
    const RowVector drift = sum.colwise().mean();
    const RowVector pull = drift - sum.row(9);
    CHECK(found.from == 5);
    CHECK(found.to == 35);
    CHECK(found.pull.strength == Approx(pull.norm()).epsilon(1e-3));
    for (const TokenId other : {4, 17}) {
        const RowVector theirs = drift - sum.row(other);
        CHECK(found.pull.cosine[other] ==
              Approx(pull.dot(theirs) / (pull.norm() * theirs.norm())).margin(2e-3));
    }
    RowVector way = to.embedding->row(9) - from.embedding->row(9);
    way -= to.embedding->matrix().colwise().mean() - from.embedding->matrix().colwise().mean();
    CHECK(found.agreement == Approx(pull.dot(way) / (pull.norm() * way.norm())).margin(2e-3));
    CHECK(found.agreement > 0.2F); // training goes where it is pulled
    CHECK(found.pull.strongest.size() == 4);
}
