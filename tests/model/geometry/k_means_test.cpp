// SPDX-License-Identifier: MIT
#include "model/geometry/k_means.hpp"

#include "tests/model/map/clouds.hpp"
#include "tests/support/catch.hpp"

#include <map>
#include <set>

using namespace wordfield;

namespace {

// Each cluster is one group, and no two of them the same.
void check_same_parting(const std::vector<int>& cluster, const std::vector<int>& group, std::size_t count) {
    std::map<int, std::set<int>> groups;
    for (std::size_t i = 0; i < cluster.size(); ++i) groups[cluster[i]].insert(group[i]);
    std::set<int> used;
    for (const auto& [of, numbers] : groups) {
        CHECK(numbers.size() == 1);
        used.insert(*numbers.begin());
    }
    CHECK(used.size() == count);
}

} // namespace

TEST_CASE("k-means finds separated clusters, the same ones for the same seed", "[geometry]") {
    const auto [rows, of] = test::gaussian_clusters(210, 12, 7, 0.2F, 1);
    const KMeans found = k_means(rows, 7, 5);
    check_same_parting(of, found.group, 7);
    CHECK(k_means(rows, 7, 5).group == found.group);
}

TEST_CASE("k-means ends where no row and no centre could do better", "[geometry]") {
    const Matrix rows = test::normal_matrix(150, 4, 2);
    const KMeans found = k_means(rows, 6, 1, 500);
    double spread = 0.0;
    for (Index i = 0; i < 150; ++i) {
        Index nearest = 0;
        const float least =
            (found.centres.rowwise() - rows.row(i)).rowwise().squaredNorm().minCoeff(&nearest);
        CHECK(found.group[i] == nearest);
        spread += least;
    }
    CHECK(found.spread == Approx(spread).epsilon(1e-4));
    for (Index c = 0; c < 6; ++c) {
        RowVector sum = RowVector::Zero(4);
        float size = 0.0F;
        for (Index i = 0; i < 150; ++i)
            if (found.group[i] == c) {
                sum += rows.row(i);
                size += 1.0F;
            }
        CHECK((sum / size - found.centres.row(c)).norm() < 1e-4F);
    }
}

TEST_CASE("k-means that goes on keeps the numbers of the groups", "[geometry]") {
    auto [rows, of] = test::gaussian_clusters(120, 8, 5, 0.2F, 3);
    const KMeans before = k_means(rows, 5, 2);
    rows += 0.05F * test::normal_matrix(120, 8, 9);
    CHECK(k_means_from(rows, before.centres, 2).group == before.group);
}

TEST_CASE("more groups than rows, equal rows, no rows", "[geometry]") {
    CHECK(k_means(test::normal_matrix(3, 2, 1), 10, 1).centres.rows() == 3);
    CHECK(k_means(Matrix::Ones(8, 2), 3, 1).spread == Approx(0.0).margin(1e-9));
    CHECK(k_means(Matrix(0, 4), 3, 1).group.empty());
}

TEST_CASE("k-means of very many rows finds the clusters with all of them", "[geometry]") {
    const auto [rows, of] = test::gaussian_clusters(9000, 8, 9, 0.2F, 4);
    const KMeans found = k_means(rows, 9, 3);
    check_same_parting(of, found.group, 9);
    for (int c = 0; c < 9; ++c) { // of all rows, not of a sample
        Eigen::RowVectorXd sum = Eigen::RowVectorXd::Zero(8);
        double size = 0.0;
        for (Index i = 0; i < 9000; ++i)
            if (found.group[i] == c) {
                sum += rows.row(i).cast<double>();
                size += 1.0;
            }
        CHECK((found.centres.row(c).cast<double>() - sum / size).norm() < 1e-4);
    }
}
