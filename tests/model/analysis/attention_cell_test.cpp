// SPDX-License-Identifier: MIT
#include "model/analysis/attention_cell.hpp"

#include "tests/support/catch.hpp"
#include "tests/support/small_model.hpp"

#include <cmath>
#include <numeric>

using namespace wordfield;

namespace {

// Queries, keys and values (T, 3C) of the bottom layer from nothing but ids and weights.
Matrix projected_by_hand(const SmallModel& model, const std::vector<TokenId>& tokens) {
    const Matrix wte = model.weight("wte.weight"), wpe = model.weight("wpe.weight");
    const Matrix gain = model.weight("h.0.ln_1.weight"), bias = model.weight("h.0.ln_1.bias");
    Matrix rows(static_cast<Index>(tokens.size()), wte.cols());
    for (Index t = 0; t < rows.rows(); ++t) {
        const RowVector x = wte.row(tokens[t]) + wpe.row(t);
        const RowVector centred = x.array() - x.mean();
        rows.row(t) = (centred / std::sqrt(centred.squaredNorm() / static_cast<float>(x.size()) + 1e-5F))
                          .cwiseProduct(gain) +
                      bias;
    }
    return (rows * model.weight("h.0.attn.c_attn.weight")).rowwise() +
           RowVector{model.weight("h.0.attn.c_attn.bias")};
}

} // namespace

TEST_CASE("the numbers written out are those of the cell that is pointed at, opened or marked",
          "[app][mechanism]") {
    Matrix weights = Matrix::Zero(4, 4);
    weights.row(2) << 0.2F, 0.5F, 0.3F, 0.9F; // the last one comes after the word and is none of its own
    CHECK(told_cell(weights, {3, 0}, {1, 1}, 2) == Place{3, 0});
    CHECK(told_cell(weights, {3, 0}, {2, 0}, 2) == Place{3, 0});
    CHECK(told_cell(weights, {}, {2, 0}, 2) == Place{2, 0});
    CHECK(told_cell(weights, {}, {1, 1}, 2) == Place{2, 1}); // opened, but another row is marked now
    CHECK(told_cell(weights, {}, {}, 2) == Place{2, 1});
    CHECK(told_cell(weights, {4, 0}, {2, 3}, 2) == Place{2, 1}); // of a longer sentence, and behind the word
    CHECK(told_cell(weights, {}, {}, 0) == Place{0, 0});
}

TEST_CASE("an attention weight is what the weights give by hand", "[app][mechanism]") {
    SmallModel model;
    const Trace s = model.trace();
    const Matrix qkv = projected_by_hand(model, s.tokens);
    const Index C = 24, D = 8;
    for (int head = 0; head < 3; ++head)
        for (int row = 0; row < 7; ++row) {
            std::vector<double> power;
            for (int j = 0; j <= row; ++j) {
                double dot = 0;
                for (Index d = 0; d < D; ++d)
                    dot += static_cast<double>(qkv(row, head * D + d) * qkv(j, C + head * D + d));
                power.push_back(std::exp(dot / std::sqrt(8.0)));
            }
            const double z = std::accumulate(power.begin(), power.end(), 0.0);
            for (int column = 0; column <= row; ++column) {
                const OpenedCell cell = open_cell(s, {0, head, row, column});
                const auto j = static_cast<std::size_t>(column);
                CHECK(cell.score == Approx(std::log(power[j])).margin(1e-4));
                CHECK(cell.weights[j] == Approx(power[j] / z).margin(1e-5));
                CHECK(cell.weights[j] == Approx(s.attention[head](row, column)).margin(1e-5));
                CHECK(cell.z * std::exp(cell.top) == Approx(z).epsilon(1e-3));
                CHECK(cell.product.sum() == Approx(cell.dot).margin(1e-5));
            }
        }
}

TEST_CASE("the cells of a row bring all that the head adds", "[app][mechanism]") {
    SmallModel model;
    model.trainer.ablate_head(1, 2, true);
    const Trace s = model.trace();
    for (int layer = 0; layer < 2; ++layer)
        for (int head = 0; head < 3; ++head) {
            const int row = 5;
            RowVector sum = RowVector::Zero(24);
            double share = 0;
            for (int column = 0; column <= row; ++column) {
                const OpenedCell cell = open_cell(s, {layer, head, row, column});
                sum += cell.brought;
                share += cell.share;
            }
            const RowVector whole = s.head_outputs[static_cast<std::size_t>(layer * 3 + head)].row(row);
            CHECK((sum - whole).cwiseAbs().maxCoeff() < 1e-5F);
            const bool ablated = layer == 1 && head == 2;
            CHECK(share == Approx(ablated ? 0.0 : 1.0).margin(1e-4));
            CHECK(open_cell(s, {layer, head, row, 0}).ablated == ablated);
        }
}

TEST_CASE("beside the attention stands how alike the two rows of the embedding are", "[app][mechanism]") {
    SmallModel model{3};
    const Trace s = model.trace();
    const OpenedCell cell = open_cell(s, {1, 0, 4, 2}); // words 9 and 14
    double dot = 0, a = 0, b = 0, gap = 0;
    for (Index c = 0; c < 24; ++c) {
        const double x = (*s.embedding)(9, c), y = (*s.embedding)(14, c);
        dot += x * y, a += x * x, b += y * y, gap += (x - y) * (x - y);
    }
    CHECK(cell.embedding_dot == Approx(dot));
    CHECK(cell.cosine == Approx(dot / std::sqrt(a * b)));
    CHECK(cell.distance == Approx(std::sqrt(gap)));
    CHECK(open_cell(s, {1, 0, 4, 1}).cosine == Approx(1)); // the same word twice
}
