// SPDX-License-Identifier: MIT
#include "model/analysis/head_circuits.hpp"

#include "tests/support/catch.hpp"
#include "tests/support/small_model.hpp"

#include <algorithm>
#include <cmath>

using namespace wordfield;

namespace {

using Doubles = MatrixOf<double>;

struct CircuitModel {
    SmallModel model{120};
    Moment moment = model.moment();
    HeadCircuits circuits = head_circuits(network(), 1, 2);

    [[nodiscard]] const GptNetwork& network() const {
        return dynamic_cast<const GptNetwork&>(*moment.network);
    }
    [[nodiscard]] Doubles weight(const char* name) const { return model.weight(name).cast<double>(); }
    // (30,24): every word's row through the norm of layer 2, with the norm's bias.
    [[nodiscard]] Doubles normed() const {
        const Doubles table = weight("wte.weight"), gain = weight("h.1.ln_1.weight"),
                      bias = weight("h.1.ln_1.bias");
        Doubles rows(30, 24);
        for (Index word = 0; word < 30; ++word) {
            const double mean = table.row(word).mean();
            const double deviation = std::sqrt((table.row(word).array() - mean).square().mean() + 1e-5);
            for (Index c = 0; c < 24; ++c)
                rows(word, c) = (table(word, c) - mean) / deviation * gain.data()[c] + bias.data()[c];
        }
        return rows;
    }
};

// Takes off the mean over the columns' words, and over the rows' words where that is asked.
Doubles against_average(Doubles map, bool rows) {
    for (Index i = 0; i < map.rows(); ++i) map.row(i).array() -= map.row(i).mean();
    if (rows)
        for (Index j = 0; j < map.cols(); ++j) map.col(j).array() -= map.col(j).mean();
    return map;
}

} // namespace

TEST_CASE("head circuits: the OV map is the product of the weights, from word to word",
          "[app][mechanism][circuit]") {
    const CircuitModel m;
    const Doubles values = m.weight("h.1.attn.c_attn.weight").middleCols(48 + 16, 8),
                  out = m.weight("h.1.attn.c_proj.weight").middleRows(16, 8);
    const Doubles through = m.normed() * (values * out); // (30,24): what a look at each word adds
    const Doubles table = m.weight("wte.weight"), gain = m.weight("ln_f.weight");
    Doubles logits(30, 30);
    for (Index from = 0; from < 30; ++from)
        for (Index to = 0; to < 30; ++to) {
            logits(from, to) = 0;
            for (Index c = 0; c < 24; ++c)
                logits(from, to) +=
                    (through(from, c) - through.row(from).mean()) * gain.data()[c] * table(to, c);
        }
    const Doubles expected = against_average(logits, true);
    REQUIRE(expected.cwiseAbs().maxCoeff() > 0.1);
    for (TokenId word = 0; word < 30; ++word)
        CHECK((m.circuits.raised_by(word).cast<double>() - expected.row(word)).cwiseAbs().maxCoeff() < 1e-4);
}

TEST_CASE("head circuits: the QK map is the product of the weights, biases included",
          "[app][mechanism][circuit]") {
    const CircuitModel m;
    const Doubles weight = m.weight("h.1.attn.c_attn.weight"), bias = m.weight("h.1.attn.c_attn.bias");
    Doubles queries = m.normed() * weight.middleCols(16, 8),
            keys = m.normed() * weight.middleCols(24 + 16, 8);
    for (Index d = 0; d < 8; ++d) {
        queries.col(d).array() += bias.data()[16 + d];
        keys.col(d).array() += bias.data()[24 + 16 + d];
    }
    const Doubles expected = against_average(queries * keys.transpose() / std::sqrt(8.0), false);
    REQUIRE(expected.cwiseAbs().maxCoeff() > 0.1);
    for (TokenId word = 0; word < 30; ++word)
        CHECK((m.circuits.looks_of(word).cast<double>() - expected.row(word)).cwiseAbs().maxCoeff() < 1e-4);
}

TEST_CASE("head circuits: made some rows at a time they are the same", "[app][mechanism][circuit]") {
    const CircuitModel m;
    CircuitMaker maker{m.network(), 1, 2};
    int pieces = 1;
    while (!maker.advance(m.network(), 7)) ++pieces;
    CHECK(pieces == 5);
    for (TokenId word = 0; word < 30; ++word) {
        CHECK(maker.made().raised_by(word).isApprox(m.circuits.raised_by(word), 1e-4F));
        CHECK(maker.made().looks_of(word).isApprox(m.circuits.looks_of(word), 1e-4F));
    }
}

TEST_CASE("head circuits: the survey is that of all pairs of words, without special ones",
          "[app][mechanism][circuit]") {
    const CircuitModel m;
    const Vocabulary& vocabulary = m.moment.corpus->lexicon.vocabulary;
    CircuitSurvey survey;
    int pieces = 1;
    while (!go_on(survey, m.circuits, vocabulary, 5)) ++pieces;
    CHECK(pieces == 6);
    CHECK(survey.words == 28);
    std::vector<float> raises, looks;
    double percentile = 0;
    int itself = 0;
    for (TokenId from = 2; from < 30; ++from) {
        const RowVector raised = m.circuits.raised_by(from), looked = m.circuits.looks_of(from);
        float best_raised = -1e9F, best_looked = -1e9F;
        int less = 0;
        for (TokenId to = 2; to < 30; ++to) {
            best_raised = std::max(best_raised, raised(to));
            best_looked = std::max(best_looked, looked(to));
            less += raised(to) < raised(from) - 1e-6F ? 1 : 0;
        }
        raises.push_back(best_raised), looks.push_back(best_looked);
        itself += raised(from) >= best_raised - 1e-6F ? 1 : 0;
        percentile += less / 27.0 / 28.0;
    }
    std::ranges::sort(raises, std::ranges::greater{});
    std::ranges::sort(looks, std::ranges::greater{});
    REQUIRE(survey.raises.size() == CircuitSurvey::listed);
    for (std::size_t i = 0; i < CircuitSurvey::listed; ++i) {
        CHECK(survey.raises[i].value == Approx(raises[i]).margin(1e-5));
        CHECK(survey.looks[i].value == Approx(looks[i]).margin(1e-5));
        CHECK(m.circuits.raised_by(survey.raises[i].from)(survey.raises[i].to) ==
              Approx(raises[i]).margin(1e-5));
        CHECK(m.circuits.looks_of(survey.looks[i].from)(survey.looks[i].to) == Approx(looks[i]).margin(1e-5));
    }
    CHECK(survey.share_itself() == Approx(itself / 28.0));
    CHECK(survey.mean_percentile() == Approx(percentile).margin(1e-9));
}
