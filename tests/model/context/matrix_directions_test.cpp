// SPDX-License-Identifier: MIT
// What a matrix does to words, against the matrix itself.
#include "model/context/matrix_directions.hpp"

#include "model/core/rng.hpp"
#include "model/nn/gpt_network.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/small_model.hpp"

#include <cmath>

using namespace wordfield;

namespace {

Matrix noise_matrix(Index rows, Index columns, std::uint64_t seed) {
    Pcg32 rng{seed};
    Matrix made(rows, columns);
    for (Index i = 0; i < made.size(); ++i) made.data()[i] = rng.normal();
    return made;
}

} // namespace

TEST_CASE("matrix: each kind is where a checkpoint has it", "[model][context]") {
    SmallModel model;
    const Moment moment = model.moment();
    const auto& network = dynamic_cast<const GptNetwork&>(*moment.network);
    const GptWeights weights = network.weights();
    const BlockMaps& block = weights.blocks[1];
    const Matrix qkv = model.weight("h.1.attn.c_attn.weight");
    const Matrix out = model.weight("h.1.attn.c_proj.weight");
    for (int head = 0; head < 3; ++head) {
        CHECK(weight_of(block, WeightKind::Query, head, 3) == qkv.middleCols(8 * head, 8));
        CHECK(weight_of(block, WeightKind::Key, head, 3) == qkv.middleCols(24 + 8 * head, 8));
        CHECK(weight_of(block, WeightKind::Value, head, 3) == qkv.middleCols(48 + 8 * head, 8));
        CHECK(weight_of(block, WeightKind::Out, head, 3) == out.middleRows(8 * head, 8));
    }
    CHECK(weight_of(block, WeightKind::Up, 0, 3) == model.weight("h.1.mlp.c_fc.weight"));
    CHECK(weight_of(block, WeightKind::Down, 0, 3) == model.weight("h.1.mlp.c_proj.weight"));
    CHECK(reads_stream(WeightKind::Query));
    CHECK(reads_stream(WeightKind::Up));
    CHECK_FALSE(reads_stream(WeightKind::Out));
    CHECK_FALSE(reads_stream(WeightKind::Down));
}

TEST_CASE("matrix: rows are met as a layer norm gives them, less their mean", "[model][context]") {
    const Matrix embedding = noise_matrix(20, 6, 3);
    RowVector gain(6);
    gain << 1, 2, 0.5F, 1, 3, 1;
    const Matrix met = rows_as_met(embedding, gain);
    Eigen::MatrixXd normed(20, 6);
    for (Index i = 0; i < 20; ++i) {
        double mean = 0, variance = 0;
        for (Index c = 0; c < 6; ++c) mean += static_cast<double>(embedding(i, c)) / 6;
        for (Index c = 0; c < 6; ++c)
            variance += std::pow(static_cast<double>(embedding(i, c)) - mean, 2) / 6;
        for (Index c = 0; c < 6; ++c)
            normed(i, c) = (static_cast<double>(embedding(i, c)) - mean) / std::sqrt(variance) *
                           static_cast<double>(gain[c]);
    }
    normed.rowwise() -= normed.colwise().mean().eval();
    CHECK((met.cast<double>() - normed).cwiseAbs().maxCoeff() < 1e-4);
    CHECK((rows_as_met(embedding, {}) - rows_as_met(embedding, RowVector::Ones(6))).norm() < 1e-5F);
}

TEST_CASE("matrix: directions are those it stretches most, and by how much", "[model][context]") {
    const Matrix weight = noise_matrix(6, 4, 8), rows = noise_matrix(30, 6, 9);
    const MatrixDirections found = matrix_directions(weight, rows, true, 3, 5);
    REQUIRE(found.stretch.size() == 3);
    // The squares of the singular values are the eigenvalues of W W^T.
    const SymmetricEigen eigen = symmetric_eigen((weight * weight.transpose()).cast<double>());
    const double all = (weight * weight.transpose()).trace();
    for (Index k = 0; k < 3; ++k) {
        CHECK(static_cast<double>(found.stretch[k]) == Approx(std::sqrt(eigen.values[5 - k])).epsilon(1e-4));
        CHECK(static_cast<double>(found.energy[k]) == Approx(eigen.values[5 - k] / all).epsilon(1e-4));
        const Eigen::VectorXf along = rows * eigen.vectors.col(5 - k).cast<float>();
        const DirectionWords& words = found.words[static_cast<std::size_t>(k)];
        REQUIRE(words.along.size() == 5);
        Index top = 0, bottom = 0;
        along.maxCoeff(&top);
        along.minCoeff(&bottom);
        const bool turned = words.along[0] == bottom; // a direction has no sign of its own
        CHECK(words.along[0] == (turned ? bottom : top));
        CHECK(words.against[0] == (turned ? top : bottom));
        for (std::size_t w = 1; w < 5; ++w) {
            const float sign = turned ? -1.0F : 1.0F;
            CHECK(sign * along[words.along[w]] <= sign * along[words.along[w - 1]]);
            CHECK(sign * along[words.against[w]] >= sign * along[words.against[w - 1]]);
        }
    }
    // What is drawn: the lengths along the two directions, before and behind the matrix itself.
    REQUIRE(found.before.rows() == 30);
    const Matrix through = rows * weight;
    for (Index i = 0; i < 30; ++i)
        for (Index k = 0; k < 2; ++k)
            CHECK(found.after(i, k) == Approx(found.before(i, k) * found.stretch[k]).margin(1e-3));
    CHECK(found.after.col(0).squaredNorm() <= through.squaredNorm());

    const MatrixDirections given = matrix_directions(weight.transpose(), rows, false, 3, 5);
    CHECK(given.before.rows() == 0);
    CHECK((given.stretch - found.stretch).norm() < 1e-4F);
    for (std::size_t k = 0; k < 3; ++k)
        CHECK(
            (given.words[k].along == found.words[k].along || given.words[k].along == found.words[k].against));
}
