// SPDX-License-Identifier: MIT
#include "model/geometry/parallel_offsets.hpp"

#include "model/core/rng.hpp"
#include "model/geometry/cosine.hpp"
#include "tests/support/catch.hpp"

using namespace wordfield;

namespace {

RowVector offset_of(const Matrix& rows, TokenId from, TokenId to) {
    return rows.row(to).normalized() - rows.row(from).normalized();
}

} // namespace

TEST_CASE("how parallel a relation is: the mean over every two of its pairs", "[geometry]") {
    Pcg32 rng{5};
    const Matrix rows = Matrix::NullaryExpr(12, 6, [&] { return rng.normal(); });
    const AnalogyRelation relation{"of", {{0, 1, 2, 3}, {2, 3, 4, 5}, {0, 1, 4, 5}, {6, 7, 0, 1}}};
    const std::vector<std::pair<TokenId, TokenId>> pairs{{0, 1}, {2, 3}, {4, 5}, {6, 7}};
    CHECK(pairs_of(relation) == pairs);
    double sum = 0.0, shuffled = 0.0;
    for (std::size_t i = 0; i < 4; ++i)
        for (std::size_t j = 0; j < i; ++j) {
            const auto cosine_of = [&](std::size_t turn) {
                return static_cast<double>(
                    cosine(offset_of(rows, pairs[i].first, pairs[(i + turn) % 4].second),
                           offset_of(rows, pairs[j].first, pairs[(j + turn) % 4].second)));
            };
            sum += cosine_of(0);
            for (const std::size_t turn : {1U, 2U, 3U}) shuffled += cosine_of(turn) / 3;
        }
    const Parallel parallel = parallel_offsets(rows, relation);
    CHECK(parallel.pairs == 4);
    CHECK(parallel.cosine == Approx(sum / 6).margin(1e-6));
    CHECK(parallel.shuffled == Approx(shuffled / 6).margin(1e-6));
}

TEST_CASE("two groups that lie apart look parallel with any partners, and that is told", "[geometry]") {
    Matrix rows(6, 4); // 0, 2, 4 at one place, 1, 3, 5 at another, but for a little
    rows << 1, 0, .01F, 0, 0, 1, .01F, 0, 1, 0, 0, .01F, 0, 1, 0, .01F, 1, 0, -.01F, 0, 0, 1, -.01F, 0;
    const Parallel parallel = parallel_offsets(rows, {"of", {{0, 1, 2, 3}, {2, 3, 4, 5}}});
    CHECK(parallel.cosine > 0.99);
    CHECK(parallel.shuffled > 0.99);
    CHECK(parallel.shuffled < parallel.cosine);
    CHECK(parallel_offsets(rows, {"none", {}}).pairs == 0);
}
