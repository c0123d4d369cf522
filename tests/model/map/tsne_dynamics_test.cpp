// SPDX-License-Identifier: MIT
// The optimiser of t-SNE against its definition in double precision: early exaggeration and how it fades,
// momentum, gains, the learning rate, the attraction that stays. Each of them alone changes where the words
// lie.
#include "model/map/pca.hpp"
#include "model/map/tsne.hpp"

#include "tests/model/map/clouds.hpp"
#include "tests/support/catch.hpp"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

using namespace wordfield;

namespace {

using Wide = MatrixOf<double>;

// What van der Maaten's code does, written out over all pairs.
class ReferenceDescent {
public:
    ReferenceDescent(const Affinities& affinities, Wide start, const TsneConfig& config)
        : config_{config}, p_{Wide::Zero(affinities.n, affinities.n)}, y_{std::move(start)},
          velocity_{Wide::Zero(y_.rows(), y_.cols())}, gain_{Wide::Ones(y_.rows(), y_.cols())} {
        for (Index i = 0; i < affinities.n; ++i)
            for (std::int64_t e = affinities.begin[i]; e < affinities.begin[i + 1]; ++e)
                p_(i, affinities.column[e]) += affinities.weight[e];
    }

    void step() {
        const double factor = attraction_factor(), rate = learning_rate(factor);
        const double momentum = iteration_ < config_.unfolding ? 0.5 : 0.8;
        const Wide slope = gradient(factor);
        for (Index i = 0; i < y_.size(); ++i) {
            double &gain = gain_.data()[i], &v = velocity_.data()[i];
            const double g = slope.data()[i];
            gain = std::max(g * v < 0.0 ? gain + 0.2 : gain * 0.8, 0.01);
            v = std::clamp(momentum * v - rate * gain * g, -5.0, 5.0);
            y_.data()[i] += v;
        }
        y_.rowwise() -= y_.colwise().mean().eval();
        ++iteration_;
    }

    [[nodiscard]] const Wide& positions() const { return y_; }

private:
    // From the exaggeration to the attraction by equal factors, over two fifths of the unfolding around its
    // end.
    [[nodiscard]] double attraction_factor() const {
        const double fade = 0.4 * config_.unfolding;
        const double early = std::clamp((config_.unfolding - iteration_ + 0.5 * fade) / fade, 0.0, 1.0);
        return std::pow(double{config_.exaggeration}, early) *
               std::pow(double{config_.attraction}, 1.0 - early);
    }
    [[nodiscard]] double learning_rate(double factor) const {
        if (config_.learning_rate > 0.0F) return config_.learning_rate;
        return std::max(static_cast<double>(y_.rows()) / factor, 50.0);
    }
    [[nodiscard]] Wide gradient(double factor) const {
        const Index n = y_.rows();
        Wide kernel = Wide::Zero(n, n);
        for (Index i = 0; i < n; ++i)
            for (Index j = 0; j < n; ++j)
                if (i != j) kernel(i, j) = 1.0 / (1.0 + (y_.row(i) - y_.row(j)).squaredNorm());
        const double z = kernel.sum();
        Wide result = Wide::Zero(n, y_.cols());
        for (Index i = 0; i < n; ++i)
            for (Index j = 0; j < n; ++j)
                result.row(i) +=
                    (factor * p_(i, j) - kernel(i, j) / z) * kernel(i, j) * (y_.row(i) - y_.row(j));
        return result;
    }

