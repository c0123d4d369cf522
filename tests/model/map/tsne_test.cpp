// SPDX-License-Identifier: MIT
#include "model/map/tsne.hpp"

#include "model/map/attraction.hpp"
#include "model/map/new_company.hpp"
#include "model/map/purity.hpp"
#include "model/map/quality.hpp"
#include "tests/model/map/clouds.hpp"
#include "tests/support/catch.hpp"

#include <cmath>
#include <vector>

using namespace wordfield;

namespace {

void bring_to_rest(TsneProjection& tsne) {
    for (int i = 0; i < 5000 && tsne.step(); ++i) {
    }
}

// P as a full matrix, from its definition: no neighbour lists, no vectors, bisection for the precision, in
// double.
MatrixOf<double> full_affinities(const Matrix& rows, int k, double perplexity) {
    const Index n = rows.rows();
    MatrixOf<double> p = MatrixOf<double>::Zero(n, n);
    for (Index i = 0; i < n; ++i) {
        std::vector<std::pair<double, Index>> near;
        for (Index j = 0; j < n; ++j)
            if (j != i) near.emplace_back((rows.row(i) - rows.row(j)).cast<double>().squaredNorm(), j);
        std::sort(near.begin(), near.end());
        near.resize(k);
        double low = 0.0;
        double high = 1e6;
        for (int round = 0; round < 200; ++round) {
            const double beta = 0.5 * (low + high);
            double sum = 0.0;
            for (const auto& [d, j] : near) sum += p(i, j) = std::exp(-beta * (d - near[0].first));
            double entropy = 0.0;
            for (const auto& [d, j] : near) {
                p(i, j) /= sum;
                if (p(i, j) > 0.0) entropy -= p(i, j) * std::log(p(i, j));
            }
            (entropy > std::log(perplexity) ? low : high) = beta;
        }
    }
    return (p + p.transpose().eval()) / (2.0 * static_cast<double>(n));
}

double full_divergence(const MatrixOf<double>& p, const Matrix& positions) {
    const MatrixOf<double> y = positions.cast<double>();
    MatrixOf<double> q(p.rows(), p.rows());
    for (Index i = 0; i < p.rows(); ++i)
        for (Index j = 0; j < p.rows(); ++j)
            q(i, j) = i == j ? 0.0 : 1.0 / (1.0 + (y.row(i) - y.row(j)).squaredNorm());
    q /= q.sum();
    double kl = 0.0;
    for (Index i = 0; i < p.rows(); ++i)
        for (Index j = 0; j < p.rows(); ++j)
            if (p(i, j) > 0.0) kl += p(i, j) * std::log(p(i, j) / q(i, j));
    return kl;
}

} // namespace

TEST_CASE("t-SNE separates clusters, flat and solid, and comes to rest", "[tsne]") {
    const auto [rows, of] = test::gaussian_clusters(320, 24, 8, 0.7F, 3);
    for (const int dims : {2, 3}) {
        TsneProjection tsne{{.dims = dims, .threads = 2}};
        tsne.set_rows(rows);
        bring_to_rest(tsne);
        CHECK_FALSE(tsne.step());
        CHECK(tsne.positions().cols() == dims);
        ThreadPool pool{1};
        CHECK(neighbour_purity(tsne.positions(), of, 8, pool).overall > 0.97);
        CHECK(map_trust(rows, tsne.positions(), pool).trustworthiness > 0.95);
    }
}

TEST_CASE("the divergence agrees with one computed from the definitions", "[tsne]") {
    const auto [rows, of] = test::gaussian_clusters(160, 10, 4, 0.8F, 5);
    TsneProjection tsne{{.perplexity = 12.0F}};
    tsne.set_rows(rows);
    const MatrixOf<double> p = full_affinities(rows, 37, 12.0);
    for (int i = 0; i < 400; ++i) {
        tsne.step();
        if (i % 133 == 0)
            CHECK(*tsne.divergence() == Approx(full_divergence(p, tsne.positions())).epsilon(1e-3));
    }
}

