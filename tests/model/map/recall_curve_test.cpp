// SPDX-License-Identifier: MIT
#include "model/map/recall_curve.hpp"

#include "model/geometry/neighbours.hpp"
#include "model/map/quality.hpp"
#include "tests/model/map/clouds.hpp"
#include "tests/support/catch.hpp"

#include <vector>

using namespace wordfield;

TEST_CASE("values by equal factors", "[recall]") {
    const std::vector<float> values = equal_factors(0.2F, 100.0F, 13);
    REQUIRE(values.size() == 13);
    CHECK(values.front() == Approx(0.2F));
    CHECK(values.back() == 100.0F);
    for (std::size_t i = 2; i < values.size(); ++i)
        CHECK(values[i] / values[i - 1] == Approx(values[1] / values[0]).epsilon(1e-3));
}

TEST_CASE("the curve of recall is measured on maps of a sample, each at its attraction", "[recall]") {
    const Matrix rows = test::gaussian_clusters(300, 16, 6, 0.4F, 5).rows;
    const ProjectionConfig config{.method = ProjectionMethod::Tsne, .perplexity = 10.0F};
    RecallSweep sweep{rows, config, {0.5F, 8.0F}, 120};
    CHECK(sweep.words() == 120);
    Matrix sample(120, 16);
    for (Index i = 0; i < 120; ++i) sample.row(i) = rows.row(spread_sample(300, 120)[i]);
    ThreadPool pool{1};
    for (const float attraction : {0.5F, 8.0F}) {
        TsneProjection map{{.perplexity = 10.0F, .attraction = attraction}};
        map.set_rows(sample);
        for (int i = 0; i < 1200 && map.step(); ++i) {
        }
        int kept = 0; // counted word by word
        for (Index i = 0; i < 120; ++i)
            kept += static_cast<int>(compare_neighbourhood(sample, map.positions(), i).kept.size());
        const auto measured = sweep.next();
        REQUIRE(measured);
        CHECK(measured->attraction == attraction);
        CHECK(measured->kept == Approx(kept / 1200.0));
        CHECK(measured->error > 0.0F);
    }
    CHECK_FALSE(sweep.next());
}
