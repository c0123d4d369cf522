// SPDX-License-Identifier: MIT
#include "model/map/shepard.hpp"

#include "model/map/mds.hpp"
#include "model/map/pca.hpp"
#include "tests/model/map/clouds.hpp"
#include "tests/support/catch.hpp"

#include <cmath>

using namespace wordfield;

namespace {

// By trying scales: the least root of the sum of (space - b * map)² over that of space².
double stress_by_search(const Matrix& rows, const Matrix& map) {
    double least = 1e9;
    for (double b = 0.0; b < 4.0; b += 0.002) {
        double wrong = 0.0, all = 0.0;
        for (Index i = 0; i < rows.rows(); ++i)
            for (Index j = i + 1; j < rows.rows(); ++j) {
                const double space = (rows.row(i) - rows.row(j)).norm();
                wrong += std::pow(space - b * (map.row(i) - map.row(j)).norm(), 2);
                all += space * space;
            }
        least = std::min(least, std::sqrt(wrong / all));
    }
    return least;
}

} // namespace

TEST_CASE("stress is that of the best scale, as found by trying scales", "[shepard]") {
    const Matrix rows = test::gaussian_clusters(60, 12, 4, 0.4F, 3).rows;
    const Matrix map = test::normal_matrix(60, 2, 4);
    const ShepardDiagram diagram = shepard_diagram(rows, map);
    CHECK(diagram.pairs.size() == 60 * 59 / 2);
    CHECK(diagram.stress == Approx(stress_by_search(rows, map)).epsilon(1e-4));
    CHECK(shepard_diagram(rows, 7.0F * map).stress == Approx(diagram.stress).epsilon(1e-4));
    CHECK(shepard_diagram(rows, rows * 0.25F).stress < 1e-3F);
    CHECK(shepard_diagram(rows, rows * 0.25F).scale == Approx(4.0F));
}

TEST_CASE("a sample of pairs is the same each time, and tells what all pairs would", "[shepard]") {
    const Matrix rows = test::gaussian_clusters(400, 12, 4, 0.4F, 3).rows;
    PcaProjection pca{2};
    pca.set_rows(rows);
    const ShepardDiagram some = shepard_diagram(rows, pca.positions());
    const ShepardDiagram again = shepard_diagram(rows, pca.positions());
    const ShepardDiagram all = shepard_diagram(rows, pca.positions(), 1'000'000);
    REQUIRE(some.pairs.size() == 2000);
    CHECK(all.pairs.size() == 400 * 399 / 2);
    CHECK(some.stress == again.stress);
    CHECK(some.stress == Approx(all.stress).epsilon(0.05));
    for (const ShepardPair& pair : some.pairs) CHECK(pair.space > 0.0F); // of two rows, not of one
    MdsProjection mds{2, 1000};
    mds.set_rows(rows);
    while (mds.step()) {
    }
    CHECK(shepard_diagram(rows, mds.positions(), 1'000'000).stress < all.stress);
}

TEST_CASE("a Shepard diagram of next to nothing", "[shepard]") {
    for (const Index n : {0, 1, 2, 5}) {
        const ShepardDiagram of_point = shepard_diagram(Matrix::Ones(n, 4), Matrix::Zero(n, 2));
        CHECK(of_point.stress == 0.0F);
        CHECK(std::ssize(of_point.pairs) == n * (n - 1) / 2);
    }
    CHECK(shepard_diagram(Matrix::Identity(3, 4), Matrix::Zero(3, 2)).stress == 1.0F);
}
