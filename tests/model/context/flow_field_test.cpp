// SPDX-License-Identifier: MIT
// The arrows of the field are the residual stream's differences, computed another way: from traces.
#include "model/context/flow_field.hpp"

#include "model/context/context_map.hpp"
#include "model/core/decompositions.hpp"
#include "model/core/rng.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/small_model.hpp"

#include <cmath>

using namespace wordfield;

namespace {

struct Fielded {
    SmallModel model;
    Moment moment = model.moment();
    const GptNetwork& network = dynamic_cast<const GptNetwork&>(*moment.network);
    Occurrences places =
        choose_occurrences(moment.corpus->text, moment.corpus->lexicon, {.passages = 12, .context = 12});
    std::unique_ptr<Network::Room> room = network.room(nullptr);
    StageVectors vectors = room_for(network, places);

    Fielded() { read_passages(network, places, 0, 12, *room, vectors); }
    [[nodiscard]] FlowField field(const FlowField* last = nullptr) const {
        FlowField found = field_plane(vectors, last);
        for (int i = 0; i < 3; ++i) add_layer(vectors, network.weights(), 3, found); // there are two
        return found;
    }
    [[nodiscard]] Trace trace(std::size_t p) const {
        return moment.network->trace(std::span{places.token}.subspan(
            static_cast<std::size_t>(places.first[p]), static_cast<std::size_t>(places.passages[p].length)));
    }
};

} // namespace

TEST_CASE("field: its plane keeps most of all residuals, each stage about its mean", "[model][context]") {
    const Fielded at;
    const FlowField field = at.field();
    const Index n = at.places.size();
    Eigen::MatrixXd all(3 * n, 24);
    for (std::size_t s = 0; s < 3; ++s) {
        const Eigen::MatrixXd stage = at.vectors.residual[s].cast<double>();
        const Eigen::MatrixXd own = stage.rowwise() - stage.colwise().mean();
        all.middleRows(static_cast<Index>(s) * n, n) = own / own.norm();
    }
    const double length = (at.vectors.residual[2].rowwise() - at.vectors.residual[2].colwise().mean()).norm();
    const Eigen::MatrixXd best = singular_values(all).v.leftCols(2), basis = field.basis.cast<double>();
    CHECK((basis * basis.transpose() - best * best.transpose()).norm() < 1e-3);
    CHECK((field.last.cast<double>() - length * all.bottomRows(n) * basis).norm() < 1e-3);
}

TEST_CASE("field: arrows are what each part adds to the residual stream", "[model][context]") {
    const Fielded at;
    const FlowField field = at.field();
    REQUIRE(field.layers.size() == 2);
    const Index n = at.places.size();
    for (std::size_t layer = 0; layer < 2; ++layer) {
        // All of it from traces, passage by passage: heads, their sum with the bias, feed-forward.
        std::vector<Matrix> added(5, Matrix::Zero(n, 24));
        for (std::size_t p = 0; p < at.places.passages.size(); ++p) {
            const Trace trace = at.trace(p);
            const int first = at.places.first[p], count = at.places.passages[p].length;
            for (std::size_t h = 0; h < 3; ++h) {
                added[h].middleRows(first, count) = trace.head_outputs[layer * 3 + h];
                added[3].middleRows(first, count) += trace.head_outputs[layer * 3 + h];
            }
            added[3].middleRows(first, count).rowwise() += trace.attention_bias[layer];
            added[4].middleRows(first, count) = trace.feed_forward[layer];
        }
        const FieldLayer& found = field.layers[layer];
        const std::vector<const FieldChange*> changes{&found.heads[0], &found.heads[1], &found.heads[2],
                                                      &found.attention, &found.feed_forward};
        for (std::size_t k = 0; k < 5; ++k) {
            INFO(k);
            const RowVector common = added[k].colwise().mean();
            const Matrix own = added[k].rowwise() - common;
            CHECK((changes[k]->common - common).norm() < 1e-3F);
            CHECK((changes[k]->arrows - own * field.basis).cwiseAbs().maxCoeff() < 1e-3F);
            CHECK((changes[k]->squared - own.rowwise().squaredNorm()).cwiseAbs().maxCoeff() < 1e-2F);
            CHECK(own.norm() > 0.1F);
        }
    }
    // So a point that follows its arrows arrives where the next layer begins.
    const auto& layers = field.layers;
    const Matrix arrived = layers[0].positions + layers[0].attention.arrows + layers[0].feed_forward.arrows;
    CHECK((arrived - layers[1].positions).norm() < 1e-3F);
    CHECK((layers[0].positions + layers[0].attention.arrows - layers[0].middle).norm() < 1e-3F);
    CHECK((layers[1].middle + layers[1].feed_forward.arrows - field.last).norm() < 1e-3F);
}