    TsneConfig config_;
    Wide p_, y_, velocity_, gain_;
    int iteration_ = 0;
};

// The start: components scaled so that the first has deviation 1e-4, and a little noise against ties.
Wide start_of(const Matrix& rows, const TsneConfig& config) {
    PcaProjection pca{config.dims};
    pca.set_rows(rows);
    const Matrix& components = pca.positions();
    const double deviation =
        static_cast<double>(components.col(0).norm()) / std::sqrt(static_cast<double>(rows.rows()));
    Pcg32 rng{config.seed};
    Wide start(rows.rows(), config.dims);
    for (Index i = 0; i < start.rows(); ++i)
        for (Index d = 0; d < start.cols(); ++d)
            start(i, d) = 1e-4 / deviation * static_cast<double>(components(i, d)) +
                          1e-7 * static_cast<double>(rng.normal());
    return start;
}

// The largest distance between where a word lies and where it should, in root mean square radii of the map.
double error_after(int iterations, const TsneConfig& config) {
    const Matrix rows = test::gaussian_clusters(72, 12, 6, 0.5F, 11).rows;
    TsneProjection tsne{config};
    tsne.set_rows(rows);
    ReferenceDescent reference{tsne.affinities(), start_of(rows, config), config};
    for (int i = 0; i < iterations; ++i) {
        tsne.step();
        reference.step();
    }
    const Wide& right = reference.positions();
    const double radius = right.norm() / std::sqrt(static_cast<double>(right.rows()));
    return (tsne.positions().cast<double>() - right).rowwise().norm().maxCoeff() / radius;
}

} // namespace

// Gains jump where a force is next to nothing, so float and double part after some dozens of iterations: the
// unfolding is short, and what comes after it is looked at soon.
TEST_CASE("t-SNE moves words as its definition says, while it unfolds and afterwards", "[tsne]") {
    const TsneConfig config{.perplexity = 10.0F, .attraction = 0.7F, .unfolding = 15, .learning_rate = 20.0F};
    for (const int iterations : {1, 10, 15, 20, 30}) {
        INFO(iterations);
        CHECK(error_after(iterations, config) < 0.01);
    }
}

TEST_CASE("t-SNE's own learning rate is n over the exaggeration, at least 50", "[tsne]") {
    for (const float exaggeration : {12.0F, 1.2F}) {
        INFO(exaggeration);
        CHECK(error_after(12, {.perplexity = 10.0F, .exaggeration = exaggeration, .unfolding = 30}) < 0.01);
    }
}

TEST_CASE("a row more or less leaves a finished map where it lies", "[map][tsne]") {
    const test::Clusters clusters = test::gaussian_clusters(200, 12, 8, 0.2F, 5);
    const Matrix most = clusters.rows.topRows(199); // the last one comes later
    TsneProjection map{{.dims = 2, .perplexity = 15.0F}};
    const auto settle = [&] {
        for (int i = 0; i < 2000 && map.step(); ++i) {
        }
    };
    map.set_rows(most);
    std::vector<Index> from(200);
    for (Index i = 0; i < 200; ++i) from[i] = i < 199 ? i : -1;
    CHECK_FALSE(map.exchange_rows(from)); // it still unfolds
    settle();
    // Groups that are far apart drift apart for a long time: seen at the size of a map.
    const auto sized = [](Matrix places) -> Matrix { return places / (places.norm() / std::sqrt(199.0F)); };
    const Matrix before = sized(map.positions());
    REQUIRE(map.exchange_rows(from));
    map.set_rows(clusters.rows);
    settle();
    const Matrix after = map.positions();
    REQUIRE(after.rows() == 200);
    CHECK((sized(after.topRows(199)) - before).rowwise().norm().mean() < 0.1F);
    // The newcomer lies among the rows of its cluster.
    int of_its_own = 0;
    std::vector<std::pair<float, Index>> near;
    for (Index i = 0; i < 199; ++i) near.emplace_back((after.row(i) - after.row(199)).norm(), i);
    std::ranges::sort(near);
    for (int k = 0; k < 10; ++k) of_its_own += clusters.of[near[k].second] == clusters.of[199] ? 1 : 0;
    CHECK(of_its_own >= 9);

    std::vector<Index> without_first(199); // and one less, the others in their order
    for (Index i = 0; i < 199; ++i) without_first[i] = i + 1;
    REQUIRE(map.exchange_rows(without_first));
    map.set_rows(clusters.rows.bottomRows(199));
    settle();
    CHECK((sized(map.positions()) - sized(after.bottomRows(199))).rowwise().norm().mean() < 0.1F);
    std::vector<Index> few(120, -1);
    for (Index i = 0; i < 90; ++i) few[i] = i;
    CHECK_FALSE(map.exchange_rows(few)); // too many are others
}
