// SPDX-License-Identifier: MIT
#include "model/analysis/score_split.hpp"
#include "model/nn/gpt_network.hpp"

#include "tests/support/catch.hpp"
#include "tests/support/small_model.hpp"

#include <cmath>
#include <memory>

using namespace wordfield;

namespace {

using Doubles = MatrixOf<double>;

// The trained model, its trace and its weights, which the network lends.
struct SplitModel {
    SmallModel model{120};
    Moment moment = model.moment();
    Trace trace = moment.network->trace(std::vector<TokenId>{2, 9, 14, 5, 9, 21, 3});

    [[nodiscard]] GptWeights weights() const {
        return dynamic_cast<const GptNetwork&>(*moment.network).weights();
    }
    [[nodiscard]] double score(const CellId& id) const {
        double sum = 0;
        for (Index d = id.head * 8; d < id.head * 8 + 8; ++d)
            sum += static_cast<double>(trace.queries[static_cast<std::size_t>(id.layer)](id.row, d)) *
                   static_cast<double>(trace.keys[static_cast<std::size_t>(id.layer)](id.column, d));
        return sum / std::sqrt(8.0);
    }
    // The query (0) or key (1) of a token whose stream is `x`, normed by the deviation of `scale_of`.
    [[nodiscard]] Doubles side(int which, const CellId& id, const Doubles& x, const Doubles& scale_of) const {
        const std::string block = "h." + std::to_string(id.layer) + ".";
        const Doubles gain = model.weight(block + "ln_1.weight").cast<double>(),
                      shift = model.weight(block + "ln_1.bias").cast<double>(),
                      weight = model.weight(block + "attn.c_attn.weight").cast<double>(),
                      bias = model.weight(block + "attn.c_attn.bias").cast<double>();
        const double mean = scale_of.mean();
        const double deviation = std::sqrt((scale_of.array() - mean).square().mean() + 1e-5);
        Doubles result(1, 8);
        for (Index d = 0; d < 8; ++d) {
            const Index column = which * 24 + id.head * 8 + d;
            result(0, d) = bias.data()[column];
            for (Index c = 0; c < 24; ++c)
                result(0, d) +=
                    ((x(0, c) - x.mean()) / deviation * gain.data()[c] + shift.data()[c]) * weight(c, column);
        }
        return result;
    }
};

} // namespace

TEST_CASE("score split: the terms sum to the score of every cell", "[app][mechanism][circuit]") {
    const SplitModel m;
    double largest = 0;
    for (int layer = 0; layer < 2; ++layer)
        for (int head = 0; head < 3; ++head)
            for (int row = 0; row < 7; ++row)
                for (int column = 0; column <= row; ++column) {
                    const CellId id{layer, head, row, column};
                    const ScoreSplit split = split_score(m.trace, m.weights(), id);
                    REQUIRE(split.parts.size() == (layer == 0 ? 3U : 7U));
                    REQUIRE(split.terms.rows() == std::ssize(split.parts));
                    largest = std::max(largest, std::abs(split.terms.sum() - m.score(id)));
                    CHECK(split.score == Approx(m.score(id)).margin(1e-9));
                }
    CHECK(largest < 1e-4);
}

TEST_CASE("score split: a term is what the score loses when both sources are taken away, and neither alone, "
          "at the same deviations",
          "[app][mechanism][circuit]") {
    const SplitModel m;
    const CellId id{1, 2, 6, 3};
    const ScoreSplit split = split_score(m.trace, m.weights(), id);
    const Doubles x = m.trace.residual[1].row(6).cast<double>(),
                  y = m.trace.residual[1].row(3).cast<double>();
    for (std::size_t a = 0; a + 1 < split.parts.size(); ++a)
        for (std::size_t b = 0; b + 1 < split.parts.size(); ++b) {
            const Doubles less_x = x - written_by(m.trace, split.parts[a], 1, 6).cast<double>(),
                          less_y = y - written_by(m.trace, split.parts[b], 1, 3).cast<double>();
            const auto product = [&](const Doubles& p, const Doubles& q) {
                return m.side(0, id, p, x).row(0).dot(m.side(1, id, q, y).row(0)) / std::sqrt(8.0);
            };
            INFO(source_name(split.parts[a]) << " x " << source_name(split.parts[b]));
            CHECK(split.terms(static_cast<Index>(a), static_cast<Index>(b)) ==
                  Approx(product(x, y) - product(less_x, y) - product(x, less_y) + product(less_x, less_y))
                      .margin(1e-6));
        }
}

