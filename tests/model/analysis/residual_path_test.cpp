// SPDX-License-Identifier: MIT
#include "model/analysis/residual_path.hpp"

#include "tests/support/catch.hpp"
#include "tests/support/small_model.hpp"

#include <cmath>

using namespace wordfield;

TEST_CASE("a row lies where its word lies, and the words nearest in direction have the say",
          "[app][mechanism]") {
    SmallModel model;
    const Moment s = model.moment();
    const Matrix& rows = s.embedding->matrix();
    const RowVector mean = rows.colwise().mean();
    const std::vector<TokenId> shown{3, 4, 5, 9, 12, 20};
    const RowVector vector = 2.5F * (rows.row(9) - mean);
    const auto anchors = anchors_of(vector, rows, mean, shown, 3);
    REQUIRE(anchors.size() == 3);
    CHECK(anchors[0].word == 9);
    CHECK(anchors[0].cosine == Approx(1));
    float total = 0, best = -1;
    for (const Anchor& a : anchors) total += a.weight;
    CHECK(total == Approx(1));
    CHECK(anchors[1].weight / anchors[0].weight ==
          Approx(std::exp((anchors[1].cosine - anchors[0].cosine) / 0.05F)).epsilon(1e-3));
    for (const TokenId word : shown) { // the runner-up, by looking at them all
        const RowVector row = rows.row(word) - mean;
        if (word != 9) best = std::max(best, row.dot(vector) / (row.norm() * vector.norm()));
    }
    CHECK(anchors[1].cosine == Approx(best));
    CHECK(anchors_of(vector, rows, mean, std::vector<TokenId>{3}, 5).size() == 1);
}

TEST_CASE("the same word in two sentences starts from one row and parts where the contexts come in",
          "[app][mechanism]") {
    SmallModel model{200};
    const Trace a = model.trainer.moment().network->trace(std::vector<TokenId>{2, 9, 14}),
                b = model.trainer.moment().network->trace(std::vector<TokenId>{21, 5, 14});
    REQUIRE(last_position_of(a, 14) == 2);
    CHECK_FALSE(last_position_of(a, 7));
    const auto layers = layer_similarity(a, 2, b, 2);
    REQUIRE(layers.size() == 3);
    CHECK(layers[0].raw == Approx(1)); // the same row at the same position
    CHECK(layers[0].centred == Approx(1));
    CHECK(layers[1].raw < 0.999F);
    double dot = 0, x2 = 0, y2 = 0; // by hand, after the last block
    for (Index c = 0; c < 24; ++c) {
        double mean = 0;
        for (Index t = 0; t < 3; ++t) mean += (a.residual[2](t, c) + b.residual[2](t, c)) / 6.0;
        const double x = a.residual[2](2, c) - mean, y = b.residual[2](2, c) - mean;
        dot += x * y, x2 += x * x, y2 += y * y;
    }
    CHECK(layers[2].centred == Approx(dot / std::sqrt(x2 * y2)).margin(1e-5));
}