TEST_CASE("the forces are the slope of the divergence", "[tsne]") {
    const auto [rows, of] = test::gaussian_clusters(60, 6, 3, 0.8F, 5);
    TsneProjection tsne{{.perplexity = 8.0F}};
    tsne.set_rows(rows);
    for (int i = 0; i < 300; ++i) tsne.step();
    const MatrixOf<double> p = full_affinities(rows, 25, 8.0);
    ThreadPool pool{1};
    MapPoints points{60, 2, MapPoints::far_away};
    MapPoints pull{60, 2};
    MapPoints push{60, 2};
    for (Index i = 0; i < 60; ++i)
        for (int d = 0; d < 2; ++d) points[d][i] = 0.7F * tsne.positions()(i, d); // not at a minimum
    const double z = make_exact_repulsion()->compute(points, push, pool);
    attract(tsne.affinities(), points, pull, pool);
    const auto divergence_with = [&](Index i, int d, float change) {
        Matrix y = 0.7F * tsne.positions();
        y(i, d) += change;
        return full_divergence(p, y);
    };
    for (Index i = 0; i < 60; i += 13)
        for (int d = 0; d < 2; ++d) {
            const double slope = (divergence_with(i, d, 0.01F) - divergence_with(i, d, -0.01F)) / 0.02;
            const double force = 4.0 * (static_cast<double>(pull[d][i]) - push[d][i] / z);
            CHECK(force == Approx(slope).epsilon(0.02).margin(2e-5));
        }
}

TEST_CASE("same rows, same seed: the same map, to the last bit", "[tsne]") {
    const Matrix rows = test::gaussian_clusters(200, 12, 5, 0.9F, 7).rows;
    const auto map = [&] {
        TsneProjection tsne{{.seed = 4, .threads = 2}};
        tsne.set_rows(rows);
        for (int i = 0; i < 350; ++i) tsne.step();
        return tsne.positions();
    };
    CHECK(map() == map());
}

TEST_CASE("a random start is another one with every seed, that by principal components the same", "[tsne]") {
    const Matrix rows = test::gaussian_clusters(200, 12, 5, 0.9F, 7).rows;
    const auto early_map = [&](bool random, std::uint64_t seed) {
        TsneProjection tsne{{.seed = seed, .random_start = random}};
        tsne.set_rows(rows);
        for (int i = 0; i < 3; ++i) tsne.step();
        return tsne.positions();
    };
    const auto apart = [](const Matrix& a, const Matrix& b) { return (a - b).norm() / a.norm(); };
    CHECK(apart(early_map(false, 1), early_map(false, 2)) < 0.05F);
    CHECK(apart(early_map(true, 1), early_map(true, 2)) > 0.3F);
    CHECK(apart(early_map(true, 1), early_map(false, 1)) > 0.3F);
}

TEST_CASE("rows that move a little wake the map, which goes on from where it is", "[tsne]") {
    auto [rows, of] = test::gaussian_clusters(240, 16, 6, 0.6F, 8);
    TsneProjection tsne{{.perplexity = 30.0F, .attraction = 1.0F}}; // as published
    tsne.set_rows(rows);
    bring_to_rest(tsne);
    const Matrix before = tsne.positions();
    const int iterations = tsne.iteration();
    rows += 0.02F * test::normal_matrix(240, 16, 11);
    tsne.set_rows(rows);
    CHECK(tsne.step());
    bring_to_rest(tsne);
    CHECK(tsne.iteration() > iterations);
    const float radius = before.norm() / std::sqrt(240.0F);
    CHECK((tsne.positions() - before).norm() / std::sqrt(240.0F) < 0.25F * radius);
    CHECK(tsne.positions() != before);
}