TEST_CASE("score split: against the others, each term is less its mean over all that is looked at",
          "[app][mechanism][circuit]") {
    const SplitModel m;
    for (const CellId& id : {CellId{1, 2, 6, 3}, CellId{0, 1, 4, 4}, CellId{1, 0, 0, 0}}) {
        const ScoreSplit split = split_against_others(m.trace, m.weights(), id);
        MatrixOf<double> terms = split_score(m.trace, m.weights(), id).terms;
        double mean = 0;
        for (int column = 0; column <= id.row; ++column) {
            CellId other = id;
            other.column = column;
            terms -= split_score(m.trace, m.weights(), other).terms / (id.row + 1.0);
            mean += m.score(other) / (id.row + 1.0);
        }
        CHECK((split.terms - terms).cwiseAbs().maxCoeff() < 1e-9);
        CHECK(split.mean == Approx(mean).margin(1e-6));
        CHECK(split.score + split.mean == Approx(m.score(id)).margin(1e-6));
        CHECK(split.terms.sum() == Approx(split.score).margin(1e-4));
        CHECK(split.terms.col(split.terms.cols() - 1).cwiseAbs().maxCoeff() < // biases of the key: all alike
              (id.layer == 0 ? 1e-9 : 10.0));
    }
}

TEST_CASE("score split: what the sources wrote is the whole stream before the layer, and each is its own",
          "[app][mechanism][circuit]") {
    const SplitModel m;
    const ScoreSplit split = split_score(m.trace, m.weights(), {1, 0, 4, 4});
    RowVector sum = RowVector::Zero(24);
    for (const Part& part : split.parts) sum += written_by(m.trace, part, 1, 4);
    CHECK(sum.isApprox(m.trace.residual[1].row(4), 1e-5F));
    CHECK(written_by(m.trace, {Part::Kind::Token}, 1, 4) == m.trace.embedding->row(9));
    CHECK(written_by(m.trace, {Part::Kind::Position}, 1, 4)
              .isApprox(m.model.weight("wpe.weight").row(4), 1e-4F));
    CHECK(written_by(m.trace, {Part::Kind::Head, 0, 2}, 1, 4) == m.trace.head_outputs[2].row(4));
    CHECK(written_by(m.trace, {Part::Kind::FeedForward, 0}, 1, 4) == m.trace.feed_forward[0].row(4));
    CHECK(written_by(m.trace, {Part::Kind::Bias}, 1, 4) == m.trace.attention_bias[0]);
}

TEST_CASE(
    "score split: an ablated head brings nothing, and of a very deep model a layer's heads are one part",
    "[app][mechanism][circuit]") {
    SmallModel silenced;
    silenced.trainer.ablate_head(0, 1, true);
    const Moment moment = silenced.moment();
    const Trace trace = moment.network->trace(std::vector<TokenId>{2, 9, 14, 5});
    const auto weights_of = [](const Moment& m) {
        return dynamic_cast<const GptNetwork&>(*m.network).weights();
    };
    const ScoreSplit split = split_score(trace, weights_of(moment), {1, 0, 3, 1});
    CHECK(split.terms.row(3).cwiseAbs().maxCoeff() == 0.0); // word, position, H1, H2
    CHECK(split.terms.row(2).cwiseAbs().maxCoeff() > 0.0);
    CHECK(split.terms.sum() == Approx(split.score).margin(1e-4));

    GptTrainer deep{test::toy_corpus(), {.dim = 8, .layers = 18, .heads = 4, .context = 8}, {.batch = 2}};
    const Moment of_deep = deep.moment();
    const Trace long_way = of_deep.network->trace(std::vector<TokenId>{2, 9, 14});
    const ScoreSplit merged = split_score(long_way, weights_of(of_deep), {17, 3, 2, 0});
    CHECK(merged.parts.size() == 2 + 2 * 17 + 1);
    CHECK(source_name(merged.parts[2]) == "L1 heads");
    CHECK(merged.terms.sum() == Approx(merged.score).margin(1e-4));
    CHECK(split_score(long_way, weights_of(of_deep), {12, 3, 2, 0}).parts.size() == 2 + 5 * 12 + 1);
}

TEST_CASE("score split: the largest terms are those of the largest size", "[app][mechanism][circuit]") {
    ScoreSplit split{.id = {}, .parts = {}};
    split.terms.resize(2, 2);
    split.terms << 0.5, -3.0, 1.0, 0.25;
    CHECK(largest_terms(split, 3) == std::vector<ScoreTerm>{{0, 1, -3.0}, {1, 0, 1.0}, {0, 0, 0.5}});
    CHECK(largest_terms(split, 9).size() == 4);
}

TEST_CASE("score split: a vector pushes towards the words whose logits it raises most",
          "[app][mechanism][circuit]") {
    const SplitModel m;
    const RowVector vector = m.trace.feed_forward[0].row(5);
    const auto words = words_raised(m.trace, vector, 4);
    REQUIRE(words.size() == 4);
    std::vector<double> raised;
    for (Index word = 0; word < 30; ++word) {
        double sum = 0;
        for (Index c = 0; c < 24; ++c)
            sum += static_cast<double>((vector(c) - vector.mean()) * m.trace.final_gain(c) *
                                       (*m.trace.unembedding)(word, c));
        raised.push_back(sum);
    }
    auto falling = raised;
    std::ranges::sort(falling, std::ranges::greater{});
    for (std::size_t i = 0; i < 4; ++i)
        CHECK(raised[static_cast<std::size_t>(words[i])] == Approx(falling[i]).margin(1e-6));
}
