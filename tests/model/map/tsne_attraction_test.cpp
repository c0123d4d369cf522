// SPDX-License-Identifier: MIT
// t-SNE along the whole line of attraction: rest, the way from one attraction to another, the far end.
#include "model/map/tsne.hpp"

#include "tests/model/map/clouds.hpp"
#include "tests/support/catch.hpp"

#include <Eigen/Eigenvalues>
#include <Eigen/QR>

#include <cmath>

using namespace wordfield;

namespace {

void run_to_rest(TsneProjection& tsne) {
    for (int i = 0; i < 5000 && tsne.step(); ++i) {
    }
}

} // namespace

TEST_CASE("a map of any attraction is finite, open, and comes to rest", "[tsne][long]") {
    for (const Index n : {30, 180}) {
        Matrix rows = test::gaussian_clusters(n, 16, 6, 0.5F, 8).rows;
        rows.rowwise().normalize();
        for (const float attraction : {0.2F, 4.0F, 4.01F, 12.0F, 30.0F, 100.0F}) {
            CAPTURE(n, attraction);
            TsneProjection tsne{{.attraction = attraction, .patience = 3000}};
            tsne.set_rows(rows);
            int steps = 0;
            while (tsne.step()) ++steps;
            const Matrix map = tsne.positions();
            CHECK(map.allFinite());
            if (attraction > 1.0F) CHECK(steps < 2900); // by itself, not because it was left alone
            const Eigen::Vector2f spread = map.colwise().squaredNorm() / static_cast<float>(n);
            CHECK(spread.minCoeff() > 0.01F * spread.maxCoeff());
            tsne.set_rows(rows);
            for (int i = 0; i < 50; ++i) tsne.step();
            CHECK((tsne.positions() - map).norm() < 0.05F * map.norm());
        }
    }
}

TEST_CASE("raising the attraction leads to the map that begins with it", "[tsne][long]") {
    Matrix rows = test::gaussian_clusters(240, 24, 8, 0.4F, 4).rows;
    rows.rowwise().normalize();
    const auto radius = [](const TsneProjection& map) { return map.positions().norm() / std::sqrt(240.0F); };
    TsneProjection raised{{.attraction = 0.5F}};
    raised.set_rows(rows);
    run_to_rest(raised);
    const float wide = radius(raised);
    for (const float attraction : {4.0F, 100.0F}) {
        CAPTURE(attraction);
        CHECK(raised.adjust({.method = ProjectionMethod::Tsne, .attraction = attraction}));
        raised.set_rows(rows);
        run_to_rest(raised);
        TsneProjection fresh{{.attraction = attraction}};
        fresh.set_rows(rows);
        run_to_rest(fresh);
        CHECK(radius(raised) == Approx(radius(fresh)).epsilon(0.3));
        CHECK(radius(raised) < 0.2F * wide);
    }
}

// The generalised eigenvectors of the graph's Laplacian, from the definition.
TEST_CASE("the far end of the attraction is the Laplacian eigenmap", "[tsne]") {
    Matrix rows = test::normal_matrix(150, 8, 3); // one cloud, so that its graph is in one piece, with two
    rows.col(0) *= 5.0F;                          // directions that stand out
    rows.col(1) *= 3.0F;
    TsneProjection tsne{{.perplexity = 20.0F, .attraction = 100.0F, .patience = 4000}};
    tsne.set_rows(rows);
    while (tsne.step()) {
    }
    const Index n = rows.rows();
    const Affinities& p = tsne.affinities();
    Eigen::MatrixXd weights = Eigen::MatrixXd::Zero(n, n);
    for (Index i = 0; i < n; ++i)
        for (std::int64_t e = p.begin[i]; e < p.begin[i + 1]; ++e)
            weights(i, p.column[e]) = static_cast<double>(p.weight[e]);
    const Eigen::VectorXd degree = weights.rowwise().sum();
    const Eigen::VectorXd root = degree.cwiseSqrt().cwiseInverse();
    const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver{root.asDiagonal() * weights *
                                                                root.asDiagonal()};
    const Eigen::MatrixXd eigenmap = root.asDiagonal() * solver.eigenvectors().middleCols(n - 3, 2);
    const Eigen::MatrixXd map = tsne.positions().cast<double>();
    for (int d = 0; d < 2; ++d) { // each coordinate of the eigenmap is a mix of those of the map
        const Eigen::VectorXd wanted = eigenmap.col(d).array() - eigenmap.col(d).mean();
        const Eigen::MatrixXd centred = map.rowwise() - map.colwise().mean();
        const Eigen::VectorXd fitted = centred * centred.colPivHouseholderQr().solve(wanted);
        CHECK(fitted.norm() / wanted.norm() > 0.95);
    }
}