TEST_CASE("few rows, equal rows and another number of rows", "[tsne]") {
    TsneProjection tsne{{.perplexity = 30.0F, .attraction = 1.0F}}; // as published
    for (const Index n : {0, 1, 2, 4, 5, 9, 30}) {
        tsne.set_rows(test::normal_matrix(n, 6, 1));
        bring_to_rest(tsne);
        REQUIRE(tsne.positions().rows() == n);
        CHECK(tsne.positions().allFinite());
        // Different rows lie apart, all over the map and not in one heap.
        const Matrix& map = tsne.positions();
        const float radius =
            n > 1 ? (map.rowwise() - map.colwise().mean()).rowwise().norm().maxCoeff() : 0.0F;
        for (Index i = 0; i < n; ++i)
            for (Index j = 0; j < i; ++j) {
                CAPTURE(n, i, j, radius);
                CHECK((map.row(i) - map.row(j)).norm() > 0.01F * radius);
            }
        if (n > 1) CHECK(radius > 0.1F);
    }
    tsne.set_rows(Matrix::Ones(40, 6));
    for (int i = 0; i < 400; ++i) tsne.step();
    CHECK(tsne.positions().allFinite());
}

TEST_CASE("many rows: the search runs beside the map, and its rows may be overtaken by newer ones",
          "[tsne][long]") {
    const auto [rows, of] = test::gaussian_clusters(4200, 6, 10, 0.3F, 9);
    TsneProjection tsne{{.perplexity = 8.0F, .threads = 2}};
    tsne.set_rows(rows);
    CHECK(tsne.progress() < 1.0F);
    tsne.set_rows(1.01F * rows);
    float last = 0.0F;
    int searches = 0;
    for (int i = 0; i < 400; ++i) {
        tsne.step();
        searches += tsne.progress() < last ? 1 : 0;
        last = tsne.progress();
    }
    CHECK(searches == 1); // one more after the one that was under way
    CHECK(last == 1.0F);
    ThreadPool pool{2};
    CHECK(neighbour_purity(tsne.positions(), of, 10, pool).overall > 0.9);
}

TEST_CASE("another perplexity goes on from where the map lies; another exaggeration takes a fresh start",
          "[tsne]") {
    const auto cloud = test::gaussian_clusters(150, 16, 5, 0.3F, 4);
    TsneProjection tsne{{.perplexity = 30.0F, .attraction = 1.0F}}; // as published
    tsne.set_rows(cloud.rows);
    for (int i = 0; i < 400 && tsne.step(); ++i) {
    }
    const Matrix before = tsne.positions();
    const int iteration = tsne.iteration();
    const std::size_t edges = tsne.affinities().column.size();
    ProjectionConfig config{
        .method = ProjectionMethod::Tsne, .perplexity = 10.0F, .exaggeration = 12.0F, .attraction = 1.0F};
    CHECK(tsne.adjust(config));
    tsne.set_rows(cloud.rows);
    CHECK(tsne.positions() == before);
    CHECK(tsne.iteration() == iteration);
    CHECK(tsne.affinities().column.size() < edges); // fewer neighbours count
    CHECK(tsne.step());
    config.exaggeration = 4.0F;
    CHECK_FALSE(tsne.adjust(config));
}

TEST_CASE("few words in small groups keep their groups", "[tsne]") {
    constexpr int groups = 9;
    const Index n = 60;
    ThreadPool pool{1};
    double purity = 0.0;
    for (const std::uint64_t seed : {1U, 2U, 3U}) {
        Matrix rows = test::gaussian_clusters(n, 24, groups, 0.3F, seed).rows;
        rows.rowwise().normalize();
        TsneProjection tsne{{.perplexity = 20.0F, .attraction = 0.8F, .seed = seed}};
        tsne.set_rows(rows);
        for (int i = 0; i < 2000 && tsne.step(); ++i) {
        }
        std::vector<int> group;
        for (Index i = 0; i < n; ++i) group.push_back(static_cast<int>(i * groups / n));
        purity += neighbour_purity(tsne.positions(), group, groups, pool).overall / 3;
    }
    CHECK(purity > 0.98); // .936 where a word counts a third of the others as near
}

