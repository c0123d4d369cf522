// SPDX-License-Identifier: MIT
#include "model/map/mds.hpp"

#include "tests/model/map/clouds.hpp"
#include "tests/support/catch.hpp"

#include <Eigen/Eigenvalues>

#include <cmath>

using namespace wordfield;

namespace {

int run_to_rest(MdsProjection& mds) {
    int steps = 0;
    while (mds.step()) ++steps;
    return steps;
}

MatrixOf<double> distances(const Matrix& rows) {
    MatrixOf<double> result(rows.rows(), rows.rows());
    for (Index i = 0; i < rows.rows(); ++i)
        for (Index j = 0; j < rows.rows(); ++j)
            result(i, j) = (rows.row(i).cast<double>() - rows.row(j).cast<double>()).norm();
    return result;
}

// Kruskal's raw stress over all pairs, over the sum of squares in the space.
double stress(const Matrix& rows, const Matrix& map) {
    const auto space = distances(rows);
    return (space - distances(map)).squaredNorm() / space.squaredNorm();
}

// Torgerson's solution from the definition: distances squared, centred twice, and the eigenvectors of that.
Matrix classical(const Matrix& rows, int dims) {
    const Index n = rows.rows();
    const MatrixOf<double> centring =
        MatrixOf<double>::Identity(n, n) - MatrixOf<double>::Constant(n, n, 1.0 / static_cast<double>(n));
    const MatrixOf<double> b = -0.5 * centring * distances(rows).array().square().matrix() * centring;
    const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver{b};
    Matrix map(n, dims);
    for (int d = 0; d < dims; ++d)
        map.col(d) =
            (solver.eigenvectors().col(n - 1 - d) * std::sqrt(solver.eigenvalues()[n - 1 - d])).cast<float>();
    return map;
}

// Like rows of a trained table: groups, all of length one.
Matrix unit_clusters(Index n, std::uint64_t seed) {
    Matrix rows = test::gaussian_clusters(n, 24, 9, 0.4F, seed).rows;
    rows.rowwise().normalize();
    return rows;
}

} // namespace

TEST_CASE("MDS: points that lie in a plane keep their distances", "[mds]") {
    const Matrix flat = test::normal_matrix(120, 2, 5) * test::normal_matrix(2, 9, 6);
    for (const int landmarks : {1000, 60}) {
        MdsProjection mds{2, landmarks};
        mds.set_rows(flat);
        run_to_rest(mds);
        const double most = distances(flat).maxCoeff();
        CHECK((distances(flat) - distances(mds.positions())).cwiseAbs().maxCoeff() < 1e-4 * most);
    }
}

TEST_CASE("MDS begins as classical scaling of the distances, for which the principal components do",
          "[mds]") {
    const Matrix rows = unit_clusters(90, 3);
    for (const int dims : {2, 3}) {
        MdsProjection mds{dims, 1000};
        mds.set_rows(rows);
        CHECK((distances(mds.positions()) - distances(classical(rows, dims))).cwiseAbs().maxCoeff() < 1e-4);
    }
}

TEST_CASE("MDS lowers the stress at every step, until its slope is nothing", "[mds]") {
    const Matrix rows = unit_clusters(80, 4);
    MdsProjection mds{2, 1000};
    mds.set_rows(rows);
    const double start = stress(rows, mds.positions());
    double last = start;
    bool more = true;
    while (more) {
        more = mds.step();
        const double now = stress(rows, mds.positions());
        CHECK(now <= last + 1e-7);
        last = now;
    }
    CHECK(last < 0.6 * start);
    for (const Index i : {3, 40, 77})
        for (const int d : {0, 1}) {
            Matrix there = mds.positions(), back = there;
            there(i, d) += 0.01F;
            back(i, d) -= 0.01F;
            const double slope = (stress(rows, there) - stress(rows, back)) / 0.02;
            there = back = mds.positions();
            there(i, d) += 0.3F;
            CHECK(std::abs(slope) < 0.05 * (stress(rows, there) - last) / 0.3);
        }
}

TEST_CASE("MDS by landmarks comes close to MDS of all distances", "[mds][long]") {
    const Matrix rows = unit_clusters(600, 2);
    for (const int dims : {2, 3}) {
        MdsProjection exact{dims, 1000, 2};
        exact.set_rows(rows);
        run_to_rest(exact);
        MdsProjection quick{dims, 200, 2};
        quick.set_rows(rows);
        run_to_rest(quick);
        CHECK(quick.landmarks().size() == 200);
        CHECK(stress(rows, quick.positions()) < 1.05 * stress(rows, exact.positions()));
    }
}

TEST_CASE("MDS goes on from where the map lies", "[mds]") {
    const Matrix rows = unit_clusters(150, 7);
    ProjectionConfig config{.method = ProjectionMethod::Mds, .landmarks = 1000};
    const auto map = make_projection(config);
    map->set_rows(rows);
    while (map->step()) {
    }
    const auto centred = [&] {
        return Matrix{map->positions().rowwise() - map->positions().colwise().mean()};
    };
    const Matrix before = centred();
    const auto moved = [&] { return (centred() - before).norm() / before.norm(); };
    map->set_rows(rows);
    CHECK(moved() < 1e-3);
    config.landmarks = 60;
    CHECK(map->adjust(config));
    map->set_rows(rows);
    CHECK(moved() < 1e-3);
    while (map->step()) {
    }
    CHECK(moved() > 1e-3);
    config.dims = 3;
    CHECK_FALSE(map->adjust(config));
}

TEST_CASE("MDS: the same bits for any number of threads, and rows that are points", "[mds]") {
    const Matrix rows = unit_clusters(200, 9);
    MdsProjection one{2, 100, 1}, two{2, 100, 3};
    one.set_rows(rows);
    two.set_rows(rows);
    CHECK(run_to_rest(one) == run_to_rest(two));
    CHECK(one.positions() == two.positions());
    for (const Index n : {0, 1, 2, 3}) {
        MdsProjection few{3, 100};
        few.set_rows(rows.topRows(n));
        run_to_rest(few);
        CHECK(few.positions().rows() == n);
        CHECK(few.positions().allFinite());
    }
    MdsProjection point{2, 100};
    point.set_rows(Matrix::Ones(50, 24));
    run_to_rest(point);
    CHECK(point.positions().norm() < 1e-5F);
    point.set_rows(rows.topRows(50)); // it unfolds as soon as its rows do
    run_to_rest(point);
    CHECK(stress(rows.topRows(50), point.positions()) < 0.2);
}