TEST_CASE("field: a range leaves out a hundredth at either end", "[model][context]") {
    Matrix positions(300, 2);
    for (Index i = 0; i < 300; ++i) positions.row(i) << static_cast<float>((i * 7) % 300), 5.0F;
    CHECK(range_of(positions, 0).low == 3.0F);
    CHECK(range_of(positions, 0).high == 296.0F);
    CHECK(range_of(positions, 1).low == 5.0F);
    CHECK(range_of(Matrix(0, 2), 0).high == 0.0F);
}

TEST_CASE("field: the next one lies as the last one did", "[model][context]") {
    const Fielded at;
    FlowField last = at.field();
    last.last.col(0) *= -1.0F; // as if its first axis had pointed the other way
    const FlowField next = at.field(&last);
    CHECK((next.last - last.last).norm() < 1e-2F);
    CHECK((next.layers[0].positions.col(0) + at.field().layers[0].positions.col(0)).norm() < 1e-2F);
}

TEST_CASE("field: regions have the mean arrow, its spread and the share that is shown", "[model][context]") {
    Pcg32 rng{2};
    Matrix positions(200, 2);
    FieldChange change{Matrix(200, 2), Eigen::VectorXf(200), {}};
    for (Index i = 0; i < 200; ++i) {
        positions.row(i) << 8 * rng.uniform(), 3 * rng.uniform();
        change.arrows.row(i) << rng.normal(), 1 + rng.normal();
        change.squared[i] = change.arrows.row(i).squaredNorm() + 2 * rng.uniform();
    }
    for (Index i = 0; i < 3; ++i) { // the third of these is no outlier, so a region is 2 wide
        positions.row(i) << 0, 0;
        positions.row(3 + i) << 8, 3;
    }
    const auto cells = field_cells(positions, change, 4, 10);
    CHECK(cells.size() >= 4);
    std::size_t held = 0;
    for (const FieldCell& cell : cells) {
        const int x = static_cast<int>(cell.at[0] / 2), y = static_cast<int>(cell.at[1] / 2);
        Eigen::RowVector2f at = Eigen::RowVector2f::Zero(), arrow = at;
        double seen = 0, whole = 0, off = 0;
        std::vector<int> inside;
        for (int i = 0; i < 200; ++i)
            if (static_cast<int>(positions(i, 0) / 2) == x && static_cast<int>(positions(i, 1) / 2) == y)
                inside.push_back(i);
        CHECK(inside == cell.occurrences);
        CHECK(inside.size() >= 10);
        held += inside.size();
        for (const int i : inside) {
            at += positions.row(i) / static_cast<float>(inside.size());
            arrow += change.arrows.row(i) / static_cast<float>(inside.size());
            seen += static_cast<double>(change.arrows.row(i).squaredNorm());
            whole += static_cast<double>(change.squared[i]);
        }
        for (const int i : inside)
            off += static_cast<double>((change.arrows.row(i) - arrow).squaredNorm()) /
                   static_cast<double>(inside.size());
        CHECK((cell.at.transpose() - at).norm() < 1e-4F);
        CHECK((cell.arrow.transpose() - arrow).norm() < 1e-4F);
        CHECK(static_cast<double>(cell.spread) == Approx(std::sqrt(off)).epsilon(1e-4));
        CHECK(static_cast<double>(cell.shown) == Approx(seen / whole).epsilon(1e-4));
    }
    CHECK(held > 150);
    CHECK(field_cells(positions, change, 4, 1000).empty());
    CHECK(static_cast<double>(shown_share(change)) ==
          Approx(static_cast<double>(change.arrows.squaredNorm() / change.squared.sum())));
}