TEST_CASE("rows among other neighbours than before are found, unless all are", "[tsne]") {
    auto [rows, of] = test::gaussian_clusters(240, 16, 6, 0.3F, 8);
    TsneProjection tsne{{.perplexity = 30.0F, .attraction = 1.0F}}; // as published
    tsne.set_rows(rows);
    const Affinities before = tsne.affinities();
    rows.row(7) = rows.row(205) + 0.1F * rows.row(7); // from the first cluster to the last
    rows.row(100) *= 1.02F;
    tsne.set_rows(rows);
    CHECK(rows_in_new_company(before, tsne.affinities()) == std::vector<Index>{7});
    CHECK(rows_in_new_company(before, before).empty());
    CHECK(rows_in_new_company({}, before).empty());
    Matrix shuffled = rows; // most rows' neighbours are others
    for (Index i = 0; i < 240; ++i) shuffled.row(i) = rows.row(i * 7 % 240);
    tsne.set_rows(shuffled);
    CHECK(rows_in_new_company(before, tsne.affinities()).empty());
}

TEST_CASE("a row in new company is put in the weighted middle of it", "[tsne]") {
    // Row 0 belongs to 1, 2 and 3, the last most of all; the rest is padding.
    Affinities affinities;
    affinities.n = 4;
    affinities.begin = {0, 4, 4, 4, 4};
    affinities.column = {1, 2, 3, 0};
    affinities.weight = {0.1F, 0.1F, 0.3F, 0.0F};
    MapPoints points{4, 2};
    for (Index i = 0; i < 4; ++i) {
        points[0][i] = static_cast<float>(10 * i);
        points[1][i] = static_cast<float>(-i);
    }
    const std::vector<Index> carried{0};
    place_in_company(affinities, carried, points);
    CHECK(points[0][0] == 30.0F);
    CHECK(points[1][0] == -3.0F);
    affinities.weight[2] = 0.05F;
    place_in_company(affinities, carried, points);
    CHECK(points[0][0] == 20.0F);
    CHECK(points[1][0] == -2.0F);
}

TEST_CASE("a row that is carried off is among its new neighbours at once, wherever they lie", "[tsne]") {
    const int kinds = 36, each = 15;
    auto [rows, of] = test::gaussian_clusters(kinds * each, 24, kinds, 0.3F, 5);
    TsneProjection tsne{{.threads = 2}};
    tsne.set_rows(rows);
    bring_to_rest(tsne);
    for (int home = 1; home < kinds; ++home) { // from where it was put last
        rows.row(0) = rows.middleRows(home * each, each).colwise().mean();
        tsne.set_rows(rows);
        for (int i = 0; i < 3; ++i) tsne.step(); // two layouts' worth
        const Eigen::VectorXf distance =
            (tsne.positions().rowwise() - tsne.positions().row(0)).rowwise().norm();
        std::vector<std::pair<float, int>> near;
        for (Index i = 1; i < distance.size(); ++i) near.emplace_back(distance[i], of[i]);
        std::partial_sort(near.begin(), near.begin() + 10, near.end());
        INFO("home " << home);
        CHECK(std::count_if(near.begin(), near.begin() + 10,
                            [&](const auto& n) { return n.second == home; }) >= 9);
    }
}

TEST_CASE("t-SNE goes on from where the same words lay, and does not unfold again", "[tsne]") {
    const Matrix rows = test::gaussian_clusters(120, 16, 6, 0.3F, 3).rows;
    TsneProjection first;
    first.set_rows(rows);
    for (int i = 0; i < 3000 && first.step(); ++i) {
    }
    const Matrix left = first.positions();
    TsneProjection next;
    next.begin_at(left, false);
    next.set_rows(rows);
    for (int i = 0; i < 50; ++i) next.step();
    const float radius = left.norm() / std::sqrt(120.0F);
    CHECK((next.positions() - left).rowwise().norm().maxCoeff() < 0.1F * radius);

    TsneProjection still; // it has come to rest, and the same rows leave it there
    still.begin_at(left, true);
    still.set_rows(rows);
    CHECK_FALSE(still.step());
    CHECK(still.positions() == left);
    still.set_rows(1.1F * rows + test::normal_matrix(120, 16, 5));
    CHECK(still.step());
    CHECK(still.positions() != left);

    TsneProjection other; // another number of words: there is nothing to go on from
    other.begin_at(left.topRows(100), false);
    other.set_rows(rows);
    other.step();
    CHECK(other.iteration() == 1);
    CHECK(other.positions().norm() < 0.1F * left.norm());
}
